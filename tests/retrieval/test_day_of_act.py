"""When what a question tells was done."""

from datetime import date

import pytest

from retrieval.day_of_act import day_of_act
from retrieval.relative_dates import absolute

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("去年捐的款还能全额扣除吗", date(2025, 12, 31)),
        ("2025年企业捐了十万能扣吗", date(2025, 12, 31)),
        ("公司在2024年2月给山村捐过物资，怎么扣", date(2024, 2, 29)),
        ("2024年8月31日登记的协会", date(2024, 8, 31)),
        ("上个月申请的低保", date(2026, 10, 31)),
        ("今年捐的款能扣吗", None),
        ("明年捐的款能扣吗", None),
        ("2017年申报通知写了什么", None),
        ("2020年试行细则对申请的要求", None),
        ("去年的标准是多少", None),
        ("2024年13月捐的款", None),
        ("2023年2月30日捐的款", None),
        ("捐的款能扣吗", None),
    ],
)
def test_the_last_day_of_the_time_told(text: str, day: date | None) -> None:
    assert day_of_act(absolute(text, TODAY), TODAY) == day
