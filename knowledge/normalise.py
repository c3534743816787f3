"""One spelling for indexing and matching, with a map back so that quotes stay verbatim."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.han import simplified, simplify_phrases
from knowledge.pinyin import spliced

NORMALISER_VERSION = "1"
"""Part of every index fingerprint: raise it when the same text would come out differently."""

_UNEVEN = "\uffff"  # a noncharacter: marks what does not become exactly one character


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it is indexed; character ``i`` came from ``original[offsets[i]:ends[i]]``."""

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the non-empty ``text[start:end]`` stands in the original.

        Raises:
            IndexError: the range is empty or reaches beyond the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"[{start}:{end}] is no part of {len(self.text)} characters")
        return self.offsets[start], self.ends[end - 1]


def normalise(text: str) -> Normalised:
    """NFKC, look-alike radicals unified, traditional → simplified, invisible characters and
    pinyin spliced into Chinese out, white space folded to single spaces and none at the ends.

    Letter case is kept. Most texts change character by character and take a fast way.
    """
    folded = text.translate(_table())
    if _is_even(folded):
        return Normalised(simplify_phrases(text, folded), range(len(text)), range(1, len(text) + 1))
    return _traced(text)


class _Table(dict[int, str]):
    """Code point → its one replacement, or the mark ``_UNEVEN``; filled as they are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = "" if _is_mark(character) else _fold(character)
        self[code] = folded if len(folded) == 1 else _UNEVEN
        return self[code]


@cache
def _table() -> _Table:
    return _Table()


def _is_even(folded: str) -> bool:
    """Whether every character of the original became exactly one, and all of them stay."""
    if _UNEVEN in folded or "  " in folded or folded.strip(" ") != folded:
        return False
    return next(spliced(folded), None) is None


def _traced(text: str) -> Normalised:
    """The slow way: every character with the range it came from."""
    pieces = [
        (character, start, end)
        for cluster, start, end in _clusters(text)
        for character in _fold(cluster)
    ]
    joined = "".join(piece[0] for piece in pieces)
    dropped = {at for start, end in spliced(joined) for at in range(start, end)}
    kept = _fold_spaces(piece for at, piece in enumerate(pieces) if at not in dropped)
    out = "".join(piece[0] for piece in kept)
    original = "".join(text[piece[1]] for piece in kept)
    return Normalised(
        simplify_phrases(original, out),
        tuple(piece[1] for piece in kept),
        tuple(piece[2] for piece in kept),
    )


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Each visible character with the combining marks that follow it, and its range."""
    cluster, start, end = "", 0, 0
    for at, character in enumerate(text):
        if _is_invisible(character):
            continue
        if cluster and _is_mark(character):
            cluster, end = cluster + character, at + 1
            continue
        if cluster:
            yield cluster, start, end
        cluster, start, end = character, at, at + 1
    if cluster:
        yield cluster, start, end


def _fold_spaces(pieces: Iterator[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    kept: list[tuple[str, int, int]] = []
    for piece in pieces:
        if piece[0] == " " and (not kept or kept[-1][0] == " "):
            continue
        kept.append(piece)
    if kept and kept[-1][0] == " ":
        kept.pop()
    return kept


def _fold(cluster: str) -> str:
    """One cluster → what is indexed of it; empty when it is invisible."""
    if cluster.isspace():
        return " "
    composed = unicodedata.normalize("NFKC", cluster)
    return "".join(
        " " if character.isspace() else simplified(character)
        for character in composed
        if not _is_invisible(character)
    )


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_invisible(character: str) -> bool:
    """Zero-width, direction, tag, variation, private and control characters."""
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return True
    category = unicodedata.category(character)
    return category in {"Cf", "Cn", "Co", "Cs"} or (category == "Cc" and not character.isspace())
