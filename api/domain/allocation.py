"""Allocation (分配方案): which needs a pool and the offers cover together, and why others wait.

A proposal only: nothing is committed by it. The solver is ``api.allocation``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import log10

from api.domain.errors import Invalid
from api.domain.match_data import MatchData
from api.domain.need import Need, Urgency
from api.domain.organisation import Offer

POOL = "pool"  # the key of the pool among those who give
MOST_NEEDS = 1_000
MOST_YUAN = Decimal(10) ** 11
ZERO = Decimal(0)


class Why(StrEnum):
    """Why a need is left out."""

    NO_AMOUNT = "no_amount"
    NO_CATEGORY = "no_category"
    NO_PLACE = "no_place"
    NO_AMOUNTS_OFFERED = "no_amounts_offered"
    CAP = "cap"
    POOL = "pool"
    CAPACITY = "capacity"
    TIME = "time"

    @property
    def label(self) -> str:
        """In a few words, for tables."""
        return {
            "no_amount": "没有金额和数量",
            "no_category": "没有同类资源",
            "no_place": "没有服务当地的资源",
            "no_amounts_offered": "合适的资源不能计入",
            "cap": "受上限所限",
            "pool": "资金池用完",
            "capacity": "机构能力用完",
            "time": "限时内没有排到",
        }[self.value]


class Status(StrEnum):
    """How far the solver came."""

    OPTIMAL = "optimal"
    BEST_FOUND = "best_found"

    @property
    def label(self) -> str:
        """As staff read it."""
        return {"optimal": "已求得最优方案", "best_found": "限时内找到的最好方案"}[self.value]


@dataclass(frozen=True, slots=True)
class Terms:
    """What binds the proposal. Money is yuan.

    ``pool_share`` is the largest part of a need the pool pays, ``pool_cap_yuan`` the largest
    amount; ``organisation_cap_yuan`` bounds what one organisation is asked for in all, and is what
    an offer without an amount counts with; ``organisation_needs`` bounds how many needs it is
    asked to help. A need is taken when at least ``least_share`` of it is covered.
    """

    pool_yuan: Decimal
    pool_share: Decimal = Decimal(1)
    pool_cap_yuan: Decimal | None = None
    organisation_cap_yuan: Decimal | None = None
    organisation_needs: int | None = None
    least_share: Decimal = Decimal(1)

    def checked(self) -> "Terms":
        """The same, when they make sense.

        Raises:
            Invalid: a sum below zero or absurd, a share outside 0 to 1, no need allowed.
        """
        sums = {
            "pool_yuan": self.pool_yuan,
            "pool_cap_yuan": self.pool_cap_yuan,
            "organisation_cap_yuan": self.organisation_cap_yuan,
        }
        for name, value in sums.items():
            if value is not None and not (value.is_finite() and ZERO <= value <= MOST_YUAN):
                raise Invalid(name, "金额要在 0 到 1000 亿元之间。请改正后再试。")
        for name, share in (("pool_share", self.pool_share), ("least_share", self.least_share)):
            if not (share.is_finite() and ZERO < share <= 1):
                raise Invalid(name, "比例要大于 0、不超过 100%。请改正后再试。")
        if self.organisation_needs is not None and self.organisation_needs < 1:
            raise Invalid("organisation_needs", "每家机构的需求数至少是 1。不限请留空。")
        return self


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need of a ticket; ``helped`` counts what was delivered to its county before."""

    ticket: int
    need: Need
    helped: int = 0

    @property
    def asked_yuan(self) -> Decimal | None:
        """The gap, else the budget; ``None`` when neither is above zero."""
        amount = self.need.gap_yuan if self.need.gap_yuan is not None else self.need.budget_yuan
        return amount if amount is not None and amount > 0 else None

    def lots(self) -> tuple["Lot", ...]:
        """What is to be covered: the money, or without any the items that have a quantity."""
        if self.asked_yuan is not None:
            return (Lot(self.ticket, None, self.asked_yuan),)
        return tuple(
            Lot(self.ticket, place, item.quantity)
            for place, item in enumerate(self.need.items)
            if item.quantity is not None and item.quantity >= 1
        )

    def worth(self, data: MatchData) -> float:
        """What covering it whole is worth: urgency, people reached, fairness."""
        rules = data.allotment
        urgency = rules["urgency"][(self.need.urgency or Urgency.NORMAL).value]
        people = max(self.need.beneficiaries.count or 0, 1)
        fairness = data.half_fairness / (data.half_fairness + self.helped)
        return float(urgency) * (1 + float(rules["people"]) * log10(people)) * fairness


@dataclass(frozen=True, slots=True)
class Lot:
    """What one need lacks in one unit: yuan, or with ``item`` that many of its item (by place)."""

    ticket: int
    item: int | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Capacity:
    """What stands behind an offer: ``yuan`` in all (``None``: not written), and things by kind.

    ``organisation_yuan`` is what its organisation can give in all that it offers. The kinds are
    those of the lists in ``likeness.yaml``.
    """

    offer: Offer
    yuan: Decimal | None = None
    organisation_yuan: Decimal | None = None
    things: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """One proposed claim: so much of a lot, from the pool or by an offer.

    ``offer`` is ``None`` for the pool. ``because`` says in one sentence why this offer.
    """

    lot: Lot
    amount: Decimal
    offer: Offer | None = None
    because: str = ""

    @property
    def giver(self) -> str:
        """The organisation's key, or that of the pool."""
        return self.offer.organisation.key if self.offer else POOL


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A need that is not in the proposal, why, and in a sentence with the figures."""

    ticket: int
    why: Why
    sentence: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """A proposal. ``gap`` is how far below the best its worth may be at most, as a share of it."""

    status: Status
    gap: float
    seconds: float
    grants: tuple[Grant, ...]
    left_out: tuple[LeftOut, ...]

    def of(self, ticket: int) -> tuple[Grant, ...]:
        """The grants of one need."""
        return tuple(grant for grant in self.grants if grant.lot.ticket == ticket)

    @property
    def covered(self) -> tuple[int, ...]:
        """The tickets that are covered, in the order of the grants."""
        return tuple(dict.fromkeys(grant.lot.ticket for grant in self.grants))

    def yuan_of(self, giver: str) -> Decimal:
        """The money one giver is asked for."""
        money = (g.amount for g in self.grants if g.giver == giver and g.lot.item is None)
        return sum(money, ZERO)
