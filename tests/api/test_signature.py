"""A signed body is accepted once its clock and its secret agree, and never otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.signature import is_signed, sign

NOW = datetime(2026, 3, 1, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))


@given(secret=st.text(st.characters(exclude_categories=["Cs"])), body=st.binary())
def test_what_is_signed_is_accepted(secret: str, body: bytes) -> None:
    assert is_signed(secret, STAMP, body, sign(secret, STAMP, body), NOW)


@given(body=st.binary(), other=st.binary())
def test_another_body_is_not(body: bytes, other: bytes) -> None:
    accepted = is_signed("s", STAMP, other, sign("s", STAMP, body), NOW)
    assert accepted is (body == other)


@pytest.mark.parametrize(
    ("minutes", "accepted"), [(0, True), (5, True), (-5, True), (5.1, False), (-5.1, False)]
)
def test_an_old_signature_is_a_replay(minutes: float, accepted: bool) -> None:
    now = NOW + timedelta(minutes=minutes)
    assert is_signed("s", STAMP, b"{}", sign("s", STAMP, b"{}"), now) is accepted


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1e9", "²", "9" * 40, "１７"])
def test_a_timestamp_is_a_plain_number(timestamp: str) -> None:
    assert not is_signed("s", timestamp, b"{}", sign("s", timestamp, b"{}"), NOW)


@pytest.mark.parametrize("signature", ["", "v1=", "v0=abc", "签名", "\ud83d"])
def test_anything_else_is_no_signature(signature: str) -> None:
    assert not is_signed("s", STAMP, b"{}", signature, NOW)
    assert not is_signed("other", STAMP, b"{}", sign("s", STAMP, b"{}"), NOW)
