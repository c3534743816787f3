"""Organisations: the table of states, what cannot be stated, who may not leave."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from api.domain.blocked import Blocked, same_name
from api.domain.errors import Invalid, WrongMove
from api.domain.membership import Member, Role, check_leaving
from api.domain.organisation import Area, Organisation
from api.domain.organisation_details import Details, Review, check_year, clean_name
from api.domain.organisation_json import details_from_json, details_json
from api.domain.organisation_profile import MOVES, OrganisationAct, OrganisationState, Profile

A, S = OrganisationAct, OrganisationState
AID = Organisation("o", "上海市援助基金会", "基金会", "上海市", "机构自行登记")
SINCE = datetime(2026, 9, 1, tzinfo=UTC)


def test_every_state_and_act_has_words_and_every_state_its_moves() -> None:
    assert all(state.label for state in S)
    assert all(act.label for act in A)
    assert set(MOVES) == set(S)


def test_a_new_name_must_be_verified_again_and_a_change_of_details_not() -> None:
    verified = Profile(AID).after(A.VERIFIED)
    assert verified.is_verified
    assert verified.after(A.CHANGED).state is S.VERIFIED
    assert verified.after(A.RENAMED).state is S.UNVERIFIED
    assert Profile(AID).after(A.REFUSED).after(A.CHANGED).state is S.UNVERIFIED


def test_a_suspended_organisation_changes_nothing_but_its_members() -> None:
    suspended = Profile(AID).after(A.SUSPENDED)
    assert suspended.after(A.LEFT).state is S.SUSPENDED
    with pytest.raises(WrongMove, match="已暂停"):
        suspended.after(A.CHANGED)
    assert suspended.after(A.RESUMED).state is S.UNVERIFIED


@pytest.mark.parametrize(
    ("field", "stated"),
    [
        ("capacity_yuan", {"capacity_yuan": Decimal(0)}),
        ("capacity_yuan", {"capacity_yuan": Decimal(-5)}),
        ("capacity_yuan", {"capacity_yuan": Decimal(10_000_000_001)}),
        ("beneficiaries", {"beneficiaries": "人" * 121}),
        ("rating", {"rating": "6A"}),
        ("areas", {"areas": (Area("云南省"),) * 41}),
    ],
)
def test_what_cannot_be_is_refused(field: str, stated: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        Details(**stated)  # type: ignore[arg-type]
    assert refusal.value.field == field


@pytest.mark.parametrize("name", ["", "基金", "会" * 61])
def test_a_name_too_short_or_too_long_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        clean_name(name)


def test_a_year_to_come_is_refused() -> None:
    check_year(2026, date(2026, 9, 1), "rating_year")
    for year in (1999, 2027):
        with pytest.raises(Invalid):
            check_year(year, date(2026, 9, 1), "rating_year")


def test_details_are_the_same_after_json() -> None:
    details = Details(
        areas=(Area("云南省", "普洱市"),),
        capacity_yuan=Decimal("500000.50"),
        review=Review.PASSED,
        review_year=2025,
        rating="4A",
        rating_year=2023,
    )
    assert details_from_json(details_json(details)) == details
    assert details_from_json({}) == Details()


def test_the_last_owner_may_not_leave() -> None:
    owner, member = Member("p", Role.OWNER, SINCE, 1), Member("q", Role.MEMBER, SINCE, 2)
    check_leaving((owner, member), "q")
    check_leaving((owner, Member("r", Role.OWNER, SINCE, 3)), "p")
    with pytest.raises(WrongMove, match="唯一的负责人"):
        check_leaving((owner, member), "p")


def test_a_blocked_organisation_is_told_who_listed_it_and_what_to_do() -> None:
    said = Blocked("中国某某会", "民政部公告", date(2025, 3, 1), reason="未经登记").message
    for part in ("未经登记", "民政部公告", "2025-03-01", "转人工"):
        assert part in said
    assert same_name("中国 某某会(上海)") == same_name("中国某某会（上海）")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("上海市 慈善 基金会", "上海市慈善基金会"),
        ("Amity  Foundation Shanghai", "Amity Foundation Shanghai"),
        ("爱德 Amity 基金会", "爱德Amity基金会"),
    ],
)
def test_blanks_of_a_name_stay_between_latin_words_only(written: str, kept: str) -> None:
    assert clean_name(written) == kept
