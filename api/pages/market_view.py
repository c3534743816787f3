"""The list of published needs: what was searched for, what was found, where to go on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from api.domain.category import Category
from api.domain.need_filters import Order, Within
from api.domain.need_found import Facet, Found, FoundNeed
from api.domain.need_query import NeedQuery
from api.domain.publication import Notice
from api.pages.need_view import NeedView, need_view


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another search: ``count`` needs, ``chosen`` when it is the present one."""

    label: str
    address: str
    count: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One need in the list, and why it was found."""

    seen: NeedView
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarketView:
    """Page ``page`` of ``pages``; ``said`` is the sentence as it was typed, ``words`` is one that
    says the same search in the chat, empty when none does. ``notices`` are the public notices of
    these needs."""

    found: Found
    said: str
    words: str
    page: int
    pages: int
    today: date
    notices: Mapping[int, Notice]

    @property
    def subscribing(self) -> str:
        """Where the chat subscribes to this search; empty when it cannot be said there."""
        return f"/?{urlencode({'subscribe': self.words})}" if self.words else ""

    @property
    def nothing_at_all(self) -> bool:
        """Whether nothing is published yet, whatever one searches for."""
        return not (self.found.total or self.found.relaxations or self.found.near)

    @property
    def lines(self) -> tuple[FoundLine, ...]:
        """The needs of this page."""
        return self._lines(self.found.needs)

    @property
    def near(self) -> tuple[FoundLine, ...]:
        """Needs that none of the words fit, but that mean something like them."""
        return self._lines(self.found.near)

    def _lines(self, needs: tuple[FoundNeed, ...]) -> tuple[FoundLine, ...]:
        return tuple(
            FoundLine(
                need_view(one.need, self.notices.get(one.need.number), self.today), one.reasons
            )
            for one in needs
        )

    @property
    def chips(self) -> tuple[Way, ...]:
        """The filters in force, each with the search that leaves it out."""
        query = self.found.query
        return tuple(Way(chip.label, address(query.without(chip.key))) for chip in query.chips())

    @property
    def relaxations(self) -> tuple[Way, ...]:
        """What to leave out when nothing was found."""
        return tuple(
            Way(one.sentence, address(self.found.query.without(one.key)), one.count)
            for one in self.found.relaxations
        )

    @property
    def categories(self) -> tuple[Way, ...]:
        """The categories one could look in."""
        query = self.found.query
        ways = []
        for one in self.found.categories:
            chosen = (Category(one.code),)
            narrowed = replace(query, categories=chosen)
            ways.append(_way(one, narrowed, chosen=query.categories == chosen))
        return tuple(ways)

    @property
    def provinces(self) -> tuple[Way, ...]:
        """The provinces one could look in."""
        query = self.found.query
        ways = []
        for one in self.found.provinces:
            chosen = (Within(one.code, one.label),)
            narrowed = replace(query, places=chosen)
            ways.append(_way(one, narrowed, chosen=query.places == chosen))
        return tuple(ways)

    @property
    def orders(self) -> tuple[Way, ...]:
        """What may come first."""
        query = self.found.query
        return tuple(
            Way(order.label, address(replace(query, order=order)), chosen=order is query.order)
            for order in Order
        )

    def page_address(self, page: int) -> str:
        """Another page of the same search."""
        pairs = (*self.found.query.pairs(), *((("page", str(page)),) if page > 1 else ()))
        return f"/needs?{urlencode(pairs)}" if pairs else "/needs"


def _way(facet: Facet, query: NeedQuery, *, chosen: bool) -> Way:
    return Way(facet.label, address(query), facet.count, chosen)


def address(query: NeedQuery) -> str:
    """Where the needs for ``query`` are listed."""
    return f"/needs?{query.query_string()}" if query.pairs() else "/needs"
