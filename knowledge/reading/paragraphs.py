"""Lines become paragraphs, across pages too: by indent, by short last lines, by distance."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.outline import article_label
from knowledge.reading.margins import Block
from knowledge.reading.page import Line, Row, joined

_INDENT = 1.2  # of the size of the text
_SHORT = 1.6
_APART = 1.35  # of the usual distance of two lines
_LARGER = 1.12
_LONGEST_HEADING = 80
_ENDS = re.compile(r"[。；;：:！？!?」”）)]\s*$")
_BEGINS = re.compile(
    r"第\s*[一二三四五六七八九十百千零〇两\d]{1,7}\s*[编章节](?:\s|$|[^的规所])|"
    r"[一二三四五六七八九十]{1,3}、|[（(]\s*[一二三四五六七八九十]{1,3}\s*[)）]|附\s*件|[-•●]\s"
)
_STRUCTURAL = re.compile(
    r"第\s*[一二三四五六七八九十百千零〇两\d]{1,7}\s*[编章节条]|[一二三四五六七八九十]{1,3}、"
)
_RED_HEAD = re.compile(r"文\s*件$")
_SENTENCE = re.compile(r"[。；;：:！？!?]$")


@dataclass(frozen=True, slots=True)
class _Measure:
    """How the running text is set."""

    size: float
    left: float
    right: float
    pitch: float


def paragraphs(pages: Sequence[Sequence[Block]]) -> str:
    """The text of ``pages``: a line for each paragraph and each row of a table; the title and
    other large lines marked as headings."""
    lines = [block for page in pages for block in page if isinstance(block, Line)]
    if not lines:
        return "\n".join(block.text for page in pages for block in page)
    measure = _measure(pages, lines)
    title = _title(pages, measure)
    out: list[str] = []
    for group in _groups(pages, measure):
        text = ""
        for block in group:
            text = joined(text, block.text)
        out.append(_marked(text, group, title, measure))
    return "\n".join(out)


def _measure(pages: Sequence[Sequence[Block]], lines: list[Line]) -> _Measure:
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] or 1.0
    body = [line for line in lines if abs(line.size - size) <= 0.15 * size]
    lefts = Counter(round(line.left / 3) * 3 for line in body)
    rights = sorted(line.right for line in body)
    steps = Counter(
        round(above.bottom - below.bottom)
        for page in pages
        for above, below in pairwise(page)
        if isinstance(above, Line) and isinstance(below, Line) and above.bottom > below.bottom
    )
    usual = [step for step, _ in steps.most_common(3)]
    return _Measure(
        size=size,
        left=min(left for left, count in lefts.items() if count >= 0.15 * len(body)),
        right=rights[int(0.95 * (len(rights) - 1))],
        pitch=min((step for step in usual if step > 0.8 * size), default=2 * size),
    )


def _groups(pages: Sequence[Sequence[Block]], measure: _Measure) -> Iterator[list[Block]]:
    """The blocks of each paragraph."""
    group: list[Block] = []
    for page in pages:
        for at, block in enumerate(page):
            if group and _begins(group[-1], block, measure, is_top=at == 0):
                yield group
                group = []
            group.append(block)
    if group:
        yield group


def _begins(above: Block, block: Block, measure: _Measure, *, is_top: bool) -> bool:
    """Whether ``block`` begins a paragraph after ``above``."""
    if isinstance(above, Row) or isinstance(block, Row):
        return True
    shown = _is_display(above, measure), _is_display(block, measure)
    if all(shown):
        return abs(above.size - block.size) > 0.1 * above.size or _is_far(above, block, measure)
    left = max(measure.left, above.left if _hangs(above, measure) else 0)
    return (
        any(shown)
        or above.right < measure.right - _SHORT * measure.size
        or block.left > left + _INDENT * measure.size
        or (not is_top and _is_far(above, block, measure))
        or (bool(_ENDS.search(above.text)) and _looks_begun(block.text))
    )


def _hangs(line: Line, measure: _Measure) -> bool:
    """Whether a line stands so far in that what follows may stand there too (a block quote)."""
    return line.left > measure.left + 3 * measure.size


def _is_far(above: Line, block: Line, measure: _Measure) -> bool:
    pitch = max(measure.pitch, measure.pitch * above.size / measure.size)
    return above.bottom - block.bottom > _APART * pitch or above.bottom < block.bottom


def _looks_begun(text: str) -> bool:
    return bool(article_label(text)) or bool(_BEGINS.match(text))


def _is_display(line: Line, measure: _Measure) -> bool:
    return line.size > _LARGER * measure.size


def _title(pages: Sequence[Sequence[Block]], measure: _Measure) -> str:
    """The largest lines of the first page, joined; the red head of an office is none."""
    best, size = "", 0.0
    for group in _groups(pages[:1], measure):
        first = group[0]
        if not isinstance(first, Line) or not _is_display(first, measure):
            continue
        text = ""
        for block in group:
            text = joined(text, block.text)
        if first.size > size and not _RED_HEAD.search(text) and len(text) > 1:
            best, size = text, first.size
    return best


def _marked(text: str, group: list[Block], title: str, measure: _Measure) -> str:
    first = group[0]
    if isinstance(first, Row) or not _is_display(first, measure) or _STRUCTURAL.match(text):
        return text
    if text == title:
        return f"# {text}"
    is_heading = len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text)
    return f"## {text}" if is_heading and not _RED_HEAD.search(text) else text
