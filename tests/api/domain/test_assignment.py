"""Rules of assignment: which speaks of a need, who gets it, and how the list of them changes."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.assignment import (
    MOST_RULES,
    AssignmentRule,
    AssignmentRules,
    Candidate,
    RuleAct,
    assigned,
)
from api.domain.assignment_event import rule_from_json, rule_json
from api.domain.category import Category
from api.domain.errors import Invalid, NotFound
from api.domain.need import Urgency
from api.domain.place import Place
from api.domain.region import Region
from tests.api.desks import NEED

YUNNAN, PUER = Region("53", "云南省"), Region("5308", "云南省普洱市")
LI, WANG = Candidate("li", None, 2), Candidate("wang", "w", 1)
ALL = AssignmentRule("所有", ("li", "wang"))


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (ALL, True),
        (replace(ALL, regions=(YUNNAN,)), True),
        (replace(ALL, regions=(Region("52", "贵州省"), PUER)), True),
        (replace(ALL, regions=(Region("530829", "西盟佤族自治县"),)), False),
        (replace(ALL, categories=(Category.EDUCATION, Category.HEALTH)), True),
        (replace(ALL, categories=(Category.HEALTH,)), False),
        (replace(ALL, urgencies=(Urgency.SUDDEN,)), False),
        (replace(ALL, regions=(YUNNAN,), urgencies=(Urgency.URGENT,)), True),
    ],
)
def test_a_rule_speaks_of_what_lies_where_it_says(rule: AssignmentRule, fits: bool) -> None:
    assert rule.fits(NEED) is fits


def test_a_need_without_a_place_lies_in_no_region() -> None:
    assert not replace(ALL, regions=(YUNNAN,)).fits(replace(NEED, place=Place()))


def test_whoever_has_the_fewest_open_tickets_gets_it_and_of_equals_the_first() -> None:
    found = assigned([ALL], NEED, [LI, WANG])
    assert found == ("所有", "wang")
    assert assigned([ALL], NEED, [LI, replace(WANG, tickets=2)]) == ("所有", "li")


def test_nobody_gets_what_they_are_concerned_with_or_let_lie() -> None:
    assert assigned([ALL], NEED, [LI, WANG], concerned=frozenset({"w", None})) == ("所有", "li")
    assert assigned([ALL], NEED, [LI, WANG], but="wang") == ("所有", "li")
    assert assigned([ALL], NEED, [WANG], but="wang") is None
    assert assigned([replace(ALL, reviewers=("gone",))], NEED, [LI, WANG]) is None


def test_the_first_rule_with_somebody_fit_decides_and_those_switched_off_do_not() -> None:
    first = replace(ALL, name="第一", reviewers=("li",))
    assert assigned([first, ALL], NEED, [LI, WANG]) == ("第一", "li")
    assert assigned([first, ALL], NEED, [WANG]) == ("所有", "wang")
    assert assigned([replace(first, active=False), ALL], NEED, [LI, WANG]) == ("所有", "wang")


@given(st.lists(st.integers(0, 9), min_size=2, max_size=5), st.integers(1, 40))
def test_many_reports_even_out_what_each_has(loads: list[int], reports: int) -> None:
    names = tuple(f"n{place}" for place in range(len(loads)))
    among = [Candidate(*pair) for pair in zip(names, names, loads, strict=True)]
    for _ in range(reports):
        found = assigned([replace(ALL, reviewers=names)], NEED, among)
        assert found is not None
        at = names.index(found.username)
        assert among[at].tickets == min(one.tickets for one in among)
        among[at] = replace(among[at], tickets=among[at].tickets + 1)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "长" * 21}),
        ("reviewers", {"reviewers": ()}),
        ("regions", {"regions": (YUNNAN,) * 21}),
    ],
)
def test_a_rule_that_cannot_be_is_refused(field: str, changed: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        replace(ALL, **changed)
    assert refused.value.field == field


def three() -> AssignmentRules:
    rules = AssignmentRules()
    for name in ("一", "二", "三"):
        rules = rules.with_new(replace(ALL, name=name))
    return rules


def names(rules: AssignmentRules) -> str:
    return "".join(rule.name for rule in rules.rules)


def test_rules_are_moved_switched_changed_and_dropped() -> None:
    rules = three()
    assert [rule.number for rule in rules.rules] == [1, 2, 3]
    assert rules.version == 3
    assert names(rules.after(RuleAct.UP, 3)) == "一三二"
    assert names(rules.after(RuleAct.DOWN, 1)) == "二一三"
    assert names(rules.after(RuleAct.UP, 1)) == "一二三"
    assert names(rules.after(RuleAct.DOWN, 3)) == "一二三"
    assert names(rules.after(RuleAct.DROPPED, 2)) == "一三"
    off = rules.after(RuleAct.OFF, 2)
    assert [rule.active for rule in off.rules] == [True, False, True]
    changed = off.with_changed(2, replace(ALL, name="新"))
    assert (names(changed), changed.rule(2).active) == ("一新三", False)
    assert changed.after(RuleAct.ON, 2).rule(2).active


def test_a_rule_of_a_name_there_is_or_one_too_many_is_refused() -> None:
    rules = three()
    with pytest.raises(Invalid, match="同名"):
        rules.with_new(replace(ALL, name="二"))
    with pytest.raises(Invalid, match="同名"):
        rules.with_changed(1, replace(ALL, name="二"))
    with pytest.raises(NotFound, match="没有找到这条规则"):
        rules.after(RuleAct.UP, 9)
    full = AssignmentRules(tuple(replace(ALL, name=str(n), number=n) for n in range(MOST_RULES)))
    with pytest.raises(Invalid, match="最多 50 条"):
        full.with_new(ALL)


def test_a_rule_comes_back_from_what_is_stored_as_it_was() -> None:
    rule = replace(
        ALL,
        regions=(YUNNAN, PUER),
        categories=(Category.HEALTH,),
        urgencies=(Urgency.SUDDEN,),
        active=False,
        number=4,
    )
    assert rule_from_json(rule_json(rule)) == rule
