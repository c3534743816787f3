"""The rules engine: three-valued verdicts, limits, dates, contradictions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.eligibility import Outcome, Verdict, assess
from api.domain.errors import Invalid
from api.domain.parameter import DatedValue, Parameter, Source, Value
from api.domain.programme import Bound, Check, Condition, Fact, Programme, Rule, RuleKind, checked
from api.domain.programme_facts import FactAsked, FactType, MoneyWords
from api.domain.rule_step import Step
from api.domain.subsidy import Funding, bound_amount, least_total

DAY = date(2026, 11, 21)
SOURCE = Source("text", "资助不超过三成。")


def value(of: Value, tier: str = "digest", **dates: date) -> DatedValue:
    return DatedValue(of, SOURCE, tier, dates.get("since"), dates.get("until"))


def parameter(key: str, *values: DatedValue) -> Parameter:
    return Parameter(key, key, values)


def rule(
    name: str,
    kind: RuleKind,
    *,
    condition: Condition | None = None,
    only_if: Condition | None = None,
    bound: Bound | None = None,
    parameter: str | None = None,
) -> Rule:
    return Rule(
        id=name,
        kind=kind,
        text=f"{name}。",
        source=SOURCE,
        tier="digest",
        condition=condition,
        only_if=only_if,
        bound=bound,
        parameter=parameter,
    )


PROGRAMME = Programme(
    key="trial",
    title="试行专项",
    aliases=("试行专项",),
    parameters={
        "share": parameter("share", value(Decimal("0.3"))),
        "cap": parameter("cap", value(Decimal(500_000))),
        "own": parameter("own", value(Decimal("0.7"))),
        "kinds": parameter("kinds", value(("社会团体", "基金会", "企业"))),
        "orgs": parameter("orgs", value(("社会团体", "基金会"))),
        "areas": parameter("areas", value(("云南省", "新疆维吾尔自治区喀什地区"))),
    },
    facts={
        "applicant_type": FactAsked(
            FactType.CHOICE, "主体", "哪一类？", ("社会团体", "基金会", "企业", "个人")
        ),
        "review": FactAsked(FactType.YES_NO, "审核合格", "合格吗？"),
        "area": FactAsked(FactType.PLACE, "地区", "在哪里？"),
        **{
            name: FactAsked(FactType.YUAN, name, "多少元？")
            for name in ("total_input_yuan", "own_yuan", "requested_yuan")
        },
    },
    rules=(
        rule(
            "kind",
            RuleKind.REQUIRE,
            condition=Condition("applicant_type", Check.ONE_OF, "kinds"),
        ),
        rule(
            "review",
            RuleKind.REQUIRE,
            condition=Condition("review", Check.IS, expected=True),
            only_if=Condition("applicant_type", Check.ONE_OF, "orgs"),
        ),
        rule(
            "area",
            RuleKind.REQUIRE,
            condition=Condition("area", Check.PLACE_IN, "areas", closed=False),
        ),
        rule("share", RuleKind.LIMIT, bound=Bound.SHARE, parameter="share"),
        rule("cap", RuleKind.LIMIT, bound=Bound.CAP, parameter="cap"),
        rule("own", RuleKind.LIMIT, bound=Bound.OWN_SHARE, parameter="own"),
        rule("way", RuleKind.PROCEDURE),
        rule("hint", RuleKind.ADVICE),
    ),
)
GOOD: dict[str, Fact] = {
    "applicant_type": "基金会",
    "review": True,
    "area": "云南省普洱市澜沧拉祜族自治县",
}


def step(verdict: Verdict, name: str) -> Step:
    return next(each for each in verdict.steps if each.rule.id == name)


def test_nothing_known_gives_no_verdict_and_says_what_is_missing() -> None:
    verdict = assess(PROGRAMME, {}, DAY)
    assert verdict.outcome is Outcome.UNKNOWN
    assert set(verdict.missing) == {"applicant_type", "review", "area", "total_input_yuan"}
    assert verdict.max_amount is None
    assert verdict.own_amount is None


def test_an_eligible_verdict_still_asks_for_the_original_text() -> None:
    verdict = assess(PROGRAMME, GOOD, DAY)
    assert verdict.outcome is Outcome.ELIGIBLE
    assert verdict.outcome.label == "初步符合，待核原文"
    assert [each.label for each in Outcome].count("符合") == 0


def test_one_failed_requirement_is_enough_to_refuse() -> None:
    verdict = assess(PROGRAMME, {"applicant_type": "个人"}, DAY)
    assert verdict.outcome is Outcome.INELIGIBLE
    assert step(verdict, "kind").holds is False


def test_a_rule_for_others_is_left_out() -> None:
    verdict = assess(PROGRAMME, GOOD | {"applicant_type": "企业", "review": False}, DAY)
    assert "review" not in [each.rule.id for each in verdict.steps]


def test_a_rule_that_may_not_apply_cannot_refuse() -> None:
    verdict = assess(PROGRAMME, {"review": False}, DAY)
    assert step(verdict, "review").holds is None
    assert verdict.outcome is Outcome.UNKNOWN
    met = assess(PROGRAMME, {"review": True}, DAY)
    assert step(met, "review").holds is True


@pytest.mark.parametrize(
    ("area", "holds"),
    [
        ("云南省普洱市", True),
        ("新疆维吾尔自治区喀什地区莎车县", True),
        ("新疆维吾尔自治区", None),
        ("甘肃省", None),
    ],
)
def test_a_place_outside_an_open_list_is_unknown_not_refused(area: str, holds: bool | None) -> None:
    found = step(assess(PROGRAMME, {"area": area}, DAY), "area")
    assert found.holds is holds
    assert bool(found.note) is (holds is None)


def test_a_fact_of_the_wrong_kind_decides_nothing() -> None:
    assert step(assess(PROGRAMME, {"area": True}, DAY), "area").holds is None


def test_thirty_percent_of_a_million_two() -> None:
    verdict = assess(PROGRAMME, {"total_input_yuan": Decimal(1_200_000)}, DAY)
    assert verdict.max_amount == Decimal("360000.00")
    assert verdict.own_amount == Decimal(840_000)
    assert verdict.own_share == Decimal("0.7")
    assert step(verdict, "share").value == Decimal(360_000)
    assert step(verdict, "cap").value == Decimal(500_000)


def test_the_cap_bounds_a_large_project() -> None:
    verdict = assess(PROGRAMME, {"total_input_yuan": Decimal(2_500_000)}, DAY)
    assert verdict.max_amount == 500_000
    assert verdict.own_share == Decimal("0.8")


def test_own_funds_alone_are_enough_to_compute() -> None:
    verdict = assess(PROGRAMME, {"own_yuan": Decimal(840_000)}, DAY)
    assert verdict.max_amount == 360_000
    assert verdict.own_share == Decimal("0.7")
    assert verdict.own_amount == 840_000


def test_a_project_of_nothing_gets_nothing() -> None:
    verdict = assess(PROGRAMME, {"total_input_yuan": Decimal(0)}, DAY)
    assert verdict.max_amount == 0
    assert verdict.own_share is None


def test_a_request_above_a_limit_is_refused_and_below_it_passes() -> None:
    facts = GOOD | {"total_input_yuan": Decimal(1_000_000)}
    above = assess(PROGRAMME, facts | {"requested_yuan": Decimal(400_000)}, DAY)
    below = assess(PROGRAMME, facts | {"requested_yuan": Decimal(300_000)}, DAY)
    assert above.outcome is Outcome.INELIGIBLE
    assert step(above, "share").holds is False
    assert below.outcome is Outcome.ELIGIBLE


def test_a_request_above_the_cap_needs_no_total_to_be_refused() -> None:
    facts = GOOD | {"requested_yuan": Decimal(600_000)}
    assert assess(PROGRAMME, facts, DAY).outcome is Outcome.INELIGIBLE
    within = assess(PROGRAMME, GOOD | {"requested_yuan": Decimal(100_000)}, DAY)
    assert within.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "amount", [Decimal(-1), Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 15, "120万"]
)
def test_an_impossible_amount_is_refused_by_name(amount: Fact) -> None:
    with pytest.raises(Invalid) as refusal:
        assess(PROGRAMME, {"total_input_yuan": amount}, DAY)
    assert refusal.value.field == "total_input_yuan"


def on_years(check: Check, *values: DatedValue) -> Programme:
    condition = Condition("years", check, "years")
    return replace(
        PROGRAMME,
        parameters={"years": parameter("years", *values)},
        facts={"years": FactAsked(FactType.NUMBER, "年数", "几年？", unit="年")},
        rules=(rule("years", RuleKind.REQUIRE, condition=condition),),
    )


@pytest.mark.parametrize(
    ("check", "years", "holds"),
    [
        (Check.AT_LEAST, "0.99", False),
        (Check.AT_LEAST, "1", True),
        (Check.AT_MOST, "1", True),
        (Check.AT_MOST, "1.01", False),
    ],
)
def test_a_number_is_held_against_a_number(check: Check, years: str, holds: bool) -> None:
    verdict = assess(on_years(check, value(Decimal(1))), {"years": Decimal(years)}, DAY)
    assert step(verdict, "years").holds is holds
    assert verdict.outcome is (Outcome.ELIGIBLE if holds else Outcome.INELIGIBLE)


def test_a_number_that_sources_contradict_or_that_lost_its_source_decides_nothing() -> None:
    facts: dict[str, Fact] = {"years": Decimal(5)}
    two = on_years(Check.AT_LEAST, value(Decimal(1)), value(Decimal(2)))
    stale = checked(on_years(Check.AT_LEAST, value(Decimal(1))), lambda _key: None)
    for programme in (two, stale):
        verdict = assess(programme, facts, DAY)
        assert step(verdict, "years").holds is None
        assert verdict.outcome is Outcome.UNKNOWN
        assert verdict.missing == ()


def of_profit() -> Programme:
    """A deduction: up to 12 % of the profit, and what is above it is left of the donation."""
    limit = replace(PROGRAMME.rules[3], base="profit")
    return replace(
        PROGRAMME,
        parameters={"share": parameter("share", value(Decimal("0.12")))},
        facts={name: FactAsked(FactType.YUAN, name, "多少元？") for name in ("profit", "donation")},
        rules=(limit,),
        money=MoneyWords("donation", "扣除限额", "超过限额的部分"),
    )


@pytest.mark.parametrize(
    ("donation", "rest", "share"),
    [(2_000_000, 800_000, "0.4"), (1_200_000, 0, "0"), (100, 0, "0"), (None, None, None)],
)
def test_a_share_may_be_of_another_amount_than_the_project(
    donation: int | None, rest: int | None, share: str | None
) -> None:
    facts: dict[str, Fact] = {"profit": Decimal(10_000_000)}
    if donation is not None:
        facts["donation"] = Decimal(donation)
    verdict = assess(of_profit(), facts, DAY)
    assert verdict.max_amount == 1_200_000
    assert verdict.own_amount == rest
    assert verdict.own_share == (None if share is None else Decimal(share))


def test_the_base_of_a_share_is_missing_or_refused_by_its_own_name() -> None:
    assert assess(of_profit(), {"donation": Decimal(5)}, DAY).missing == ("profit",)
    with pytest.raises(Invalid) as refusal:
        assess(of_profit(), {"profit": Decimal(-5)}, DAY)
    assert refusal.value.field == "profit"


def test_a_programme_without_requirements_makes_nobody_eligible() -> None:
    bare = replace(PROGRAMME, rules=PROGRAMME.rules[3:])
    assert assess(bare, GOOD, DAY).outcome is Outcome.UNKNOWN


def with_share(*values: DatedValue) -> Programme:
    return replace(
        PROGRAMME, parameters=PROGRAMME.parameters | {"share": parameter("share", *values)}
    )


def test_equal_sources_that_contradict_are_shown_and_give_no_amount() -> None:
    other = DatedValue(Decimal("0.2"), Source("other", "资助不超过两成。"), "digest")
    verdict = assess(
        with_share(value(Decimal("0.3")), other), {"total_input_yuan": Decimal(100)}, DAY
    )
    found = step(verdict, "share")
    assert found.conflict
    assert found.value is None
    assert {source.document for source in found.sources} == {"text", "other"}
    assert "来源说法不一" in found.note
    assert "资助不超过两成。" in found.note
    assert verdict.max_amount is None
    assert verdict.missing[-1] != "total_input_yuan"


def test_a_better_tier_settles_a_contradiction() -> None:
    programme = with_share(value(Decimal("0.3")), value(Decimal("0.2"), tier="official"))
    assert assess(programme, {"total_input_yuan": Decimal(100)}, DAY).max_amount == 20


def test_a_worse_source_does_not_speak_for_a_better_one_that_changed() -> None:
    changed = replace(value(Decimal("0.2"), tier="official"), source=replace(SOURCE, stale=True))
    programme = with_share(value(Decimal("0.3")), changed)
    assert assess(programme, {"total_input_yuan": Decimal(100)}, DAY).max_amount is None


def test_a_parameter_is_taken_as_of_the_day() -> None:
    programme = with_share(
        value(Decimal("0.2"), until=date(2025, 12, 31)),
        value(Decimal("0.3"), since=date(2026, 1, 1)),
    )
    facts: dict[str, Fact] = {"total_input_yuan": Decimal(100)}
    assert assess(programme, facts, date(2025, 12, 31)).max_amount == 20
    assert assess(programme, facts, date(2026, 1, 1)).max_amount == 30


def test_a_rule_outside_its_days_is_not_applied() -> None:
    later = replace(PROGRAMME.rules[4], effective_from=date(2027, 1, 1))
    ended = replace(PROGRAMME.rules[5], effective_to=date(2020, 1, 1))
    programme = replace(PROGRAMME, rules=(PROGRAMME.rules[3], later, ended))
    verdict = assess(programme, {"total_input_yuan": Decimal(10_000_000)}, DAY)
    assert [each.rule.id for each in verdict.steps] == ["share"]
    assert verdict.max_amount == 3_000_000


def test_a_changed_quotation_makes_a_rule_decide_nothing() -> None:
    stale = checked(PROGRAMME, lambda _key: "改写过的文字。")
    verdict = assess(stale, GOOD | {"total_input_yuan": Decimal(100)}, DAY)
    assert verdict.outcome is Outcome.UNKNOWN
    assert verdict.max_amount is None
    assert "重新核对" in step(verdict, "share").note
    fresh = checked(PROGRAMME, lambda _key: SOURCE.quote)
    assert assess(fresh, GOOD, DAY).outcome is Outcome.ELIGIBLE


def test_a_document_that_is_gone_makes_its_rules_stale() -> None:
    assert all(rule.source.stale for rule in checked(PROGRAMME, lambda _key: None).rules)


def test_a_limit_whose_parameter_is_no_number_gives_no_amount() -> None:
    programme = with_share(value("三成"))
    verdict = assess(programme, {"total_input_yuan": Decimal(100)}, DAY)
    assert step(verdict, "share").value is None
    assert verdict.max_amount is None


def test_every_step_carries_its_quotation_and_tier() -> None:
    for each in assess(PROGRAMME, GOOD, DAY).steps:
        assert each.quote == SOURCE.quote
        assert each.tier == "digest"


def test_every_kind_has_a_label() -> None:
    assert [kind.label for kind in RuleKind] == ["条件", "限额", "流程", "建议"]


MONEY = st.decimals(min_value=0, max_value=10**9, places=2)


@given(MONEY)
def test_the_largest_subsidy_is_never_above_the_cap_or_the_share(total: Decimal) -> None:
    maximum = assess(PROGRAMME, {"total_input_yuan": total}, DAY).max_amount
    assert maximum is not None
    assert maximum <= 500_000
    assert maximum <= total * Decimal("0.3")
    assert min(Decimal(500_000), total * Decimal("0.3")) - maximum < Decimal("0.01")


@given(MONEY, MONEY)
def test_a_larger_project_never_gets_less(one: Decimal, other: Decimal) -> None:
    smaller, larger = sorted((one, other))
    least = assess(PROGRAMME, {"total_input_yuan": smaller}, DAY).max_amount
    most = assess(PROGRAMME, {"total_input_yuan": larger}, DAY).max_amount
    assert least is not None
    assert most is not None
    assert least <= most


@given(MONEY)
def test_subsidy_and_own_funds_make_up_the_total(total: Decimal) -> None:
    verdict = assess(PROGRAMME, {"total_input_yuan": total}, DAY)
    assert verdict.max_amount is not None
    assert verdict.own_amount is not None
    assert verdict.max_amount + verdict.own_amount == total


@given(st.decimals(min_value="0.01", max_value=10**8, places=2))
def test_the_least_total_is_enough_and_not_more_than_needed(requested: Decimal) -> None:
    share = Decimal("0.3")
    total = least_total(share, requested)
    assert total is not None
    assert total * share >= requested
    assert (total - Decimal("0.01")) * share < requested


def test_a_share_of_nothing_needs_no_total_and_a_share_of_all_no_own_funds() -> None:
    assert least_total(Decimal(0), Decimal(1)) is None
    assert bound_amount(Bound.SHARE, Decimal(1), Funding(own=Decimal(5))) is None
