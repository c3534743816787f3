"""What a question names that is not at hand."""

import pytest

from knowledge.documents import Document, Tier
from knowledge.lookup import Titles
from knowledge.unheld import numbers_in, unheld_numbers, unheld_titles

TITLES = Titles.of(
    [
        Document("law", "中华人民共和国慈善法", "", Tier.OFFICIAL, "x"),
        Document("rule", "慈善组织公开募捐管理办法", "", Tier.OFFICIAL, "x", number="民政部令第74号"),  # noqa: E501
        Document("city", "上海市慈善条例", "", Tier.OFFICIAL, "x", aliases=("慈善条例",)),
        Document("notice", "关于某事的通知", "", Tier.DIGEST, "x", number="民发〔2022〕11号"),
    ],
    known=["中华人民共和国劳动合同法"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("《社会组织评估管理办法》怎么规定", ["社会组织评估管理办法"]),
        ("《中华人民共和国慈善法》怎么规定", []),
        ("《公开募捐管理办法》怎么规定", []),
        ("《捐赠协议》和《年度报告》要公开吗", []),
        ("劳动合同法第十条写了什么", ["劳动合同法"]),
        ("按劳动合同法辞退的人能申请低保吗", []),
        ("慈善法实施细则第三条", ["慈善法实施细则"]),
        ("云南省慈善条例第三条", ["云南省慈善条例"]),
        ("上海市慈善条例第三条", []),
        ("慈善法第三条", []),
    ],
)
def test_titles_of_texts_not_at_hand(question: str, titles: list[str]) -> None:
    assert list(unheld_titles(question, TITLES)) == titles


@pytest.mark.parametrize(
    ("question", "serials"),
    [
        ("民发〔2022〕11号第三条", []),
        ("民发〔2021〕70号第三条", ["70"]),
        ("国务院令第888号怎么规定", ["888"]),
        ("民政部令第74号怎么规定", []),
        ("2026年18号那天能办吗", []),
    ],
)
def test_numbers_of_texts_not_at_hand(question: str, serials: list[str]) -> None:
    assert [one.serial for one in unheld_numbers(question, TITLES)] == serials


def test_the_numbers_that_stand_in_a_text() -> None:
    assert [one.serial for one in numbers_in("依据财税〔2018〕15号和民政部令第74号")] == [
        "74",
        "15",
    ]
