"""Published needs in memory: columns to filter by, and postings to find words in.

About 100 bytes of columns and four for each pair of characters; vectors add 1.5 kB.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from api.domain.category import Category
from api.domain.need import Urgency
from api.domain.same_words import known_things
from api.domain.ticket import TicketStatus
from api.market.entry import Entry
from api.market.meaning import Vector
from api.market.postings import Floats, Postings, worth
from api.market.vectors import NeedVectors
from retrieval.tokens import pairs

CODE_DIGITS = 9
UNKNOWN = -1
CATEGORIES = tuple(Category)
STATUSES = tuple(TicketStatus)
URGENCIES = (None, Urgency.NORMAL, Urgency.URGENT, Urgency.SUDDEN)

# What a word is worth by where it stands; a thing of the same kind under another name counts too.
NAMED, TOLD, SAME_THING = 1.0, 0.6, 0.8

ROW = np.dtype(
    [
        ("number", np.int32),
        ("version", np.int32),
        ("alive", np.bool_),
        ("status", np.int8),
        ("category", np.int8),
        ("second", np.int8),
        ("urgency", np.int8),
        ("code", np.int32),
        ("people", np.int32),
        ("sites", np.int32),
        ("deadline", np.int32),
        ("open_fen", np.int64),
        ("published", np.int64),
    ]
)
Rows = NDArray[np.void]


@dataclass(slots=True)
class _Held:
    slot: int
    text: int  # of what is in the postings


class NeedIndex:
    """The needs that can be found. Not thread-safe: whoever shares it locks."""

    def __init__(self, dimension: int = 0) -> None:
        """Start empty. ``dimension`` is that of the vectors; 0: there are none."""
        self.vectors = NeedVectors(dimension) if dimension else None
        self._rows: Rows = np.zeros(1024, dtype=ROW)
        self._size = 0
        self._held: dict[int, _Held] = {}
        self._named, self._told, self._things = Postings(), Postings(), Postings()

    def __len__(self) -> int:
        """How many needs can be found."""
        return len(self._held)

    @property
    def rows(self) -> Rows:
        """One row of ``ROW`` for each slot, in the order they came; some are not ``alive``."""
        return self._rows[: self._size]

    @property
    def is_worn(self) -> bool:
        """Whether so many slots are dead that the index should be made again."""
        return self._size > 2 * len(self._held) + 1024

    def version(self, number: int) -> int:
        """The version held of a need; 0 when it is not held."""
        held = self._held.get(number)
        return int(self._rows[held.slot]["version"]) if held else 0

    def put(self, entry: Entry) -> None:
        """Make ``entry`` findable, in place of what was held of the same need."""
        text = hash((entry.named, entry.told, entry.meant, entry.things))
        held = self._held.get(entry.number)
        if held is not None and held.text == text:
            self._rows[held.slot] = _row(entry)
            return
        self.drop(entry.number)
        if self._size == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        slot, self._size = self._size, self._size + 1
        self._rows[slot] = _row(entry)
        self._held[entry.number] = _Held(slot, text)
        named = pairs(entry.named)
        self._named.add(slot, named)
        self._told.add(slot, pairs(entry.told) - named)
        self._things.add(slot, entry.things)
        if self.vectors is not None:
            self.vectors.want(slot, entry.meant)

    def drop(self, number: int) -> None:
        """The need is public no more."""
        held = self._held.pop(number, None)
        if held is not None:
            self._rows[held.slot]["alive"] = False
            if self.vectors is not None:
                self.vectors.forget(held.slot)

    def nearness(self, vector: Vector | None) -> Floats | None:
        """The cosine of each slot with ``vector``; ``None`` without one."""
        if vector is None or self.vectors is None:
            return None
        return self.vectors.nearness(vector, self._size)

    def likeness(self, words: tuple[str, ...]) -> Floats:
        """How well each slot answers to ``words``, 0…1: the mean over the words."""
        found = np.zeros(self._size, dtype=np.float32)
        for word in words:
            found += self._of_word(word)
        return found / np.float32(max(len(words), 1))

    def _of_word(self, word: str) -> Floats:
        fit = np.zeros(self._size, dtype=np.float32)
        whole = 0.0
        for term in sorted(pairs(word)):  # sorted: sums of floats must not depend on hashing
            holding = self._named.count(term) + self._told.count(term)
            value = worth(self._size, holding)
            whole += value
            fit[self._named.of(term)] += np.float32(value * NAMED)
            fit[self._told.of(term)] += np.float32(value * TOLD)
        if whole:
            fit /= np.float32(whole)
        for thing in sorted(known_things(word)):
            slots = self._things.of(thing)
            fit[slots] = np.maximum(fit[slots], np.float32(SAME_THING))
        return fit


def _row(entry: Entry) -> tuple[object, ...]:
    categories = [CATEGORIES.index(category) for category in entry.categories]
    first, second = (*categories, UNKNOWN, UNKNOWN)[:2]
    return (
        entry.number,
        entry.version,
        True,
        STATUSES.index(entry.status),
        first,
        second,
        URGENCIES.index(entry.urgency),
        padded(entry.code),
        entry.people,
        entry.sites,
        _ordinal(entry.deadline),
        fen(entry.open_yuan),
        int(entry.published_at.timestamp()),
    )


def padded(code: str) -> int:
    """A GB/T 2260 code as a number of nine digits; 0 for none."""
    return int(code[:CODE_DIGITS].ljust(CODE_DIGITS, "0")) if code.isdigit() else 0


def fen(yuan: Decimal | None) -> int:
    """Whole fen; ``UNKNOWN`` for no sum."""
    return UNKNOWN if yuan is None else int(yuan * 100)


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()
