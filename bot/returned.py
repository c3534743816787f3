"""A returned ticket (退回补充): the report flow again, limited to the fields staff named."""

from dataclasses import replace

from api.domain.errors import NotFound
from api.domain.ticket import Ticket, TicketStatus
from bot import texts
from bot.dialogue.draft import slots_of
from bot.dialogue.flows.report import REPORT
from bot.dialogue.progress import begin, resumed
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, pending, said


def my_ticket(exchange: Exchange, number: int) -> Ticket:
    """The person's own ticket of that number.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    for ticket in exchange.tx.my_tickets():
        if ticket.number == number:
            return ticket
    raise NotFound(texts.NO_SUCH_TICKET.format(number=number))


def return_reason(ticket: Ticket) -> str:
    """What staff wrote when they last returned the ticket."""
    returned = (e for e in ticket.history if e.status_to is TicketStatus.RETURNED)
    reasons = [e.reason for e in returned if e.other is None]  # not why a merger was undone
    return reasons[-1] if reasons else ""


def frame_for(ticket: Ticket, nonce: str) -> Frame:
    """A run that asks again for the returned fields; all else stands as in the ticket."""
    slots = slots_of(ticket.need, ticket.provenance)
    for field in ticket.returned_fields:
        before = slots.get(field)
        slots[field] = Slot(before.value if before else None, Provenance.OPEN)
    return begin(
        REPORT,
        nonce,
        slots=slots,
        only=ticket.returned_fields,
        ticket=ticket.number,
        reason=return_reason(ticket),
    )


def let_go(exchange: Exchange) -> tuple[str, ...]:
    """End the runs for tickets that went to a successor with their post; a sentence for each."""
    supplied = {frame.ticket for frame in exchange.session.stack if frame.ticket is not None}
    if not supplied:
        return ()
    gone = sorted(supplied - {ticket.number for ticket in exchange.tx.my_tickets()})
    for number in gone:
        exchange.drop(number)
    return tuple(texts.NO_LONGER_YOURS.format(number=number) for number in gone)


def supply_any(exchange: Exchange) -> Turn:
    """补充 without a number: the latest returned ticket."""
    for ticket in exchange.tx.my_tickets():
        if ticket.status is TicketStatus.RETURNED:
            return supply(exchange, ticket.number)
    return said(pending(exchange), texts.NOTHING_RETURNED)


def supply(exchange: Exchange, number: int) -> Turn:
    """开始补充: a run for the returned ticket, above whatever is in progress."""
    ticket = my_ticket(exchange, number)
    if ticket.status is not TicketStatus.RETURNED:
        sentence = texts.NOT_RETURNED.format(
            number=number, status=texts.STATUS_NAMES[ticket.status]
        )
        return said(pending(exchange), sentence)
    begun = [frame for frame in exchange.session.stack if frame.ticket == number]
    for draft in exchange.tx.drafts.all():
        if draft.frame.ticket == number:
            begun.append(resumed(REPORT, draft.frame))
            exchange.tx.drafts.remove(draft.frame.nonce)
    others = tuple(frame for frame in exchange.session.stack if frame.ticket != number)
    frame = begun[0] if begun else frame_for(ticket, exchange.nonce())
    exchange.session = replace(exchange.session, stack=(*others, frame))
    return pending(exchange)
