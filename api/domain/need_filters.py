"""The values of the filters on published needs: standing, order, place, and what a chip is."""

from dataclasses import dataclass
from enum import StrEnum

from api.domain.ticket import TicketStatus

S = TicketStatus


class Standing(StrEnum):
    """Which needs are looked at, by how far they are taken on. ``OPEN`` is the usual one."""

    OPEN = "open"
    UNCLAIMED = "unclaimed"
    PARTLY = "partly"
    UNDERWAY = "underway"
    DELIVERED = "delivered"
    ANY = "any"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return _STANDINGS[self][0]

    @property
    def statuses(self) -> frozenset[TicketStatus]:
        """The states of a ticket that are meant."""
        return _STANDINGS[self][1]


_STANDINGS: dict[Standing, tuple[str, frozenset[TicketStatus]]] = {
    Standing.OPEN: ("可认领", frozenset({S.PUBLISHED, S.PARTLY_CLAIMED})),
    Standing.UNCLAIMED: ("还没有人认领", frozenset({S.PUBLISHED})),
    Standing.PARTLY: ("部分认领", frozenset({S.PARTLY_CLAIMED})),
    Standing.UNDERWAY: ("已认领或实施中", frozenset({S.CLAIMED, S.IN_PROGRESS})),
    Standing.DELIVERED: ("已送达", frozenset({S.DELIVERED})),
    Standing.ANY: (
        "不限状态",
        frozenset({S.PUBLISHED, S.PARTLY_CLAIMED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED}),
    ),
}


class Order(StrEnum):
    """What comes first."""

    BEST = "best"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    SOONEST = "soonest"
    NEWEST = "newest"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return _ORDERS[self]


_ORDERS = {
    Order.BEST: "最相关在前",
    Order.CHEAPEST: "金额小的在前",
    Order.DEAREST: "金额大的在前",
    Order.SOONEST: "最早到期的在前",
    Order.NEWEST: "最新的在前",
}


@dataclass(frozen=True, slots=True)
class Within:
    """A division needs must lie in: its GB/T 2260 code (2, 4, 6 or 9 digits) and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter as it is shown: the key to remove it by (``[a-z0-9]{1,20}``) and its label."""

    key: str
    label: str
