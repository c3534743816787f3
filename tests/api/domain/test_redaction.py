import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.redaction import mask


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("请打13812345678联系", "请打[电话已隐去]联系"),
        ("电话 +86 138-1234-5678", "电话 [电话已隐去]"),
        ("办公室0879-1234567", "办公室[电话已隐去]"),
        ("身份证53082819900101123X", "身份证[身份证号已隐去]"),
        ("卡号6222 0212 3456 7890 128", "卡号[银行卡号已隐去]"),
    ],
)
def test_personal_numbers_are_replaced_by_a_note(said: str, kept: str) -> None:
    assert mask(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "需要200套冬衣，预算50000元，11月底前送到",
        "工单1001，2026-11-21，统一社会信用代码91310000MA1K35X20B",
        "占地6786平方米，投资1234567890元",
        "批号1234 5678 9012 3456",
    ],
)
def test_amounts_dates_and_other_numbers_stay(said: str) -> None:
    assert mask(said) == said


@given(st.text())
def test_masking_twice_changes_nothing_more(said: str) -> None:
    once = mask(said)
    assert mask(once) == once
