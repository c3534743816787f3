"""What holds for every shipped programme, whatever is known of whoever asks, on every day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.eligibility import Outcome, assess
from api.domain.parameter import Source
from api.domain.programme import Fact, Programme, RuleKind, checked
from api.domain.programme_facts import REQUESTED, FactAsked, FactType
from knowledge.programme_files import load_programmes

PROGRAMMES = load_programmes()
BOUNDED = [programme for programme in PROGRAMMES if programme.bounded]
DAY = timedelta(days=1)
TODAY = date(2026, 11, 28)
PLACES = ("云南省普洱市", "贵州省遵义市", "新疆维吾尔自治区", "甘肃省临夏回族自治州", "上海市")
MONEY = st.decimals(min_value=0, max_value=10**9, places=2)


def dates(programme: Programme) -> list[date]:
    """Every day on which something of ``programme`` begins or has its last day."""
    dated = [*((rule.effective_from, rule.effective_to) for rule in programme.rules)]
    for parameter in programme.parameters.values():
        dated += [(value.effective_from, value.effective_to) for value in parameter.values]
    return sorted({day for pair in dated for day in pair if day})


def answers(asked: FactAsked) -> st.SearchStrategy[Fact]:
    match asked.type:
        case FactType.CHOICE:
            return st.sampled_from(asked.choices)
        case FactType.YES_NO:
            return st.booleans()
        case FactType.YUAN:
            return MONEY
        case FactType.NUMBER:
            return st.integers(0, 60).map(Decimal)
        case _:
            return st.sampled_from(PLACES)


def facts_of(programme: Programme) -> st.SearchStrategy[dict[str, Fact]]:
    """Any part of what ``programme`` asks, the amount wished for left out: whoever names none
    asks another question."""
    known = {k: answers(each) for k, each in programme.facts.items() if k != REQUESTED}
    return st.fixed_dictionaries({}, optional=known)


KNOWN = st.sampled_from(PROGRAMMES).flatmap(
    lambda programme: st.tuples(
        st.just(programme), facts_of(programme), st.sampled_from([*dates(programme), TODAY])
    )
)


@settings(deadline=None)
@given(KNOWN, st.data())
def test_a_fact_less_never_makes_a_verdict_another_only_an_open_one(
    known: tuple[Programme, dict[str, Fact], date], data: st.DataObject
) -> None:
    programme, facts, day = known
    left = data.draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    fewer = {name: value for name, value in facts.items() if name in left}
    before, after = assess(programme, fewer, day), assess(programme, facts, day)
    if before.outcome is not Outcome.UNKNOWN:
        assert after.outcome is before.outcome
    told = {step.rule.id: step.holds for step in after.steps}
    for step in before.steps:
        if step.holds is not None and step.rule.id in told:
            assert told[step.rule.id] is step.holds


@settings(deadline=None)
@given(KNOWN)
def test_what_is_missing_is_asked_was_not_given_and_ends(
    known: tuple[Programme, dict[str, Fact], date],
) -> None:
    programme, facts, day = known
    missing = assess(programme, facts, day).missing
    assert set(missing) <= programme.facts.keys() - facts.keys()


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda each: each.key)
def test_nothing_known_decides_nothing_on_any_day(programme: Programme) -> None:
    for day in dates(programme):
        for each in (day - DAY, day, day + DAY):
            verdict = assess(programme, {}, each)
            assert verdict.outcome is Outcome.UNKNOWN
            assert verdict.max_amount is None


@settings(deadline=None)
@given(st.sampled_from(BOUNDED).flatmap(lambda p: st.tuples(st.just(p), facts_of(p))), MONEY, MONEY)
def test_more_money_never_bounds_to_less(
    known: tuple[Programme, dict[str, Fact]], one: Decimal, other: Decimal
) -> None:
    programme, facts = known
    bases = {rule.base for rule in programme.rules if rule.kind is RuleKind.LIMIT}
    for base in bases:
        least, most = (
            assess(programme, facts | {base: amount}, TODAY).max_amount
            for amount in sorted((one, other))
        )
        assert (least is None) is (most is None)
        if least is not None and most is not None:
            assert 0 <= least <= most


@settings(deadline=None)
@given(st.sampled_from(BOUNDED).flatmap(lambda p: st.tuples(st.just(p), facts_of(p))), MONEY)
def test_the_maximum_and_the_rest_make_up_the_whole_or_more(
    known: tuple[Programme, dict[str, Fact]], whole: Decimal
) -> None:
    programme, facts = known
    verdict = assess(programme, facts | {programme.money.whole: whole}, TODAY)
    if verdict.max_amount is not None:
        assert verdict.own_amount == max(whole - verdict.max_amount, Decimal(0))
        assert verdict.own_share is None or 0 <= verdict.own_share <= 1


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda each: each.key)
def test_a_rule_is_applied_from_its_first_day_to_its_last(programme: Programme) -> None:
    for rule in programme.rules:
        first, last = rule.effective_from, rule.effective_to
        days = [(first - DAY, False), (first, True), (first + DAY, first != last)] if first else []
        days += [(last - DAY, first != last), (last, True), (last + DAY, False)] if last else []
        for day, is_applied in days:
            told = [step.rule.id for step in assess(programme, {}, day).steps]
            assert (rule.id in told) is is_applied, (rule.id, day)


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda each: each.key)
def test_a_value_stands_from_its_first_day_to_its_last(programme: Programme) -> None:
    for parameter in programme.parameters.values():
        for value in parameter.values:
            if value.effective_from:
                assert value not in parameter.at(value.effective_from - DAY).values
                assert value in parameter.at(value.effective_from).values
            if value.effective_to:
                assert value in parameter.at(value.effective_to).values
                assert value not in parameter.at(value.effective_to + DAY).values


@settings(deadline=None)
@given(KNOWN, st.data())
def test_a_source_that_changed_decides_nothing_and_turns_nothing_round(
    known: tuple[Programme, dict[str, Fact], date], data: st.DataObject
) -> None:
    programme, facts, day = known
    lost = data.draw(st.sampled_from(programme.sources))
    stale = without(programme, lost)
    before, after = assess(programme, facts, day), assess(stale, facts, day)
    assert after.outcome in {before.outcome, Outcome.UNKNOWN}
    for step in after.steps:
        if step.rule.source.stale:
            assert step.holds is None
            assert step.value is None
            assert "重新核对" in step.note


@settings(deadline=None)
@given(KNOWN)
def test_without_any_source_nothing_is_decided(
    known: tuple[Programme, dict[str, Fact], date],
) -> None:
    programme, facts, day = known
    verdict = assess(checked(programme, lambda _key: None), facts, day)
    assert verdict.outcome is Outcome.UNKNOWN
    assert verdict.max_amount is None
    assert verdict.missing == ()


def without(programme: Programme, lost: Source) -> Programme:
    """``programme`` with the one source ``lost`` stale."""

    def now(source: Source) -> Source:
        return replace(source, stale=source == lost)

    return replace(
        programme,
        rules=tuple(replace(rule, source=now(rule.source)) for rule in programme.rules),
        parameters={
            key: replace(each, values=tuple(replace(v, source=now(v.source)) for v in each.values))
            for key, each in programme.parameters.items()
        },
    )
