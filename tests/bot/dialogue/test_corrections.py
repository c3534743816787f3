"""Sentences that change an answer given before."""

from typing import Any

import pytest

from bot.dialogue.corrections import Correction, corrections
from bot.dialogue.flows.report import REPORT

ITEMS: list[dict[str, Any]] = [
    {"name": "冬衣", "quantity": 200, "unit": "套"},
    {"name": "棉被", "quantity": None, "unit": None},
]


@pytest.mark.parametrize(
    ("text", "slot", "phrase"),
    [
        ("人数改成120", "beneficiaries", "120人"),
        ("把人数改为一百二十", "beneficiaries", "一百二十人"),
        ("受益户数应该是35", "beneficiaries", "35户"),
        ("请把地点改为云南省澜沧县木戛乡，中心小学", "place", "云南省澜沧县木戛乡，中心小学"),
        ("预算是6万", "budget_yuan", "6万"),
        ("预算：60000", "budget_yuan", "60000元"),
        ("期限改到12月1日前。", "deadline", "12月1日前"),
        ("类别换成住房", "category", "住房"),
        ("我想把紧急程度改成急需", "urgency", "急需"),
        ("改一下期限", "deadline", None),
        ("期限写错了", "deadline", None),
        ("修改联系人", "contact", None),
        ("人数不对", "beneficiaries", None),
    ],
)
def test_a_change_names_its_field_and_the_new_answer(
    text: str, slot: str, phrase: str | None
) -> None:
    assert corrections(REPORT, text, []) == (Correction(slot, phrase),)


def test_several_changes_in_one_sentence() -> None:
    assert corrections(REPORT, "人数改成120，预算改成6万", []) == (
        Correction("beneficiaries", "120人"),
        Correction("budget_yuan", "6万"),
    )


def test_a_thing_already_listed_gets_another_quantity() -> None:
    assert corrections(REPORT, "棉被改成50床", ITEMS) == (Correction("items", "50床", item=1),)
    assert corrections(REPORT, "数量改成300", ITEMS[:1]) == (Correction("items", "300", item=0),)
    assert corrections(REPORT, "数量改成300", ITEMS) == (Correction("items", "300"),)


@pytest.mark.parametrize(
    "text",
    [
        "预算是多少？",
        "期限是什么意思",
        "120名小学生",
        "云南省澜沧县",
        "人数",
        "企业捐赠的金额是不是都能扣除",
        "冬衣改成什么好",
        "",
        "，",
    ],
)
def test_what_changes_nothing_is_left_alone(text: str) -> None:
    assert corrections(REPORT, text, ITEMS) == ()
