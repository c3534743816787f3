"""Follow-ups are read with the turns before them; what stands on its own is left alone."""

from datetime import date

import pytest

from knowledge.lookup import Titles
from retrieval.followup import FollowUps
from retrieval.relative_dates import absolute
from tests.retrieval import samples

TAX = "企业捐赠怎么税前扣除"


@pytest.fixture(scope="module")
def follow_ups() -> FollowUps:
    return FollowUps(
        Titles.of(samples.library().documents()),
        content=lambda text: len(text) - 1,
        contrasts=[["企业", "个人"], ["非公募基金会", "公募基金会", "基金会"]],
        places={"上海": "上海市", "甘肃": "甘肃省"},
    )


@pytest.mark.parametrize(
    ("context", "question", "full"),
    [
        ((TAX,), "那个人呢？", "个人捐赠怎么税前扣除"),
        ((TAX, "那个人呢"), "上限呢", "个人捐赠怎么税前扣除\n上限呢"),
        ((TAX,), "那个人捐设备呢", "个人捐赠怎么税前扣除\n捐设备"),
        (("公募基金会一年花多少",), "非公募基金会呢", "非公募基金会一年花多少"),
        (("上海怎么备案",), "甘肃呢", "甘肃怎么备案"),
        (("2017年上限多少",), "那2020年的呢", "2020年上限多少"),
        (("怎么备案",), "那2020年的呢", "怎么备案\n那2020年的呢"),
        (("互助捐赠法第三条说什么",), "第五条呢", "互助捐赠法第五条"),
        (("互助捐赠法第三条说什么",), "下一条呢", "互助捐赠法第四条"),
        (("互助捐赠法第三条说什么",), "前一条呢", "互助捐赠法第二条"),
        (("谁能募捐",), "下一条呢", "谁能募捐\n下一条呢"),
        (("谁能募捐",), "第五条呢", "第五条呢"),
        ((TAX,), "公开募捐要提前几天备案", "公开募捐要提前几天备案"),
        ((TAX,), "慈善信托的受托人可以由哪些机构来担任", "慈善信托的受托人可以由哪些机构来担任"),
        ((), "那个人呢", "那个人呢"),
    ],
)
def test_a_follow_up_takes_over_what_it_leaves_out(
    follow_ups: FollowUps, context: tuple[str, ...], question: str, full: str
) -> None:
    assert follow_ups.in_full(question, context) == full


def test_what_was_said_long_ago_is_not_taken_over(follow_ups: FollowUps) -> None:
    context = ("企业捐赠怎么扣除", *["公开募捐要提前几天备案"] * 4)

    assert follow_ups.in_full("那个人呢", context) == "公开募捐要提前几天备案\n那个人呢"


@pytest.mark.parametrize(
    ("said", "dated"),
    [
        ("去年捐的款", "去年（2025年）捐的款"),
        ("大前年和明年", "大前年（2023年）和明年（2027年）"),
        ("上个月提交的", "上个月（2025年12月）提交的"),
        ("昨天公布的", "昨天（2026年1月14日）公布的"),
        ("今年（2026年）的标准", "今年（2026年）的标准"),
        ("2024年的标准", "2024年的标准"),
    ],
)
def test_relative_dates_stand_beside_the_dates_they_mean(said: str, dated: str) -> None:
    assert absolute(said, date(2026, 1, 15)) == dated
