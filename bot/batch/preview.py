"""What a sheet says, row by row, before anything is submitted: the rows that need a look first."""

from collections import Counter
from collections.abc import Iterator

from bot import texts
from bot.batch.columns import PROBLEM_COLUMN, ROW_COLUMN, SERIAL
from bot.batch.kept import Batch, Judged, Standing
from bot.dialogue.flows.batch import TEMPLATE
from bot.dialogue.turn import Card, CardRow, Message, OutgoingDocument

_SHOWN = 10  # rows in the chat; all of them stand in the sheet given back
_REMARKS = 3
_ORDER = (*(Standing.FAULTY, Standing.ALIKE, Standing.REPEATED, Standing.KNOWN, Standing.READY),)


def annotated_document(key: str, name: str) -> OutgoingDocument:
    """The sheet given back as a message hands it out."""
    stem = name.rsplit(".", 1)[0] or name
    return OutgoingDocument(
        texts.ANNOTATED_NAME.format(name=stem), TEMPLATE.media_type, f"rows-{key}"
    )


def told(one: Judged) -> str:
    """What became of a row, in a sentence or one for each cell that is wrong."""
    if one.standing is Standing.FAULTY:
        return "\n".join(f"{p.named}：{p.message}" for p in one.row.problems)
    if one.ticket is not None:
        return texts.ROW_KNOWN.format(number=one.ticket.number, status=one.ticket.status)
    if one.standing is Standing.REPEATED:
        return texts.ROW_REPEATED.format(row=one.first)
    if one.standing is Standing.ALIKE:
        numbers = texts.LIST_COMMA.join(str(number) for number in one.others)
        return texts.ROW_ALIKE.format(numbers=numbers)
    return "\n".join((texts.ROW_READY, *one.row.remarks))


def counts(rows: tuple[Judged, ...]) -> Counter[Standing]:
    """How many rows stand how."""
    return Counter(one.standing for one in rows)


def preview(key: str, batch: Batch, rows: tuple[Judged, ...]) -> Message:
    """The counts, the first rows, and the whole sheet with what became of each row."""
    number = counts(rows)
    parts = [
        texts.SHEET_COUNTS[standing].format(count=number[standing])
        for standing in reversed(_ORDER)
        if number[standing]
    ]
    text = texts.SHEET_READ.format(name=batch.name, count=len(rows), parts="，".join(parts))
    shown = sorted(rows, key=lambda one: _ORDER.index(one.standing))[:_SHOWN]
    card = Card(texts.CARD_ROWS, tuple(map(_row, shown)), "\n".join(_notes(batch, rows)))
    return Message(text, card, document=annotated_document(key, batch.name))


def _row(one: Judged) -> CardRow:
    label = texts.ROW_NUMBER.format(row=one.row.number)
    if one.standing is Standing.FAULTY:
        return CardRow("", label, "\n".join(_wrong(one)), texts.ROW_MARKS[one.standing])
    title = one.row.need.title if one.row.need else ""
    said = title if one.standing is Standing.READY else f"{title}\n{told(one)}"
    return CardRow("", label, said, texts.ROW_MARKS[one.standing])


def _wrong(one: Judged) -> Iterator[str]:
    for problem in one.row.problems:
        sentence = texts.CELL_SAID if problem.said else texts.CELL_WRONG
        yield sentence.format(column=problem.named, said=problem.said, message=problem.message)


def _notes(batch: Batch, rows: tuple[Judged, ...]) -> Iterator[str]:
    """What was inferred, taken out or left out."""
    if len(rows) > _SHOWN:
        yield texts.ROWS_MORE.format(count=len(rows) - _SHOWN)
    remarks = [
        texts.ROW_REMARK.format(row=one.row.number, remark=remark)
        for one in rows
        for remark in one.row.remarks
    ]
    yield from remarks[:_REMARKS]
    if len(remarks) > _REMARKS:
        yield texts.REMARKS_MORE.format(count=len(remarks) - _REMARKS)
    ours = (ROW_COLUMN, PROBLEM_COLUMN, SERIAL)
    if unused := [heading for heading in batch.unused if heading not in ours]:
        yield texts.COLUMNS_UNUSED.format(labels="、".join(unused))
    if batch.hidden:
        yield texts.ROWS_HIDDEN.format(count=len(batch.hidden))
