"""Roles and regions: every kind of work is somebody's, and nothing lies outside all regions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.duties import DUTIES, EVERY_ROLE, LABELS, Duty, Role, in_order, roles_for
from api.domain.region import Region, covers, significant

YUNNAN = Region("53", "云南省")
PUER = Region("5308", "云南省普洱市")
LANCANG = Region("530828", "云南省普洱市澜沧拉祜族自治县")


def test_every_role_has_its_name_and_its_duties() -> None:
    assert DUTIES.keys() == EVERY_ROLE
    assert [role.label for role in Role] == [
        "受理",
        "初审",
        "复审",
        "专家",
        "财务",
        "公示",
        "知识",
        "管理员",
    ]


def test_every_duty_is_somebodys() -> None:
    assert LABELS.keys() == set(Duty)
    for duty in Duty:
        assert roles_for(duty)


def test_managing_people_gives_no_say_in_a_review() -> None:
    assert roles_for(Duty.MANAGE) == (Role.ADMIN,)
    assert Duty.REVIEW_NEEDS not in Role.ADMIN.duties
    assert Duty.KEEP_MONEY not in Role.ADMIN.duties


def test_an_expert_from_outside_sees_applications_and_nothing_else() -> None:
    assert Role.EXPERT.duties == {Duty.SEE_APPLICATIONS}


@given(st.frozensets(st.sampled_from(Role)))
def test_roles_are_listed_as_an_office_does(roles: frozenset[Role]) -> None:
    listed = in_order(roles)
    assert frozenset(listed) == roles
    assert list(listed) == [role for role in Role if role in roles]


@pytest.mark.parametrize("region", [YUNNAN, PUER, LANCANG])
def test_a_region_covers_what_lies_in_it(region: Region) -> None:
    assert covers([region], "530828205")
    assert not covers([region], "522428")


def test_several_regions_cover_what_lies_in_any_of_them() -> None:
    assert covers([Region("310106", "上海市静安区"), PUER], "530828")
    assert not covers([Region("310106", "上海市静安区"), PUER], "310101")


@pytest.mark.parametrize("code", ["53", "5308"])
def test_what_is_only_known_to_lie_above_a_region_is_for_it_too(code: str) -> None:
    assert covers([LANCANG], code)
    assert not covers([LANCANG], "52")


@pytest.mark.parametrize("code", [None, "", "530828"])
def test_whoever_has_no_region_works_for_all(code: str | None) -> None:
    assert covers([], code)


@pytest.mark.parametrize("code", [None, ""])
def test_what_lies_nowhere_we_know_of_is_everybodys(code: str | None) -> None:
    assert covers([LANCANG], code)


@pytest.mark.parametrize(
    ("code", "short"), [("530000", "53"), ("530800", "5308"), ("530828", "530828"), ("53", "53")]
)
def test_noughts_that_only_fill_a_code_up_do_not_narrow_it(code: str, short: str) -> None:
    assert significant(code) == short
