"""Tells subscribers in the morning what was published for them, once a day at most."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from api.clock import SHANGHAI
from api.domain.need_address import kept_query
from api.domain.need_filters import Order
from api.domain.public_need import PublicNeed
from api.domain.subscription import Subscription, is_morning
from api.market.search import MOST_PAGE_SIZE, MarketSearch
from api.store import subscriptions
from api.store.database import Database
from api.store.notices import tell_person

AT_ONCE = 2_000  # persons in one round, some seconds; the next is ten minutes later
# What was stamped shortly before may become visible only now: it is told the next day.
BEHIND = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new for somebody, the latest first; ``queries`` are the searches it was found by,
    as the parameters of an address."""

    needs: tuple[PublicNeed, ...]
    queries: tuple[str, ...]


Word = Callable[[Digest], dict[str, Any]]


class NeedDigests:
    """A chore: safe to run in several processes at once, and again after a crash."""

    def __init__(self, database: Database, market: MarketSearch, word: Word) -> None:
        """``word`` makes the turn (JSON) for a digest."""
        self._database = database
        self._market = market
        self._word = word

    def __call__(self) -> int:
        """Do what is due; returns how many people were told something."""
        local = self._database.clock.now().astimezone(SHANGHAI)
        if not is_morning(local.time()):
            return 0
        with self._database.read() as unit:
            waiting = subscriptions.not_looked_at(unit, local.date(), AT_ONCE)
        return sum(self._told(person, local.date()) for person in waiting)

    def _told(self, person: str, day: date) -> bool:
        with self._database.read() as unit:
            held = subscriptions.of_person(unit, person)
            until = unit.now - BEHIND
            since = min((one.told_until for one in held), default=until)
            fresh = {
                number: at
                for number, at in subscriptions.published_since(unit, since).items()
                if at <= until
            }
        found = {one.number: self._fresh(one, fresh) for one in held} if fresh else {}
        with self._database.begin() as unit:
            if not subscriptions.begin_day(unit, person, day):
                return False
            # One that was stopped meanwhile is told of no more.
            kept = [one for one in subscriptions.of_person(unit, person) if found.get(one.number)]
            subscriptions.mark_told(unit, person, until)
            if not kept:
                return False
            needs = {need.number: need for one in kept for need in found[one.number]}
            latest = sorted(needs.values(), key=lambda need: (fresh[need.number], need.number))
            digest = Digest(tuple(reversed(latest)), tuple(one.query for one in kept))
            tell_person(
                unit,
                person=person,
                turn=partial(self._word, digest),
                key=f"digest-{person}-{day.isoformat()}",
            )
        return True

    def _fresh(self, one: Subscription, fresh: dict[int, datetime]) -> tuple[PublicNeed, ...]:
        query = kept_query(parse_qsl(one.query), self._market.name_of)
        newest = replace(query, order=Order.NEWEST)
        found = self._market.search(newest, limit=MOST_PAGE_SIZE).needs
        return tuple(
            each.need
            for each in found
            if each.need.number in fresh and fresh[each.need.number] > one.told_until
        )
