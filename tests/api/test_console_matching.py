"""The desk's pages of matching: re-ranking everything, and proposals for a pool."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import update

from api.console.csv_export import inert
from api.demo.organisations import load_demo
from api.desk.exports import export_log
from api.domain.claimable import Parts
from api.domain.export_event import ExportKind, Taken
from api.domain.need import Urgency
from api.store import claiming, claims
from api.store.database import Database
from api.tables.tickets import tickets
from tests.api.desks import ADMIN, NEED, reported
from tests.desk_fakes import Browser, DeskWorld, JobsAtOnce, make_desk, staffed

ALLOCATION = "/desk/allocation"


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    world = make_desk(sqlite_database, tmp_path)
    load_demo(sqlite_database)
    needs = (
        NEED,
        replace(NEED, title="=HYPERLINK(坏)", urgency=Urgency.SUDDEN, budget_yuan=Decimal(550_000)),
        replace(NEED, title="没有金额", budget_yuan=None, items=()),
    )
    for number, need in enumerate(needs):
        reported(world.ledger, sqlite_database, need, key=str(number), update=str(number))
    with sqlite_database.begin() as unit:
        unit.connection.execute(update(tickets).values(status="published"))
    return world


@pytest.fixture
def li(desk: DeskWorld) -> Browser:
    browser = staffed(desk)
    browser.get(ALLOCATION)
    return browser


def asked(browser: Browser, **terms: str) -> str:
    """Ask for a proposal and see its page."""
    browser.get(ALLOCATION)
    return browser.post(ALLOCATION, 200, **{"pool": "8万", "share": "100", "least": "100", **terms})


def test_a_proposal_shows_who_gives_what_and_why_others_wait(li: Browser) -> None:
    page = asked(li)
    assert "3 个需求中列入 1 个" in page
    assert "=HYPERLINK(坏)" in page
    assert "资金池" in page
    assert "已求得最优方案" in page
    assert "没有写明资金缺口、预算或物品数量" in page
    assert "先给了更紧急、受益人更多的需求。" in page
    assert "方案 1" in li.get(ALLOCATION)


def test_an_organisation_is_asked_for_no_more_than_its_cap(li: Browser) -> None:
    page = asked(li, pool="0", organisation_cap="5万", words="冬衣 木戛乡")
    assert "2 个需求中列入 2 个" in page
    assert page.count("5 万元") >= 1
    assert "最看重：" in page


def test_the_file_holds_the_table_and_no_formula(desk: DeskWorld, li: Browser) -> None:
    asked(li)
    answer = li.client.get(f"{ALLOCATION}/1/table.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "工单"
    assert len(rows) == 5
    assert {len(row) for row in rows} == {14}
    assert "'=HYPERLINK(坏)" in {row[1] for row in rows}
    assert [row[7] for row in rows[1:]] == ["建议", "建议", "未列入", "未列入"]
    with desk.database.read() as unit:
        (_, kept), *_ = export_log(unit, ADMIN, None, None).entries
    assert (kept.actor, kept.taken) == ("li", Taken(ExportKind.ALLOCATION, "方案 1", "csv", 4))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", " =1", "\t=1", "＝1"])
def test_a_cell_that_could_be_a_formula_is_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert inert(None) == ""
    assert inert("冬衣=20") == "冬衣=20"


REFUSED = (
    ("pool", "", "请写资金池的金额"),
    ("pool", "-5", "请用数字写金额"),
    ("pool", "很多", "请用数字写金额"),
    ("pool", "9999亿", "金额要在 0 到 1000 亿元之间"),
    ("cap", "1e9", "请用数字写金额"),
    ("share", "0", "比例要大于 0"),
    ("share", "一半", "没有看懂比例"),
    ("least", "120", "比例要大于 0"),
    ("organisation_needs", "0", "之间的整数"),
    ("words", "没有这样的词", "没有可以分配的需求"),
)


def test_what_cannot_be_computed_is_refused_and_nothing_typed_is_lost(li: Browser) -> None:
    assert 'value="12000.50"' in li.get(f"{ALLOCATION}?pool=12000.50")
    for field, value, sentence in REFUSED:
        page = li.post(
            ALLOCATION, 422, **{"pool": "12.3万", "share": "100", "least": "100", field: value}
        )
        assert sentence in page, field
        assert f'value="{value}"' in page, field
        assert 'describedby="allocation-problem"' in page, field


def test_a_proposal_that_is_not_finished_answers_at_once(li: Browser, desk: DeskWorld) -> None:
    runner = desk.services.jobs
    assert isinstance(runner, JobsAtOnce)
    runner.waits = True
    page = asked(li)
    assert "排队中" in page
    assert li.client.get(f"{ALLOCATION}/1").headers["Refresh"] == "2"
    assert "还没有算完" in li.get(f"{ALLOCATION}/1/table.csv", 409)
    runner.runner.run(1)
    assert "已算完" in li.get(f"{ALLOCATION}/1")
    li.get(f"{ALLOCATION}/99", 404)
    li.get(f"{ALLOCATION}/abc", 404)


def test_everything_is_matched_anew_and_the_ticket_shows_it(li: Browser, desk: DeskWorld) -> None:
    assert "还没有重新匹配过" in li.get("/desk/matching")
    page = li.post("/desk/matching/rematch")
    assert re.search(r"3 个需求 × \d+ 项资源", page)
    ticket = li.get("/desk/tickets/1001?status=all")
    assert "重新匹配。匹配结果只供参考" in ticket
    assert "最看重：" in ticket

    runner = desk.services.jobs
    assert isinstance(runner, JobsAtOnce)
    runner.waits = True
    li.get("/desk/matching")
    li.post("/desk/matching/rematch")
    again = li.post("/desk/matching/rematch")
    assert again.count("排队中") == 2  # the note and one row: the second press began nothing
    assert "开始重新匹配" not in again


def test_claims_are_entered_for_the_organisations_that_agreed(li: Browser, desk: DeskWorld) -> None:
    page = asked(li, pool="0", organisation_cap="5万", words="1001")
    (value,) = re.findall(r'name="grant" value="([^"]+)"', page)
    page = li.post(f"{ALLOCATION}/1/claims", 422)
    assert "还没有勾选" in page
    assert f'href="{ALLOCATION}/1">回到刚才的页面' in page
    page = li.post(f"{ALLOCATION}/1/claims", grant=[value, "1001:nobody", "乱写"])
    (number,) = re.findall(r'href="/desk/claims/(\d+)">已登记认领 C', page)
    assert 'name="grant"' not in page
    with desk.database.read() as unit:
        claim = claims.load(unit, int(number))
        assert (claim.ticket, claim.parts.money) == (1001, Decimal(50_000))
        assert claim.organisation == value.partition(":")[2]
    li.post(f"{ALLOCATION}/1/claims", grant=value)  # sent twice: the same claim
    with desk.database.read() as unit:
        assert len(claims.of_ticket(unit, 1001)) == 1
    li.post(f"{ALLOCATION}/99/claims", 404, grant=value)


def test_what_was_claimed_meanwhile_is_refused_with_the_reason(
    li: Browser, desk: DeskWorld
) -> None:
    page = asked(li, pool="0", organisation_cap="5万", words="1001")
    (value,) = re.findall(r'name="grant" value="([^"]+)"', page)
    with desk.database.begin() as unit:
        wanted = claiming.Wanted(1001, "adream", Parts(Decimal(30_000)))
        claiming.claim(unit, wanted, actor="li", key="other")
    page = li.post(f"{ALLOCATION}/1/claims", grant=value)
    assert "没有登记：认领的金额超出了需要" in page
    assert f'value="{value}"' in page


def test_needs_are_put_before_an_organisation_found_by_name(li: Browser) -> None:
    li.get("/desk/matching/needs")
    page = li.get("/desk/matching/needs?q=阳光善行")
    assert "organisation=sunshine-centre" in page
    page = li.get("/desk/matching/needs?organisation=sunshine-centre")
    assert "上海市阳光善行公益事务中心" in page
    assert "1001 木戛乡中心小学需要冬衣" in page
    assert "最看重：类别一致、服务地区包括这里" in page
    assert "没有类别和地区都合适的" in li.get("/desk/matching/needs?organisation=jingxian")
    assert "请换几个字再找" in li.get("/desk/matching/needs?q=%25")
    assert "写机构的名称" in li.get("/desk/matching/needs?organisation=nobody")


def test_a_form_of_another_session_begins_nothing(li: Browser) -> None:
    li.page = ""
    li.post(ALLOCATION, 409, pool="10万")
    li.page = ""
    li.post("/desk/matching/rematch", 409)
