"""How often what was looked for was found: searches for needs, and policy questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.domain.overview import Period
from api.domain.search_outcome import OF_NEEDS, OF_POLICY, SearchOutcome

S = SearchOutcome
FOUND = frozenset({S.FEW, S.MANY})


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """How often each outcome came. What is no policy question is left out of both shares."""

    counts: Mapping[SearchOutcome, int]

    def sum_of(self, outcomes: Iterable[SearchOutcome]) -> int:
        """How often one of these came."""
        return sum(self.counts.get(one, 0) for one in outcomes)

    @property
    def searches(self) -> int:
        """How often needs were looked for."""
        return self.sum_of(OF_NEEDS)

    @property
    def questions(self) -> int:
        """How many questions about policy there were."""
        return self.sum_of(OF_POLICY) - self.sum_of([S.OUTSIDE])

    @property
    def found_share(self) -> Decimal | None:
        """The part of the searches with at least one need; ``None`` without a search."""
        return _share(self.sum_of(FOUND), self.searches)

    @property
    def answered_share(self) -> Decimal | None:
        """The part of the questions about policy that was answered; ``None`` without one."""
        return _share(self.sum_of([S.ANSWERED]), self.questions)


@dataclass(frozen=True, slots=True)
class SearchDay:
    """How often an outcome came on a day in Shanghai."""

    day: date
    outcome: SearchOutcome
    count: int


def figures(days: Iterable[SearchDay]) -> SearchFigures:
    """All of them together."""
    counts: dict[SearchOutcome, int] = {}
    for one in days:
        counts[one.outcome] = counts.get(one.outcome, 0) + one.count
    return SearchFigures(counts)


def by_month(days: Sequence[SearchDay], period: Period) -> tuple[tuple[str, SearchFigures], ...]:
    """The same for each part of ``period``, the earliest first."""
    parts: dict[str, list[SearchDay]] = {key: [] for key, _ in period.bounds()}
    for one in days:
        parts[period.key_of(one.day)].append(one)
    return tuple((key, figures(part)) for key, part in parts.items())


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None
