"""Sentences that change an answer given before."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.corrections import Correction, corrections, named_field
from bot.dialogue.flows.report import REPORT
from bot.dialogue.item_changes import Act, ItemChange, changed_items, item_change, joined

ITEMS: list[dict[str, Any]] = [
    {"name": "冬衣", "quantity": 200, "unit": "套"},
    {"name": "棉被", "quantity": None, "unit": None},
]


def changes(text: str, items: list[dict[str, Any]]) -> tuple[Correction, ...]:
    return corrections(REPORT, text, items).changes


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
        ("情况说明改成：路远", "description", "路远"),
        ("改一下期限", "deadline", None),
        ("期限写错了", "deadline", None),
        ("修改联系人", "contact", None),
        ("人数不对", "beneficiaries", None),
        ("等一下，人数不对", "beneficiaries", None),
        ("想改一下前面的地点", "place", None),
        ("上面那个预算不对", "budget_yuan", None),
        ("材料我要重新传", "evidence", None),
        ("预算减少1万", "budget_yuan", None),
        ("人数写错了，是140人", "beneficiaries", "140人"),
        ("预算错了 是6万", "budget_yuan", "6万"),
        ("地点不对，应该是竹塘乡", "place", "竹塘乡"),
        ("预算不是5万，是7万", "budget_yuan", "7万"),
        ("期限不是11月是12月底", "deadline", "12月底"),
        ("人数是130，不是120", "beneficiaries", "130人"),
        ("预算增加到10万", "budget_yuan", "10万"),
        ("刚才说的人数应该是300", "beneficiaries", "300人"),
        ("不好意思，预算改成6万", "budget_yuan", "6万"),
        ("不对，是300人", "", "300人"),
        ("说错了，6万5", "", "6万5"),
        ("不是木戛乡，是竹塘乡", "", "竹塘乡"),
        ("应该是竹塘乡，不是木戛乡", "", "竹塘乡"),
        ("把照片删掉", "evidence", ""),
        ("不要那张图片了", "evidence", ""),
        ("说明里再加一句：去年也缺", "description", "去年也缺"),
        ("补充一点：路不通车", "description", "路不通车"),
    ],
)
def test_a_change_names_its_field_and_the_new_answer(
    text: str, slot: str, phrase: str | None
) -> None:
    (found,) = changes(text, [])
    assert (found.slot, found.phrase) == (slot, phrase)


def test_several_changes_in_one_sentence() -> None:
    found = changes("人数改成120，预算改成6万", [])
    assert [(one.slot, one.phrase) for one in found] == [
        ("beneficiaries", "120人"),
        ("budget_yuan", "6万"),
    ]


def test_what_stands_before_a_change_is_left_for_the_question_asked() -> None:
    found = corrections(REPORT, "11月底，另外预算改成6万", [])
    assert [one.slot for one in found.changes] == ["budget_yuan"]
    assert found.rest == "11月底"


def test_what_stands_after_a_change_belongs_to_it() -> None:
    (found,) = changes("联系人换成王主任，县教育局", [])
    assert found.phrase == "王主任，县教育局"


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("棉被改成50床", ItemChange(Act.COUNT, "50床", 1)),
        ("棉被改50床", ItemChange(Act.COUNT, "50床", 1)),
        ("棉被加到120床", ItemChange(Act.COUNT, "120床", 1)),
        ("冬衣不要200套了，要250套", ItemChange(Act.COUNT, "250套", 0)),
        ("冬衣是300套不是200套", ItemChange(Act.COUNT, "300套", 0)),
        ("刚才说的冬衣应该是300套", ItemChange(Act.COUNT, "300套", 0)),
        ("把冬衣改成棉鞋150双", ItemChange(Act.REPLACE, "棉鞋150双", 0)),
        ("棉被不要了", ItemChange(Act.DROP, None, 1)),
        ("删掉棉被", ItemChange(Act.DROP, None, 1)),
        ("再加20个书包", ItemChange(Act.ADD, "20个书包")),
        ("还要加10台取暖炉", ItemChange(Act.ADD, "10台取暖炉")),
        ("另外还需要棉鞋50双", ItemChange(Act.ADD, "棉鞋50双")),
    ],
)
def test_the_list_of_things_is_changed_thing_by_thing(text: str, change: ItemChange) -> None:
    (found,) = changes(text, ITEMS)
    assert (found.slot, found.item) == ("items", change)


def test_a_quantity_alone_is_meant_for_the_only_thing() -> None:
    (found,) = changes("数量改成300", ITEMS[:1])
    assert found.item == ItemChange(Act.COUNT, "300", 0)
    (found,) = changes("数量改成300", ITEMS)
    assert (found.item, found.phrase) == (None, "300")


def test_a_changed_list_keeps_the_other_things() -> None:
    new = [{"name": "冬衣", "quantity": 300, "unit": None}]
    count = ItemChange(Act.COUNT, "300", 0)
    assert changed_items(count, ITEMS, new)[0] == {"name": "冬衣", "quantity": 300, "unit": "套"}
    assert changed_items(ItemChange(Act.DROP, None, 0), ITEMS, []) == ITEMS[1:]
    assert changed_items(ItemChange(Act.REPLACE, "冬衣", 1), ITEMS, new) == new
    added = [{"name": "棉被", "quantity": 50, "unit": "床"}, {"name": "书包", "quantity": 1}]
    assert joined(ITEMS, added) == [ITEMS[0], *added]


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
        "还差2万",
        "再加2万元",
        "还要多少个书包？",
        "冬衣要200元",
        "棉被很薄",
        "",
        "，",
    ],
)
def test_what_changes_nothing_is_left_alone(text: str) -> None:
    assert changes(text, ITEMS) == ()


def test_without_a_list_nothing_is_added_to_it() -> None:
    assert changes("再加20个书包", []) == ()
    assert item_change("", "20个书包", []) is None


@pytest.mark.parametrize(
    ("text", "slot"), [("预算", "budget_yuan"), ("联系人吧", "contact"), ("预算很紧", None)]
)
def test_a_field_may_be_named_by_itself(text: str, slot: str | None) -> None:
    assert named_field(REPORT, text) == slot


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    for found in changes(text, ITEMS):
        assert found.slot == "" or found.slot in {step.slot for step in REPORT.steps}
