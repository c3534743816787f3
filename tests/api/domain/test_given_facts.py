"""Facts handed in from outside: read by their type, or refused by their name."""

from decimal import Decimal

import pytest

from api.domain.errors import Invalid
from api.domain.given_facts import LONGEST_TEXT, read_facts
from api.domain.programme import Fact, Programme
from api.domain.programme_facts import FactAsked, FactType

PROGRAMME = Programme(
    key="trial",
    title="试行专项",
    aliases=(),
    parameters={},
    rules=(),
    facts={
        "note": FactAsked(FactType.TEXT, "说明", "有什么要说明的？"),
        "members": FactAsked(FactType.NUMBER, "会员数", "有多少？", unit="个"),
        "kind": FactAsked(FactType.CHOICE, "类型", "哪一类？", ("企业",), {"公司": "企业"}),
        "area": FactAsked(FactType.PLACE, "地区", "在哪里？"),
    },
)


def read(**given: object) -> dict[str, Fact]:
    return read_facts(PROGRAMME, given, {"普洱": "云南省普洱市"}.get)


def test_each_fact_is_read_by_its_type() -> None:
    facts = read(note=" 无 ", members="050", kind="公司", area="普洱")
    assert facts == {
        "note": "无",
        "members": Decimal(50),
        "kind": "企业",
        "area": "云南省普洱市",
    }


@pytest.mark.parametrize(
    ("written", "number"), [(3, "3"), (Decimal("1E+1"), "10"), (Decimal("2.50"), "2.50")]
)
def test_a_number_is_kept_as_people_write_it(written: object, number: str) -> None:
    assert str(read(members=written)["members"]) == number


def test_what_is_null_counts_as_not_given() -> None:
    assert read(note=None) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("note", "长" * (LONGEST_TEXT + 1)),
        ("note", 5),
        ("members", "五十"),
        ("members", "-5"),
        ("members", Decimal("NaN")),
        ("members", 1.5),
        ("kind", "工厂"),
        ("area", "月亮"),
        ("x" * 100, 1),
    ],
)
def test_what_is_wrong_is_refused_by_its_name(name: str, value: object) -> None:
    with pytest.raises(Invalid) as refusal:
        read(**{name: value})
    assert name.startswith(refusal.value.field)
    assert len(refusal.value.field) <= 40
