"""What a sentence in one's own words says of an applicant, and what it does not say."""

from decimal import Decimal

import pytest

from api.domain.programme import Fact
from bot.eligibility.reading import Reading
from bot.eligibility.stated import stated
from knowledge.places.gazetteer import Gazetteer
from knowledge.programme_files import load_programmes
from tests.fakes import NOON

PROGRAMMES = {each.key: each.facts for each in load_programmes()}
FUND, COMPANY = "shanghai-special-fund", "donation-deduction-company"
FUNDRAISING, FOUNDING = "public-fundraising-qualification", "registration-foundation"


@pytest.mark.parametrize(
    ("programme", "text", "said"),
    [
        (FUND, "我们是上海的基金会", {"applicant_type": "基金会", "registered_in_shanghai": True}),
        (
            FUND,
            "我们是杨浦区的社区基金会",
            {"applicant_type": "基金会", "registered_in_shanghai": True},
        ),
        (FUND, "我们是北京的基金会", {"applicant_type": "基金会", "registered_in_shanghai": False}),
        (FUND, "在杭州注册的公司", {"applicant_type": "企业", "registered_in_shanghai": False}),
        (FUND, "我们不是上海的", {"registered_in_shanghai": False}),
        (FUND, "没有在上海登记", {"registered_in_shanghai": False}),
        (
            FUND,
            "一家民非，年检合格",
            {"applicant_type": "民办非企业单位", "annual_review_passed": True},
        ),
        (FUND, "年检没通过", {"annual_review_passed": False}),
        (FUND, "在云南文山做项目", {"area": "云南省文山壮族苗族自治州"}),
        (FUND, "总投入80万自筹60万", {"total_input_yuan": 800_000, "own_yuan": 600_000}),
        (FUND, "自筹60万元，项目总共80万元", {"total_input_yuan": 800_000, "own_yuan": 600_000}),
        (FUND, "预算100万，想申请30万", {"total_input_yuan": 1_000_000, "requested_yuan": 300_000}),
        (FUND, "既不是企业也不是基金会", {}),
        (FUND, "企业和基金会一起做", {}),
        (FUND, "80万", {}),
        (FUND, "今天天气不错", {}),
        (
            COMPANY,
            "利润500万，捐了100万",
            {"annual_profit_yuan": 5_000_000, "donation_yuan": 1_000_000},
        ),
        (
            FUNDRAISING,
            "我们是慈善组织，认定满两年",
            {"charity_organisation": True, "years_as_charity": 2},
        ),
        (FUNDRAISING, "还没有认定为慈善组织", {"charity_organisation": False}),
        (
            FOUNDING,
            "非公募基金会，原始基金200万，都到账了，7名理事",
            {
                "foundation_kind": "非公募基金会",
                "original_fund_yuan": 2_000_000,
                "fund_in_account": True,
                "directors": 7,
            },
        ),
    ],
)
def test_a_sentence_says(
    gazetteer: Gazetteer, programme: str, text: str, said: dict[str, Fact | int]
) -> None:
    found = stated(PROGRAMMES[programme], text, Reading(gazetteer, NOON.date()))

    assert found == {
        name: Decimal(value) if type(value) is int else value for name, value in said.items()
    }
