"""Whether an organisation may apply and for how much: three-valued, step by step, sourced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from api.domain.programme import Fact, Programme, RuleKind
from api.domain.programme_facts import TOTAL
from api.domain.rule_step import Step, applies, step
from api.domain.subsidy import FEN, Funding, amount, funding


class Outcome(StrEnum):
    """The verdict. Never 符合 on reported text alone: the originals are still to be checked."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {
            "eligible": "初步符合，待核原文",
            "ineligible": "按已知条件暂不具备，待核原文",
            "unknown": "信息不足，暂不能判断",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome with its reasons.

    ``missing`` names the facts that were needed and not given. ``max_amount`` is the largest
    subsidy, or whatever the programme bounds, and ``own_amount`` what of the whole is above it,
    both yuan; ``own_share`` is its part of the whole (0–1, four decimals). What these are called
    is in ``Programme.money``. ``None``: not computable.
    """

    outcome: Outcome
    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    max_amount: Decimal | None
    own_amount: Decimal | None
    own_share: Decimal | None


def assess(programme: Programme, facts: Mapping[str, Fact], as_of: date) -> Verdict:
    """Apply every rule of ``programme`` that stands on ``as_of`` to ``facts``.

    Raises:
        Invalid: an amount among the facts is negative, not finite or absurdly large.
    """
    money = funding(facts)
    steps = tuple(
        step(programme, rule, facts, money, as_of)
        for rule in programme.rules
        if rule.stands(as_of) and applies(programme, rule, facts, as_of) is not False
    )
    maximum = _maximum(steps)
    whole = amount(facts, programme.money.whole)
    if programme.money.whole == TOTAL and whole is None and money.own is not None:
        whole = money.own + maximum if maximum is not None else None
    own_amount, own_share = _own(whole, maximum)
    return Verdict(
        outcome=_outcome(steps, money),
        steps=steps,
        missing=tuple(dict.fromkeys(name for each in steps for name in each.wants)),
        max_amount=maximum,
        own_amount=own_amount,
        own_share=own_share,
    )


def _outcome(steps: tuple[Step, ...], money: Funding) -> Outcome:
    deciding = [s for s in steps if s.rule.kind is RuleKind.REQUIRE]
    limits = [s for s in steps if s.rule.kind is RuleKind.LIMIT]
    deciding += [s for s in limits if money.requested is not None or s.holds is not None]
    if any(each.holds is False for each in deciding):
        return Outcome.INELIGIBLE
    # A programme without a single requirement in force cannot make anybody eligible.
    decided = any(s.rule.kind is RuleKind.REQUIRE for s in deciding)
    if decided and all(each.holds for each in deciding):
        return Outcome.ELIGIBLE
    return Outcome.UNKNOWN


def _maximum(steps: tuple[Step, ...]) -> Decimal | None:
    """The smallest of all limits; ``None`` as soon as one of them is not known."""
    amounts = [each.value for each in steps if each.rule.kind is RuleKind.LIMIT]
    known = [amount for amount in amounts if isinstance(amount, Decimal)]
    return min(known) if known and len(known) == len(amounts) else None


def _own(whole: Decimal | None, maximum: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if maximum is None or whole is None:
        return None, None
    own = max(whole - maximum, Decimal(0)).quantize(FEN)
    share = (own / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole else None
    return own, share
