"""How an answer came about is told by the very code that answers."""

from dataclasses import replace

import pytest

from retrieval.ask import PolicyAsker
from tests.retrieval import samples


@pytest.fixture(scope="module")
def asker() -> PolicyAsker:
    return samples.asker(samples.library())


@pytest.mark.parametrize(
    ("question", "ended"),
    [
        ("捐赠财产有剩余怎么办", "reply"),
        ("您好", "read"),
        ("火星上的氧气补贴申请窗口在哪", "pass_gate"),
    ],
)
def test_the_explained_answer_is_the_answer(asker: PolicyAsker, question: str, ended: str) -> None:
    explained = asker.explain(question)
    assert replace(explained.answer, took_ms=0.0) == replace(asker.ask(question), took_ms=0.0)
    assert explained.ended == ended
    assert explained.inquiry.asked == question


def test_the_measures_stand_beside_the_bounds_they_are_held_to(asker: PolicyAsker) -> None:
    measures = asker.explain("捐赠财产有剩余怎么办").measures

    share, unknown = measures["share"], measures["unknown"]
    assert (share.value or 0.0) >= share.bound
    assert unknown.value == 0.0
    assert measures["leaning"].value is None  # no examples are embedded here


def test_what_was_found_is_there_with_its_scores(asker: PolicyAsker) -> None:
    found = asker.explain("捐赠财产有剩余怎么办").inquiry.found
    assert found.hits[0].passage.article == "第七条"
    assert found.hits[0].lexical


def test_what_ended_before_the_search_was_not_measured(asker: PolicyAsker) -> None:
    assert asker.explain("您好").measures == {}
