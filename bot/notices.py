"""Turns the desk starts: a ticket was returned, accepted, rejected or moved on."""

from collections.abc import Sequence

from api.domain.followup import Feedback, StaffQuestion
from api.domain.overlap import things_shown, to_township
from api.domain.ticket import Ticket, TicketStatus
from bot import texts
from bot.delivery import feedback_button
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.dialogue.values import labels
from bot.returned import return_reason
from bot.staff_questions import answer_button
from retrieval.answer import Citation, Mode
from retrieval.texts import CLOSING, CLOSING_WITHOUT_TEXT, attribution


def returned_turn(ticket: Ticket) -> Turn:
    """Names the fields that need work and why, with a button that begins just those."""
    number = ticket.number
    lines = [
        texts.RETURNED.format(
            number=number, title=ticket.need.title, labels=labels(ticket.returned_fields)
        ),
        _reason(return_reason(ticket)),
        texts.RETURNED_NEXT,
    ]
    choices = (
        Choice(DeskButton("supply", str(number)).code, texts.SUPPLY),
        Choice(DeskButton("ticket", str(number)).code, texts.SEE_TICKET),
    )
    return Turn((Message("\n".join(line for line in lines if line)),), choices)


def notice_turn(ticket: Ticket) -> Turn:
    """What the reporter is told of the ticket's latest move, whatever it was."""
    if ticket.status is TicketStatus.RETURNED:
        return returned_turn(ticket)
    sentence = _sentence(ticket).format(
        number=ticket.number, title=ticket.need.title, status=texts.STATUS_NAMES[ticket.status]
    )
    reason = ticket.history[-1].reason if ticket.history else ""
    last = texts.REJECTED_NEXT if ticket.status is TicketStatus.REJECTED else ""
    lines = (sentence, _reason(reason), last)
    choices = (*_asked(ticket), see_ticket(ticket.number))
    return Turn((Message("\n".join(line for line in lines if line)),), choices)


def asked_turn(ticket: Ticket, question: StaffQuestion) -> Turn:
    """What staff ask about a ticket that goes on meanwhile, with a button to answer."""
    sentence = texts.STAFF_ASKS.format(
        number=ticket.number, title=ticket.need.title, question=question.text
    )
    return Turn((Message(sentence),), (answer_button(question), see_ticket(ticket.number)))


def see_ticket(number: int) -> Choice:
    """查看进度, of one ticket."""
    return Choice(DeskButton("ticket", str(number)).code, texts.SEE_TICKET)


def supporter_turn(ticket: Ticket) -> Turn:
    """What those who joined the ticket are told of its latest move: the status, nothing written."""
    things = texts.LIST_COMMA.join(things_shown(ticket.need))
    title = texts.COLON.join(part for part in (to_township(ticket.need.place), things) if part)
    sentence = texts.JOINED_MOVED.format(
        number=ticket.number, title=title, status=texts.STATUS_NAMES[ticket.status]
    )
    last = texts.JOINED_WITHDRAWN if ticket.status is TicketStatus.WITHDRAWN else ""
    choices = (Choice(DeskButton("ticket", str(ticket.number)).code, texts.SEE_TICKET),)
    return Turn((Message("\n".join(line for line in (sentence, last) if line)),), choices)


def answer_turn(question: str, answer: str, citations: Sequence[Citation] = ()) -> Turn:
    """What staff answered to a question that was passed on, with the quotations it rests on."""
    lines = [texts.ANSWERED_BY_STAFF.format(question=question, answer=answer)]
    for citation in citations:
        lines += [f"“{citation.quote}”", attribution(citation)]
    lines.append(CLOSING[Mode.STAFF] if citations else CLOSING_WITHOUT_TEXT)
    shown = tuple(citation.to_json() for citation in citations)
    return Turn((Message("\n".join(lines), citations=shown),))


def dismissed_turn(question: str, reason: str) -> Turn:
    """Why staff do not answer a question that was passed on."""
    return Turn((Message(texts.DISMISSED_BY_STAFF.format(question=question, reason=reason)),))


def _sentence(ticket: Ticket) -> str:
    came_from = ticket.history[-1].status_from if ticket.history else None
    if came_from is TicketStatus.PUBLISHED and ticket.status is TicketStatus.ACCEPTED:
        return texts.NO_LONGER_PUBLIC
    return {
        TicketStatus.ACCEPTED: texts.ACCEPTED,
        TicketStatus.PUBLISHED: texts.PUBLISHED,
        TicketStatus.REJECTED: texts.REJECTED,
        TicketStatus.DELIVERED: texts.DELIVERED,
        TicketStatus.CLOSED: texts.CLOSED,
    }.get(ticket.status, texts.MOVED)


def _asked(ticket: Ticket) -> tuple[Choice, ...]:
    """What the reporter is asked with the move: whether it came, whether it is solved."""
    offered = {
        TicketStatus.DELIVERED: (Feedback.RECEIVED, Feedback.PARTLY, Feedback.MISSING),
        TicketStatus.CLOSED: (Feedback.UNSOLVED,),
    }.get(ticket.status, ())
    return tuple(feedback_button(one, ticket.number) for one in offered)


def _reason(reason: str) -> str:
    return texts.REASON.format(reason=reason) if reason else ""
