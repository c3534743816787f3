"""Claims read out of a reply while it arrives."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.llm.reading import Draft, Reading

WHOLE = '{"claims": [{"text": "甲", "sentences": [1]}, {"text": "乙", "sentences": ["2", "[3]"]}]}'
DRAFTS = [Draft("甲", (1,)), Draft("乙", (2, 3))]


def read(text: str, size: int = 1) -> list[Draft]:
    reading = Reading()
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    return [draft for piece in pieces for draft in reading.feed(piece)]


@pytest.mark.parametrize("size", [1, 3, 10, 1_000])
@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f'<think>用 {{"text": "丙", "sentences": [9]}} 吗</think>{WHOLE}',
        f"{WHOLE}\n{WHOLE}",
        WHOLE.replace("]}]}", "]}"),
        "{ {" + WHOLE,
    ],
)
def test_claims_are_read_whatever_stands_around_them(text: str, size: int) -> None:
    assert read(text, size) == DRAFTS


def test_a_claim_is_given_as_soon_as_its_last_brace_is_there() -> None:
    reading = Reading()

    assert reading.feed('{"claims": [{"text": "甲", "sentences": [1]') == ()
    assert reading.feed("}, ") == (Draft("甲", (1,)),)


@pytest.mark.parametrize(
    "item",
    [
        '{"text": "甲"}',
        '{"text": 1, "sentences": [1]}',
        '{"text": "甲", "sentences": 1}',
        '{"text": "甲", "sentences": [true]}',
        '{"text": "甲", "sentences": [0]}',
        '{"text": "甲", "sentences": [1.5]}',
        '{"text": "甲", "sentences": ["²"]}',
        '{"text": "甲", "sentences": [1, 2, 3, 4, 5, 6, 7, 8, 9]}',
        '{"claims": "甲"}',
        '{"claims": [[1]]}',
        "[" * 100_000 + "}",
    ],
)
def test_what_is_no_claim_is_passed_over(item: str) -> None:
    reading = Reading()

    assert reading.feed(item) == ()
    assert not reading.well_formed


def test_an_empty_list_is_an_answer_too() -> None:
    reading = Reading()

    assert reading.feed('{"claims": []}') == ()
    assert reading.well_formed


def test_a_reply_without_end_is_noticed() -> None:
    reading = Reading()
    reading.feed("思" * 13_000)

    assert reading.too_long


@given(st.lists(st.tuples(st.text(), st.lists(st.integers(1, 99), max_size=8)), max_size=4))
def test_any_claims_come_back_as_they_were_written(claims: list[tuple[str, list[int]]]) -> None:
    body = json.dumps({"claims": [{"text": t, "sentences": s} for t, s in claims]})

    assert read(body, 50) == list(dict.fromkeys(Draft(t, tuple(s)) for t, s in claims))
