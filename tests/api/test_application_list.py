"""The list of applications: filters, counts, pages, and how much time is left of each stage."""

from importlib import import_module
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import select, update

from api.desk import application_list
from api.store.database import Database
from api.tables.applications import applications
from tests.api.application_office import RELIEF, SPECIAL, Office, agreed, open_office, reviewed
from tests.desk_fakes import Browser
from tests.fakes import FixedClock


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return open_office(sqlite_database, clock, tmp_path)


def signed(office: Office) -> None:
    """S1 to the relief fund, being delivered, with a milestone on the third of September."""
    office.enter(programme=RELIEF, title="照护服务项目")
    for expert in ("li", "zhao", "sun"):
        office.score(expert, 25, 25, 20, 20)
    office.act("li", "passed")
    office.evaluate("admin")
    office.act("admin", "passed", **agreed("帮-1", "30万", "", ("上门照护", "2026-09-03", "")))
    office.act("admin2", "passed", amount="30万")


def test_it_is_filtered_by_programme_stage_and_what_waits_for_oneself(office: Office) -> None:
    assert "还没有申报" in office["li"].get("/desk/applications")
    office.enter()
    office.enter(programme=RELIEF, title="照护服务项目")
    page = office["li"].get(f"/desk/applications?programme={RELIEF}")
    assert "照护服务项目" in page
    assert "乡村助学" not in page
    assert "专家评审（1）" in page
    page = office["li"].get("/desk/applications?stage=truth&mine=1")
    assert "乡村助学" in page
    assert "照护服务项目" not in page
    assert "这样筛选没有申报" in office["wang"].get("/desk/applications?mine=1")
    assert "<svg" in office["li"].get(f"/desk/applications/procedures/{SPECIAL}.svg")
    office["li"].get("/desk/applications/procedures/none.svg", 404)
    office["li"].get("/desk/applications/99", 404)
    assert "先选专项" in office["li"].get("/desk/applications/new")


def test_it_is_searched_by_organisation_project_and_number(office: Office) -> None:
    office.enter()
    office.enter(title="山区支教")
    for words in ("儿童基金会", "助学", "s1", "1"):
        assert "乡村助学" in office["li"].get(f"/desk/applications?q={words}"), words
    assert "山区支教" not in office["li"].get("/desk/applications?q=S1")
    assert "这样筛选没有申报" in office["li"].get("/desk/applications?q=没有这个词")


def test_what_is_late_is_marked_found_and_counted_but_not_while_it_is_returned(
    office: Office,
) -> None:
    office.enter()
    office.enter(title="山区支教")
    office.act("li", "returned", 200, 2, note="请补预算")
    assert "9月8日前" in office["li"].get("/desk/applications")
    assert "9月8日前办结，还有 5 个工作日" in office["li"].get("/desk/applications/1")
    assert "这样筛选没有申报" in office["li"].get("/desk/applications?state=late")
    office.wait(10)
    page = office["li"].get("/desk/applications?state=late")
    assert "超期 3 个工作日" in page
    assert "山区支教" not in page
    assert "应在9月8日前办结" in office["li"].get("/desk/applications/1")
    assert "补正期间不计时，已用 0 个工作日" in office["li"].get("/desk/applications/2")
    assert "山区支教" in office["li"].get("/desk/applications?state=applicant")
    office.act("li", "rejected", 200, 2, note="一直没有补正")
    assert "山区支教" in office["li"].get("/desk/applications?state=rejected")


def test_a_milestone_that_is_late_is_marked_and_found(office: Office) -> None:
    signed(office)
    assert "下个节点 9月3日" in office["li"].get("/desk/applications")
    assert "这样筛选没有申报" in office["li"].get("/desk/applications?state=slipped")
    office.wait(6)
    assert "节点晚 4 天" in office["li"].get("/desk/applications?state=slipped")
    office.evaluate("zhao", result="go_on")
    office.reach("zhao", 1, "2026-09-07")
    assert "这样筛选没有申报" in office["li"].get("/desk/applications?state=slipped")


def test_a_notice_that_runs_waits_for_nobody_until_somebody_objects(office: Office) -> None:
    reviewed(office)
    assert "S1 乡村助学" in office["zhou"].get("/desk/applications?mine=1")
    office.act("zhou", "noticed")
    assert "这样筛选没有申报" in office["zhou"].get("/desk/applications?mine=1")
    public = Browser(office.desk)
    public.get("/applications/1")
    public.post("/applications/1", text="预算偏高")
    assert "S1 乡村助学" in office["zhou"].get("/desk/applications?mine=1")


def test_a_long_list_has_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application_list, "AT_ONCE", 2)
    monkeypatch.setattr(application_list, "READ_AT_ONCE", 2)
    for title in ("甲", "乙", "丙"):
        office.enter(title=title)
    page = office["li"].get("/desk/applications?programme=shanghai-special-fund")
    assert "3 份，第 1 页" in page
    assert "S3 丙" in page
    assert "S1 甲" not in page
    page = office["li"].get("/desk/applications?mine=1&page=2")
    assert "S1 甲" in page
    assert "S2 乙" not in page
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page
    assert "等您办的，最新的在前，第 2 页" in page
    assert "这一页没有申报" in office["li"].get("/desk/applications?page=9")


def test_the_migration_finds_the_same_as_the_entries_themselves(office: Office) -> None:
    signed(office)
    office.enter()
    migration = import_module("api.migrations.versions.v0035_application_list")
    kept = select(applications.c.title, applications.c.due, applications.c.milestone_due)
    with office.desk.database.begin() as unit:
        before = unit.connection.execute(kept).all()
        unit.connection.execute(update(applications).values(title="", due=None, milestone_due=None))
        with Operations.context(MigrationContext.configure(unit.connection)):
            migration.fill()
        after = unit.connection.execute(kept).all()
    assert after == before
    assert [one.due is None for one in after] == [True, False]
