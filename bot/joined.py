"""Tickets of others that a person joined: in 我的上报, and how far they are."""

from collections.abc import Sequence

from api.domain.overlap import Glimpse
from api.domain.ticket import TicketStatus
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.overlapping import glimpse_card
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange

SHOWN = 4  # beside one's own


def joined_lines(followed: Sequence[Glimpse]) -> tuple[str, ...]:
    """What 我的上报 says of them; nothing when there are none."""
    shown = _of_others(followed)
    return (texts.JOINED_HEAD, *map(_line, shown)) if shown else ()


def joined_buttons(followed: Sequence[Glimpse]) -> tuple[Choice, ...]:
    """A button for each."""
    return tuple(
        Choice(
            DeskButton("ticket", str(one.number)).code,
            texts.TICKET_BUTTON.format(number=one.number),
        )
        for one in _of_others(followed)
    )


def joined_timeline(exchange: Exchange, number: int) -> Turn | None:
    """How far that ticket of others is, or the one it goes on as; ``None`` when it was not
    joined."""
    for one in exchange.tx.support.joined():
        if number == one.number or number in one.carries:
            going_on = texts.GOES_ON_AS.format(number=number, other=one.number)
            sentence = texts.JOINED_TICKET if number == one.number else going_on
            return Turn((Message(sentence, glimpse_card(one, what_next(one))),))
    return None


def carrier(followed: Sequence[Glimpse], number: int) -> Glimpse | None:
    """The ticket that one goes on as, if it was merged."""
    return next((one for one in followed if number in one.carries), None)


def what_next(one: Glimpse) -> str:
    """What comes next for a ticket, mostly said to somebody who only follows it."""
    if one.mine:
        return str(texts.TICKET_NEXT[one.status])
    if one.status is TicketStatus.WITHDRAWN:
        return texts.JOINED_WITHDRAWN
    if one.status is TicketStatus.RETURNED:
        return texts.JOINED_RETURNED
    return str(texts.TICKET_NEXT[one.status])


def _of_others(followed: Sequence[Glimpse]) -> tuple[Glimpse, ...]:
    return tuple(one for one in followed if not one.mine)[:SHOWN]


def _line(one: Glimpse) -> str:
    things = texts.LIST_COMMA.join(one.things)
    title = f"{one.place}{texts.COLON}{things}" if things else one.place
    return texts.TICKET_LINE.format(
        number=one.number, status=texts.STATUS_NAMES[one.status], title=title
    )
