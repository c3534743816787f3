"""Everything staff see of one ticket, gathered in one read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from api.desk.people import Staff
from api.desk.progress import BY_HAND
from api.desk.remits import require_ticket
from api.desk.review import MATCHING, is_own
from api.domain.duties import Duty
from api.domain.followup import Said, StaffQuestion
from api.domain.overlap import Overlap
from api.domain.post import Post
from api.domain.ticket import MOVES, Ticket, TicketStatus
from api.outbox import Delivery, DeliveryStatus, deliveries, retry
from api.store import followup
from api.store import tickets as store
from api.store.database import Unit
from api.store.files import StoredFile, files_of
from api.store.match_results import MatchResult, result_of
from api.store.merged import carriers, merged_in
from api.store.overlap import overlap_of
from api.store.posts import load as load_post
from api.store.supporting import Supporter, kept_apart_from, supporters_of
from api.store.ticket_history import history_is_whole
from api.tables.conversation import transcript
from api.tables.tickets import tickets


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the conversation that led to the ticket; ``speaker`` is person,
    bot, or staff in a talk with them."""

    speaker: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """An offer the matching service found; ``score`` is 0 to 1, ``summary`` explains it."""

    organisation: str
    offer: str
    score: float
    reasons: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One ticket as staff see it.

    ``whole`` tells whether the chain of the history is intact. ``moves`` are the states this
    member of staff may move it to, ``by_hand`` those of them the desk records without a review;
    both are empty with ``conflict`` set when they reported it themselves, and for a merged one.
    ``matches`` is ``None`` until the matching service answered; ``matched_again`` is when a full
    re-ranking found them anew, ``None`` when they are those of the service. ``post`` is ``None``
    when the reporter holds none: who reports is still to be checked.
    ``overlap`` is what may be the same need, aid already there, and lists common elsewhere;
    ``goes_on`` is the ticket that a merged one goes on as, ``merged`` are those that go on as this
    one; ``supporters`` joined this ticket; ``kept_apart`` are tickets whose reporter, or this
    one's, saw the other and went on alone.
    """

    ticket: Ticket
    reviewer: str | None
    submitted_at: datetime
    transcript: tuple[Line, ...]
    files: tuple[StoredFile, ...]
    whole: bool
    deliveries: tuple[Delivery, ...]
    matches: tuple[Match, ...] | None
    matched_again: datetime | None
    moves: frozenset[TicketStatus]
    by_hand: tuple[TicketStatus, ...]
    questions: tuple[StaffQuestion, ...]
    feedback: tuple[Said, ...]
    conflict: bool
    post: Post | None
    overlap: Overlap
    goes_on: Ticket | None
    merged: tuple[Ticket, ...]
    supporters: tuple[Supporter, ...]
    kept_apart: frozenset[int]


def ticket_page(unit: Unit, staff: Staff, number: int) -> TicketPage:
    """The ticket with its conversation, files, history, deliveries and matches.

    Raises:
        NotFound: there is no such ticket.
        NotAllowed: it is not for this member of staff.
    """
    staff.require(Duty.SEE_NEEDS)
    require_ticket(unit, staff, number)
    ticket = store.load(unit, number)
    row = unit.connection.execute(
        select(tickets.c.reviewer, tickets.c.submitted_at, tickets.c.post).where(
            tickets.c.number == number
        )
    ).one()
    conflict = is_own(unit, staff, ticket)
    sent = deliveries(unit, number)
    again = _again(unit, sent, number)
    return TicketPage(
        ticket=ticket,
        reviewer=row.reviewer,
        submitted_at=row.submitted_at,
        transcript=_lines(unit, number),
        files=files_of(unit, number),
        whole=history_is_whole(unit, ticket),
        deliveries=sent,
        matches=tuple(map(_match, again.matches)) if again else _matches(sent),
        matched_again=again.at if again else None,
        moves=frozenset() if conflict or ticket.merged_into else MOVES[ticket.status],
        by_hand=() if conflict else BY_HAND.get(ticket.status, ()),
        questions=followup.questions_of(unit, number),
        feedback=followup.feedback_of(unit, number),
        conflict=conflict,
        post=load_post(unit, row.post) if row.post else None,
        overlap=overlap_of(unit, ticket.need, but=number),
        goes_on=_goes_on(unit, ticket),
        merged=store.of_numbers(unit, merged_in(unit, number)),
        supporters=supporters_of(unit, number),
        kept_apart=kept_apart_from(unit, number),
    )


def retry_delivery(unit: Unit, staff: Staff, delivery: int) -> None:
    """Send a delivery again that needs attention, or at once one that waits.

    Raises:
        NotFound, WrongMove: see ``api.outbox.retry``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    retry(unit, delivery)


def _goes_on(unit: Unit, ticket: Ticket) -> Ticket | None:
    if ticket.merged_into is None:
        return None
    return store.load(unit, carriers(unit, (ticket.number,))[ticket.number])


def _lines(unit: Unit, number: int) -> tuple[Line, ...]:
    rows = unit.connection.execute(
        select(transcript).where(transcript.c.ticket == number).order_by(transcript.c.id)
    ).all()
    return tuple(Line(row.speaker, row.text, row.at) for row in rows)


def _again(unit: Unit, sent: tuple[Delivery, ...], number: int) -> MatchResult | None:
    """What a full re-ranking found after the matching service answered."""
    again = result_of(unit, number)
    answered = [one.delivered_at for one in sent if one.kind == MATCHING and one.delivered_at]
    return again if again and all(again.at >= at for at in answered) else None


def _matches(sent: tuple[Delivery, ...]) -> tuple[Match, ...] | None:
    answered = [
        delivery.response
        for delivery in sent
        if delivery.kind == MATCHING and delivery.status is DeliveryStatus.DELIVERED
    ]
    if not answered or not isinstance(answered[-1], dict):
        return None
    found = answered[-1].get("matches")
    if not isinstance(found, list):
        return None
    return tuple(_match(entry) for entry in found if isinstance(entry, dict))


def _match(entry: Mapping[str, Any]) -> Match:
    """One match; the other service may have written anything."""
    score, why = entry.get("score"), entry.get("reasons")
    return Match(
        organisation=str(entry.get("organisation", "")),
        offer=str(entry.get("offer", "")),
        score=float(score) if isinstance(score, int | float) else 0.0,
        reasons=tuple(str(reason) for reason in why) if isinstance(why, list) else (),
        summary=str(entry.get("summary") or ""),
    )
