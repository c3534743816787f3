"""Lay questions lead to their articles, and only there."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from retrieval.corpus import Corpus, load
from retrieval.lay import LayIndex
from retrieval.question import Question
from retrieval.search import Hit, Searcher
from retrieval.stages import Stage
from tests.retrieval import samples
from tests.retrieval.samples import SharedTerms

TABLE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "giving-2024": {
        "第七条": ("多出来的钱能挪到别的地方花吗", "修路剩的钱买电脑行不行", "没花完怎么办"),
        "第五条": ("多久要报一次账", "筹钱期间要不要公布"),
    },
    "giving-2016": {"第十二条": ("名册谁来管", "修路剩的钱买电脑行不行")},
    "digest": {"快到保质期的食物能不能送人": ("临期牛奶可以捐吗",)},
    "not-imported": {"第一条": ("修路剩的钱买电脑行不行",)},
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(samples.library())


@pytest.fixture(scope="module")
def lay(corpus: Corpus) -> LayIndex:
    return LayIndex(corpus, TABLE)


def found(
    corpus: Corpus,
    lay: LayIndex,
    text: str,
    day: date = samples.TODAY,
    without: frozenset[Stage] = frozenset(),
) -> list[Hit]:
    searcher = Searcher(corpus, samples.lexical(corpus), asked=lay, without=without)
    return searcher.search(samples.reader(corpus).read(text), day, 10)


def test_an_article_is_found_by_words_that_stand_only_in_its_questions(
    corpus: Corpus, lay: LayIndex
) -> None:
    hit = found(corpus, lay, "修路剩的钱买电脑行不行")[0]

    assert (hit.document.key, hit.passage.article) == ("giving-2024", "第七条")
    assert "电脑" not in hit.passage.text


def test_a_question_leads_only_to_what_is_in_force_on_the_day(
    corpus: Corpus, lay: LayIndex
) -> None:
    hits = found(corpus, lay, "修路剩的钱买电脑行不行", day=date(2020, 1, 1))

    then = {hit.document.key for hit in hits}
    assert "giving-2016" in then
    assert "giving-2024" not in then


def test_a_question_about_a_digest_leads_on_to_the_article_it_restates(
    corpus: Corpus, lay: LayIndex
) -> None:
    hit = found(corpus, lay, "临期牛奶可以捐吗")[0]

    assert (hit.document.key, hit.passage.article) == ("giving-2024", "第六条")


def test_questions_about_texts_not_in_the_library_wait(lay: LayIndex) -> None:
    assert len(lay) == 8


def test_the_same_words_are_wholly_alike_and_others_not_at_all(
    corpus: Corpus, lay: LayIndex
) -> None:
    alike = lay.alike(Question("多久要报一次账"))

    assert max(alike.values()) == pytest.approx(1.0)
    assert lay.alike(Question("月亮")) == {}


def test_the_stage_can_be_left_out(corpus: Corpus, lay: LayIndex) -> None:
    text = "多久要报一次账"

    with_lay = found(corpus, lay, text)[0].score
    assert with_lay > found(corpus, lay, text, without=frozenset({Stage.LAY}))[0].score


def test_vectors_join_when_they_are_embedded_and_are_recalled_later(
    corpus: Corpus, tmp_path: Path
) -> None:
    kept = tmp_path / "vectors.sqlite3"
    first, later = LayIndex(corpus, TABLE), LayIndex(corpus, TABLE)
    by_words = first.alike(Question("多久报一回账"))

    assert not first.recall(SharedTerms(), kept)
    assert first.embed(SharedTerms(), kept)
    assert later.recall(SharedTerms(), kept)
    assert later.alike(Question("多久报一回账")) != by_words


def test_embedding_stops_when_told(corpus: Corpus, tmp_path: Path) -> None:
    lay = LayIndex(corpus, TABLE)

    assert not lay.embed(SharedTerms(), tmp_path / "vectors.sqlite3", stop=lambda: True)


def test_without_any_question_nothing_is_alike(corpus: Corpus, tmp_path: Path) -> None:
    empty = LayIndex(corpus, {})

    assert empty.embed(SharedTerms(), tmp_path / "vectors.sqlite3")
    assert empty.alike(Question("募捐")) == {}


@pytest.mark.parametrize("other_first", [True, False])
def test_of_several_questions_of_a_passage_the_most_alike_counts(
    corpus: Corpus, other_first: bool
) -> None:
    asked, other = "多久要报一次账", "报一次账要不要公布"
    texts = (other, asked) if other_first else (asked, other)
    lay = LayIndex(corpus, {"giving-2024": {"第五条": texts}})

    assert list(lay.alike(Question(asked)).values()) == [1.0]
    assert 0 < next(iter(lay.alike(Question("报一次账")).values())) < 1
