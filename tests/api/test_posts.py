"""Posts in the database: one holder at a time, a history that only grows, needs that stay."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from api.desk import posts as desk
from api.desk.people import Staff
from api.desk.ticket_page import ticket_page
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, WrongMove
from api.domain.invitation import Offer
from api.domain.post import Post, PostAct, PostFacts, PostState, Term
from api.domain.ticket import TicketStatus
from api.store import invitations
from api.store import posts as store
from api.store import tickets as ticket_rows
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.tables.delivery import notices
from api.tables.posts import invitations as rows
from bot.dialogue.turn import Message, Turn
from tests.api.desks import (
    ADMIN,
    NOTIFIER,
    REVIEWER,
    hired,
    hold_post,
    ledger_of,
    person_of,
    reported,
)
from tests.fakes import FixedClock

FACTS = PostFacts(
    "驻县联络员",
    "云南省普洱市澜沧拉祜族自治县",
    "530828",
    "上海援滇工作队",
    Term(date(2026, 7, 1), date(2027, 6, 30)),
)


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    return ledger_of(database, tmp_path)


def made(database: Database, facts: PostFacts = FACTS) -> Post:
    with database.begin() as unit:
        return desk.make_post(unit, ADMIN, facts)


def invited(database: Database, post: Post, staff: Staff = ADMIN) -> Offer:
    with database.begin() as unit:
        return desk.invite_to(unit, staff, post.number, version=post.version)


def number_of(database: Database, offer: Offer) -> int:
    with database.begin() as unit:
        found = invitations.of_code(unit, offer.code, channel="test", chat=offer.code)
        assert found is not None
        return found.number


def taken(ledger: SqlLedger, database: Database, person: str) -> Post:
    """The post in the hands of ``person``."""
    number = number_of(database, invited(database, made(database)))
    with ledger.transaction(person) as tx:
        return tx.posts.accept(number, farewell)


def farewell(post: Post) -> Turn:
    return Turn((Message(f"再见 {post.facts.title}"),))


def told(database: Database) -> list[tuple[str, str]]:
    with database.read() as unit:
        found = unit.connection.execute(select(notices.c.person, notices.c.turn)).all()
    return [(row.person, row.turn["messages"][0]["text"]) for row in found]


def test_only_administrators_make_and_change_posts(database: Database) -> None:
    post = made(database)
    with database.begin() as unit:
        for act in (
            lambda: desk.make_post(unit, REVIEWER, FACTS),
            lambda: desk.change_post(unit, REVIEWER, post.number, version=1, facts=FACTS),
            lambda: desk.invite_to(unit, REVIEWER, post.number, version=1),
            lambda: desk.revoke_invitation(unit, REVIEWER, post.number, version=1),
            lambda: desk.close_post(unit, REVIEWER, post.number, version=1, notifier=NOTIFIER),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_the_same_post_is_not_made_twice(database: Database) -> None:
    made(database)
    with pytest.raises(Invalid, match="已有同样的岗位"):
        made(database)
    other = made(database, replace(FACTS, title="副队长"))
    with database.begin() as unit, pytest.raises(Invalid, match="已有同样的岗位"):
        desk.change_post(unit, ADMIN, other.number, version=other.version, facts=FACTS)


def test_a_term_is_changed_and_the_holder_stays(ledger: SqlLedger, database: Database) -> None:
    post = taken(ledger, database, person_of(ledger, database))
    later = replace(FACTS, term=Term(date(2026, 7, 1), date(2027, 12, 31)))
    with database.begin() as unit:
        after = desk.change_post(unit, ADMIN, post.number, version=post.version, facts=later)
    assert (after.holder, after.term) == (post.holder, later.term)
    with pytest.raises(Outdated), database.begin() as unit:
        desk.change_post(unit, ADMIN, post.number, version=post.version, facts=later)


def test_a_code_is_known_only_when_it_is_made(database: Database) -> None:
    offer = invited(database, made(database))
    with database.read() as unit:
        kept = unit.connection.execute(select(rows)).one()
    assert offer.code not in [str(value) for value in kept]


def test_a_second_invitation_voids_the_first(ledger: SqlLedger, database: Database) -> None:
    first = invited(database, made(database))
    second = invited(database, first.post)
    person = person_of(ledger, database)
    number = number_of(database, first)
    with ledger.transaction(person) as tx, pytest.raises(WrongMove, match="已经撤回"):
        tx.posts.accept(number, farewell)
    with ledger.transaction(person) as tx:
        assert tx.posts.accept(number_of_open(database, second), farewell).holder == person


def number_of_open(database: Database, offer: Offer) -> int:
    with database.read() as unit:
        found = invitations.open_one(unit, offer.post.number)
    assert found is not None
    return found.number


def test_of_two_who_accept_at_the_same_moment_one_wins(
    ledger: SqlLedger, database: Database
) -> None:
    number = number_of(database, invited(database, made(database)))
    people = [person_of(ledger, database, chat=str(chat), update=str(chat)) for chat in range(4)]

    def accept(person: str) -> str:
        try:
            with ledger.transaction(person) as tx:
                return tx.posts.accept(number, farewell).holder or ""
        except WrongMove as refusal:
            return refusal.message

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(accept, people))
    winners = [one for one in said if one in people]
    assert len(winners) == 1
    assert [one for one in said if one not in people] == [
        "这个邀请码已经有人用过了。如果应该由您接任，请联系给您邀请码的人或工作人员。"
    ] * 3
    with database.read() as unit:
        assert store.load(unit, 1).holder == winners[0]


def test_a_code_that_ran_out_is_refused_and_its_post_says_so(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    number = number_of(database, invited(database, made(database)))
    clock.forward(days=7)
    person = person_of(ledger, database)
    with ledger.transaction(person) as tx, pytest.raises(WrongMove, match="已经过期"):
        tx.posts.accept(number, farewell)
    with database.begin() as unit:
        assert invitations.lapse(unit, actor="service") == 1
        assert invitations.lapse(unit, actor="service") == 0
        assert store.load(unit, 1).state is PostState.VACANT


def test_wrong_codes_count_like_codes_of_channels(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    offer = invited(database, made(database))
    person = person_of(ledger, database)
    with ledger.transaction(person) as tx:
        for _ in range(3):
            assert tx.posts.invitation("web", "c", "ABCD2345") is None
        for _ in range(2):
            assert not tx.link("web", "c", "123456")
        assert tx.posts.invitation("web", "c", offer.code) is None
    clock.forward(hours=1, seconds=1)
    with ledger.transaction(person) as tx:
        assert tx.posts.invitation("web", "c", offer.code) is not None


def test_needs_go_to_the_successor_and_leave_the_predecessor(
    ledger: SqlLedger, database: Database
) -> None:
    first = person_of(ledger, database)
    own = reported(ledger, database, key="own").number
    post = taken(ledger, database, first)
    number = reported(ledger, database).number
    second = person_of(ledger, database, chat="43")
    with ledger.transaction(first) as tx:
        offer = tx.posts.invite_successor(post.number)
        assert {ticket.number for ticket in tx.my_tickets()} == {own, number}
    with ledger.transaction(second) as tx:
        after = tx.posts.accept(number_of_open(database, offer), farewell)
        assert [ticket.number for ticket in tx.posts.tickets(after.number)] == [number]
        assert [ticket.number for ticket in tx.my_tickets()] == [number]
    with ledger.transaction(first) as tx:
        assert [ticket.number for ticket in tx.my_tickets()] == [own]
        with pytest.raises(NotFound):
            tx.withdraw(number, "不需要了")
        with pytest.raises(NotFound, match="不由您担任"):
            tx.posts.tickets(post.number)
        with pytest.raises(NotFound):
            tx.posts.invite_successor(post.number)
    assert told(database) == [(first, "再见 驻县联络员")]


def test_a_need_belongs_to_the_post_of_its_county(ledger: SqlLedger, database: Database) -> None:
    person = person_of(ledger, database)
    here = hold_post(database, person, "澜沧联络员", "530828")
    hold_post(database, person, "别县联络员", "520324")
    number = reported(ledger, database).number
    with ledger.transaction(person) as tx:
        assert [ticket.number for ticket in tx.posts.tickets(here)] == [number]
    with database.read() as unit:
        page = ticket_page(unit, REVIEWER, number)
    assert page.post is not None
    assert page.post.number == here


def test_who_accepts_their_own_invitation_changes_nothing(
    ledger: SqlLedger, database: Database
) -> None:
    person = person_of(ledger, database)
    post = taken(ledger, database, person)
    offer = invited(database, post)
    with ledger.transaction(person) as tx:
        found = tx.posts.invitation("web", "c", offer.code)
        assert found is not None
        assert found.mine
        with pytest.raises(WrongMove, match="已经由您担任"):
            tx.posts.accept(found.number, farewell)


def test_a_post_with_open_needs_is_not_closed(ledger: SqlLedger, database: Database) -> None:
    person = person_of(ledger, database)
    post = taken(ledger, database, person)
    ticket = reported(ledger, database)
    with database.begin() as unit, pytest.raises(WrongMove, match="还有 1 件需求没有办完"):
        desk.close_post(unit, ADMIN, post.number, version=post.version, notifier=NOTIFIER)
    with database.begin() as unit:
        before = ticket_rows.load(unit, ticket.number)
        ended = before.moved(TicketStatus.WITHDRAWN, actor=person, at=unit.now)
        ticket_rows.save(unit, before, ended)
    with database.begin() as unit:
        desk.close_post(unit, ADMIN, post.number, version=post.version, notifier=NOTIFIER)
        assert desk.list_posts(unit)[0].post.state is PostState.ENDED
    assert [person for person, _ in told(database)] == [person]
    assert "已由工作人员撤销" in told(database)[0][1]
    with ledger.transaction(person) as tx:
        assert tx.posts.held() == ()
        assert tx.my_tickets() == ()


def test_every_holder_stays_in_a_history_that_only_grows(
    ledger: SqlLedger, database: Database
) -> None:
    first = person_of(ledger, database)
    post = taken(ledger, database, first)
    hired(database, ADMIN)
    hold_post(database, person_of(ledger, database, chat="43"), FACTS.title, "530828")
    with database.read() as unit:
        page = desk.post_page(unit, post.number)
    assert [event.act for event in page.history] == [
        PostAct.MADE,
        PostAct.INVITED,
        PostAct.TAKEN,
        PostAct.INVITED,
        PostAct.TAKEN,
    ]
    assert page.history[2].person == first
    assert page.whole
    for statement in ("UPDATE post_history SET note = 'x'", "DELETE FROM post_history"):
        with pytest.raises(DatabaseError, match="append-only"), database.begin() as unit:
            unit.connection.execute(text(statement))


def test_a_post_changed_behind_our_back_is_noticed(database: Database) -> None:
    post = made(database)
    with database.begin() as unit:
        assert store.history_is_whole(unit, post)
        unit.connection.execute(text("UPDATE posts SET state = 'held'"))
        assert not store.history_is_whole(unit, store.load(unit, post.number))


def test_staff_see_who_holds_a_post_only_by_the_end_of_a_chat(
    ledger: SqlLedger, database: Database
) -> None:
    person = person_of(ledger, database, chat="123456789")
    taken(ledger, database, person)
    with database.read() as unit:
        (line,) = desk.list_posts(unit)
    assert [(one.channel, one.chat) for one in line.channels] == [("telegram", "…6789")]
    assert (line.needs, line.days_left, line.overdue) == (0, 302, False)


def test_terms_that_are_over_are_counted(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    taken(ledger, database, person_of(ledger, database))
    made(database, replace(FACTS, title="空岗"))
    clock.at = clock.at.replace(year=2027, month=6, day=30)
    with database.read() as unit:
        assert desk.overdue_posts(unit) == 0
    clock.forward(days=1)
    with database.read() as unit:
        assert desk.overdue_posts(unit) == 1
        assert [line.overdue for line in desk.list_posts(unit)] == [False, True]


def test_a_post_that_is_not_there_is_said(database: Database) -> None:
    with database.read() as unit, pytest.raises(NotFound, match="岗位列表"):
        desk.post_page(unit, 9)
