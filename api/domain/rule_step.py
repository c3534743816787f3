"""How one rule is applied to the facts known: a Step with its inputs, value and quotations."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from api.domain.parameter import DatedValue, Source, Value
from api.domain.programme import Bound, Check, Condition, Fact, Programme, Rule, RuleKind
from api.domain.programme_facts import OWN, REQUESTED, TOTAL
from api.domain.subsidy import Funding, amount, bound_amount

STALE = "依据的文字已经变动，这一条需要工作人员重新核对。"
UNHELD = "这一条的原文没有取得，无法判断，请向主管部门核实。"


@dataclass(frozen=True, slots=True)
class Step:
    """How one rule was applied.

    ``inputs`` are the facts it read (``None``: not given). ``value`` is what the rule says:
    the parameter, or for a limit the largest amount in yuan. ``holds`` is ``None`` when the
    rule could not be decided or decides nothing. ``sources`` carry the quotations; when equal
    sources contradict, ``conflict`` is set and all of them are there. ``note`` is Chinese.
    """

    rule: Rule
    inputs: dict[str, Fact | None]
    value: Value | None
    holds: bool | None
    sources: tuple[Source, ...]
    tier: str
    conflict: bool = False
    note: str = ""

    @property
    def quote(self) -> str:
        """The quotation of the first source."""
        return self.sources[0].quote

    @property
    def wants(self) -> tuple[str, ...]:
        """The facts not given that could decide the rule."""
        open_names = [name for name, value in self.inputs.items() if value is None]
        if self.conflict or self.rule.source.stale:
            return ()
        if self.rule.kind is RuleKind.REQUIRE and self.holds is None:
            of = self.rule.condition.parameter if self.rule.condition else None
            return () if of and self.value is None else tuple(open_names)
        if self.rule.kind is RuleKind.LIMIT and self.value is None:
            enough = {REQUESTED, TOTAL} if OWN in self.inputs else {REQUESTED}
            return tuple(name for name in open_names if name not in enough)
        return ()


def _holds(
    programme: Programme, condition: Condition, facts: Mapping[str, Fact], as_of: date
) -> bool | None:
    fact = facts.get(condition.fact)
    if fact is None:
        return None
    if condition.check is Check.IS:
        return fact == condition.expected
    value = _value(programme, condition.parameter, as_of)
    if isinstance(value, Decimal) and isinstance(fact, Decimal):
        is_met = fact >= value if condition.check is Check.AT_LEAST else fact <= value
        return True if is_met else _outside(condition)
    if isinstance(value, tuple) and isinstance(fact, str):
        return _listed(fact, value, condition)
    return None


def _listed(fact: str, names: tuple[str, ...], condition: Condition) -> bool | None:
    if condition.check is Check.ONE_OF:
        return True if fact in names else _outside(condition)
    if any(fact.startswith(name) for name in names):
        return True
    # A wider place than those listed (新疆 where only 喀什 is) leaves the matter open.
    return None if any(name.startswith(fact) for name in names) else _outside(condition)


def _outside(condition: Condition) -> bool | None:
    return False if condition.closed else None


def _value(programme: Programme, key: str | None, as_of: date) -> Value | None:
    return programme.parameters[key].at(as_of).value if key else None


def applies(
    programme: Programme, rule: Rule, facts: Mapping[str, Fact], as_of: date
) -> bool | None:
    """Whether ``rule`` concerns this applicant; ``None`` when that is not known."""
    return _holds(programme, rule.only_if, facts, as_of) if rule.only_if else True


def step(
    programme: Programme, rule: Rule, facts: Mapping[str, Fact], money: Funding, as_of: date
) -> Step:
    """Apply ``rule`` to ``facts`` (``money`` holds the amounts among them) as of a day."""
    if rule.source.stale:
        inputs = _inputs(rule, facts)
        return Step(rule, inputs, None, None, (rule.source,), rule.tier, note=STALE)
    key = rule.parameter or (rule.condition.parameter if rule.condition else None)
    values = programme.parameters[key].at(as_of).values if key else ()
    found = Step(
        rule=rule,
        inputs=_inputs(rule, facts),
        value=_value(programme, key, as_of),
        holds=None,
        sources=tuple(dict.fromkeys((rule.source, *(each.source for each in values)))),
        tier=rule.tier,
    )
    if len({each.value for each in values}) > 1:
        return replace(found, value=None, conflict=True, note=_conflict_note(values))
    if rule.kind is RuleKind.LIMIT:
        # Whether it applies to this applicant may itself be unknown: then it bounds nothing yet.
        is_open = applies(programme, rule, facts, as_of) is None
        return replace(found, value=None) if is_open else _limit(found, money, facts)
    if rule.condition is None:
        return replace(found, note=UNHELD) if rule.unheld else found
    holds = _holds(programme, rule.condition, facts, as_of)
    # For the same reason it cannot refuse.
    if holds is False and applies(programme, rule, facts, as_of) is None:
        holds = None
    return replace(found, holds=holds, note=_open_note(found, holds))


def _limit(found: Step, money: Funding, facts: Mapping[str, Fact]) -> Step:
    """A limit's step: ``value`` is the largest amount it allows, ``holds`` judges a request, or
    the own funds named."""
    bound, parameter = found.rule.bound, found.value
    if bound is None or not isinstance(parameter, Decimal):
        return replace(found, value=None)
    if found.rule.base != TOTAL:
        base = amount(facts, found.rule.base)
        money = Funding(total=base, requested=money.requested)
    largest = bound_amount(bound, parameter, money)
    if largest is not None and money.requested is not None:
        return replace(found, value=largest, holds=money.requested <= largest)
    return replace(found, value=largest, holds=_own_suffices(bound, parameter, money))


def _own_suffices(bound: Bound, share: Decimal, money: Funding) -> bool | None:
    """Whether the own funds named reach the share a limit asks for; ``None``: not known."""
    if bound is not Bound.OWN_SHARE or money.total is None or money.own is None:
        return None
    return money.own >= money.total * share


def _inputs(rule: Rule, facts: Mapping[str, Fact]) -> dict[str, Fact | None]:
    names = [name for name in rule.reads if name != OWN or facts.get(OWN) is not None]
    if rule.kind is RuleKind.LIMIT:
        names.append(REQUESTED)
    return {name: facts.get(name) for name in names}


def _conflict_note(values: tuple[DatedValue, ...]) -> str:
    said = "；".join(f"“{each.source.quote}”" for each in values)
    return f"来源说法不一，以现行文本为准：{said}"


def _open_note(found: Step, holds: bool | None) -> str:
    condition = found.rule.condition
    given = condition is not None and found.inputs.get(condition.fact) is not None
    return "已知来源没有列明这一情形，请向主管部门核实。" if given and holds is None else ""
