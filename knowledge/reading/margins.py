"""Headers, footers and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.reading.page import Line, Row

Block = Line | Row

_EDGE = 3  # lines from the top and from the bottom that may be of the margin
_REPEATS = 3  # pages on which a line of the margin stands
_SHARE = 0.4
_NUMBER = re.compile(
    r"[-—–―－·•\s]*(?:第\s*)?[\dⅰ-ⅿivxIVX]{1,4}(?:\s*页)?"
    r"(?:\s*(?:[/／]|共|of)\s*\d{1,4}\s*页?)?[-—–―－·•\s]*"
)
_DIGITS = re.compile(r"\d+")


def without_margins(pages: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """The pages without lines that repeat at their edges and without their page numbers."""
    repeated = _repeated(pages)
    return [_body(page, repeated) for page in pages]


def _repeated(pages: Sequence[Sequence[Block]]) -> frozenset[tuple[str, int]]:
    seen = Counter(
        key for page in pages for key in {_key(block) for block in _edges(page)} if key[0]
    )
    enough = max(_REPEATS, _SHARE * len(pages))
    return frozenset(key for key, count in seen.items() if count >= enough)


def _edges(page: Sequence[Block]) -> Sequence[Block]:
    return page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _key(block: Block) -> tuple[str, int]:
    """What is the same from page to page: the words, and the height to the centimetre."""
    height = block.middle if isinstance(block, Line) else block.top
    return _DIGITS.sub("0", re.sub(r"\s", "", block.text)), round(height / 28)


def _body(page: Sequence[Block], repeated: frozenset[tuple[str, int]]) -> list[Block]:
    kept = list(page)
    for end in (0, -1):
        while kept and _is_margin(kept[end], repeated):
            kept.pop(end)
    return kept


def _is_margin(block: Block, repeated: frozenset[tuple[str, int]]) -> bool:
    if isinstance(block, Row):
        return False
    return _key(block) in repeated or bool(_NUMBER.fullmatch(block.text.strip()))
