"""A document as recognised in a file, with where each fact was read, for staff to confirm."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.documents import Document

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact was read: ``words`` says it in Chinese. Where it stands in the text,
    ``text[start:end]`` of the document is the fact as written there."""

    words: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A ``document`` ready to be stored once confirmed.

    ``places`` has an entry for each field of the document that was recognised (title, issuer,
    number, region, programme, published, effective_from, effective_to, tier). ``warnings`` are
    Chinese sentences about what was noticed. ``kind`` is ``pdf``, ``docx``, ``html`` or ``text``.
    """

    document: Document
    places: Mapping[str, Place]
    warnings: tuple[str, ...] = ()
    kind: str = "text"
    is_stated: bool = False
    """Whether the file itself says every fact, in front matter."""


def find_fact(text: str, value: str | date | None, words: str) -> Place | None:
    """The first place in ``text`` where ``value`` is written; dates in any usual form."""
    for pattern in _patterns(value):
        found = re.search(pattern, text)
        if found:
            return Place(words, found.start(), found.end())
    return None


def _patterns(value: str | date | None) -> Iterator[str]:
    if isinstance(value, date):
        between = r"\s*(?:年|-|/|\.)\s*", r"\s*(?:月|-|/|\.)\s*"
        yield rf"{value.year}{between[0]}0?{value.month}{between[1]}0?{value.day}(?!\d)\s*日?"
    elif value:
        yield r"\s*".join(map(re.escape, re.sub(r"\s", "", value)))


def line_around(text: str, place: Place) -> str:
    """The line in which ``place`` stands, shortened around it; empty when it stands nowhere."""
    if place.start is None or place.end is None:
        return ""
    start = max(text.rfind("\n", 0, place.start) + 1, place.start - _SHOWN)
    stop = text.find("\n", place.end)
    return text[start : min(len(text) if stop < 0 else stop, place.end + _SHOWN)].strip()
