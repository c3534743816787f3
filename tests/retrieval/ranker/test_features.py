"""Features of candidates, each on a pool small enough to count by hand."""

import numpy as np
import pytest

from retrieval.question import Question
from retrieval.ranker.cues import cue_features
from retrieval.ranker.evidence_around import around_features, score_features
from retrieval.ranker.features import NAMES, matrix
from retrieval.ranker.pool import Column
from retrieval.ranker.words import pairs_of, word_features
from tests.retrieval.ranker.pools import pool


def everywhere(_term: str) -> float:
    return 1.0


def words(text: str) -> dict[str, Column]:
    return word_features(text, pool(), everywhere)


def test_a_share_is_the_weight_of_the_question_that_stands_there() -> None:
    share = words("募捐方案备案")["body_share"]

    assert share.tolist() == pytest.approx([0, 4 / 5, 3 / 5, 0])


def test_title_and_heading_count_beside_the_body() -> None:
    found = words("互助捐赠募捐")

    assert found["title_share"][1] == pytest.approx(3 / 5)
    assert found["heading_share"][1] == pytest.approx(1 / 5)
    assert found["whole_share"][1] == pytest.approx(4 / 5)


def test_a_run_is_the_longest_unbroken_part_of_the_question() -> None:
    run = words("募捐方案备案")["run_share"]

    assert run[1] == pytest.approx(3 / 5)
    assert run[2] == pytest.approx(1 / 5)


def test_words_that_stand_together_count_more_than_scattered_ones() -> None:
    window = words("募捐方案备案")["window_share"]

    assert window[1] > window[0]
    assert window[0] == 0


def test_words_that_stand_nowhere_are_left_out() -> None:
    terms = pairs_of("募捐咋办", lambda term: 2.0 if term == "募捐" else 0.0)

    assert terms.words == ("募捐",)
    assert terms.total == 2.0


def test_the_rarest_words_of_a_question_are_looked_for_by_themselves() -> None:
    found = word_features("募捐方案备案", pool(), lambda term: 5.0 if term == "备案" else 0.1)

    assert found["rarest_share"][1] > 0.9
    assert found["rarest_share"][3] == 0


def test_a_question_without_any_known_word_has_nothing_anywhere() -> None:
    found = word_features("？", pool(), everywhere)

    del found["question_weight"]
    assert all(not np.any(column) for column in found.values())


def test_what_one_side_did_not_find_lies_behind_all_it_found() -> None:
    found = score_features(pool())

    assert found["dense"][2] < found["dense"][0]
    assert found["lexical"][3] == found["lexical"].min()
    assert found["found_by_both"].tolist() == [1, 1, 0, 0]


def test_without_vectors_the_dense_columns_are_empty() -> None:
    found = score_features(pool(dense=(np.nan,) * 4))

    assert not np.any(found["dense"])
    assert not np.any(found["found_by_both"])


def test_a_candidate_is_compared_with_the_best_ones_too() -> None:
    found = score_features(pool())

    assert found["alike_behind"].tolist() == pytest.approx([0.5, 0, 0.3, 0.8])


def test_the_best_place_is_1_and_falls_with_the_rank() -> None:
    place = score_features(pool())["fused_place"]

    assert place[1] == 1
    assert place[1] > place[2] > place[3] > place[0] > 0


def test_neighbours_lend_their_score() -> None:
    found = around_features(pool())

    assert found["before"].tolist() == pytest.approx([0, 0.1, 0.9, 0])
    assert found["after"].tolist() == pytest.approx([0.9, 0.6, 0, 0])


def test_law_and_chapter_speak_by_their_best_other_article() -> None:
    found = around_features(pool())

    assert found["law_best"].tolist() == pytest.approx([0.9, 0.6, 0.9, 0])
    assert found["chapter_best"].tolist() == pytest.approx([0, 0.6, 0.9, 0])
    assert found["law_of_top"][0] == pytest.approx(1.6 / 1.8)


def test_a_kind_asked_for_is_told_from_one_that_is_merely_there() -> None:
    asked = cue_features(Question("取水没有许可怎么处罚"), pool())["penalty"]
    unasked = cue_features(Question("取水要许可吗"), pool())["penalty"]

    assert asked.tolist() == [-1, -1, -1, 1]
    assert unasked.tolist() == [0, 0, 0, 0.5]


def test_an_article_on_the_purpose_of_its_law_is_known_as_such() -> None:
    assert cue_features(Question("募捐"), pool())["purpose"].tolist() == [1, 0, 0, 0]


def test_the_matrix_has_one_row_for_each_candidate_and_no_gap() -> None:
    found = matrix(Question("募捐方案备案吗"), pool(), everywhere)

    assert found.shape == (4, len(NAMES))
    assert np.isfinite(found).all()
    assert found.dtype == np.float32
