"""A Parameter of a Programme: a figure or list, dated, with each source that states it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# A value a parameter can hold: an amount or ratio, a wording, or a list of names.
Value = Decimal | str | tuple[str, ...]

TIERS = ("official", "digest", "press", "self_media")  # best first, as in knowledge.documents


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is written: a document's key and a verbatim quotation from it.

    ``stale`` is set when the document no longer contains the quotation (see ``checked``).
    """

    document: str
    quote: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A parameter's value with its source and the days it stands; ``None`` leaves an end open."""

    value: Value
    source: Source
    tier: str
    effective_from: date | None = None
    effective_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse a tier that is not one of ``TIERS``, and an end before the beginning."""
        if self.tier not in TIERS:
            raise ValueError(f"tier {self.tier!r}: expected one of {', '.join(TIERS)}")
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValueError(f"ends on {self.effective_to}, before it begins")

    def stands(self, as_of: date) -> bool:
        """Whether the value holds on ``as_of``."""
        begun = self.effective_from is None or self.effective_from <= as_of
        return begun and (self.effective_to is None or as_of <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a parameter is on one day: the agreeing values, or the equals that contradict."""

    values: tuple[DatedValue, ...]

    @property
    def conflict(self) -> bool:
        """Whether sources of the same tier say different things."""
        return len({each.value for each in self.values}) > 1

    @property
    def value(self) -> Value | None:
        """The value all agree on; ``None`` when there is none or they contradict."""
        return self.values[0].value if self.values and not self.conflict else None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named figure or list of a programme, one entry per source that states it."""

    key: str
    label: str
    values: tuple[DatedValue, ...]

    def at(self, as_of: date) -> Resolution:
        """The values of the best tier that stand on ``as_of``; stale ones are left out.

        Where those of the best tier are all stale, nothing stands: a worse source must not
        speak for a better one that has changed.
        """
        standing = [v for v in self.values if v.stands(as_of)]
        best = min((TIERS.index(v.tier) for v in standing), default=0)
        of_best = (v for v in standing if TIERS.index(v.tier) == best)
        return Resolution(tuple(v for v in of_best if not v.source.stale))
