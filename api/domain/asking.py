"""Which fact to ask for next: only one that can still change the verdict or an amount."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.domain.eligibility import Outcome, assess
from api.domain.programme import Bound, Check, Condition, Fact, Programme, RuleKind
from api.domain.programme_facts import OWN, TOTAL
from api.domain.rule_step import Step


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the applicant, and what they could not say."""

    programme: Programme
    facts: Mapping[str, Fact]
    declined: Collection[str]
    as_of: date

    def may_ask(self, fact: str) -> bool:
        return fact not in self.facts and fact not in self.declined


def next_fact(
    programme: Programme,
    facts: Mapping[str, Fact],
    as_of: date,
    declined: Collection[str] = (),
) -> str | None:
    """The fact to ask for, given ``facts``; ``None`` when no other can change anything.

    ``declined`` are those that were asked and not known. A requirement comes before a limit,
    among requirements the fact that most of the undecided ones wait for, then as the programme
    lists them. What somebody wishes to apply for is theirs to say, and not asked.

    Raises:
        Invalid: an amount among ``facts`` is out of range.
    """
    known = _Known(programme, facts, declined, as_of)
    verdict = assess(programme, facts, as_of)
    if verdict.outcome is Outcome.INELIGIBLE:
        return None
    stuck = any(_is_stuck(known, step) for step in verdict.steps)
    waiting = Counter(
        fact
        for step in verdict.steps
        if step.rule.kind is RuleKind.REQUIRE and step.holds is None
        for fact in _of_requirement(known, step, stuck=stuck)
    )
    if not waiting:
        waiting = Counter(_of_limits(known, verdict.steps))
    order = list(programme.facts)
    return min(waiting, key=lambda fact: (-waiting[fact], order.index(fact)), default=None)


def _of_requirement(known: _Known, step: Step, *, stuck: bool) -> Iterator[str]:
    """What an undecided requirement waits for: first whether it concerns this applicant."""
    gate, condition = step.rule.only_if, step.rule.condition
    if gate is not None and known.may_ask(gate.fact):
        yield gate.fact
        return
    if condition is None or not known.may_ask(condition.fact) or not _can_decide(known, step):
        return
    # Where the verdict stays open whatever is said, only what can refuse still matters.
    if not stuck or _can_refuse(known, condition, gate):
        yield condition.fact


def _can_decide(known: _Known, step: Step) -> bool:
    """Whether the rule's source stands and what it compares with is known."""
    condition = step.rule.condition
    if condition is None or step.conflict or step.rule.source.stale:
        return False
    if condition.parameter is None:
        return True
    return known.programme.parameters[condition.parameter].at(known.as_of).value is not None


def _can_refuse(known: _Known, condition: Condition, gate: Condition | None) -> bool:
    concerns = gate is None or gate.fact in known.facts
    lists = condition.check in {Check.ONE_OF, Check.PLACE_IN}
    return concerns and (condition.closed or not lists)


def _is_stuck(known: _Known, step: Step) -> bool:
    """Whether a requirement stays open, whatever else is said of the applicant."""
    rule = step.rule
    if rule.kind is not RuleKind.REQUIRE or step.holds is not None:
        return False
    if rule.only_if is not None and rule.only_if.fact not in known.facts:
        return False
    return (
        rule.condition is None or rule.condition.fact in known.facts or not _can_decide(known, step)
    )


def _of_limits(known: _Known, steps: tuple[Step, ...]) -> Iterator[str]:
    """What the largest amount waits for; nothing when one of the limits will never give one."""
    limits = [step for step in steps if step.rule.kind is RuleKind.LIMIT]
    gates = [step.rule.only_if.fact for step in limits if step.rule.only_if]
    yield from filter(known.may_ask, gates)
    if any(not _is_computable(known, step) for step in limits):
        return
    for base in (*(step.rule.base for step in limits), known.programme.money.whole):
        # With the own funds alone the total follows: it is theirs and the subsidy.
        wanted = (TOTAL, OWN) if base == TOTAL else (base,)
        if limits and not any(fact in known.facts for fact in wanted):
            yield from list(filter(known.may_ask, wanted))[:1]
    if any(step.rule.bound is Bound.OWN_SHARE for step in limits) and TOTAL in known.facts:
        yield from filter(known.may_ask, (OWN,))


def _is_computable(known: _Known, step: Step) -> bool:
    if step.conflict or step.rule.source.stale or step.rule.parameter is None:
        return False
    value = known.programme.parameters[step.rule.parameter].at(known.as_of).value
    return isinstance(value, Decimal)
