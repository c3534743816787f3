"""What a search of the market gives: needs with reasons, counts, and what to relax."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from api.domain.category import Category
from api.domain.likeness import pairs_of
from api.domain.need import Urgency
from api.domain.need_filters import Chip
from api.domain.need_groups import people_groups
from api.domain.need_query import NeedQuery, yuan
from api.domain.public_need import PublicNeed
from api.domain.same_words import known_things


@dataclass(frozen=True, slots=True)
class Published:
    """A public ticket as the index reads it: its public form, the kinds of site it names, and
    when it was published (UTC)."""

    need: PublicNeed
    version: int
    second: Category | None
    site: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FoundNeed:
    """A published need as everybody sees it, and in words why it was found."""

    need: PublicNeed
    reasons: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Facet:
    """A value one could filter by: its code, its label, and how many needs it has."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Without the filter of ``key`` there are ``count`` needs; ``sentence`` says so."""

    key: str
    label: str
    count: int

    @property
    def sentence(self) -> str:
        """For people: 去掉“5万元以内”后有 3 条。"""
        return f"去掉“{self.label}”后有 {self.count} 条。"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of needs for ``query``, ``total`` of them in all. ``relaxations`` are given when
    there are none, the one that gains most first. ``near`` are needs beyond the total that keep
    to the filters and mean something like the words, where there was room on the page."""

    query: NeedQuery
    total: int
    needs: tuple[FoundNeed, ...]
    categories: tuple[Facet, ...] = ()
    provinces: tuple[Facet, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    near: tuple[FoundNeed, ...] = ()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The filters in force."""
        return self.query.chips()


def found_need(need: PublicNeed, query: NeedQuery, score: float = 0.0) -> FoundNeed:
    """``need`` with what speaks for it, the weightiest first, for whoever looks for ``query``."""
    return FoundNeed(need, (*_kind(need, query), *_limits(need, query)), score)


def _kind(need: PublicNeed, query: NeedQuery) -> Iterator[str]:
    for word in query.words:
        if same := next((i.name for i in need.items if _is_like(word, i.name)), None):
            yield f"需要“{same}”" if same == word else f"需要“{same}”，与“{word}”相近"
    if query.categories and need.category:
        yield f"类别是{need.category.label}"
    if query.places:
        yield f"在{need.place.county or need.place.prefecture or need.place.province}"
    for code in query.people:
        yield f"帮助{people_groups()[code].label}"


def _limits(need: PublicNeed, query: NeedQuery) -> Iterator[str]:
    bounded = query.least_yuan is not None or query.most_yuan is not None
    if need.open_yuan is not None and bounded:
        yield f"还差 {yuan(need.open_yuan)}"
    if need.urgency in (Urgency.URGENT, Urgency.SUDDEN):
        yield need.urgency.label
    if need.deadline_date is not None and query.before is not None:
        yield f"{need.deadline_date.month}月{need.deadline_date.day}日前要"


def _is_like(word: str, name: str) -> bool:
    return bool(pairs_of(word) & pairs_of(name) or known_things(word) & known_things(name))
