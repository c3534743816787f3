"""What staff take out: complete, of the year asked for, without persons, and never a formula."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, select

from api.desk.application_exports import Programmes, grants, taken_applications
from api.desk.exports import taken_claims, taken_needs
from api.desk.people import Staff
from api.desk.pools import taken_movements
from api.domain.claimable import Parts
from api.domain.duties import EVERY_ROLE, Duty, Role
from api.domain.errors import NotAllowed
from api.domain.need import Item, Need
from api.domain.overview import Period
from api.domain.region import Region
from api.store import claims
from api.store.database import Database
from api.tables.tickets import tickets
from tests.api.application_office import Office, open_office
from tests.api.claimants import BOTH, organised, published
from tests.api.desks import NEED, REVIEWER, ledger_of, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def staff(desk: DeskWorld) -> Browser:
    browser = staffed(desk)
    browser.get("/desk/exports")
    return browser


def sent(browser: Browser, kind: str, form: str, year: str = "") -> bytes:
    """The file that the button of the page gives."""
    token = browser.page.split('name="form_token" value="')[1].split('"')[0]
    fields = {"form_token": token, "kind": kind, "form": form, "year": year}
    answer = browser.client.post("/desk/exports", data=fields)
    assert answer.status_code == 200, answer.text
    return answer.content


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def cells(content: bytes) -> list[list[Any]]:
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_needs_leave_without_who_reported_and_whom_to_ask(
    desk: DeskWorld, staff: Browser, clock: FixedClock
) -> None:
    odd = replace(
        NEED,
        title="=2+2",
        items=(Item("冬衣", Decimal(200), "套"), Item("书包")),
        description="联系 13812345678",
        gap_yuan=Decimal("12.5"),
    )
    reported(desk.ledger, desk.database, odd)
    content = sent(staff, "needs", "csv")
    (row,) = rows(content)
    assert row["标题"] == "'=2+2"
    assert row["需要什么"] == "冬衣 200 套、书包"
    assert (row["预算（元）"], row["资金缺口（元）"]) == ("50000.00", "12.50")
    assert (row["区县"], row["受益人数"], row["受益户数"]) == ("澜沧拉祜族自治县", "200", "")
    assert (row["状态"], row["上报时间"]) == ("已提交", "2026-09-01 12:00")
    said = content.decode()
    assert "王老师" not in said
    assert "13812345678" not in said
    clock.at += timedelta(days=365)
    later = staffed(desk, "wang")
    later.get("/desk/exports")
    assert rows(sent(later, "needs", "csv", "2027")) == []
    heading, one = cells(sent(later, "needs", "xlsx", "2026"))
    assert one[heading.index("标题")] == "=2+2"
    assert one[heading.index("预算（元）")] == 50_000


def test_claims_name_what_was_claimed_and_by_whom_but_no_person(
    desk: DeskWorld, staff: Browser
) -> None:
    need = published(desk.ledger, desk.database, BOTH)
    with desk.database.begin() as unit:
        key = organised(unit, 1)
        parts = Parts(Decimal("350.5"), {0: Decimal(20), 5: Decimal(1)})
        lead = claims.add(unit, need.number, key, parts, actor="li")
        claims.add(unit, need.number, key, Parts(), actor="li", lead=lead.number)
    first, second = rows(sent(staff, "claims", "csv", "2026"))
    assert first["认领物资"] == "冬衣 20 套、第 6 项 1"
    assert first["认领金额（元）"] == "350.50"
    assert len(first["统一社会信用代码"]) == 18
    assert (first["牵头认领"], second["牵头认领"]) == ("", "C1")
    (need_row,) = rows(sent(staff, "needs", "csv"))
    assert need_row["有效认领（元）"] == "350.50"


def test_movements_of_all_pools_stand_below_each_other(desk: DeskWorld) -> None:
    admin = staffed(desk, "admin", EVERY_ROLE)
    admin.get("/desk/pools")
    for number, name in ((1, "甲池"), (2, "乙池")):
        admin.post("/desk/pools", 200, name=name, purpose="助学", programme="", cap="")
        fields = {"kind": "contribution", "amount": "12.34", "reason": "到账", "key": "k"}
        admin.post(f"/desk/pools/{number}", 200, **fields)
    admin.get("/desk/exports")
    found = rows(sent(admin, "movements", "csv", "2026"))
    assert [(row["资金池"], row["金额（元）"]) for row in found] == [
        ("甲池", "12.34"),
        ("乙池", "12.34"),
    ]
    assert rows(sent(admin, "movements", "csv", "2025")) == []


def test_what_cannot_be_taken_out_is_said_on_the_page(staff: Browser) -> None:
    for fields, said in (
        ({"kind": "needs", "form": "json"}, "没有这种文件"),
        ({"kind": "secrets", "form": "csv"}, "没有这种文件"),
        ({"kind": "report", "form": "csv"}, "没有这种文件"),
        ({"kind": "needs", "form": "csv", "year": "19"}, "没有这一年"),
        ({"kind": "needs", "form": "csv", "year": "'"}, "没有这一年"),
        ({"kind": "grants", "form": "json", "year": "2026"}, "没有可以导出的资助"),
    ):
        assert said in staff.post("/desk/exports", 422, **fields)
    assert '<option value="2026" selected>' in staff.page


def test_each_role_takes_out_what_it_may_see(desk: DeskWorld) -> None:
    finance = staffed(desk, "qian", frozenset({Role.FINANCE}))
    page = finance.get("/desk/exports")
    assert "资金池流水" in page
    assert "每件需求一行" not in page
    assert "不能查看需求" in finance.post("/desk/exports", 403, kind="needs", form="csv")
    nobody = Staff("x", frozenset())
    with desk.database.read() as unit:
        for take in (taken_needs, taken_claims, taken_movements):
            with pytest.raises(NotAllowed):
                take(unit, nobody, None)
        with pytest.raises(NotAllowed):
            grants(unit, nobody, Programmes({}, {}), None, None)
        with pytest.raises(NotAllowed):
            taken_applications(unit, nobody, Programmes({}, {}), None)
    assert not nobody.may(*Duty)


def test_needs_and_claims_are_those_of_ones_own_regions_and_of_nowhere(desk: DeskWorld) -> None:
    here = published(desk.ledger, desk.database, key="a")
    nowhere = reported(desk.ledger, desk.database, Need("没有地点"), key="b")
    away = replace(REVIEWER, regions=(Region("630000", "青海省"),))
    local = replace(REVIEWER, regions=(Region("530800", "云南省普洱市"),))
    with desk.database.begin() as unit:
        claims.add(unit, here.number, organised(unit, 1), Parts(Decimal(1)), actor="li")
    with desk.database.read() as unit:
        numbers = {
            staff: [one.number for one in taken_needs(unit, staff, None)]
            for staff in (REVIEWER, away, local)
        }
        claimed = [len(list(taken_claims(unit, one, None))) for one in (away, local)]
    assert numbers[REVIEWER] == numbers[local] == [here.number, nowhere.number]
    assert numbers[away] == [nowhere.number]
    assert claimed == [0, 1]


def test_both_databases_hand_out_the_same_rows_however_many(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    need = published(ledger, database, BOTH)
    with database.begin() as unit:
        row = unit.connection.execute(select(tickets)).mappings().one()
        more = [{**row, "number": 5_000 + number} for number in range(1_100)]
        unit.connection.execute(insert(tickets), more)
        claims.add(unit, need.number, organised(unit, 1), Parts(Decimal("2.5")), actor="li")
    this_year = Period(date(2026, 1, 1), date(2026, 12, 31))
    later = Period(date(2027, 1, 1), date(2027, 12, 31))
    with database.read() as unit:
        found = list(taken_needs(unit, REVIEWER, this_year))
        assert list(taken_needs(unit, REVIEWER, later)) == []
        (claimed,) = taken_claims(unit, REVIEWER, this_year)
    assert [one.number for one in found] == [need.number, *range(5_000, 6_100)]
    assert (found[0].need, found[0].claimed_fen, found[1].claimed_fen) == (BOTH, 250, 0)
    assert (claimed.ticket, claimed.fen, claimed.made_at) == (need.number, 250, clock.now())


def test_only_staff_with_the_form_of_the_page_take_anything_out(
    desk: DeskWorld, staff: Browser
) -> None:
    staff.page = ""
    staff.post("/desk/exports", 409, kind="needs", form="csv")
    answer = Browser(desk).client.post("/desk/exports", data={}, follow_redirects=False)
    assert answer.status_code == 401


def test_each_file_stands_in_the_log_with_its_rows(desk: DeskWorld) -> None:
    admin = staffed(desk, "admin", EVERY_ROLE)
    reported(desk.ledger, desk.database)
    admin.get("/desk/exports")
    sent(admin, "needs", "xlsx", "2026")
    sent(admin, "claims", "csv")
    log = admin.get("/desk/exports/log")
    assert "2026 年共 2 次" in log
    assert "全部年份" in log


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return open_office(sqlite_database, clock, tmp_path)


def test_applications_leave_with_their_amounts_as_far_as_they_came(office: Office) -> None:
    office.enter()
    staff = office["li"]
    staff.get("/desk/exports")
    (row,) = rows(sent(staff, "applications", "csv", "2026"))
    assert (row["申报编号"], row["机构"]) == ("S1", "上海市儿童基金会")
    assert (row["项目总投入（元）"], row["自筹（元）"]) == ("1200000.00", "900000.00")
    assert (row["协议资助（元）"], row["拨付（元）"], row["结项等次"]) == ("", "0.00", "")
    assert json.dumps(row, ensure_ascii=False).count("wang") == 0
