"""Tickets of others that a person joined: in 我的上报, and how far they are."""

from api.domain.overlap import Glimpse
from api.domain.ticket import TicketStatus
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.overlapping import glimpse_card
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange

SHOWN = 4  # beside one's own


def joined_lines(exchange: Exchange) -> tuple[str, ...]:
    """What 我的上报 says of them; nothing when there are none."""
    shown = exchange.tx.support.joined()[:SHOWN]
    return (texts.JOINED_HEAD, *map(_line, shown)) if shown else ()


def joined_buttons(exchange: Exchange) -> tuple[Choice, ...]:
    """A button for each."""
    return tuple(
        Choice(
            DeskButton("ticket", str(one.number)).code,
            texts.TICKET_BUTTON.format(number=one.number),
        )
        for one in exchange.tx.support.joined()[:SHOWN]
    )


def joined_timeline(exchange: Exchange, number: int) -> Turn | None:
    """How far that ticket is; ``None`` when it was not joined."""
    for one in exchange.tx.support.joined():
        if one.number == number:
            return Turn((Message(texts.JOINED_TICKET, glimpse_card(one, _next(one))),))
    return None


def _next(one: Glimpse) -> str:
    if one.status is TicketStatus.WITHDRAWN:
        return texts.JOINED_WITHDRAWN
    if one.status is TicketStatus.RETURNED:
        return texts.JOINED_RETURNED
    return str(texts.TICKET_NEXT[one.status])


def _line(one: Glimpse) -> str:
    things = texts.LIST_COMMA.join(one.things)
    title = f"{one.place}{texts.COLON}{things}" if things else one.place
    return texts.TICKET_LINE.format(
        number=one.number, status=texts.STATUS_NAMES[one.status], title=title
    )
