"""我的上报: a person's tickets, the timeline of one, and taking one back."""

from dataclasses import replace

from api.domain.overlap import Glimpse
from api.domain.ticket import MOVES, Ticket, TicketStatus
from bot import drafts, texts
from bot.delivery import buttons_of
from bot.dialogue.buttons import DeskButton
from bot.dialogue.card import need_card
from bot.dialogue.turn import Card, Choice, Message, Turn
from bot.dialogue.turn_json import turn_json
from bot.exchange import Exchange, pending, said, then_pending
from bot.joined import (
    carrier,
    joined_buttons,
    joined_lines,
    joined_timeline,
    what_next,
)
from bot.notices import supporter_turn
from bot.returned import frame_for, my_ticket
from bot.staff_questions import answer_button, open_question
from bot.ticket_timeline import rows_of

_LISTED = 8  # buttons that fit a phone's screen
WITHDRAWN_BY_REPORTER = "上报人撤回"  # in the history, for staff


def listed(exchange: Exchange) -> Turn:
    """The person's tickets, newest first, each a button."""
    tickets = exchange.tx.my_tickets()
    followed = exchange.tx.support.joined()
    more = (*joined_buttons(followed), *drafts.button(exchange))
    joined = joined_lines(followed)
    if not tickets:
        none = "\n".join(joined) or texts.NO_TICKETS
        return then_pending(exchange, Turn((Message(none),), more))
    shown = tickets[:_LISTED]
    sentence = texts.TICKETS if len(shown) == len(tickets) else texts.TICKETS_RECENT
    own = (_line(ticket, carrier(followed, ticket.number)) for ticket in shown)
    lines = [sentence.format(count=len(tickets), shown=len(shown)), *own, *joined]
    choices = tuple(_button("ticket", t.number, texts.TICKET_BUTTON) for t in shown)
    turn = Turn((Message("\n".join(lines)),), (*choices, *more))
    return then_pending(exchange, turn)


def timeline(exchange: Exchange, number: int) -> Turn:
    """Where one ticket stands and how it came there, in Shanghai time."""
    own = {ticket.number: ticket for ticket in exchange.tx.my_tickets()}
    of_others = None if number in own else joined_timeline(exchange, number)
    if of_others is not None:
        return then_pending(exchange, of_others)
    ticket = own.get(number) or my_ticket(exchange, number)
    goes_on = carrier(exchange.tx.support.joined(), number) if ticket.merged_into else None
    card = Card(
        texts.CARD_TICKET.format(number=number, status=texts.STATUS_NAMES[ticket.status]),
        rows_of(exchange, ticket),
        note=_merged_note(goes_on) if goes_on else texts.TICKET_NEXT[ticket.status],
    )
    choices = [_button("need", number, texts.SEE_NEED)]
    if goes_on:
        choices.append(_button("ticket", goes_on.number, texts.TICKET_BUTTON))
    if ticket.status is TicketStatus.RETURNED:
        choices.append(_button("supply", number, texts.SUPPLY))
    if TicketStatus.WITHDRAWN in MOVES[ticket.status]:
        choices.append(_button("withdraw", number, texts.WITHDRAW))
    if question := open_question(exchange, number):
        choices.append(answer_button(question))
    choices += buttons_of(ticket, exchange)
    turn = Turn((Message(ticket.need.title or str(number), card),), tuple(choices))
    return then_pending(exchange, turn)


def content(exchange: Exchange, number: int) -> Turn:
    """看内容: what the ticket says, field by field."""
    ticket = my_ticket(exchange, number)
    title = texts.CARD_TICKET.format(number=number, status=texts.STATUS_NAMES[ticket.status])
    card = need_card(title, frame_for(ticket, ""))
    return then_pending(exchange, Turn((Message(texts.SUBMITTED_NEED, card),)))


def withdrawal(exchange: Exchange, number: int) -> Turn:
    """撤回 is asked once more before it is done."""
    ticket = my_ticket(exchange, number)
    if TicketStatus.WITHDRAWN not in MOVES[ticket.status]:
        return _cannot(exchange, ticket)
    exchange.session = replace(exchange.session, withdrawing=number)
    choices = (
        _button("withdrawn", number, texts.WITHDRAW_YES),
        _button("ticket", number, texts.WITHDRAW_NO),
    )
    return Turn((Message(texts.WITHDRAW_SURE.format(number=number)),), choices)


def withdrawal_of_any(exchange: Exchange) -> Turn:
    """撤回 without a number: the only ticket it can mean, else which one is asked."""
    tickets = exchange.tx.my_tickets()
    open_ones = [one for one in tickets if TicketStatus.WITHDRAWN in MOVES[one.status]]
    if not open_ones:
        return listed(exchange)
    if len(open_ones) == 1:
        return withdrawal(exchange, open_ones[0].number)
    shown = open_ones[:_LISTED]
    sentence = texts.WITHDRAW_WHICH.format(number=shown[0].number)
    choices = tuple(_button("withdraw", one.number, texts.WITHDRAW) for one in shown)
    turn = Turn((Message("\n".join((sentence, *map(_line, shown)))),), choices)
    return then_pending(exchange, turn)


def how_to_change(exchange: Exchange) -> Turn:
    """人数写错了 when nothing is being filled in: how a submitted report is changed."""
    return said(listed(exchange), texts.ABOUT["editable"])


def withdrawn(exchange: Exchange, number: int) -> Turn:
    """The ticket is taken back; a run that was to supplement it ends with it."""
    ticket = my_ticket(exchange, number)
    if TicketStatus.WITHDRAWN not in MOVES[ticket.status]:
        return _cannot(exchange, ticket)
    after = exchange.tx.withdraw(number, WITHDRAWN_BY_REPORTER)
    exchange.tx.support.tell(after, lambda: turn_json(supporter_turn(after)))
    exchange.drop(number)
    return said(pending(exchange), texts.WITHDRAWN.format(number=number))


def _cannot(exchange: Exchange, ticket: Ticket) -> Turn:
    sentence = texts.NOT_WITHDRAWABLE.format(
        number=ticket.number, status=texts.STATUS_NAMES[ticket.status]
    )
    return said(pending(exchange), sentence)


def _button(verb: str, number: int, text: str) -> Choice:
    return Choice(DeskButton(verb, str(number)).code, text.format(number=number))


def _merged_note(goes_on: Glimpse) -> str:
    return texts.MERGED_NEXT.format(
        other=goes_on.number,
        status=texts.STATUS_NAMES[goes_on.status],
        next=what_next(goes_on),
    )


def _line(ticket: Ticket, goes_on: Glimpse | None = None) -> str:
    if goes_on:
        return texts.MERGED_LINE.format(
            number=ticket.number,
            other=goes_on.number,
            status=texts.STATUS_NAMES[goes_on.status],
            title=ticket.need.title,
        )
    return texts.TICKET_LINE.format(
        number=ticket.number, status=texts.STATUS_NAMES[ticket.status], title=ticket.need.title
    )
