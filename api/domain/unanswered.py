"""Questions that wait for staff: how long, what about, and why they came."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_TITLE = 40  # characters of a title somebody typed


class Age(StrEnum):
    """How long a question waits, in days by the calendar of Shanghai."""

    FRESH = "fresh"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def label(self) -> str:
        """The Chinese label staff see."""
        return AGES[self][1]


# The most days of each, and its label.
AGES: dict[Age, tuple[int | None, str]] = {
    Age.FRESH: (2, "2 天以内"),
    Age.DAYS: (7, "3 到 7 天"),
    Age.WEEKS: (30, "8 到 30 天"),
    Age.MONTHS: (None, "30 天以上"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One question. ``days`` it waits; ``topic`` is what it names, ``None`` when it names nothing
    known; ``reason`` as in ``api.domain.asked``; ``awaited``: somebody wants the answer."""

    number: int
    text: str
    days: int
    topic: str | None
    reason: str
    awaited: bool

    @property
    def age(self) -> Age:
        """How long it waits, roughly."""
        return next(age for age, (most, _) in AGES.items() if most is None or self.days <= most)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """All questions that wait, the longest first."""

    questions: tuple[Waiting, ...]

    @property
    def awaited(self) -> int:
        """How many of them somebody wants the answer to."""
        return sum(one.awaited for one in self.questions)

    def by_age(self) -> tuple[tuple[Age, int], ...]:
        """How many wait for how long; the freshest first."""
        counted = Counter(one.age for one in self.questions)
        return tuple((age, counted[age]) for age in Age)

    def by_topic(self) -> tuple[tuple[str | None, int], ...]:
        """How many are about what, the most first; ``None`` last."""
        counted = Counter(one.topic for one in self.questions)
        return tuple(
            sorted(counted.items(), key=lambda one: (one[0] is None, -one[1], one[0] or ""))
        )

    def by_reason(self) -> tuple[tuple[str, int], ...]:
        """How many came for what reason, the most first."""
        counted = Counter(one.reason for one in self.questions)
        return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def topic_of(text: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """What of ``names`` (a title, and what people call it) the text names, the longest name
    first; else the title between 《》 in it; ``None`` when it names nothing."""
    called = sorted(
        ((name, title) for title, every in names.items() for name in (title, *every)),
        key=lambda one: -len(one[0]),
    )
    named = next((title for name, title in called if name in text), None)
    if named is None and "《" in text:
        quoted = text.split("《", 1)[1].split("》", 1)[0]
        named = f"《{quoted[:LONGEST_TITLE]}》"
    return named
