"""Only what can still change the verdict is asked for, the best first, and it always ends."""

from datetime import date
from decimal import Decimal
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.asking import next_fact
from api.domain.eligibility import Outcome, Verdict, assess
from api.domain.programme import Check, Fact, Programme
from api.domain.programme_facts import REQUESTED, TOTAL, FactType
from knowledge.programme_files import load_programmes

DAY = date(2026, 11, 28)
PROGRAMMES = load_programmes()
FUND = next(each for each in PROGRAMMES if each.key == "shanghai-special-fund")
ELIGIBLE: dict[str, Fact] = {
    "applicant_type": "基金会",
    "registered_in_shanghai": True,
    "annual_review_passed": True,
    "non_profit": True,
    "area": "云南省普洱市",
    "total_input_yuan": Decimal(800_000),
    "own_yuan": Decimal(600_000),
}


def values(programme: Programme, name: str) -> list[Fact]:
    """Answers to one question among which is one on each side of every rule."""
    asked = programme.facts[name]
    if asked.type is FactType.CHOICE:
        return list(asked.choices)
    if asked.type is FactType.YES_NO:
        return [True, False]
    if asked.type is FactType.YUAN:
        return [Decimal(0), Decimal(100_000), Decimal(800_000), Decimal(10_000_000)]
    if asked.type is FactType.NUMBER:
        return [Decimal(0), Decimal("0.66"), Decimal(2), Decimal(60)]
    if asked.type is FactType.PLACE:
        listed = [
            place
            for rule in programme.rules
            if rule.condition and rule.condition.check is Check.PLACE_IN
            for value in programme.parameters[rule.condition.parameter or ""].values
            for place in (value.value if isinstance(value.value, tuple) else ())
        ]
        return [*listed[:2], "广东省广州市"]
    return ["别的"]


def asked_of(
    programme: Programme, truth: dict[str, Fact], declined: frozenset[str] = frozenset()
) -> dict[str, Fact]:
    """What is known once nothing more is asked, of an applicant of whom ``truth`` holds."""
    facts: dict[str, Fact] = {}
    refused: set[str] = set()
    for _ in range(len(programme.facts) + 1):
        name = next_fact(programme, facts, DAY, refused)
        if name is None:
            return facts
        assert name not in facts
        assert name not in refused
        if name in declined:
            refused.add(name)
        else:
            facts[name] = truth[name]
    raise AssertionError("it asks for ever")


def told(verdict: Verdict) -> tuple[object, ...]:
    """What a verdict says; whoever is refused is told no amount."""
    if verdict.outcome is Outcome.INELIGIBLE:
        return (verdict.outcome,)
    return verdict.outcome, verdict.max_amount, verdict.own_amount


@settings(max_examples=40)
@given(st.sampled_from(PROGRAMMES), st.randoms(use_true_random=False))
def test_what_was_never_asked_cannot_change_the_outcome(programme: Programme, any_: Random) -> None:
    truth = {name: any_.choice(values(programme, name)) for name in programme.facts}
    facts = asked_of(programme, truth)
    verdict = told(assess(programme, facts, DAY))

    never = [name for name in programme.facts if name not in facts and name != REQUESTED]
    all_of_them = list(product(*(values(programme, name) for name in never)))
    for others in any_.sample(all_of_them, min(len(all_of_them), 40)):
        more = facts | dict(zip(never, others, strict=True))
        assert told(assess(programme, more, DAY)) == verdict


@settings(max_examples=40)
@given(st.sampled_from(PROGRAMMES), st.randoms(use_true_random=False))
def test_it_ends_also_for_who_knows_little(programme: Programme, any_: Random) -> None:
    truth = {name: any_.choice(values(programme, name)) for name in programme.facts}
    unknown = frozenset(name for name in programme.facts if any_.random() < 0.4)
    facts = asked_of(programme, truth, unknown)

    assert not facts.keys() & unknown


def test_every_question_asked_could_decide_something() -> None:
    facts: dict[str, Fact] = {}
    while (name := next_fact(FUND, facts, DAY)) is not None:
        told_of = set()
        unknown = [one for one in FUND.facts if one not in facts and one not in (name, REQUESTED)]
        for value in values(FUND, name):
            rest = {one: ELIGIBLE[one] for one in unknown if one in ELIGIBLE}
            told_of.add(told(assess(FUND, facts | rest | {name: value}, DAY)))
        assert len(told_of) > 1, name
        facts[name] = ELIGIBLE[name]


def test_what_decides_most_rules_is_asked_first_and_money_last() -> None:
    order = list(asked_of(FUND, ELIGIBLE))

    assert order[0] == "applicant_type"
    assert order[-2:] == ["total_input_yuan", "own_yuan"]
    assert REQUESTED not in order


def test_whoever_is_refused_is_asked_nothing_more() -> None:
    assert asked_of(FUND, ELIGIBLE | {"applicant_type": "个人"}) == {"applicant_type": "个人"}


def test_a_rule_that_does_not_concern_an_applicant_asks_them_nothing() -> None:
    assert "annual_review_passed" not in asked_of(FUND, ELIGIBLE | {"applicant_type": "企业"})


def test_the_own_funds_stand_in_for_a_total_that_is_not_known() -> None:
    facts = asked_of(FUND, ELIGIBLE, frozenset({TOTAL}))

    assert facts["own_yuan"] == 600_000
    assert assess(FUND, facts, DAY).max_amount == Decimal("257142.85")


@pytest.mark.parametrize(("own", "outcome"), [(600_000, "eligible"), (200_000, "ineligible")])
def test_own_funds_below_the_least_share_are_no_basis_for_an_application(
    own: int, outcome: str
) -> None:
    assert assess(FUND, ELIGIBLE | {"own_yuan": Decimal(own)}, DAY).outcome == outcome
