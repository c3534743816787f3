"""A project's budget in free text: its lines, what is asked for of each, and what is no line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.project_budget import Line, read_lines, removed_name


def read(text: str) -> list[tuple[str, int, int | None]]:
    return [
        (one.name, int(one.yuan), None if one.requested is None else int(one.requested))
        for one in read_lines(text)
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "设备 12万，申请 8万；培训 3万，申请 2万；运费 1万",
            [("设备", 120_000, 80_000), ("培训", 30_000, 20_000), ("运费", 10_000, None)],
        ),
        (
            "设备12万申请8万，培训3万申请1万",
            [("设备", 120_000, 80_000), ("培训", 30_000, 10_000)],
        ),
        (
            "1. 设备：120,000元（申请80,000元）\n2. 培训费十二万五，申请三万",
            [("设备", 120_000, 80_000), ("培训费", 125_000, 30_000)],
        ),
        ("冬衣200套 4.5万元，自筹 2万", [("冬衣200套", 45_000, 25_000)]),
        ("图书、书架 3万元，全部申请", [("图书、书架", 30_000, 30_000)]),
        ("运费 5000元，全部自筹", [("运费", 5_000, 0)]),
        (
            "设备 12万；教师补助 3万，申请 2万",
            [("设备", 120_000, None), ("教师补助", 30_000, 20_000)],
        ),
        ("3D打印机2台 12万其中申请8万", [("3D打印机2台", 120_000, 80_000)]),
        ("设备 1万；设备 2万，申请 1万", [("设备", 20_000, 10_000)]),
        ("12万", [("", 120_000, None)]),
        ("图书 12万，申请 -3万", [("图书", 120_000, None), ("", 30_000, None)]),
        ("设备 12万，申请 8万，申请资助 3万", [("设备", 120_000, 80_000), ("", 30_000, None)]),
        ("申请专用设备 3万", [("申请专用设备", 30_000, None)]),
        ("还没想好", []),
        ("冬衣200套", []),
    ],
)
def test_the_lines_of_a_budget_are_read_as_they_are_written(
    text: str, lines: list[tuple[str, int, int | None]]
) -> None:
    assert read(text) == lines


def test_a_line_is_taken_away_by_its_name() -> None:
    assert [removed_name(text) for text in ("删掉培训", "去掉“培训”这一行", "培训 3万")] == [
        "培训",
        "培训",
        "",
    ]


NAMES = st.sampled_from(["设备", "培训", "图书", "运费", "评估", "场地"])


@given(st.dictionaries(NAMES, st.tuples(st.integers(1, 10**7), st.integers(1, 10**7)), min_size=1))
def test_nothing_is_added_or_lost_between_the_lines(amounts: dict[str, tuple[int, int]]) -> None:
    text = "；".join(f"{name} {whole}元，申请 {part}元" for name, (whole, part) in amounts.items())
    assert read_lines(text) == tuple(
        Line(name, Decimal(whole), Decimal(part)) for name, (whole, part) in amounts.items()
    )
