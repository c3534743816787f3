"""What looking for needs asks from outside; searched outside the transaction, as answers are."""

from dataclasses import dataclass
from typing import Protocol

from api.domain.need_found import Found, FoundNeed
from api.domain.need_query import NeedQuery
from api.domain.subscription import Subscription


class Market(Protocol):
    """Finds published needs."""

    def search(self, query: NeedQuery, *, limit: int, offset: int) -> Found:
        """The needs for ``query``, the best first."""

    def need(self, number: int) -> FoundNeed:
        """The published need of that number.

        Raises:
            NotFound: there is none, or it is not public.
        """


class Subscriptions(Protocol):
    """The searches whose new results a person is told; part of ``bot.ports.Transaction``."""

    def all(self) -> tuple[Subscription, ...]:
        """All of them, the oldest first."""

    def add(self, query: str, label: str) -> bool:
        """Subscribe to the search with these parameters of an address, called ``label``; False
        when it is subscribed to already.

        Raises:
            Invalid: the person has as many as they may.
        """

    def stop(self, number: int) -> bool:
        """End one; False when the person has none of that number."""

    def stop_all(self) -> int:
        """End all; returns how many there were."""


@dataclass(frozen=True, slots=True)
class Search:
    """One page looked for."""

    query: NeedQuery
    limit: int
    offset: int


class LookNeeded(Exception):
    """The turn needs this; it is rolled back, it is looked up, and the turn is run again."""

    def __init__(self, wanted: Search | int) -> None:
        """Keep what is to be looked up: a search, or the number of a need."""
        super().__init__(str(wanted))
        self.wanted = wanted


class MarketAtHand:
    """A ``Market`` that only gives what was looked up before, else raises ``LookNeeded``."""

    def __init__(self) -> None:
        """Start with nothing looked up."""
        self._found: dict[Search, Found] = {}
        self._needs: dict[int, FoundNeed] = {}

    def search(self, query: NeedQuery, *, limit: int, offset: int) -> Found:
        """What was found."""
        wanted = Search(query, limit, offset)
        if wanted not in self._found:
            raise LookNeeded(wanted)
        return self._found[wanted]

    def need(self, number: int) -> FoundNeed:
        """The need that was looked up."""
        if number not in self._needs:
            raise LookNeeded(number)
        return self._needs[number]

    def fetch(self, needed: LookNeeded, market: Market) -> None:
        """Look up in ``market`` what is needed, for the next run of the turn.

        Raises:
            NotFound: see ``Market.need``.
        """
        wanted = needed.wanted
        if isinstance(wanted, int):
            self._needs[wanted] = market.need(wanted)
        else:
            self._found[wanted] = market.search(
                wanted.query, limit=wanted.limit, offset=wanted.offset
            )
