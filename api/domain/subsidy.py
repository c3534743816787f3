"""The arithmetic of a subsidy (资助): largest amount, own share, least total. Decimal yuan."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from api.domain.errors import Invalid
from api.domain.programme import Bound, Fact
from api.domain.programme_facts import OWN, REQUESTED, TOTAL

FEN = Decimal("0.01")
# A hundred trillion yuan: no project is larger, and every product stays exact below it.
LARGEST = Decimal(10) ** 14

# The facts the arithmetic reads, with what to ask for in Chinese.
MONEY = {TOTAL: "项目总投入", OWN: "自筹资金", REQUESTED: "申请资助金额"}


@dataclass(frozen=True, slots=True)
class Funding:
    """The amounts known of a project. ``total`` includes the subsidy itself."""

    total: Decimal | None = None
    own: Decimal | None = None
    requested: Decimal | None = None


def funding(facts: Mapping[str, Fact]) -> Funding:
    """The amounts of a project among ``facts``.

    Raises:
        Invalid: an amount is not a number of yuan from 0 to ``LARGEST``.
    """
    return Funding(*(amount(facts, name) for name in (TOTAL, OWN, REQUESTED)))


def amount(facts: Mapping[str, Fact], name: str) -> Decimal | None:
    """The fact ``name`` in yuan, where it is given.

    Raises:
        Invalid: it is not a number of yuan from 0 to ``LARGEST``.
    """
    value = facts.get(name)
    if value is None:
        return None
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= LARGEST:
        what = MONEY.get(name, "金额")
        raise Invalid(name, f"{what}请填不小于 0 的金额，例如“120万元”。")
    return value


def bound_amount(bound: Bound, parameter: Decimal, money: Funding) -> Decimal | None:
    """The largest amount a limit allows, rounded down to the fen; ``None`` when not known.

    ``money.total`` is what a share is of. With only the own funds known, the total is
    own + subsidy, so a share ``p`` of the total is ``own × p / (1 − p)``.
    """
    if bound is Bound.CAP:
        return parameter.quantize(FEN, ROUND_DOWN)
    share = parameter if bound is Bound.SHARE else 1 - parameter
    if money.total is not None:
        return (money.total * share).quantize(FEN, ROUND_DOWN)
    if money.own is not None and share < 1:
        return (money.own * share / (1 - share)).quantize(FEN, ROUND_DOWN)
    return None


def least_total(share: Decimal, requested: Decimal) -> Decimal | None:
    """The least project input for which ``requested`` is within ``share``, rounded up."""
    return (requested / share).quantize(FEN, ROUND_UP) if share > 0 else None
