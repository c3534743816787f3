"""Amounts and their roles; what is a budget, what is a gap, and what is neither."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.budget import RANGE_WARNING, find_funding, read_amount
from bot.understanding.money import Role, find_amounts
from knowledge.normalise import normalise


def funding(text: str) -> tuple[Decimal | None, Decimal | None]:
    found = find_funding(normalise(text).text)
    return (found.budget.value if found.budget else None, found.gap.value if found.gap else None)


@pytest.mark.parametrize(
    ("text", "budget", "gap"),
    [
        ("预算5万元", 50_000, None),
        ("预算5万", 50_000, None),
        ("大概要三十万左右", 300_000, None),
        ("五六万", 60_000, None),
        ("约需资金3.5万-5万元", 50_000, None),
        ("预算：50000", 50_000, None),
        ("￥12,000.50，用来买书", Decimal("12000.5"), None),
        ("价格约18万块", 180_000, None),
        ("每套226元共118套", 26_668, None),
        ("118套冬衣，每套226元", 26_668, None),
        ("200张课桌，180元/张", 36_000, None),
        ("总投资100万元，已筹集资金60万元，缺口40万元", 1_000_000, 400_000),
        ("需资金70多万元，单位自筹20万元，资金缺口50多万元", 700_000, 500_000),
        ("项目总投入120万元，还差30万", 1_200_000, 300_000),
        ("修门诊约需260万元；打井约需20万元", 2_800_000, None),
        ("共需10万元：监控3万元，风扇1万元", 100_000, None),
        ("总预算50万元，其中设备需30万元", 500_000, None),
        ("经费不足，特申请拨款，共需资金8万元", 80_000, 80_000),
        ("学校资金有限，办食堂需要陆仟玖佰玖拾元，请批准", 6990, 6990),
        ("希望社会捐赠5万元", 50_000, None),
        ("现缺资金2万元", None, 20_000),
        ("还有10万元的资金缺口", None, 100_000),
    ],
)
def test_budget_and_gap(text: str, budget: int | None, gap: int | None) -> None:
    assert funding(text) == (budget, gap)


@pytest.mark.parametrize(
    "text",
    [
        "资金缺口大",
        "造成直接经济损失300多万元",
        "村集体负债40万元",
        "每个村补助资金仅4.5万元",
        "人均收入3000元",
        "已筹集到善款6万元",
        "企业捐赠20万元",
        "全镇常住人口22.7万",
        "南瓜1.8万斤滞销",
        "6.15万人受灾",
        "每人每年补助500元",
        "治病已花了8万元",
        "0元",
        "99999999999999元",
    ],
)
def test_what_is_no_budget_and_no_gap(text: str) -> None:
    assert funding(text) == (None, None)


def test_a_range_is_pointed_out() -> None:
    assert find_funding("需资金3-5万元").warnings == (RANGE_WARNING,)
    assert find_funding("需资金5万元").warnings == ()


def test_roles_are_told_apart_in_one_sentence() -> None:
    roles = [found.value.role for found in find_amounts("损失9万元,贷款3万元,自筹2万元,还缺1万元")]
    assert roles == [Role.LOSS, Role.DEBT, Role.RAISED, Role.GAP]


@pytest.mark.parametrize(
    ("answer", "yuan"),
    [
        ("三十万左右", 300_000), ("50000", 50_000), ("五万", 50_000), ("5万块吧", 50_000),
        ("每套226元共118套", 26_668), ("缺3万", 30_000), ("损失2万元", 20_000),
        ("不知道", None), ("200套", None), ("", None), ("5w", 50_000), ("还差两万五", 25_000),
        ("不超过8万", 80_000), ("县里说8千就够了", 8000), ("总共要50000吧", 50_000), ("80元", 80),
        ("5", None), ("预算5", None), ("返回上一步", None), ("每套150元", None),
        ("2千名学生", None),
        ("120平方米", None), ("第3小学", None),
    ],
)  # fmt: skip
def test_a_short_answer_states_an_amount(answer: str, yuan: int | None) -> None:
    assert read_amount(answer) == yuan


@given(st.integers(1, 10**7))
def test_an_amount_comes_back_however_it_is_written(yuan: int) -> None:
    wan = f"{Decimal(yuan) / 10_000:f}"
    for written in (f"预算{yuan}元", f"预算{yuan:,}元", f"预算{wan}万元"):
        assert funding(written)[0] == yuan


@given(st.text(alphabet="需资金预算缺口万元千百三五0123456789.,，。每套共已筹损失 ", max_size=60))
def test_no_mixture_breaks_the_reading(text: str) -> None:
    found = find_funding(text)
    for one in (found.budget, found.gap):
        assert one is None or one.value > 0
