"""The progress of the overview on a real database: milestones in time and late, here and there."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.desk.overview import overview
from api.desk.overview_progress import ProgressOverview, progress_overview
from api.domain.application import entered
from api.domain.application_event import Act, Wish
from api.domain.claim import ClaimState
from api.domain.milestone import MilestoneState
from api.domain.overview import Period, Spread
from api.domain.place import Place
from api.domain.project import BudgetLine, Project
from api.domain.region import Region
from api.domain.slippage import Slippage
from api.store import applications, claims, milestones
from api.store.database import Database
from api.store.late_steps import LateStep
from api.store.overview import Scope
from knowledge.procedure_files import load_procedures
from tests.api.claimants import MONEY_NEED, organised, published, yuan
from tests.api.desks import ledger_of
from tests.fakes import FixedClock

S = ClaimState
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
YUNNAN = replace(
    MONEY_NEED, place=Place("云南省", "普洱市", "澜沧拉祜族自治县", None, None, "530828", 2023)
)


def looked(database: Database, period: Period = YEAR, province: str = "") -> ProgressOverview:
    with database.read() as unit:
        return progress_overview(unit, Scope(period, province))


@pytest.fixture
def under_way(database: Database, clock: FixedClock, tmp_path: Path) -> Database:
    """Claim 1 under way in Yunnan with four milestones, claim 2 confirmed only; on 2026-10-20."""
    ticket = published(ledger_of(database, tmp_path), database, YUNNAN).number
    with database.begin() as unit:
        key = organised(unit, 1, name="示例基金会")
        for state in (S.IN_PROGRESS, S.CONFIRMED):
            claims.add(unit, ticket, key, yuan(10_000), actor="li", state=state)
        for day, what in ((5, "备货"), (10, "发货"), (20, "送到"), (25, "验收")):
            due = date(2026, 9, day)
            milestones.plan(unit, 1, what, due, date(2026, 9, 1), actor="li")
        milestones.plan(unit, 1, "回访", date(2026, 12, 1), date(2026, 9, 1), actor="li")
        milestones.plan(unit, 2, "备货", date(2026, 9, 5), date(2026, 9, 1), actor="li")
        reached, dropped = MilestoneState.REACHED, MilestoneState.DROPPED
        for ordinal, to, day in ((1, reached, 4), (2, reached, 13), (4, dropped, 13)):
            milestones.settle(unit, 1, ordinal, to, date(2026, 9, day), actor="li")
    clock.forward(days=49)
    return database


def test_milestones_of_claims_are_held_against_their_plan(under_way: Database) -> None:
    found = looked(under_way)
    assert found.claims == Slippage(1, 1, 1, 1, days=Spread(2, 3.0, 30.0))
    assert found.late_now == (
        LateStep("送到", date(2026, 9, 20), 3, "示例基金会", claim=1, ticket=1001),
    )
    assert found.late_now[0].days_late(date(2026, 10, 20)) == 30
    assert dict(found.months)["2026-09"].planned == 3
    assert dict(found.months)["2026-12"].ahead == 1


@pytest.mark.parametrize(
    ("region", "late"),
    [(Region("530800", "云南省普洱市"), 1), (Region("520500", "贵州省毕节市"), 0)],
)
def test_what_is_late_now_is_named_and_counted_only_for_those_who_work_there(
    under_way: Database, region: Region, late: int
) -> None:
    with under_way.read() as unit:
        assert len(progress_overview(unit, Scope(YEAR), (region,)).late_now) == late
        assert overview(unit, Scope(YEAR), (region,)).overdue == late


def test_what_is_late_now_is_told_whatever_the_period_but_only_of_the_province(
    under_way: Database,
) -> None:
    august = Period(date(2026, 8, 1), date(2026, 8, 31))
    assert looked(under_way, august).claims == Slippage()
    assert len(looked(under_way, august, "云南省").late_now) == 1
    elsewhere = looked(under_way, YEAR, "四川省")
    assert (elsewhere.claims, elsewhere.late_now) == (Slippage(), ())


def test_a_claim_taken_back_is_late_no_more(under_way: Database) -> None:
    with under_way.begin() as unit:
        before = claims.load(unit, 1)
        claims.save(unit, before, before.moved(S.WITHDRAWN), actor="li")
    found = looked(under_way)
    assert (found.claims, found.late_now) == (Slippage(), ())


def led(database: Database, *wishes: Wish) -> None:
    """An application for a project in Yunnan, led through its procedure."""
    procedure = load_procedures()["shanghai-special-fund"]
    project = Project("助学", "云南省普洱市", (BudgetLine("图书", 100, 30),))
    with database.begin() as unit:
        key = organised(unit, 1, name="示例基金会")
        new = entered(procedure, project, organisation=key, actor="wang", at=unit.now)
        before = applications.add(unit, new)
        for wish in wishes:
            after = before.with_entry(procedure, wish, "li", unit.now)
            applications.save(unit, before, after)
            before = after


def test_what_was_recorded_of_applications_counts_where_their_project_is(
    database: Database,
) -> None:
    days = (("2026-08-20", "2026-08-20"), ("2026-08-20", "2026-08-31"))
    records = (Wish(Act.PROGRESS, "完成", {"planned": due, "done": done}) for due, done in days)
    led(database, *[Wish(Act.PASSED)] * 7, *records)
    there = Slippage(in_time=1, late=1, days=Spread(1, 11.0, 11.0))
    assert looked(database).applications == there
    assert looked(database, YEAR, "云南省").applications == there
    assert looked(database, YEAR, "四川省").applications == Slippage()
    assert looked(database, SEPTEMBER).applications == Slippage()


def test_what_was_planned_of_applications_is_late_until_it_is_done_or_they_end(
    database: Database, clock: FixedClock
) -> None:
    planned = (("采购", "2026-09-05"), ("发放", "2026-09-20"))
    plan = [{"what": what, "due": due, "fen": None} for what, due in planned]
    wishes = [Wish(Act.PASSED)] * 6 + [Wish(Act.PASSED, data={"milestones": plan})]
    led(database, *wishes, Wish(Act.PROGRESS, "完成", {"of": 1, "done": "2026-09-08"}))
    assert looked(database).late_now == ()
    clock.forward(days=29)  # the thirtieth of September
    found = looked(database)
    assert found.applications == Slippage(late=1, overdue=1, days=Spread(2, 3.0, 10.0))
    late = LateStep("发放", date(2026, 9, 20), 2, "示例基金会", application=1)
    assert found.late_now == looked(database, YEAR, "云南省").late_now == (late,)
    assert looked(database, YEAR, "四川省").late_now == ()
    with database.read() as unit:
        assert overview(unit, Scope(YEAR)).overdue == 1
    with database.begin() as unit:
        before = applications.load(unit, 1)
        procedure = load_procedures()["shanghai-special-fund"]
        after = before.with_entry(procedure, Wish(Act.WITHDRAWN), "li", unit.now)
        applications.save(unit, before, after)
    assert looked(database).late_now == ()
