"""The end of a term: the holder is told twice, staff find it on the desk, nothing is told twice."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from api.clock import SHANGHAI
from api.desk import posts as desk
from api.domain.post import PostAct, PostState, Term
from api.post_terms import PostTerms
from api.store import invitations
from api.store import posts as store
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.tables.delivery import notices
from bot.dialogue.turn_json import turn_json
from bot.post_notices import term_turn
from tests.api.desks import ADMIN, ledger_of, person_of, reported
from tests.api.test_posts import FACTS, made, taken
from tests.fakes import FixedClock

ENDS = date(2027, 6, 30)


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    return ledger_of(database, tmp_path)


@pytest.fixture
def chore(database: Database) -> PostTerms:
    return PostTerms(database, lambda *told: turn_json(term_turn(*told)))


def left(clock: FixedClock, days: int) -> None:
    """Go to noon of the day on which the term has ``days`` left."""
    day = ENDS - timedelta(days=days)
    clock.at = datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)


def told(database: Database) -> list[str]:
    with database.read() as unit:
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        return [turn["messages"][0]["text"] for turn in turns]


def acts(database: Database) -> list[PostAct]:
    with database.read() as unit:
        return [event.act for event in store.history_of(unit, 1)][3:]


def test_the_holder_is_told_a_month_and_a_week_before_and_once_each(
    ledger: SqlLedger, database: Database, clock: FixedClock, chore: PostTerms
) -> None:
    taken(ledger, database, person_of(ledger, database))
    reported(ledger, database)
    for days, said in ((31, 0), (30, 1), (29, 1), (8, 1), (7, 2), (1, 2), (0, 2)):
        left(clock, days)
        chore()
        chore()
        assert len(told(database)) == said, days
    assert "任期到 2027-06-30，还有 30 天。没办完的需求有 1 件" in told(database)[0]
    assert "还有 7 天" in told(database)[1]
    assert "工作交接" in told(database)[1]


def test_a_term_that_is_over_stands_in_the_history_once(
    ledger: SqlLedger, database: Database, clock: FixedClock, chore: PostTerms
) -> None:
    taken(ledger, database, person_of(ledger, database))
    left(clock, -1)
    assert chore() == 1
    assert chore() == 0
    assert acts(database) == [PostAct.OVERDUE]
    assert told(database) == []
    with database.read() as unit:
        assert desk.overdue_posts(unit) == 1


def test_a_longer_term_begins_the_reminders_anew(
    ledger: SqlLedger, database: Database, clock: FixedClock, chore: PostTerms
) -> None:
    taken(ledger, database, person_of(ledger, database))
    left(clock, 7)
    assert chore() == 1
    with database.begin() as unit:
        post = store.load(unit, 1)
        longer = replace(FACTS, term=Term(date(2026, 7, 1), ENDS + timedelta(days=20)))
        desk.change_post(unit, ADMIN, 1, version=post.version, facts=longer)
    assert chore() == 1
    assert chore() == 0
    assert "还有 27 天" in told(database)[-1]


def test_a_successor_is_reminded_of_their_own(
    ledger: SqlLedger, database: Database, clock: FixedClock, chore: PostTerms
) -> None:
    post = taken(ledger, database, person_of(ledger, database))
    left(clock, 30)
    chore()
    with database.begin() as unit:
        invitations.invite(unit, store.load(unit, post.number), actor="admin")
        found = invitations.open_one(unit, post.number)
        assert found is not None
    with ledger.transaction(person_of(ledger, database, chat="43")) as tx:
        tx.posts.accept(found.number, lambda after: term_turn(after, 0, 0))
    assert chore() == 1


def test_a_post_that_nobody_holds_reminds_nobody(
    database: Database, clock: FixedClock, chore: PostTerms
) -> None:
    made(database)
    for days in (30, 7, -1):
        left(clock, days)
        assert chore() == 0
    assert told(database) == []


def test_an_invitation_that_ran_out_frees_its_post(
    database: Database, clock: FixedClock, chore: PostTerms
) -> None:
    post = made(database)
    with database.begin() as unit:
        desk.invite_to(unit, ADMIN, post.number, version=post.version)
    clock.forward(days=8)
    chore()
    with database.read() as unit:
        assert store.load(unit, post.number).state is PostState.VACANT


def test_a_post_changed_this_very_moment_is_left_for_the_next_time(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    taken(ledger, database, person_of(ledger, database))
    left(clock, 7)

    class Interrupted(PostTerms):
        def _in(self, unit, post):  # type: ignore[no-untyped-def]
            return super()._in(unit, replace(post, version=post.version - 1))

    assert Interrupted(database, lambda *_: {})() == 0
    assert told(database) == []
    assert PostTerms(database, lambda *told: turn_json(term_turn(*told)))() == 1
