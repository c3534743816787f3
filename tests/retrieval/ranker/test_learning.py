"""What is learned: folds, words of law, trees read back as they were learned."""

import json
from importlib.resources import files

import numpy as np
import pytest

from retrieval.corpus import Corpus, load
from retrieval.question import Question
from retrieval.ranker.features import NAMES
from retrieval.ranker.folds import folds
from retrieval.ranker.law_words import law_words_for, learn_law_words
from retrieval.ranker.model import RankerError, read, shipped
from retrieval.ranker.pool import pool_of
from retrieval.ranker.ranker import Ranker, blended
from retrieval.search import Searcher
from retrieval.stages import Stage
from tests.retrieval import samples

STUMP = {  # one tree: candidates with more than half of the question in their body score 1
    "format": 1,
    "features": NAMES,
    "blend": 0.8,
    "measured": {},
    "law_words": {},
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


PAIRS = [
    ("孩子没人管怎么办", "监护人不履行职责的，撤销资格。"),
    ("没人管的孩子去哪", "监护缺失的，由民政部门照料。"),
    ("没人管老人", "对监护人给予批评教育。"),
    ("水费多少", "水价由政府制定。"),
    ("电费多少", "电价由政府制定。"),
    ("怎么登记", "登记应当提交材料。"),
    ("怎么备案", "备案应当提交方案。"),
    ("谁来审计", "审计由机关实施。"),
    ("几天办好", "十日内作出决定。"),
    ("去哪里报名", "向主管部门申请。"),
]


def test_words_of_law_are_learned_from_different_answers_only() -> None:
    found = learn_law_words(PAIRS)

    assert "监护" in found["没人"]
    assert "政府" not in found.get("多少", {})  # met twice only
    same = [(question, PAIRS[0][1]) for question, _ in PAIRS[:3]]
    assert "没人" not in learn_law_words([*same, *PAIRS[3:]])


def test_words_of_law_in_the_question_itself_are_not_added() -> None:
    table = {"没人": {"监护": 0.5, "照料": 0.2}, "人管": {"监护": 0.3}}

    assert law_words_for(table, "没人管") == pytest.approx({"监护": 0.8, "照料": 0.2})
    assert "监护" not in law_words_for(table, "没人监护")


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

    assert model.measured["out_of_fold"]["R@10"] > model.measured["fusion"]["R@10"]
    assert model.measured["out_of_fold"]["MRR@10"] > model.measured["fusion"]["MRR@10"]
    assert 0 < model.blend <= 1
    assert len((files("retrieval.ranker") / "weights.json").read_bytes()) < 300_000


def test_the_shipped_order_prefers_the_article_with_the_words_of_the_question(
    corpus: Corpus,
) -> None:
    searcher = Searcher(corpus, samples.lexical(corpus), ranker=Ranker(shipped()))

    hits = searcher.search(samples.reader(corpus).read("捐赠财产有剩余怎么处理"), samples.TODAY, 5)

    assert hits[0].passage.article == "第七条"
