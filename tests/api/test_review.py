"""What staff decide on a ticket, what is forwarded, and what the reporter is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from api.desk import review
from api.desk.people import Staff
from api.desk.queue import queue
from api.desk.ticket_page import ticket_page
from api.domain.category import Category
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, WrongMove
from api.domain.place import Place
from api.domain.ticket import Ticket, TicketStatus
from api.outbox import DeliveryStatus
from api.store import tickets as store
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.ticket_queue import TicketFilter
from api.tables.delivery import notices, outbox
from tests.api.desks import (
    CHECKED,
    NEED,
    NOTIFIER,
    REVIEWER,
    hired,
    hold_post,
    ledger_of,
    linked,
    person_of,
    reported,
)
from tests.api.pictures import jpeg
from tests.fakes import FixedClock

S = TicketStatus


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    hired(database, REVIEWER)
    return ledger_of(database, tmp_path)


def done(database: Database, act: Callable[..., Ticket], ticket: Ticket, **how: Any) -> Ticket:
    """One decision in a unit of its own, on the version given."""
    if act not in (review.take, review.note):
        how["notifier"] = NOTIFIER
    if act is review.accept:
        how.setdefault("checks", CHECKED)
    staff: Staff = how.pop("staff", REVIEWER)
    with database.begin() as unit:
        return act(unit, staff, ticket.number, version=ticket.version, **how)


def taken(ledger: SqlLedger, database: Database) -> Ticket:
    return done(database, review.take, reported(ledger, database))


def told(database: Database) -> list[str]:
    """The texts queued for the reporter, oldest first."""
    with database.read() as unit:
        rows = unit.connection.execute(select(notices).order_by(notices.c.id)).all()
    return [row.turn["messages"][0]["text"] for row in rows]


def test_taking_a_ticket_makes_it_the_reviewers(ledger: SqlLedger, database: Database) -> None:
    ticket = taken(ledger, database)
    assert ticket.status is S.IN_REVIEW
    with database.read() as unit:
        (row,) = queue(unit, REVIEWER, TicketFilter()).rows
    assert (row.reviewer, row.mine, row.version) == ("li", True, ticket.version)


def test_accepting_forwards_the_need_and_tells_the_reporter(
    ledger: SqlLedger, database: Database
) -> None:
    accepted = done(database, review.accept, taken(ledger, database), reason="材料齐全")
    assert accepted.status is S.ACCEPTED
    with database.read() as unit:
        (delivery,) = ticket_page(unit, REVIEWER, accepted.number).deliveries
    assert delivery.status is DeliveryStatus.PENDING
    assert delivery.payload["ticket"] == accepted.number
    assert delivery.payload["need"]["items"] == [{"name": "冬衣", "quantity": 200, "unit": "套"}]
    assert not {"contact", "evidence"} & delivery.payload["need"].keys()
    (sentence,) = told(database)
    assert str(accepted.number) in sentence


def test_nothing_is_forwarded_when_accepting_fails(ledger: SqlLedger, database: Database) -> None:
    ticket = taken(ledger, database)

    def unspeakable(_: Ticket) -> dict[str, Any]:
        raise RuntimeError("no words")

    broken = replace(NOTIFIER, ticket=unspeakable)
    with pytest.raises(RuntimeError, match="no words"), database.begin() as unit:
        review.accept(
            unit, REVIEWER, ticket.number, version=ticket.version, checks=CHECKED, notifier=broken
        )
    with database.read() as unit:
        assert unit.connection.execute(select(outbox)).all() == []
        assert ticket_page(unit, REVIEWER, ticket.number).ticket == ticket


def test_rejecting_needs_a_reason_which_the_reporter_reads(
    ledger: SqlLedger, database: Database
) -> None:
    ticket = taken(ledger, database)
    with pytest.raises(Invalid, match="原因"):
        done(database, review.reject, ticket, reason="  ")
    rejected = done(database, review.reject, ticket, reason="已由财政安排，电话13812345678")
    assert rejected.status is S.REJECTED
    assert "已由财政安排，电话[电话已隐去]" in told(database)[0]


def test_a_return_names_fields_and_the_reporter_is_asked_for_just_those(
    ledger: SqlLedger, database: Database
) -> None:
    ticket = taken(ledger, database)
    returned = done(
        database,
        review.return_to,
        ticket,
        fields=("evidence", "budget_yuan", "evidence"),
        reason="请补充预算和照片",
    )
    assert returned.status is S.RETURNED
    assert returned.returned_fields == ("budget_yuan", "evidence")
    (sentence,) = told(database)
    assert "预算" in sentence
    assert "佐证材料" in sentence
    with ledger.transaction(ticket.reporter) as transaction:
        back = transaction.resubmit(
            ticket.number, ticket.need, {}, ("budget_yuan", "evidence"), "k2"
        )
    assert back.status is S.IN_REVIEW
    assert done(database, review.accept, back).status is S.ACCEPTED


@pytest.mark.parametrize("fields", [(), ("password",)])
def test_a_return_without_proper_fields_is_refused(
    ledger: SqlLedger, database: Database, fields: tuple[str, ...]
) -> None:
    with pytest.raises(Invalid):
        done(database, review.return_to, taken(ledger, database), fields=fields, reason="补充")


def test_a_note_is_kept_and_nobody_is_told(ledger: SqlLedger, database: Database) -> None:
    ticket = reported(ledger, database)
    noted = done(database, review.note, ticket, text="已电话核实")
    assert noted.history[-1].reason == "已电话核实"
    assert noted.status is S.SUBMITTED
    assert told(database) == []
    with pytest.raises(Outdated):
        done(database, review.note, ticket, text="再记一次")


def test_two_reviewers_cannot_both_decide(ledger: SqlLedger, database: Database) -> None:
    ticket = taken(ledger, database)
    done(database, review.accept, ticket)
    with pytest.raises(Outdated, match="刷新"):
        done(database, review.reject, ticket, reason="不符合")


def test_a_change_based_on_an_old_version_is_not_written(
    ledger: SqlLedger, database: Database
) -> None:
    old = reported(ledger, database)
    done(database, review.note, old, text="先记一笔")
    with pytest.raises(Outdated), database.begin() as unit:
        store.save(unit, old, old.noted(actor="li", at=unit.now, reason="再记一笔"))
    with database.read() as unit:
        assert [entry.reason for entry in store.load(unit, old.number).history] == ["", "先记一笔"]


def test_a_ticket_cannot_be_accepted_before_it_is_taken(
    ledger: SqlLedger, database: Database
) -> None:
    with pytest.raises(WrongMove):
        done(database, review.accept, reported(ledger, database))


def test_an_unknown_ticket_is_not_found(ledger: SqlLedger, database: Database) -> None:
    ticket = reported(ledger, database)
    with pytest.raises(NotFound):
        done(database, review.take, replace(ticket, number=9))
    with pytest.raises(NotFound), database.read() as unit:
        ticket_page(unit, REVIEWER, 9)


def test_nobody_reviews_what_they_reported_themselves(
    ledger: SqlLedger, database: Database
) -> None:
    ticket = reported(ledger, database)
    me = linked(database, REVIEWER, ticket.reporter)
    with pytest.raises(NotAllowed, match="其他同事"):
        done(database, review.take, ticket, staff=me)
    with database.read() as unit:
        page = ticket_page(unit, me, ticket.number)
    assert page.conflict
    assert page.moves == frozenset()


def test_nobody_reviews_what_their_post_reported(ledger: SqlLedger, database: Database) -> None:
    first, second = (person_of(ledger, database, chat=chat) for chat in ("42", "43"))
    hold_post(database, first, "援滇干部", None)
    ticket = reported(ledger, database)
    hold_post(database, second, "援滇干部", None)
    with pytest.raises(NotAllowed):
        done(database, review.take, ticket, staff=linked(database, REVIEWER, second))


def test_the_holder_of_the_post_is_told(ledger: SqlLedger, database: Database) -> None:
    first, second = (person_of(ledger, database, chat=chat) for chat in ("42", "43"))
    hold_post(database, first, "援滇干部", None)
    ticket = reported(ledger, database)
    hold_post(database, second, "援滇干部", None)
    done(database, review.accept, done(database, review.take, ticket))
    with database.read() as unit:
        assert unit.connection.execute(select(notices.c.person)).scalar_one() == second


def test_a_withdrawn_ticket_is_no_longer_forwarded(ledger: SqlLedger, database: Database) -> None:
    accepted = done(database, review.accept, taken(ledger, database))
    with ledger.transaction(accepted.reporter) as transaction:
        transaction.withdraw(accepted.number, "已解决")
    with database.read() as unit:
        (delivery,) = ticket_page(unit, REVIEWER, accepted.number).deliveries
    assert delivery.status is DeliveryStatus.CANCELLED
    assert delivery.status.label == "已取消"


def test_a_ticket_page_gathers_everything(ledger: SqlLedger, database: Database) -> None:
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        transaction.remember("person", "缺冬衣")
        key = transaction.keep_file("校舍.jpg", jpeg())
        ticket = transaction.submit(replace(NEED, evidence=(key,)), {"place": "said"}, "k")
    with database.read() as unit:
        page = ticket_page(unit, REVIEWER, ticket.number)
    assert page.ticket == ticket
    assert [line.text for line in page.transcript] == ["缺冬衣"]
    assert [file.name for file in page.files] == ["校舍.jpg"]
    assert page.whole
    assert page.matches is None
    assert page.moves == frozenset({S.IN_REVIEW, S.MERGED, S.WITHDRAWN})
    assert not page.conflict


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE history SET reason = '改写' WHERE ordinal = 1",
        "UPDATE history SET reason = '改写' WHERE ordinal = 2",
        "DELETE FROM history WHERE ordinal = 2",
        "DELETE FROM history",
    ],
)
def test_a_history_changed_behind_our_back_shows(
    ledger: SqlLedger, database: Database, tampering: str
) -> None:
    ticket = taken(ledger, database)
    with database.begin() as unit:  # what only the owner of the database can do
        if database.is_sqlite:
            for act in ("update", "delete"):
                unit.connection.execute(text(f"DROP TRIGGER history_no_{act}"))
        else:
            unit.connection.execute(text("SET session_replication_role = replica"))
        unit.connection.execute(text(tampering))
        assert not ticket_page(unit, REVIEWER, ticket.number).whole
        unit.connection.rollback()


def several(ledger: SqlLedger, database: Database, clock: FixedClock) -> None:
    needs = (
        NEED,
        replace(
            NEED,
            title="乡卫生院缺设备",
            category=Category.HEALTH,
            place=Place("西藏自治区", "日喀则市", "定日县", code="540223"),
            urgency=None,
            items=(),
        ),
        replace(NEED, title="100%的图书角", category=None, place=Place()),
    )
    for number, need in enumerate(needs):
        clock.forward(minutes=1)
        reported(ledger, database, need, key=str(number), update=str(number))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (TicketFilter(), [1001, 1002, 1003]),
        (TicketFilter(statuses=(S.SUBMITTED,)), [1001, 1002, 1003]),
        (TicketFilter(statuses=(S.ACCEPTED,)), []),
        (TicketFilter(category="health"), [1002]),
        (TicketFilter(province="云南省"), [1001]),
        (TicketFilter(county="530828"), [1001]),
        (TicketFilter(county="54"), [1002]),
        (TicketFilter(urgency="urgent"), [1001, 1003]),
        (TicketFilter(text=" 冬衣 "), [1001, 1003]),
        (TicketFilter(text="卫生院"), [1002]),
        (TicketFilter(text="定日"), [1002]),
        (TicketFilter(text="1002"), [1002]),
        (TicketFilter(text="100%"), [1003]),
        (TicketFilter(text="_"), []),
        (TicketFilter(text="' OR 1=1 --"), []),
        (TicketFilter(text="99999999999999999999"), []),
        (TicketFilter(text="²"), []),
        (TicketFilter(page=2, page_size=2), [1003]),
        (TicketFilter(page=0, page_size=2), [1001, 1002]),
        (TicketFilter(page=9), []),
    ],
)
def test_the_queue_is_narrowed_by_its_filters(
    ledger: SqlLedger,
    database: Database,
    clock: FixedClock,
    wanted: TicketFilter,
    found: list[int],
) -> None:
    several(ledger, database, clock)
    with database.read() as unit:
        page = queue(unit, REVIEWER, wanted)
    assert [row.number for row in page.rows] == found


def test_the_queue_counts_what_each_status_would_leave_and_names_the_provinces(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    several(ledger, database, clock)
    with database.read() as unit:
        page = queue(unit, REVIEWER, TicketFilter(category="health", page_size=1))
    assert (page.total, page.pages, page.page) == (1, 1, 1)
    assert page.counts.status == {S.SUBMITTED: 1}
    assert page.counts.category == {"education": 1, "health": 1}
    assert page.provinces == ("西藏自治区",)
    (row,) = page.rows
    assert (row.place, row.category, row.urgency) == (
        "西藏自治区日喀则市定日县",
        Category.HEALTH,
        None,
    )
    with database.read() as unit:
        assert queue(unit, REVIEWER, TicketFilter(statuses=(S.CLOSED,))).pages == 1
