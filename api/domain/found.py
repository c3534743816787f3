"""What a search over everything finds, and the words it was found by."""

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

LONGEST = 100  # characters of what is searched for
MOST_WORDS = 8
AROUND = 24  # characters shown on either side of what was found


@dataclass(frozen=True, slots=True)
class Found:
    """One thing. ``key`` tells it from others of its kind, ``title`` is what it is called,
    ``code`` how it is numbered, ``where`` what else tells it apart, ``text`` what it says, and
    ``state`` how it stands."""

    key: str
    title: str
    code: str = ""
    where: str = ""
    text: str = ""
    state: str = ""


class Part(NamedTuple):
    """A piece of a text; ``hit``: it is what was searched for."""

    text: str
    hit: bool


def words_of(text: str) -> tuple[str, ...]:
    """The words searched for: full-width letters are as narrow ones, capitals as small ones."""
    plain = unicodedata.normalize("NFKC", text.replace("\x00", "")[:LONGEST]).lower()
    return tuple(dict.fromkeys(plain.split()))[:MOST_WORDS]


def marked(text: str, words: tuple[str, ...]) -> tuple[Part, ...]:
    """The text in pieces, what fits a word apart; of two words at one place the longer."""
    parts, plain, at, begun = [], text.lower(), 0, 0
    if len(plain) != len(text):  # a letter whose small form is longer: nothing would be in place
        return (Part(text, hit=False),)
    while at < len(text):
        here = max((word for word in words if plain.startswith(word, at)), key=len, default="")
        if not here:
            at += 1
            continue
        if begun < at:
            parts.append(Part(text[begun:at], hit=False))
        parts.append(Part(text[at : at + len(here)], hit=True))
        at = begun = at + len(here)
    if begun < len(text):
        parts.append(Part(text[begun:], hit=False))
    return tuple(parts)


def snippet(text: str, words: tuple[str, ...]) -> str:
    """The part of a text around the first of ``words`` that stands in it; empty when none does."""
    one_line = " ".join(text.split())
    places = [place for word in words if (place := one_line.lower().find(word)) >= 0]
    if not places:
        return ""
    first = max(min(places) - AROUND, 0)
    last = min(min(places) + 2 * AROUND, len(one_line))
    before, after = "…" if first else "", "…" if last < len(one_line) else ""
    return f"{before}{one_line[first:last]}{after}"
