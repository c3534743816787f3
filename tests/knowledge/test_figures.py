"""Figures by kind, in one unit for each, dates and numbers of provisions aside."""

from decimal import Decimal

import pytest

from knowledge.figures import read_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不超过30%", [("percent", 30)]),
        ("百分之七十以上", [("percent", 70)]),
        ("１２％以内", [("percent", 12)]),
        ("最高50万元", [("yuan", 500_000)]),
        ("二万元以上二十万元以下", [("yuan", 20_000), ("yuan", 200_000)]),
        ("自受理之日起二十日内", [("day", 20)]),
        ("十个工作日", [("workday", 10)]),
        ("两周", [("day", 14)]),
        ("登记满二年", [("month", 24)]),
        ("每三个月公开一次", [("month", 3), ("次", 1)]),
        ("年满十八周岁", [("age", 18)]),
        ("五十个以上的会员，三名监事", [("people", 3)]),
        ("二倍以下", [("times", 2)]),
        ("2017年10月30日印发的第三条", []),
        ("上一年和前三年的收入", []),
    ],
)
def test_a_figure_is_read_with_its_kind(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(one.kind, one.value) for one in read_figures(text)] == [
        (kind, Decimal(value)) for kind, value in expected
    ]


def test_a_percentage_names_its_whole() -> None:
    text = "不得低于上一年总收入的百分之七十或者前三年收入平均数额的60%"

    assert [one.of for one in read_figures(text)] == ["上一年总收入", "前三年收入平均数额"]
    assert text[slice(*_span(text))] == "百分之七十"


def _span(text: str) -> tuple[int, int]:
    first = read_figures(text)[0]
    return first.start, first.end
