"""The figures of a year on a real database: each need, claim and organisation counts once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from api.desk.yearly import YearReport, year_report, years
from api.domain.category import Category
from api.domain.claim import ClaimState
from api.domain.errors import NotFound
from api.domain.evaluation import Evaluation, Side
from api.domain.fund_movement import MovementKind, Wish
from api.domain.fund_pool import PoolFacts
from api.domain.need import Beneficiaries
from api.domain.overview import Stage
from api.domain.place import Place
from api.domain.ticket import TicketStatus
from api.domain.yearly import Step
from api.store import applications, claims, evaluations, fund_pools
from api.store.database import Database, Unit
from api.store.ledger import SqlLedger
from knowledge.procedure_files import load_procedures
from tests.api.claimants import organised, published, yuan
from tests.api.desks import NEED, ledger_of, reported
from tests.api.domain.test_programme_year import application
from tests.api.test_overview import moved
from tests.fakes import FixedClock

S, K = TicketStatus, MovementKind
DELIVERY = (S.CLAIMED, S.IN_PROGRESS, S.DELIVERED)
SICHUAN = replace(
    NEED,
    category=Category.HEALTH,
    place=Place("四川省", "凉山彝族自治州", "昭觉县", code="513431", table_year=2023),
    beneficiaries=Beneficiaries(households=30),
)


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    return ledger_of(database, tmp_path)


def looked(database: Database, year: int = 2026) -> YearReport:
    with database.read() as unit:
        return year_report(unit, load_procedures().values(), year)


def test_a_need_counts_at_each_step_in_the_year_of_that_step(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    clock.at = clock.at.replace(month=12, day=31, hour=15)  # 23:00 in Shanghai
    first = published(ledger, database, key="a")
    reported(ledger, database, SICHUAN, key="b")
    gone = reported(ledger, database, replace(NEED, category=None), key="c")
    moved(database, gone.number, S.WITHDRAWN)
    clock.at += timedelta(hours=2)
    moved(database, first.number, *DELIVERY)
    found = looked(database, 2027)
    now, before = found.now.needs, found.before.needs
    assert [before.of(step) for step in Step] == [3, 1, 1, 0, 0]
    assert [now.of(step) for step in Step] == [0, 0, 0, 1, 1]
    assert (before.refused, before.merged, before.withdrawn) == (0, 0, 1)
    assert before.by_category[Step.REPORTED] == {"education": 1, "health": 1, None: 1}
    assert before.reported_in == {"云南省": 2, "四川省": 1}
    assert (now.delivered_in, now.counties_in, now.counties) == ({"云南省": 1}, {"云南省": 1}, 1)
    assert (now.people.count, before.people.count) == (200, 0)
    assert found.now.times[Stage.DELIVERED] is None  # nothing was reported in that year
    assert found.before.times[Stage.DELIVERED] is not None
    assert not found.is_over
    assert looked(database, 2026).is_over


def test_what_is_delivered_twice_counts_in_the_last_year_and_what_was_undone_in_none(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    again = published(ledger, database, SICHUAN, key="a")
    undone = published(ledger, database, key="b")
    for ticket in (again, undone):
        moved(database, ticket.number, *DELIVERY)
        moved(database, ticket.number, S.IN_PROGRESS)
    clock.at += timedelta(days=200)
    moved(database, again.number, S.DELIVERED, S.CLOSED)
    found = looked(database, 2027)
    assert (found.now.needs.of(Step.DELIVERED), found.before.needs.of(Step.DELIVERED)) == (1, 0)
    people = found.now.needs.people
    assert (people.count, people.households, people.silent) == (0, 30, 0)


def test_joint_claims_count_once_and_organisations_once_however_they_take_part(
    ledger: SqlLedger, database: Database
) -> None:
    need = published(ledger, database, key="a")
    with database.begin() as unit:
        one, two, three = (organised(unit, n) for n in (1, 2, 3))
        lead = claims.add(unit, need.number, one, yuan(10_000), actor="li")
        claims.add(unit, need.number, two, yuan(5_000), actor="li", lead=lead.number)
        claims.add(unit, need.number, two, yuan("1.50"), actor="li")
        claims.add(unit, need.number, three, yuan(9), actor="li", state=ClaimState.WITHDRAWN)
        for organisation in (one, three):
            applications.add(unit, application(organisation, unit.now))
        evaluations.put(unit, lead.number, Evaluation(Side.POST, 5), actor="p")
        evaluations.put(unit, lead.number, Evaluation(Side.CLAIMANT, 1), actor="p")
    found = looked(database).now
    claimed = found.claims
    assert (claimed.claims, claimed.joint, claimed.claimants) == (2, 1, 2)
    assert claimed.fen == 1_500_150
    assert (claimed.evaluated, claimed.score) == (1, Decimal("5.0"))
    assert found.participants == 3
    assert [one.entered for one in found.programmes] == [0, 2]


def entered(unit: Unit, pool: int, kind: MovementKind, fen: int, **more: int | None) -> int:
    return fund_pools.enter(unit, pool, Wish(kind, fen, "凭据", **more), actor="admin").ordinal


def test_subsidies_are_those_of_the_year_with_what_followed_and_without_what_was_undone(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    need = published(ledger, database, key="a")
    with database.begin() as unit:
        pool = fund_pools.add(unit, PoolFacts("助学资金池", "助学"), actor="admin").number
        entered(unit, pool, K.CONTRIBUTION, 1_000)
        wrong = entered(unit, pool, K.COMMITMENT, 500)
        entered(unit, pool, K.CORRECTION, 0, of=wrong)
        kept = entered(unit, pool, K.COMMITMENT, 300, whole_fen=1_200)
        one = organised(unit, 1)
        claims.add(unit, need.number, one, yuan(7), actor="li", state=ClaimState.CONFIRMED)
        entered(unit, pool, K.COMMITMENT, 100, ticket=need.number)
    clock.at += timedelta(days=200)
    with database.begin() as unit:
        entered(unit, pool, K.DISBURSEMENT, 200, of=kept)
        entered(unit, pool, K.RELEASE, 100, of=kept)
    found = looked(database, 2027)
    now, before = found.now.subsidy, found.before.subsidy
    assert (before.received, before.committed, before.paid) == (1_000, 300, 0)
    assert (now.received, now.committed, now.paid) == (0, 0, 200)
    # Of the first project 200 of 1200 come from the pool now, the need's is claimed with 700.
    assert (before.others, before.leverage) == (1_000 + 700, Decimal("5.67"))
    assert (now.others, now.leverage) == (0, None)


def test_a_year_that_has_not_begun_has_no_report_and_the_years_go_back_to_the_first_need(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    with database.read() as unit:
        assert years(unit) == (2026,)
    reported(ledger, database)
    clock.at += timedelta(days=500)
    with database.read() as unit:
        assert years(unit) == (2028, 2027, 2026)
    for year in (1999, 2029, 9999):
        with pytest.raises(NotFound):
            looked(database, year)
    assert looked(database, 2025).now.needs.of(Step.REPORTED) == 0
