"""What every queue of notices promises a sender: in memory, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.store.database import Database
from api.store.notices import SqlOutgoing
from bot.outgoing import Notice, Outgoing
from tests import databases
from tests.bot.telegram_fakes import MemoryOutgoing, say

HOUR = timedelta(hours=1)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def outgoing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outgoing]:
    if request.param == "memory":
        yield MemoryOutgoing()
    elif request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        with queue_on(databases.sqlite_copy(template, tmp_path)) as made:
            yield made
    else:
        url = request.getfixturevalue("postgres_url")
        databases.empty(url)
        with queue_on(url) as made:
            yield made


@contextmanager
def queue_on(url: str) -> Iterator[SqlOutgoing]:
    database = Database(url)
    yield SqlOutgoing(database)
    database.close()


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC) + HOUR  # later than anything queued below


def claimed(outgoing: Outgoing, now: datetime) -> list[str]:
    return [notice.key for notice in outgoing.claim_due("telegram", now)]


def claim_one(outgoing: Outgoing, now: datetime) -> Notice:
    (notice,) = outgoing.claim_due("telegram", now)
    return notice


def queue(outgoing: Outgoing, *names: str) -> None:
    """One notice for each name; its first letter is the chat."""
    for name in names:
        outgoing.queue("telegram", name[0], say(name), name)


def test_each_chat_gives_its_oldest_and_waits_until_that_is_settled(
    outgoing: Outgoing, now: datetime
) -> None:
    queue(outgoing, "a1", "a2", "b1")
    outgoing.queue("web", "c", say("elsewhere"), "c1")
    first, other = outgoing.claim_due("telegram", now)
    assert (first.key, first.chat, first.attempts) == ("a1", "a", 1)
    assert first.turn == say("a1")
    assert other.key == "b1"
    assert claimed(outgoing, now) == []
    outgoing.mark_sent(first.id, now)
    assert claimed(outgoing, now) == ["a2"]


def test_a_notice_to_be_tried_later_holds_its_chat_and_remembers_how_far_it_came(
    outgoing: Outgoing, now: datetime
) -> None:
    queue(outgoing, "a1", "a2")
    notice = claim_one(outgoing, now)
    outgoing.retry_later(notice.id, now + HOUR, "busy", 2)
    assert claimed(outgoing, now) == []
    again = claim_one(outgoing, now + HOUR)
    assert (again.key, again.attempts, again.parts_sent) == ("a1", 2, 2)


def test_one_given_up_no_longer_stands_in_the_way(outgoing: Outgoing, now: datetime) -> None:
    queue(outgoing, "a1", "a2")
    outgoing.give_up(claim_one(outgoing, now).id, now, "blocked")
    assert claimed(outgoing, now + HOUR) == ["a2"]


def test_a_lease_ends_by_itself_or_when_a_sole_sender_starts(
    outgoing: Outgoing, now: datetime
) -> None:
    queue(outgoing, "a1")
    assert claimed(outgoing, now) == ["a1"]
    assert claimed(outgoing, now) == []
    outgoing.release("telegram", now)
    assert claimed(outgoing, now) == ["a1"]
    assert claimed(outgoing, now + HOUR) == ["a1"]


def test_the_same_key_is_queued_once(outgoing: Outgoing, now: datetime) -> None:
    queue(outgoing, "a1", "a1")
    notice = claim_one(outgoing, now)
    outgoing.mark_sent(notice.id, now)
    queue(outgoing, "a1")
    assert claimed(outgoing, now) == []


def test_no_more_are_claimed_than_asked_for(outgoing: Outgoing, now: datetime) -> None:
    queue(outgoing, "a1", "b1", "c1")
    assert [n.key for n in outgoing.claim_due("telegram", now, limit=2)] == ["a1", "b1"]
