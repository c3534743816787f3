"""Milestones: the claimant hears before and after, staff what is late; each once, by day."""

from pathlib import Path

import pytest
from sqlalchemy import select

from api.desk import claim_work
from api.desk.claim_work import Asked
from api.domain.agreement import AgreementState
from api.domain.claim import ClaimState
from api.milestone_reminders import MilestoneReminders
from api.store import agreements, claiming, milestones
from api.store.database import Database
from api.tables.delivery import notices
from tests.api.claimants import MONEY_NEED, organised, published, yuan
from tests.api.desks import ADMIN, REVIEWER, hired, ledger_of, linked, person_of
from tests.fakes import FixedClock


@pytest.fixture
def under_way(database: Database, clock: FixedClock, tmp_path: Path) -> Database:
    """Claim C1 with an agreement in force, and a milestone on 2026-09-06; now is 2026-09-01."""
    hired(database, REVIEWER, ADMIN)
    ledger = ledger_of(database, tmp_path)
    ticket = published(ledger, database, MONEY_NEED)
    person = person_of(ledger, database, chat="claimant")
    linked(database, ADMIN, person_of(ledger, database, chat="staff"))
    with database.begin() as unit:
        key = organised(unit, 1, person)
        wanted = claiming.Wanted(ticket.number, key, yuan(50_000), person=person)
        claiming.claim(unit, wanted, actor=person, key="k")
        claiming.move(unit, 1, ClaimState.CONFIRMED, actor="li")
        today = clock.now().date()
        milestones.plan(unit, 1, "发货", today.replace(day=6), today, actor="li")
        end = today.replace(month=12)
        claim_work.do(unit, REVIEWER, 1, Asked("draft", "a", day=end))
        for act in ("send", "agree", "force"):
            claim_work.do(unit, REVIEWER, 1, Asked(act, act, 1))
    return database


def told(database: Database, chat: str) -> list[str]:
    with database.read() as unit:
        rows = unit.connection.execute(
            select(notices.c.turn).where(notices.c.chat == chat).order_by(notices.c.id)
        ).scalars()
        return [turn["messages"][0]["text"] for turn in rows]


def test_each_is_told_once_before_and_once_after(under_way: Database, clock: FixedClock) -> None:
    remind = MilestoneReminders(under_way)
    assert remind() == 0
    clock.forward(days=2)
    assert (remind(), remind()) == (1, 0)
    assert "计划在 2026-09-06 完成" in told(under_way, "claimant")[-1]
    clock.forward(days=5)
    assert (remind(), remind()) == (1, 0)
    assert "已经过了 2 天" in told(under_way, "claimant")[-1]
    assert "已逾期 2 天" in told(under_way, "staff")[-1]


def test_nobody_is_woken_at_night_and_nothing_is_said_of_what_is_done(
    under_way: Database, clock: FixedClock
) -> None:
    clock.forward(days=6, hours=12)
    assert MilestoneReminders(under_way)() == 0
    clock.forward(hours=12)
    with under_way.begin() as unit:
        claim_work.do(unit, REVIEWER, 1, Asked("reach", "r", 1))
    assert MilestoneReminders(under_way)() == 0


def test_the_end_of_a_claim_ends_its_agreement(under_way: Database) -> None:
    with under_way.begin() as unit:
        claiming.move(unit, 1, ClaimState.WITHDRAWN, actor="li", note="预算没有批下来")
        assert agreements.versions_of(unit, 1)[0].state is AgreementState.ENDED
