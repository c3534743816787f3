"""Where deliveries go: what the relay must know of the other side, and the matching service."""

from dataclasses import dataclass
from typing import Protocol

from api import outbox
from api.outbox import Delivery
from api.store.database import Unit


@dataclass(frozen=True, slots=True)
class Destination:
    """The other side of a delivery, called ``whom`` on pages.

    ``address`` is the IP address to connect to where that was checked, so that the name cannot
    lead elsewhere a moment later. After ``tries`` that led to nothing somebody has to look;
    ``None``: never. ``keeps_answer``: what it answers is kept.
    """

    url: str
    secret: str
    whom: str
    address: str | None = None
    tries: int | None = None
    keeps_answer: bool = True


class NoWay(Exception):
    """A delivery cannot even be tried; the message is for pages. ``may_change``: try later."""

    def __init__(self, message: str, *, may_change: bool) -> None:
        """Keep whether trying again may help."""
        super().__init__(message)
        self.message = message
        self.may_change = may_change


class Destinations(Protocol):
    """Which deliveries a relay sends, and where to; ``MatchingService``, and ``Webhooks`` beside
    the webhooks."""

    def claim(self, unit: Unit) -> tuple[Delivery, ...]:
        """Lease the next delivery that is due, if there is one."""

    def of(self, delivery: Delivery) -> Destination:
        """Where it goes.

        Raises:
            NoWay: nowhere at present.
        """


@dataclass(frozen=True, slots=True)
class MatchingService:
    """The matching API: all deliveries of its kind go to one address."""

    url: str
    secret: str

    def claim(self, unit: Unit) -> tuple[Delivery, ...]:
        """See ``Destinations.claim``."""
        return outbox.claim(unit, 1)

    def of(self, delivery: Delivery) -> Destination:
        """See ``Destinations.of``."""
        return Destination(self.url, self.secret, "匹配服务")
