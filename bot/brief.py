"""The brief (交接清单) of a post: open needs, promises with their deadlines, and whom to ask."""

from collections.abc import Sequence
from datetime import date

from api.domain.post import Post
from api.domain.ticket import FINISHED, Ticket
from bot import texts
from bot.dialogue.turn import Card, CardRow, Message

MOST_ROWS = 12  # of a card: more is no list but a pile; the rest is in 我的上报
SOON = 60  # days; a deadline further off is no promise of these weeks


def brief(post: Post, tickets: Sequence[Ticket], today: date) -> tuple[Message, ...]:
    """What whoever takes the post over has to know, as stored; nothing of unfinished reports.

    ``tickets`` are those of the post, finished ones among them, newest first.
    """
    open_ones = [ticket for ticket in tickets if ticket.status not in FINISHED]
    if not open_ones:
        return (Message(texts.BRIEF_EMPTY.format(post=post.name)),)
    needs = [_row(ticket, f"{ticket.need.title}：{_next(ticket)}") for ticket in open_ones]
    promised = [(ticket, _promise(ticket, today)) for ticket in open_ones]
    promises = [_row(ticket, promise) for ticket, promise in promised if promise]
    contacts = [_row(ticket, ticket.need.contact) for ticket in open_ones if ticket.need.contact]
    first = texts.BRIEF.format(
        post=post.name, needs=len(needs), promises=len(promises), contacts=len(contacts)
    )
    cards = (
        _card(texts.BRIEF_NEEDS, needs),
        _card(texts.BRIEF_PROMISES, promises),
        _card(texts.BRIEF_CONTACTS, contacts),
    )
    shown = [Message("", card) for card in cards if card is not None]
    return (Message(first, shown[0].card), *shown[1:])


def _card(title: str, rows: list[CardRow]) -> Card | None:
    left = len(rows) - MOST_ROWS
    note = texts.BRIEF_MORE.format(count=left) if left > 0 else ""
    return Card(title, tuple(rows[:MOST_ROWS]), note) if rows else None


def _row(ticket: Ticket, value: str) -> CardRow:
    status = texts.STATUS_NAMES[ticket.status]
    return CardRow("", texts.BRIEF_TICKET.format(number=ticket.number, status=status), value)


def _next(ticket: Ticket) -> str:
    return str(texts.TICKET_NEXT[ticket.status])


def _promise(ticket: Ticket, today: date) -> str:
    """What was agreed on, and a deadline that is near or past; empty when there is neither."""
    agreed = texts.PROMISED.get(ticket.status, "")
    return "；".join(filter(None, (agreed, _deadline(ticket, today, agreed=bool(agreed)))))


def _deadline(ticket: Ticket, today: date, *, agreed: bool) -> str:
    need = ticket.need
    if need.deadline_date is None:
        said = need.deadline if agreed else None
        return texts.BRIEF_DEADLINE.format(deadline=said) if said else ""
    written = need.deadline or need.deadline_date.isoformat()
    left = (need.deadline_date - today).days
    if left < 0:
        return texts.BRIEF_DEADLINE_PAST.format(deadline=written, days=-left)
    if left <= SOON:
        return texts.BRIEF_DEADLINE_LEFT.format(deadline=written, days=left)
    return texts.BRIEF_DEADLINE.format(deadline=written) if agreed else ""
