"""What the shipped programmes decide, for applicants as they come, checked against the texts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from api.domain.eligibility import Outcome, Verdict, assess
from api.domain.programme import Fact, Programme, RuleKind
from knowledge.ingest import builtin_documents
from knowledge.library import MemoryLibrary
from knowledge.programme_files import load_programmes
from knowledge.programme_sources import checked_against, quoted_documents

TODAY = date(2026, 11, 28)
PROGRAMMES = {programme.key: programme for programme in load_programmes()}


@pytest.fixture(scope="module")
def library() -> MemoryLibrary:
    library = MemoryLibrary()
    for document in builtin_documents():
        library.put(document, ())
    return library


def judged(
    library: MemoryLibrary, key: str, facts: Mapping[str, Fact], as_of: date = TODAY
) -> Verdict:
    programme = PROGRAMMES[key]
    quoted = quoted_documents(programme, library, as_of)
    return assess(checked_against(programme, quoted), facts, as_of)


def refusing(verdict: Verdict) -> list[str]:
    return [each.rule.id for each in verdict.steps if each.holds is False]


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=PROGRAMMES)
def test_every_rule_that_stands_today_has_its_source_today(
    library: MemoryLibrary, programme: Programme
) -> None:
    verdict = judged(library, programme.key, {})
    assert [each.rule.id for each in verdict.steps if each.rule.source.stale] == []
    assert verdict.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=PROGRAMMES)
def test_nothing_is_asked_that_no_rule_reads(programme: Programme) -> None:
    read = {name for rule in programme.rules for name in rule.reads}
    assert programme.facts.keys() - read <= {"requested_yuan", programme.money.whole}


FUNDRAISER: dict[str, Fact] = {
    "charity_organisation": True,
    "years_as_charity": Decimal(1),
    "sound_governance": True,
    "directors_independent": True,
    "mainland_leadership": True,
    "secretary_full_time": True,
    "registered_level": "市级民政部门",
    "revoked_within_five_years": False,
}


def test_a_charity_of_one_full_year_is_not_told_yes_while_conditions_are_not_held(
    library: MemoryLibrary,
) -> None:
    verdict = judged(library, "public-fundraising-qualification", FUNDRAISER)
    assert verdict.outcome is Outcome.UNKNOWN
    assert verdict.missing == ()
    open_steps = [s for s in verdict.steps if s.rule.kind is RuleKind.REQUIRE and not s.holds]
    assert [each.rule.id for each in open_steps] == ["further-conditions"]
    assert "没有取得" in open_steps[0].note


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"years_as_charity": Decimal("0.9")}, ["full-year"]),
        ({"charity_organisation": False}, ["charity-organisation"]),
        ({"registered_level": "民政部", "supervisors": Decimal(2)}, ["supervisors"]),
        ({"revoked_within_five_years": True}, ["not-revoked"]),
    ],
)
def test_a_charity_that_lacks_a_condition_is_told_which(
    library: MemoryLibrary, facts: dict[str, Fact], refused: list[str]
) -> None:
    verdict = judged(library, "public-fundraising-qualification", FUNDRAISER | facts)
    assert verdict.outcome is Outcome.INELIGIBLE
    assert refusing(verdict) == refused


def test_two_years_is_only_told_as_no_longer_current(library: MemoryLibrary) -> None:
    verdict = judged(library, "public-fundraising-qualification", FUNDRAISER)
    old = [each.rule for each in verdict.steps if "满二年" in each.rule.text]
    assert [rule.kind for rule in old] == [RuleKind.ADVICE, RuleKind.ADVICE]
    assert all("不是现行条件" in rule.text for rule in old)


GROUP: dict[str, Fact] = {
    "approved_by_supervisor": True,
    "members": Decimal(30),
    "activity_fund_yuan": Decimal(30_000),
    "reach": "地方性",
}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"member_kind": "单位会员"}, Outcome.ELIGIBLE),
        ({"member_kind": "个人会员"}, Outcome.INELIGIBLE),
        ({"member_kind": "混合组成"}, Outcome.INELIGIBLE),
        ({}, Outcome.UNKNOWN),
        ({"members": Decimal(50)}, Outcome.ELIGIBLE),
        ({"member_kind": "单位会员", "reach": "全国性"}, Outcome.INELIGIBLE),
        ({"member_kind": "单位会员", "activity_fund_yuan": Decimal(29_999)}, Outcome.INELIGIBLE),
    ],
)
def test_a_social_group_needs_members_of_its_kind_and_funds_of_its_reach(
    library: MemoryLibrary, facts: dict[str, Fact], outcome: Outcome
) -> None:
    assert judged(library, "registration-social-group", GROUP | facts).outcome is outcome


@pytest.mark.parametrize(
    ("kind", "fund", "refused"),
    [
        ("非公募基金会", 2_000_000, []),
        ("非公募基金会", 1_999_999, ["private-fund"]),
        ("地方性公募基金会", 3_999_999, ["local-fund"]),
        ("全国性公募基金会", 8_000_000, []),
    ],
)
def test_a_foundation_needs_the_original_fund_of_its_kind(
    library: MemoryLibrary, kind: str, fund: int, refused: list[str]
) -> None:
    facts: dict[str, Fact] = {
        "foundation_kind": kind,
        "original_fund_yuan": Decimal(fund),
        "fund_in_account": True,
        "directors": Decimal(5),
        "officers_not_in_office": True,
    }
    verdict = judged(library, "registration-foundation", facts)
    assert refusing(verdict) == refused
    assert verdict.outcome is (Outcome.INELIGIBLE if refused else Outcome.ELIGIBLE)
    many = judged(library, "registration-foundation", facts | {"directors": Decimal(26)})
    assert "directors-not-too-many" in refusing(many)


COMPANY: dict[str, Fact] = {
    "channel": "公益性社会组织",
    "recipient_qualified": True,
    "annual_profit_yuan": Decimal(10_000_000),
    "donation_yuan": Decimal(2_000_000),
}


def test_a_company_deducts_twelve_percent_and_carries_the_rest_forward(
    library: MemoryLibrary,
) -> None:
    verdict = judged(library, "donation-deduction-company", COMPANY)
    assert verdict.outcome is Outcome.ELIGIBLE
    assert verdict.max_amount == 1_200_000
    assert verdict.own_amount == 800_000
    assert "carried-forward" in [each.rule.id for each in verdict.steps]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"channel": "直接捐给学校或个人"}, Outcome.INELIGIBLE),
        ({"recipient_qualified": False}, Outcome.INELIGIBLE),
        ({"channel": "县级以上政府及部门", "recipient_qualified": False}, Outcome.ELIGIBLE),
    ],
)
def test_a_company_deducts_only_what_went_the_right_way(
    library: MemoryLibrary, facts: dict[str, Fact], outcome: Outcome
) -> None:
    assert judged(library, "donation-deduction-company", COMPANY | facts).outcome is outcome


def test_a_company_without_profit_has_nothing_to_deduct_within(library: MemoryLibrary) -> None:
    facts = COMPANY | {"annual_profit_yuan": Decimal(0)}
    verdict = judged(library, "donation-deduction-company", facts)
    assert verdict.max_amount == 0
    assert verdict.own_amount == 2_000_000


PERSON: dict[str, Fact] = {
    "channel": "国家机关",
    "charitable_purpose": True,
    "taxable_income_yuan": Decimal(100_000),
    "donation_yuan": Decimal(50_000),
}


@pytest.mark.parametrize(("in_full", "most", "rest"), [(False, 30_000, 20_000), (True, 50_000, 0)])
def test_a_person_deducts_thirty_percent_or_in_full_where_the_state_council_says_so(
    library: MemoryLibrary, in_full: bool, most: int, rest: int
) -> None:
    verdict = judged(library, "donation-deduction-person", PERSON | {"full_deduction": in_full})
    assert verdict.outcome is Outcome.ELIGIBLE
    assert verdict.max_amount == most
    assert verdict.own_amount == rest


def test_no_amount_is_told_while_it_is_open_which_limit_applies(library: MemoryLibrary) -> None:
    verdict = judged(library, "donation-deduction-person", PERSON)
    assert verdict.max_amount is None
    assert verdict.missing == ("full_deduction",)


RELIEF: dict[str, Fact] = {
    "channel": "公益性社会组织",
    "target_area": True,
    "receipt_names_area": True,
    "donation_yuan": Decimal(5_000_000),
}


def test_poverty_relief_gifts_were_deducted_in_full_until_the_end_of_2025(
    library: MemoryLibrary,
) -> None:
    key = "donation-deduction-poverty-relief"
    last = judged(library, key, RELIEF, date(2025, 12, 31))
    assert last.outcome is Outcome.ELIGIBLE
    assert last.max_amount == 5_000_000
    after = judged(library, key, RELIEF, date(2026, 1, 1))
    assert after.outcome is Outcome.UNKNOWN
    assert after.max_amount is None
    assert [each.rule.id for each in after.steps] == ["ended"]


def test_the_qualification_to_give_deductions_tells_the_two_accounts_of_its_review(
    library: MemoryLibrary,
) -> None:
    verdict = judged(library, "donation-deduction-qualification", {"rating": "2A"})
    assert refusing(verdict) == ["rating"]
    review = next(each for each in verdict.steps if each.rule.id == "exemption-review")
    assert review.conflict
    assert "期满前三个月" in review.note
    assert "期满后六个月" in review.note


def test_the_accounts_of_the_shanghai_fund_are_kept_beside_each_other(
    library: MemoryLibrary,
) -> None:
    verdict = judged(library, "shanghai-special-fund", {})
    told_apart = [each.rule.id for each in verdict.steps if each.conflict]
    assert told_apart == ["apply", "payment"]
    advice = " ".join(s.rule.text for s in verdict.steps if s.rule.kind is RuleKind.ADVICE)
    assert "16个对口地区" in advice
    assert "三条版本线索" in advice
    in_2018 = judged(library, "shanghai-special-fund", {}, date(2018, 6, 1))
    assert not any(each.conflict for each in in_2018.steps)


def test_the_way_through_the_shanghai_fund_says_who_and_when(library: MemoryLibrary) -> None:
    verdict = judged(library, "shanghai-special-fund", {})
    way = {s.rule.id: s.rule for s in verdict.steps if s.rule.kind is RuleKind.PROCEDURE}
    assert way["feasibility-review"].who == "专家委员会"
    assert way["audit"].when == "项目实施完成后"


def test_a_team_applies_to_the_service_fund_without_being_registered(
    library: MemoryLibrary,
) -> None:
    team: dict[str, Fact] = {"applicant_type": "公益团队", "service": "关爱服务"}
    assert judged(library, "service-relief-fund", team).outcome is Outcome.ELIGIBLE
    organisation = team | {"applicant_type": "社会组织", "registered_in_shanghai": True}
    verdict = judged(library, "service-relief-fund", organisation)
    assert verdict.missing == ("capable",)
