"""The overview on a real database: what is counted, since when, and of which province."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from api.desk.overview import Overview, overview
from api.domain.category import Category
from api.domain.claim import ClaimState
from api.domain.need import Need
from api.domain.overview import Claimed, County, Cut, Period, Spread, Stage, parts_of
from api.domain.place import Place
from api.domain.ticket import TicketStatus
from api.store import claims, tickets
from api.store.database import Database
from api.store.overview import Scope
from tests.api.claimants import organised, yuan
from tests.api.desks import NEED, ledger_of, reported
from tests.fakes import FixedClock

S = TicketStatus
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))
SICHUAN = replace(
    NEED,
    category=Category.HEALTH,
    place=Place("四川省", "凉山彝族自治州", "昭觉县", code="513431", table_year=2023),
)
LANCANG, ZHAOJUE = "530828", "513431"


def looked(database: Database, period: Period = YEAR, province: str = "") -> Overview:
    with database.read() as unit:
        return overview(unit, Scope(period, province))


def moved(database: Database, number: int, *statuses: TicketStatus) -> None:
    with database.begin() as unit:
        for status in statuses:
            before = tickets.load(unit, number)
            tickets.save(unit, before, before.moved(status, actor="li", at=unit.now))


def test_needs_are_counted_by_the_day_in_shanghai_and_by_province(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    clock.at = clock.at.replace(month=8, day=31, hour=15, minute=59)  # 23:59 in Shanghai
    reported(ledger, database, key="a")
    clock.at += timedelta(minutes=2)
    reported(ledger, database, SICHUAN, key="b")
    reported(ledger, database, Need(title="没有地点"), key="c")
    found = looked(database)
    assert found.total == 3
    assert parts_of(found.groups, Cut.MONTH) == {"2026-08": 1, "2026-09": 2}
    assert parts_of(found.groups, Cut.REGION) == {"云南省": 1, "四川省": 1, "": 1}
    assert parts_of(found.groups, Cut.CATEGORY) == {"education": 1, "health": 1, "": 1}
    assert parts_of(looked(database, AUGUST).groups, Cut.MONTH) == {"2026-08": 1}
    within = looked(database, YEAR, "四川省")
    assert parts_of(within.groups, Cut.REGION) == {ZHAOJUE: 1}
    assert parts_of(within.everywhere, Cut.REGION)["云南省"] == 1


def test_waits_are_measured_from_the_report_to_the_first_move(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    number = reported(ledger_of(database, tmp_path), database).number
    for hours, status in ((3, S.IN_REVIEW), (7, S.RETURNED), (10, S.IN_REVIEW), (30, S.ACCEPTED)):
        clock.at += timedelta(hours=hours)
        moved(database, number, status)
    times = looked(database).times
    contact, accepted = times[Stage.CONTACT], times[Stage.ACCEPTED]
    assert contact is not None
    assert accepted is not None
    assert (contact.count, round(contact.median, 3)) == (1, 3.0)
    assert (accepted.count, round(accepted.late, 3)) == (1, 50.0)
    assert times[Stage.CLAIMED] is times[Stage.DELIVERED] is None
    assert isinstance(contact, Spread)


def test_coverage_tells_who_is_never_helped_and_who_more_than_once(
    database: Database, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    helped = reported(ledger, database, key="a")
    reported(ledger, database, SICHUAN, key="b")
    gone = reported(ledger, database, SICHUAN, key="c")
    moved(database, gone.number, S.WITHDRAWN)
    with database.begin() as unit:
        one, two, three = (organised(unit, n) for n in (1, 2, 3))
        lead = claims.add(unit, helped.number, one, yuan(10_000), actor="li")
        claims.add(unit, helped.number, two, yuan(5_000), actor="li", lead=lead.number)
    joint = looked(database)
    assert [county.code for county in joint.coverage.missed] == [ZHAOJUE]
    assert joint.coverage.missed[0].needs == 1
    assert joint.coverage.once == (County(LANCANG, 1, claims=1),)
    assert joint.claimed == Claimed(2, 2, 1_500_000)
    with database.begin() as unit:
        claims.add(unit, helped.number, three, yuan(1), actor="li")
        claims.add(unit, helped.number, three, yuan(9), actor="li", state=ClaimState.EXPIRED)
    assert looked(database).coverage.repeated == (County(LANCANG, 1, claims=2),)
    assert looked(database, YEAR, "四川省").claimed == Claimed(0, 0, 0)


def test_late_reviews_are_those_that_still_wait_for_staff(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    number = reported(ledger_of(database, tmp_path), database).number
    assert looked(database).late == 0
    clock.at += timedelta(days=30)
    assert looked(database).late == 1
    assert looked(database, AUGUST).late == 1  # as of now, whatever the period
    assert looked(database, YEAR, "四川省").late == 0
    moved(database, number, S.IN_REVIEW, S.ACCEPTED)
    assert looked(database).late == 0
