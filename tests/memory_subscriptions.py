"""Subscriptions in memory: ``bot.market.ports.Subscriptions`` of a ``MemoryLedger``."""

from dataclasses import dataclass, field
from datetime import datetime

from api.domain.subscription import Subscription, check_room


@dataclass(slots=True)
class SubscriptionShelf:
    held: dict[int, tuple[str, Subscription]] = field(default_factory=dict)
    made: int = 0


@dataclass(slots=True)
class MemorySubscriptions:
    shelf: SubscriptionShelf
    person: str
    now: datetime

    def all(self) -> tuple[Subscription, ...]:
        return tuple(one for person, one in self.shelf.held.values() if person == self.person)

    def add(self, query: str, label: str) -> bool:
        held = self.all()
        if any(one.query == query for one in held):
            return False
        check_room(len(held))
        self.shelf.made += 1
        one = Subscription(self.shelf.made, query, label, self.now)
        self.shelf.held[one.number] = (self.person, one)
        return True

    def stop(self, number: int) -> bool:
        mine = any(one.number == number for one in self.all())
        if mine:
            del self.shelf.held[number]
        return mine

    def stop_all(self) -> int:
        return sum(self.stop(one.number) for one in self.all())
