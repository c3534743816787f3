"""What of a Need can be claimed (认领), what is taken of it and what is still open.

Money and things are two ways to meet the same need, each with its own sum: the money buys the
things. A need is claimed once either way is filled; until then each has its own rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from api.domain.errors import Invalid
from api.domain.need import Need

_CENT = Decimal("0.01")
_ONE = Decimal(1)
_WHOLE_UNIT = "项"  # a thing whose number nobody stated is claimed whole


@dataclass(frozen=True, slots=True)
class Parts:
    """What is claimed: ``money`` in yuan, and how much of each item by its position in the need."""

    money: Decimal = Decimal(0)
    quantities: Mapping[int, Decimal] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is claimed at all."""
        return bool(self.money) or any(self.quantities.values())

    def __add__(self, other: "Parts") -> "Parts":
        """Both together."""
        positions = self.quantities.keys() | other.quantities.keys()
        return Parts(
            self.money + other.money,
            {at: self.of(at) + other.of(at) for at in sorted(positions)},
        )

    def of(self, position: int) -> Decimal:
        """How much of the item at ``position``."""
        return self.quantities.get(position, Decimal(0))


@dataclass(frozen=True, slots=True)
class Thing:
    """An item that can be claimed, and how much of it."""

    position: int
    name: str
    quantity: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Claimable:
    """How much can be claimed: ``money`` in yuan (0 where no sum was stated), and the things."""

    money: Decimal
    things: tuple[Thing, ...]

    @property
    def parts(self) -> Parts:
        """All of it."""
        return Parts(self.money, {one.position: one.quantity for one in self.things})

    def __bool__(self) -> bool:
        """Whether there is anything to claim."""
        return bool(self.parts)


def claimable(need: Need) -> Claimable:
    """The whole of ``need``: its gap in money, else its budget, and each item. A need that states
    neither can only be claimed as one thing."""
    money = need.gap_yuan if need.gap_yuan is not None else need.budget_yuan
    things = tuple(
        Thing(at, item.name, item.quantity or _ONE, item.unit or _WHOLE_UNIT)
        for at, item in enumerate(need.items)
    )
    if not money and not things:
        things = (Thing(0, need.title, _ONE, _WHOLE_UNIT),)
    return Claimable(money or Decimal(0), things)


def taken(claims: Iterable[Parts]) -> Parts:
    """The sum of what is claimed."""
    return sum(claims, Parts())


def remaining(need: Need, claims: Iterable[Parts]) -> Claimable:
    """What is open of ``need`` after ``claims``; nothing once it is met in one of the two ways."""
    whole, held = claimable(need), taken(claims)
    money = max(whole.money - held.money, Decimal(0))
    things = tuple(
        Thing(one.position, one.name, left, one.unit)
        for one in whole.things
        if (left := one.quantity - held.of(one.position)) > 0
    )
    is_met = (whole.money and not money) or (whole.things and not things)
    return Claimable(Decimal(0), ()) if is_met else Claimable(money, things)


def share(need: Need, claims: Iterable[Parts]) -> Decimal:
    """How much of ``need`` is claimed, from 0 to 1: the way that is filled further counts."""
    whole, held = claimable(need), taken(claims)
    by_money = held.money / whole.money if whole.money else Decimal(0)
    each = [min(held.of(one.position) / one.quantity, _ONE) for one in whole.things]
    by_things = sum(each, Decimal(0)) / len(each) if each else Decimal(0)
    return min(max(by_money, by_things), _ONE)


def check(parts: Parts, still_open: Claimable) -> None:
    """Refuse what cannot be claimed of what is open.

    Raises:
        Invalid: ``field`` is ``parts``, ``money`` or ``items``; the sentence says what can be.
    """
    _check_amounts(parts)
    if not parts:
        raise Invalid("parts", "还没有说认领多少。请写金额，或者写物资和数量。")
    if parts.money > still_open.money:
        raise Invalid("money", f"认领的金额超出了需要。{said_open(still_open)}")
    left = still_open.parts
    if any(amount > left.of(at) for at, amount in parts.quantities.items()):
        raise Invalid("items", f"认领的数量超出了需要。{said_open(still_open)}")


def said_open(still_open: Claimable) -> str:
    """What is open, in a sentence."""
    if not still_open:
        return "这件需求现在已经没有可以认领的部分。"
    return f"现在还可以认领：{shown(still_open)}。"


def shown(amounts: Claimable) -> str:
    """Money and things as people read them: 50,000 元，冬衣 200 套."""
    money = [f"{yuan(amounts.money)} 元"] if amounts.money else []
    return "，".join(
        [*money, *(f"{one.name} {number(one.quantity)} {one.unit}" for one in amounts.things)]
    )


def of_need(parts: Parts, need: Need) -> Claimable:
    """``parts`` with the names and units of the items of ``need``."""
    named = {one.position: one for one in claimable(need).things}
    return Claimable(
        parts.money,
        tuple(
            Thing(at, named[at].name, amount, named[at].unit)
            for at, amount in sorted(parts.quantities.items())
            if amount and at in named
        ),
    )


def yuan(amount: Decimal) -> str:
    """12,000 or 12,000.50."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def number(amount: Decimal) -> str:
    """200 or 2.5."""
    return f"{amount.normalize():f}"


def _check_amounts(parts: Parts) -> None:
    if not parts.money.is_finite() or parts.money < 0 or parts.money % _CENT:
        raise Invalid("money", "金额要大于 0，最多到分。请重新写，比如：3万元。")
    for amount in parts.quantities.values():
        if not amount.is_finite() or amount < 0:
            raise Invalid("items", "数量要大于 0。请重新写，比如：50套。")
