"""A sheet has come: it is shown row by row, and the rows are submitted when the person says so."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from api.domain.overlap import Glimpse
from bot import texts
from bot.batch.kept import Batch, Judged, Standing, judged
from bot.batch.offering import ask_for_sheet, before_consent, forget_sheet
from bot.batch.preview import annotated_document, counts, preview
from bot.dialogue.flows.batch import AGAIN, FACTS, ROWS, STOP, SUBMIT
from bot.dialogue.progress import begin
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.turn import Message, Turn
from bot.exchange import Exchange, pending, said
from bot.onward import onward

_COMPARED = 60  # rows; comparing one takes up to 10 ms
_LISTED = 10  # ticket numbers that are named one by one


def received(exchange: Exchange) -> Turn:
    """The rows of the sheet that came, and the question what to do with them."""
    if not exchange.session.consented:
        return before_consent(exchange)
    batch = exchange.sheet.batch()
    rows = tuple(_compared(exchange, _judged(exchange, batch)))
    key = exchange.tx.batches.keep(batch)
    shown = preview(key, batch, rows)
    number = counts(rows)
    forget_sheet(exchange)
    if good := sum(one.is_good for one in rows):
        alike = {str(one.row.number): one.others for one in rows if one.others}
        facts = {"key": key, "ready": good, "alike": alike}
        slots = {FACTS: Slot(facts, Provenance.SAID)}
        exchange.push(begin(ROWS, exchange.nonce(), slots=slots))
        return _after(shown, pending(exchange))
    if not number[Standing.FAULTY]:
        return onward(exchange, shown, Message(texts.SHEET_NOTHING_NEW))
    ask_for_sheet(exchange)
    return _after(shown, said(pending(exchange, again=True)))


def decided(exchange: Exchange, frame: Frame) -> Turn:
    """What was chosen for the rows, or instead of a sheet."""
    answer = frame.slots[frame.history[-1]].value
    return _DECISIONS[answer](exchange, frame)


def _submitted(exchange: Exchange, frame: Frame) -> Turn:
    """A ticket for each good row that is none yet, whatever became of it since it was shown."""
    key = frame.slots[FACTS].value["key"]
    batch = exchange.tx.batches.kept(key)
    rows = _judged(exchange, batch)
    ready = tuple(one.row for one in rows if one.is_good)
    opened = exchange.tx.batches.open(batch.name, ready)
    forget_sheet(exchange)
    if not opened:
        return onward(exchange, Message(texts.SHEET_NOTHING_NEW))
    for row, others in frame.slots[FACTS].value.get("alike", {}).items():
        if int(row) in opened:  # staff see which tickets the reporter saw beside it
            exchange.tx.support.keep_apart(opened[int(row)], tuple(others))
    numbers = sorted(opened.values())
    exchange.note_finished(frame.nonce, numbers[0])
    done = texts.ROWS_SUBMITTED.format(count=len(numbers), numbers=_numbers(numbers))
    if not exchange.tx.posts.held():
        done = f"{done}\n{texts.REPORTER_UNKNOWN}"
    left = counts(rows)[Standing.FAULTY]
    more = Message(texts.ROWS_LEFT.format(count=left), document=annotated_document(key, batch.name))
    return onward(exchange, Message(done), *((more,) if left else ()))


def _again(exchange: Exchange, frame: Frame) -> Turn:
    ask_for_sheet(exchange)
    return said(pending(exchange, again=True), texts.SHEET_AGAIN)


def _stopped(exchange: Exchange, frame: Frame) -> Turn:
    forget_sheet(exchange)
    return onward(exchange, Message(texts.SHEET_STOPPED))


_DECISIONS: dict[str, Callable[[Exchange, Frame], Turn]] = {
    SUBMIT: _submitted,
    AGAIN: _again,
    STOP: _stopped,
}


def _judged(exchange: Exchange, batch: Batch) -> tuple[Judged, ...]:
    digests = [row.digest for row in batch.rows if row.need is not None]
    return judged(batch, exchange.tx.batches.known(digests))


def _compared(exchange: Exchange, rows: tuple[Judged, ...]) -> Iterator[Judged]:
    """``rows``, the first good ones compared with the tickets there are: that takes a while, and
    staff compare each ticket again."""
    left = _COMPARED
    for one in rows:
        found: tuple[Glimpse, ...] = ()
        if one.is_good and one.row.need is not None and left > 0:
            left -= 1
            found = exchange.tx.support.overlap(one.row.need).duplicates
        others = tuple(glimpse.number for glimpse in found)
        yield replace(one, standing=Standing.ALIKE, others=others) if others else one


def _after(shown: Message, turn: Turn) -> Turn:
    return replace(turn, messages=(shown, *turn.messages))


def _numbers(numbers: list[int]) -> str:
    """1004 到 1014 where none is left out between them."""
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 2 and last - first == len(numbers) - 1:
        return texts.NUMBERS_FROM_TO.format(first=first, last=last)
    named = "、".join(str(number) for number in numbers[:_LISTED])
    return f"{named} 等" if len(numbers) > _LISTED else named
