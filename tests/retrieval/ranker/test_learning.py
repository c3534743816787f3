"""What is learned: folds, words of law, trees read back as they were learned."""

import json
from importlib.resources import files

import numpy as np
import pytest

from retrieval.corpus import Corpus, load
from retrieval.question import Question
from retrieval.ranker.features import NAMES
from retrieval.ranker.folds import any_folds, folds
from retrieval.ranker.model import RankerError, read, shipped
from retrieval.ranker.pool import pool_of
from retrieval.ranker.ranker import Ranker, blended
from retrieval.search import Searcher
from retrieval.stages import Stage
from tests.retrieval import samples

STUMP = {  # one tree: candidates with more than half of the question in their body score 1
    "format": 2,
    "features": NAMES,
    "blend": 0.8,
    "measured": {},
    "trees": {
        "roots": [0],
        "feature": [NAMES.index("body_share"), 0, 0],
        "threshold": [0.5, 0, 0],
        "low": [1, 1, 2],
        "high": [2, 1, 2],
        "value": [0, -1.0, 1.0],
    },
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(samples.library())


def test_questions_with_an_answer_in_common_are_in_one_fold() -> None:
    found = folds([["a"], ["b", "a"], ["b"], ["c"], ["d"], ["e"]], 3)

    assert found[0] == found[1] == found[2]
    assert len(set(found)) == 3


def test_folds_are_of_like_size() -> None:
    found = folds([[str(n)] for n in range(20)], 5)

    assert sorted(found.count(n) for n in range(5)) == [4, 4, 4, 4, 4]


def test_any_folds_are_of_like_size_and_always_the_same() -> None:
    found = any_folds(21, 5)

    assert sorted(found.count(n) for n in range(5)) == [4, 4, 4, 4, 5]
    assert found == any_folds(21, 5) != sorted(found)


def test_trees_lead_each_row_to_its_leaf() -> None:
    trees = read(json.dumps(STUMP)).trees
    rows = np.zeros((3, len(NAMES)), dtype=np.float32)
    rows[:, NAMES.index("body_share")] = (0.2, 0.5, 0.9)

    assert trees.score(rows).tolist() == [-1, -1, 1]


def test_weights_for_other_features_are_refused() -> None:
    with pytest.raises(RankerError, match=r"retrieval\.ranker\.train"):
        read(json.dumps({**STUMP, "features": ["other"]}))


def test_a_blend_keeps_a_part_of_fusion() -> None:
    learned = np.asarray([3.0, 1.0], dtype=np.float32)
    fused = np.asarray([0.2, 1.0], dtype=np.float32)

    assert blended(learned, fused, 0.75).tolist() == pytest.approx([0.8, 0.25])
    assert blended(np.ones(2, np.float32), fused, 0.5).tolist() == pytest.approx([0.6, 1.0])


def test_the_learned_order_ranks_and_can_be_left_out(corpus: Corpus) -> None:
    index = samples.lexical(corpus)
    question = samples.reader(corpus).read("募捐方案备案吗")
    ranker = Ranker(read(json.dumps(STUMP)))

    learned = Searcher(corpus, index, ranker=ranker)
    plain = Searcher(corpus, index, ranker=ranker, without={Stage.RANKER})

    best = learned.search(question, samples.TODAY, 5)
    assert "备案" in best[0].passage.text
    assert [hit.score for hit in best] != [
        hit.score for hit in plain.search(question, samples.TODAY, 5)
    ]


def test_an_empty_pool_stays_empty(corpus: Corpus) -> None:
    ranker = Ranker(read(json.dumps(STUMP)))

    found = ranker.scores(Question("？"), pool_of(corpus, {}, {}, {}), samples.lexical(corpus))

    assert len(found) == 0


def test_the_pool_of_a_day_holds_only_what_is_in_force(corpus: Corpus) -> None:
    searcher = Searcher(corpus, samples.lexical(corpus))

    found = searcher.pool(samples.reader(corpus).read("公开募捐"), samples.TODAY)

    assert len(found)
    assert "giving-2016" not in {passage.document for passage in found.passages}


def test_the_shipped_weights_are_small_and_say_what_they_were_measured_at() -> None:
    model = shipped()

    for way in ("other_articles", "other_questions"):
        for figure in ("R@10", "MRR@10"):
            assert model.measured[way][figure] > model.measured["fusion"][figure]
    assert 0 < model.blend <= 1
    assert len((files("retrieval.ranker") / "weights.json").read_bytes()) < 300_000


def test_the_shipped_order_prefers_the_article_with_the_words_of_the_question(
    corpus: Corpus,
) -> None:
    searcher = Searcher(corpus, samples.lexical(corpus), ranker=Ranker(shipped()))

    hits = searcher.search(samples.reader(corpus).read("捐赠财产有剩余怎么处理"), samples.TODAY, 5)

    assert hits[0].passage.article == "第七条"
