"""What leaves the desk as a file is kept first: in a chain, by year, for administrators."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.desk.exports import SHOWN, ExportLog, export_log, note_export
from api.domain.duties import EVERY_ROLE
from api.domain.errors import NotAllowed
from api.domain.export_event import ExportKind, Taken
from api.store.database import Database
from tests.api.desks import ADMIN, REVIEWER, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

LEDGER = Taken(ExportKind.POOL_LEDGER, "1 号 助学资金池", "xlsx", 12)


def taken(database: Database, *what: Taken) -> None:
    for one in what:
        with database.begin() as unit:
            note_export(unit, REVIEWER, one)


def looked(database: Database, year: int | None = None, before: int | None = None) -> ExportLog:
    with database.read() as unit:
        return export_log(unit, ADMIN, year, before)


def test_each_export_stands_in_the_chain_of_its_year_in_shanghai(
    database: Database, clock: FixedClock
) -> None:
    clock.at = clock.at.replace(month=12, day=31, hour=15, minute=59)
    taken(database, LEDGER)
    clock.at += timedelta(minutes=2)
    taken(database, LEDGER, Taken(ExportKind.OVERVIEW, "按状态", "csv", 3))
    new, old = looked(database), looked(database, 2026)
    assert (new.year, new.total, new.years) == (2027, 2, (2027, 2026))
    assert [(at, one.taken.kind) for at, one in new.entries] == [
        (2, ExportKind.OVERVIEW),
        (1, ExportKind.POOL_LEDGER),
    ]
    assert old.entries[0][1].taken == LEDGER
    assert old.entries[0][1].actor == "li"
    assert new.whole
    assert old.whole
    assert looked(database, 2020).entries == ()


def test_a_long_log_is_shown_in_pages_and_a_long_scope_is_cut(database: Database) -> None:
    taken(database, *[LEDGER] * (SHOWN + 2), Taken(ExportKind.OVERVIEW, "很长" * 200, "csv", 0))
    first = looked(database)
    assert (first.total, len(first.entries), first.older) == (SHOWN + 3, SHOWN, 4)
    rest = looked(database, before=first.older)
    assert [at for at, _ in rest.entries] == [3, 2, 1]
    assert rest.older is None
    assert len(first.entries[0][1].taken.scope) == 200


def test_two_who_export_at_once_both_stand_in_the_chain(database: Database) -> None:
    with ThreadPoolExecutor(4) as crew:
        list(crew.map(lambda _: taken(database, LEDGER), range(12)))
    found = looked(database)
    assert (found.total, found.whole) == (12, True)


def test_no_entry_can_be_changed_and_only_administrators_read_the_log(database: Database) -> None:
    taken(database, LEDGER)
    for statement in ("UPDATE export_log SET rows = 1", "DELETE FROM export_log"):
        with pytest.raises(DBAPIError), database.begin() as unit:
            unit.connection.execute(text(statement))
    with pytest.raises(NotAllowed), database.read() as unit:
        export_log(unit, REVIEWER, None, None)


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin", EVERY_ROLE)


def test_the_downloads_of_the_desk_are_listed_with_their_rows(
    desk: DeskWorld, admin: Browser
) -> None:
    assert "还没有人下载过" in admin.get("/desk/exports/log")
    reported(desk.ledger, desk.database)
    admin.get("/desk/overview/status.csv?province=%E4%BA%91%E5%8D%97%E7%9C%81")
    admin.get("/desk/overview/nothing.csv", 404)
    admin.get("/desk/pools")
    admin.post("/desk/pools", 200, name="<b>助学</b>池", purpose="助学", programme="", cap="")
    admin.get("/desk/pools/1/ledger.csv")
    page = admin.get("/desk/exports/log")
    assert "2026 年共 2 次" in page
    assert "校验通过" in page
    assert "1 号 &lt;b&gt;助学&lt;/b&gt;池" in page
    assert "需求按状态 2026-01-01 到 2026-09-01 云南省" in page
    assert "看更早的" not in page
    admin.get("/desk/exports/log?year=1", 404)


def test_reviewers_neither_see_the_link_nor_the_page(desk: DeskWorld) -> None:
    reviewer = staffed(desk)
    assert "导出记录" not in reviewer.get("/desk/overview")
    assert "需要“管理员”" in reviewer.get("/desk/exports/log", 403)


def test_a_log_that_was_changed_says_so(desk: DeskWorld, admin: Browser) -> None:
    admin.get("/desk/overview/status.csv")
    with desk.database.begin() as unit:
        unit.connection.execute(text("DROP TRIGGER export_log_no_update"))
        unit.connection.execute(text("UPDATE export_log SET actor = 'wang'"))
    assert "校验没有通过" in admin.get("/desk/exports/log")
