"""A policy text cut into headings and paragraphs, with one passage marked."""

import re
from dataclasses import dataclass
from itertools import pairwise

_MARKDOWN = re.compile(r"(#{1,6}) +(?=\S)")
_DIVISION = re.compile(r"第[一二三四五六七八九十百零〇两\d]+[编章](?=[\s\u3000]|$)")
_SECTION = re.compile(r"第[一二三四五六七八九十百零〇两\d]+节(?=[\s\u3000]|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text; ``first`` is set on the first marked one, which links point to."""

    text: str
    marked: bool
    first: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the text: ``element`` is h2, h3 or p."""

    element: str
    parts: tuple[Part, ...]


def blocks(text: str, start: int, end: int) -> tuple[Block, ...]:
    """``text`` line by line, ``text[start:end]`` marked; offsets outside mark nothing."""
    result: list[Block] = []
    offset, found = 0, False
    for line in text.splitlines(keepends=True):
        element, skip = _kind(line)
        parts = _parts(line, skip, start - offset, end - offset, found)
        found = found or any(part.first for part in parts)
        if parts:
            result.append(Block(element, parts))
        offset += len(line)
    return tuple(result)


def _kind(line: str) -> tuple[str, int]:
    """The element for a line, and how many characters of markup to leave out."""
    if heading := _MARKDOWN.match(line):
        return ("h2" if len(heading[1]) <= 2 else "h3"), heading.end()
    if _DIVISION.match(line.strip()):
        return "h2", 0
    return ("h3" if _SECTION.match(line.strip()) else "p"), 0


def _parts(line: str, skip: int, start: int, end: int, found: bool) -> tuple[Part, ...]:
    last = len(line.rstrip())
    cut = sorted({skip, last, *(min(max(at, skip), last) for at in (start, end))})
    parts: list[Part] = []
    for left, right in pairwise(cut):
        if left < right <= last and line[left:right].strip():
            marked = start <= left and right <= end
            parts.append(Part(line[left:right], marked, marked and not found))
            found = found or marked
    return tuple(parts)
