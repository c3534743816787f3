"""What happened to a ticket, as its reporter sees it: moves, questions of staff, own words."""

from datetime import datetime

from api.clock import SHANGHAI
from api.domain.followup import ANSWERED, said_in
from api.domain.ticket import HistoryEntry, Ticket, TicketStatus
from bot import texts
from bot.dialogue.turn import CardRow
from bot.dialogue.values import labels
from bot.exchange import Exchange


def rows_of(exchange: Exchange, ticket: Ticket) -> tuple[CardRow, ...]:
    """The rows of the timeline, oldest first. Remarks staff made among themselves are not in it."""
    rows = [
        (entry.at, _entry(entry, own=entry.actor == exchange.tx.person))
        for entry in ticket.history
        if _is_for_reporter(exchange, entry)
    ]
    for asked in exchange.tx.followup.questions():
        if asked.ticket != ticket.number:
            continue
        rows.append((asked.asked_at, texts.ASKED_ROW.format(question=asked.text)))
        if asked.answer is not None and asked.answered_at is not None:
            rows.append((asked.answered_at, texts.ANSWERED_ROW.format(answer=asked.answer)))
    ordered = sorted(rows, key=lambda row: row[0])
    return tuple(CardRow("", _moment(at), text) for at, text in ordered)


def _is_for_reporter(exchange: Exchange, entry: HistoryEntry) -> bool:
    """Moves are, and what they or the holder of the post before them said; answers have rows of
    their own."""
    if entry.status_from is not entry.status_to:
        return True
    own = entry.actor == exchange.tx.person or said_in(entry.reason) is not None
    return own and entry.reason != ANSWERED


def _entry(entry: HistoryEntry, *, own: bool) -> str:
    said = said_in(entry.reason)
    words = texts.YOU_SAID.format(said=texts.FEEDBACK[said]) if said else entry.reason
    if entry.status_from is entry.status_to:
        return words
    if entry.other is not None:
        return _merger(entry)
    parts = [texts.STATUS_NAMES[entry.status_to]]
    if entry.fields and entry.status_to is TicketStatus.RETURNED:
        parts.append(texts.FIELDS_ASKED.format(labels=labels(entry.fields)))
    if words:
        parts.append(words if said or own else texts.REASON.format(reason=words))
    return "；".join(parts)


def _merger(entry: HistoryEntry) -> str:
    """Merged or parted; why stays with staff, who may have written of the other reporter."""
    sentence = texts.MERGED_ROW if entry.status_to is TicketStatus.MERGED else texts.PARTED_ROW
    return sentence.format(other=entry.other, status=texts.STATUS_NAMES[entry.status_to])


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
