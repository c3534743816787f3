import time

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
        ("１３８１２３４５６７８", "[电话已隐去]"),
        ("１３８－１２３４－５６７８", "[电话已隐去]"),
        ("138　1234　5678", "[电话已隐去]"),
        ("138\u00a01234\u00a05678", "[电话已隐去]"),
        ("138\u200b1234\u200b5678", "[电话已隐去]"),
        ("138·1234·5678", "[电话已隐去]"),
        ("138—1234—5678", "[电话已隐去]"),
        ("138.1234.5678或139 0013 9000", "[电话已隐去]或[电话已隐去]"),
        ("0086-138-1234-5678", "[电话已隐去]"),
        ("＋８６ 13812345678", "[电话已隐去]"),
        ("1 3 8 1 2 3 4 5 6 7 8", "[电话已隐去]"),
        ("一三八一二三四五六七八", "[电话已隐去]"),
        ("微信wx13812345678号", "微信wx[电话已隐去]号"),
        ("（0879）1234567", "[电话已隐去]"),
        ("02112345678", "[电话已隐去]"),
        ("ID53082819900101123x。", "ID[身份证号已隐去]。"),
        ("530828 19900101 1234", "[身份证号已隐去]"),
        ("５３０８２８１９９００１０１１２３Ｘ", "[身份证号已隐去]"),
        ("旧证530828900101123", "旧证[身份证号已隐去]"),
        ("6222-0212-3456-7890", "[银行卡号已隐去]"),
        ("622848 0402564890018", "[银行卡号已隐去]"),
        ("４１１１ １１１１ １１１１ １１１１", "[银行卡号已隐去]"),
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
        "统一社会信用代码911100001000001062",
        "编号202611211234567",
        "棉被 150 200 30000",
        "一百三十八人，二百三十四户",
        "1380013800013900139000",
        "第138章\n1234\n5678",
    ],
)
def test_amounts_dates_and_other_numbers_stay(said: str) -> None:
    assert mask(said) == said


@given(st.text())
def test_masking_twice_changes_nothing_more(said: str) -> None:
    once = mask(said)
    assert mask(once) == once


@given(st.text(alphabet="0123456789１３Xx .-·（）\u200b一三八元", max_size=60))
def test_masking_numbers_twice_changes_nothing_more(said: str) -> None:
    once = mask(said)
    assert mask(once) == once


@pytest.mark.parametrize(
    "seed", ["1", "１", "一", "138 ", "1 ", "6222 ", "0", " ", "-", "1.", "86 "]
)
def test_no_text_takes_long(seed: str) -> None:
    begun = time.perf_counter()
    mask(seed * (10_000 // len(seed)))
    assert time.perf_counter() - begun < 5
