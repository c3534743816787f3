"""How moments, spans, amounts and sizes read."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.console import words
from api.console.form_tokens import is_form_token, new_form_token
from api.pages import amounts

AT = datetime(2026, 12, 31, 16, 5, 9, tzinfo=UTC)


def test_moments_are_told_in_shanghai() -> None:
    assert words.moment(AT) == "2027-01-01 00:05"
    assert words.exact_moment(AT) == "2027-01-01 00:05:09"


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(seconds=-5), "不到 1 分钟"),
        (timedelta(seconds=59), "不到 1 分钟"),
        (timedelta(minutes=1), "1 分钟"),
        (timedelta(hours=23, minutes=59), "23 小时"),
        (timedelta(days=2, hours=3), "2 天"),
    ],
)
def test_a_span_is_told_in_its_largest_unit(length: timedelta, told: str) -> None:
    assert words.span(AT, AT + length) == told


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("50000", "50,000 元"),
        ("1234567.50", "1,234,567.5 元"),
        ("0.05", "0.05 元"),
        ("1E+5", "100,000 元"),
        ("100", "100 元"),
    ],
)
def test_amounts_are_told_in_full(amount: str, told: str) -> None:
    assert amounts.yuan(Decimal(amount)) == told


@given(st.decimals(0, 10**12, places=2))
def test_an_amount_loses_nothing_on_the_page(amount: Decimal) -> None:
    assert Decimal(amounts.number(amount).replace(",", "")) == amount


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1 KB"), (2_048, "2 KB"), (3 * 1024 * 1024, "3.0 MB")]
)
def test_sizes_are_told_in_kilobytes_and_megabytes(count: int, told: str) -> None:
    assert words.size(count) == told


def test_scores_are_told_as_percentages() -> None:
    assert words.percent(0.873) == "87%"
    assert words.seconds(AT, AT + timedelta(milliseconds=440)) == "0.4 秒"


@given(st.text(), st.text())
def test_a_form_token_fits_its_session_alone(session: str, other: str) -> None:
    token = new_form_token("s" + session)

    assert is_form_token("s" + session, token)
    assert not is_form_token("s" + session + "!", token)
    assert not is_form_token("s" + session, other)
    assert new_form_token("s" + session) != token
