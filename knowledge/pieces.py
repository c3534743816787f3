"""Long provisions cut into pieces that a search can rank: by 款, then 项, then sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.outline import is_item, is_table_row

LIMIT = 600
"""Characters in a piece; close to the 512 tokens an embedding model reads."""
TABLE_LIMIT = 1800
"""Tables stay with their section up to here; beyond, they are cut between rows."""

_SENTENCE = re.compile(r"[^。；;！？]*[。；;！？]?[”’」』）)]*")

Span = tuple[int, int]


def pieces(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Cut the provision made of ``lines`` of ``text`` into spans of at most about ``LIMIT``.

    Paragraphs keep their items and their table as long as that fits.
    """
    if not lines:
        return
    if lines[-1][1] - lines[0][0] <= LIMIT:
        yield lines[0][0], lines[-1][1]
        return
    yield from _joined(span for block in _blocks(text, lines) for span in _cut(text, block))


def _blocks(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """Paragraphs (款), each with the items (项) and table rows that follow it."""
    block: list[Span] = []
    for span in lines:
        line = text[span[0] : span[1]]
        if block and not is_item(line) and not is_table_row(line):
            yield block
            block = []
        block.append(span)
    yield block


def _cut(text: str, block: list[Span]) -> Iterator[Span]:
    """One block as one span if it fits, else by line, else by sentence."""
    start, end = block[0][0], block[-1][1]
    limit = TABLE_LIMIT if is_table_row(text[block[-1][0] : end]) else LIMIT
    if end - start <= limit:
        yield start, end
        return
    yield from _joined((part for span in block for part in _sentences(text, span)), limit)


def _sentences(text: str, span: Span) -> Iterator[Span]:
    if span[1] - span[0] <= LIMIT:
        yield span
        return
    parts = (found.span() for found in _SENTENCE.finditer(text, *span) if found[0])
    for start, end in _joined(parts):
        for cut in range(start, end, TABLE_LIMIT):  # a "sentence" without any full stop
            yield cut, min(cut + TABLE_LIMIT, end)


def _joined(spans: Iterable[Span], limit: int = LIMIT) -> Iterator[Span]:
    """Neighbours joined as long as the whole stays within ``limit``."""
    current: Span | None = None
    for start, end in spans:
        if current and end - current[0] <= limit:
            current = current[0], end
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current
