"""收到了吗: what the reporter says once the help is marked as delivered, and 还没解决 after it."""

from dataclasses import replace

from api.domain.evaluation import Evaluation, Side
from api.domain.followup import MARKS, REOPENS, Feedback, may_say
from api.domain.ticket import Ticket, TicketStatus
from bot import texts
from bot.commands import Command
from bot.dialogue.buttons import DeskButton
from bot.dialogue.session import Telling
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, menu, pending, said, then_pending
from bot.returned import my_ticket
from bot.work_notices import score_buttons

REMARK = "remark"
SAID_BY = {Command(feedback.value): feedback for feedback in Feedback}
# What a mark counts as until the reporter says a number themselves.
_SCORES = {Feedback.PLEASED: 5, Feedback.SOSO: 3, Feedback.UNHAPPY: 1}
_ASKED = (Feedback.RECEIVED, Feedback.PARTLY, Feedback.MISSING)


def feedback_button(feedback: Feedback, number: int) -> Choice:
    """What may be said of ticket ``number``."""
    return Choice(DeskButton(feedback.value, str(number)).code, texts.FEEDBACK[feedback])


def buttons_of(ticket: Ticket, exchange: Exchange) -> tuple[Choice, ...]:
    """What may be said of ``ticket`` as it stands, for its timeline."""
    offered = (
        (*_ASKED, Feedback.UNSOLVED)
        if ticket.status is TicketStatus.DELIVERED
        else (Feedback.UNSOLVED,)
    )
    return tuple(
        feedback_button(one, ticket.number) for one in offered if may_say(ticket, one, exchange.now)
    )


def sayable(exchange: Exchange, asked: Command | None) -> bool:
    """Whether the word means a delivery: there is a ticket of which it can be said."""
    return asked not in SAID_BY or bool(_candidates(exchange, SAID_BY[asked]))


def said_of_any(exchange: Exchange, feedback: Feedback) -> Turn:
    """收到了 without a number: the only ticket it can mean, else which one is asked."""
    found = _candidates(exchange, feedback)
    if not found:
        sentence = texts.NOTHING_DELIVERED if feedback in REOPENS else texts.CHITCHAT
        return said(pending(exchange, again=True), sentence)
    if len(found) == 1:
        return said_of(exchange, found[0].number, feedback)
    lines = [texts.WHICH_DELIVERED.format(said=texts.FEEDBACK[feedback])]
    lines += [
        texts.TICKET_LINE.format(
            number=one.number, status=texts.STATUS_NAMES[one.status], title=one.need.title
        )
        for one in found
    ]
    choices = tuple(
        Choice(
            DeskButton(feedback.value, str(one.number)).code,
            texts.TICKET_BUTTON.format(number=one.number),
        )
        for one in found
    )
    return then_pending(exchange, Turn((Message("\n".join(lines)),), choices))


def said_of(exchange: Exchange, number: int, feedback: Feedback) -> Turn:
    """It is kept, staff are told, and what comes next is asked."""
    ticket = my_ticket(exchange, number)
    if not may_say(ticket, feedback, exchange.now):
        return _cannot(exchange, ticket, feedback)
    exchange.tx.followup.say(ticket, feedback)
    exchange.tx.count(feedback.value)
    if feedback is Feedback.RECEIVED:
        return _received(exchange, number)
    if feedback in MARKS:
        return _marked(exchange, ticket, feedback)
    exchange.session = replace(exchange.session, telling=Telling(Telling.REMARK, number))
    sentence = texts.REOPENED.format(number=number, said=texts.FEEDBACK[feedback])
    return Turn((Message(sentence),))


def remarking(exchange: Exchange, number: int) -> Turn:
    """再说一句: the next message goes to the ticket, beside what was said before."""
    ticket = my_ticket(exchange, number)
    exchange.session = replace(exchange.session, telling=Telling(Telling.REMARK, ticket.number))
    return Turn((Message(texts.REMARK_NOW.format(number=number)),))


def _received(exchange: Exchange, number: int) -> Turn:
    """A photograph is welcome; one tap says how it was and closes the ticket."""
    exchange.session = replace(exchange.session, telling=Telling(Telling.PHOTO, number))
    choices = tuple(feedback_button(mark, number) for mark in MARKS)
    return Turn((Message(texts.HOW_WAS_IT.format(number=number)),), choices)


def _marked(exchange: Exchange, ticket: Ticket, mark: Feedback) -> Turn:
    exchange.session = replace(exchange.session, telling=Telling(Telling.PHOTO, ticket.number))
    sentence = texts.MARKED if ticket.status is TicketStatus.CLOSED else texts.CLOSED_BY_MARK
    choices: tuple[Choice, ...] = (
        Choice(DeskButton(REMARK, str(ticket.number)).code, texts.ONE_MORE_SENTENCE),
        feedback_button(Feedback.UNSOLVED, ticket.number),
    )
    messages: tuple[Message, ...] = (Message(sentence.format(number=ticket.number)),)
    if exchange.tx.work.evaluate_ticket(ticket.number, Evaluation(Side.POST, _SCORES[mark])):
        messages = (*messages, Message(texts.SCORE_THE_HELP))
        choices = (*choices, *score_buttons(str(ticket.number), "scored"))
    turn = Turn(messages, choices)
    return (
        then_pending(exchange, turn)
        if exchange.frame
        else replace(turn, choices=(*choices, *menu()))
    )


def _candidates(exchange: Exchange, feedback: Feedback) -> list[Ticket]:
    """The tickets it may mean: those just delivered first, else what is closed."""
    mine = [one for one in exchange.tx.my_tickets() if may_say(one, feedback, exchange.now)]
    delivered = [one for one in mine if one.status is TicketStatus.DELIVERED]
    if delivered:
        return delivered
    return mine[:1] if feedback in MARKS else mine


def _cannot(exchange: Exchange, ticket: Ticket, feedback: Feedback) -> Turn:
    late = feedback is Feedback.UNSOLVED and ticket.status is TicketStatus.CLOSED
    sentence = texts.TOO_LATE_TO_SAY if late else texts.SAID_BEFORE
    return said(
        pending(exchange),
        sentence.format(number=ticket.number, status=texts.STATUS_NAMES[ticket.status]),
    )
