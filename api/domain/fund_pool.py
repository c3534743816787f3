"""A FundPool (资金池): money with a purpose and rules, whose accounts always add up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from api.domain.errors import Invalid
from api.domain.fund_movement import FEN_PER_YUAN, Account, Movement, MovementKind

A, K = Account, MovementKind
LONGEST_NAME = 60
LONGEST_TEXT = 500
MOST_FEN = 10**13  # a hundred thousand million yuan: no pool is larger
CANNOT = {
    A.AVAILABLE: "可用余额只有 {left}，不够{kind} {wanted}。请减少金额，或者先登记入账。",
    A.COMMITTED: "已承诺的只有 {left}，不能{kind} {wanted}。请核对金额。",
    A.DISBURSED: "已拨付的只有 {left}，不能{kind} {wanted}。请核对金额。",
}


def yuan_of(fen: int) -> str:
    """An amount as people read it: 12,500 元, 0.50 元."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}.{rest:02d} 元" if rest else f"{sign}{whole:,} 元"


@dataclass(frozen=True, slots=True)
class Balances:
    """Fen in each account of a pool. ``contributed`` is all that ever came in."""

    contributed: int = 0
    available: int = 0
    committed: int = 0
    disbursed: int = 0
    returned: int = 0

    @property
    def add_up(self) -> bool:
        """Whether what came in is what is there or went out, and no account is below zero."""
        parts = (self.available, self.committed, self.disbursed, self.returned)
        return self.contributed == sum(parts) and min(parts) >= 0

    def of(self, account: Account) -> int:
        """Fen in ``account``."""
        return self.contributed if account is A.SOURCE else int(getattr(self, account.value))

    def after(self, movement: Movement) -> "Balances":
        """Once ``movement`` took place."""
        return self._with(movement.giving, -movement.fen)._with(movement.taking, movement.fen)

    def _with(self, account: Account, fen: int) -> "Balances":
        if account is A.SOURCE:  # what leaves the source has come in
            return replace(self, contributed=self.contributed - fen)
        return replace(self, **{account.value: self.of(account) + fen})


def sums(movements: Iterable[Movement]) -> Balances:
    """The balances that ``movements`` make."""
    balances = Balances()
    for movement in movements:
        balances = balances.after(movement)
    return balances


@dataclass(frozen=True, slots=True)
class PoolFacts:
    """What an administrator states. ``programme`` is the key of the scheme whose rules bind it,
    ``cap_fen`` the most that one commitment may be."""

    name: str
    purpose: str
    programme: str | None = None
    cap_fen: int | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody could recognise.

        Raises:
            Invalid: ``field`` is ``name``, ``purpose`` or ``cap``.
        """
        if not 0 < len(self.name) <= LONGEST_NAME:
            raise Invalid("name", f"请填写资金池名称，最多 {LONGEST_NAME} 字。")
        if not 0 < len(self.purpose) <= LONGEST_TEXT:
            raise Invalid("purpose", f"请写明用途，最多 {LONGEST_TEXT} 字。")
        if self.cap_fen is not None:
            check_amount(self.cap_fen, "cap")


def check_amount(fen: int, field: str = "amount") -> None:
    """Refuse an amount that is none.

    Raises:
        Invalid: it is not above zero, or absurdly large.
    """
    if fen <= 0:
        raise Invalid(field, "金额要大于 0。要更正以前的记录，请用“冲正”。")
    if fen > MOST_FEN:
        raise Invalid(field, f"金额不能超过 {yuan_of(MOST_FEN)}。请核对单位是元还是万元。")


@dataclass(frozen=True, slots=True)
class FundPool:
    """A pool as it stands: its facts, and the balances its movements make."""

    number: int
    facts: PoolFacts
    balances: Balances = Balances()

    def check(self, movement: Movement) -> None:
        """Whether the money is there, and the pool's own cap allows it.

        Raises:
            Invalid: ``field`` is ``amount``; the sentence tells how much there is.
        """
        fen, cap = movement.fen, self.facts.cap_fen
        if movement.kind is K.COMMITMENT and cap is not None and fen > cap:
            raise Invalid(
                "amount", f"这个资金池每次最多承诺 {yuan_of(cap)}。请减少金额，或者分给别的资金池。"
            )
        left = self.balances.of(movement.giving)
        if movement.giving is not A.SOURCE and fen > left:
            raise Invalid(
                "amount",
                CANNOT[movement.giving].format(
                    left=yuan_of(left), kind=movement.kind.label, wanted=yuan_of(fen)
                )
                if movement.giving in CANNOT
                else f"{movement.giving.label}的只有 {yuan_of(left)}。请核对金额。",
            )
        if movement.taking is A.AVAILABLE and self.balances.available + fen > MOST_FEN:
            raise Invalid("amount", f"资金池最多容纳 {yuan_of(MOST_FEN)}。请核对金额。")


@dataclass(frozen=True, slots=True)
class Backed:
    """A project a pool takes part in: fen of the pool, of the whole, of claims on its need."""

    pool_fen: int
    whole_fen: int | None
    claimed_fen: int


def others_fen(project: Backed) -> int:
    """What others give beside the pool, fen: of the whole what the pool does not pay, claims
    included; of a project whose whole was not stated only the claims count."""
    return max((project.whole_fen or 0) - project.pool_fen, project.claimed_fen, 0)


def leverage(projects: Iterable[Backed]) -> Decimal | None:
    """Yuan of others per yuan of the pool (撬动), two decimals; ``None`` without any project."""
    every = tuple(projects)
    pool = sum(one.pool_fen for one in every)
    others = sum(others_fen(one) for one in every)
    return (Decimal(others) / Decimal(pool)).quantize(Decimal("0.01")) if pool else None
