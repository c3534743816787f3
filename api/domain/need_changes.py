"""What differs between two versions of a need."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from api.domain.need import DERIVED, FIELDS, Need

# A clause with the mark that ends it: whole clauses are compared, for letters that two texts happen
# to share say nothing.
_ENDS = r"，。；：、！？,.;:!?\n"
_CLAUSE = re.compile(rf"[^{_ENDS}]*[{_ENDS}]|[^{_ENDS}]+")


class Change(StrEnum):
    """What happened to a field or a part of a text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: the same in both, or only in the one before or the one after."""

    text: str
    change: Change


def changed_fields(before: Need, after: Need) -> tuple[str, ...]:
    """The keys of ``FIELDS`` that differ, in their order."""
    return tuple(
        name
        for name in FIELDS
        if any(
            getattr(before, part) != getattr(after, part) for part in (name, *DERIVED.get(name, ()))
        )
    )


def text_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, clause by clause: what was removed stands before what came instead."""
    old, new = _CLAUSE.findall(before), _CLAUSE.findall(after)
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("".join(old[i:j]), Change.SAME)
            continue
        if removed := "".join(old[i:j]):
            yield Piece(removed, Change.REMOVED)
        if added := "".join(new[k:m]):
            yield Piece(added, Change.ADDED)
