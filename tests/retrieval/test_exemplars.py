"""Kinds of questions told by their likeness to examples."""

from pathlib import Path

import pytest

from retrieval.embeddings import VectorStore
from retrieval.exemplars import ASKED, Exemplars, examples
from retrieval.reasons import Reason
from tests.retrieval.samples import SharedTerms

TABLE = {
    "drafting": ["替我写一封感谢信", "写一份感谢信", "感谢信怎么开头", "写一首诗"],
    "private": ["老王的手机号码", "他家的手机号码是多少", "手机号码发给我"],
    ASKED: ["公开募捐要什么资格", "募捐资格怎么申请", "募捐方案怎么备案", "捐赠怎么抵税"],
}


@pytest.fixture
def exemplars(tmp_path: Path) -> Exemplars:
    return Exemplars(SharedTerms(), tmp_path / "vectors.sqlite3", TABLE)


def test_a_question_leans_to_the_kind_whose_examples_are_nearest(exemplars: Exemplars) -> None:
    assert exemplars.leaning("请写一封感谢信").reason is Reason.DRAFTING
    assert exemplars.leaning("谁有他的手机号码").reason is Reason.PRIVATE


def test_the_lead_is_positive_only_for_what_is_unlike_the_questions_we_are_for(
    exemplars: Exemplars,
) -> None:
    assert exemplars.leaning("请写一封感谢信").lead > 0
    assert exemplars.leaning("申请公开募捐资格").lead < 0


def test_one_example_that_shares_a_word_does_not_carry_its_whole_kind(tmp_path: Path) -> None:
    """The mean of the nearest three counts, so a lone likeness weighs a third."""
    table = {
        "drafting": ["募捐资格怎么申请", "写诗", "作曲"],
        "private": ["手机号码"],
        ASKED: ["募捐资格怎么申请", "募捐资格怎么申请呢", "怎么申请募捐资格"],
    }

    alone = Exemplars(SharedTerms(), tmp_path / "vectors.sqlite3", table)

    assert alone.leaning("募捐资格怎么申请").lead < 0


def test_examples_are_embedded_once_and_kept(tmp_path: Path) -> None:
    first = Exemplars(SharedTerms(), tmp_path / "vectors.sqlite3", TABLE)
    other = SharedTerms()
    other.embed_query = pytest.fail  # type: ignore[method-assign,assignment]

    Exemplars(other, tmp_path / "vectors.sqlite3", TABLE)

    assert first.leaning("募捐资格").lead < 0


def test_examples_and_passages_of_one_text_do_not_share_a_vector(tmp_path: Path) -> None:
    """A question is embedded with another prefix than a passage: one must not stand for both."""
    Exemplars(SharedTerms(), tmp_path / "vectors.sqlite3", TABLE)

    assert VectorStore(tmp_path / "vectors.sqlite3", SharedTerms()).known(["写一首诗"]) == {}


def test_the_shipped_examples_are_of_known_kinds_and_each_stands_once() -> None:
    table = examples()
    texts = [text for each in table.values() for text in each]

    assert all(kind == ASKED or Reason(kind) for kind in table)
    assert all(len(each) >= 3 for each in table.values())
    assert len(texts) == len(set(texts))
