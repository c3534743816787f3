"""The figures of a ranking, counted by hand, and a small corpus measured whole."""

from pathlib import Path

import pytest

from retrieval.evaluate_retrieval import evaluate_retrieval, measures, open_benchmark
from tests.retrieval.samples import SharedTerms

ROWS = [
    {"id": "互助法1", "law": "互助法", "no": "第一条", "chap": "", "text": "为了规范互助捐赠。"},
    {"id": "互助法2", "law": "互助法", "no": "第二条", "chap": "募捐", "text": "募捐方案先备案。"},
    {"id": "河川法2", "law": "河川法", "no": "第二条", "chap": "取水", "text": "取水应当有许可。"},
]
CASES = [
    {"qid": "1", "q": "募捐方案要备案吗", "rel": ["互助法2"]},
    {"qid": "2", "q": "取水要许可吗", "rel": ["河川法2", "互助法1"]},
    {"qid": "3", "q": "月亮", "rel": ["互助法1"]},
]


def test_each_measure_counts_what_its_name_says() -> None:
    found = measures(["x", "a", "y", "b"], frozenset({"a", "b", "c"}))

    assert found["R@1"] == 0
    assert found["R@5"] == found["R@100"] == pytest.approx(2 / 3)
    assert found["MRR@10"] == 0.5
    assert (found["hit@1"], found["hit@5"]) == (0, 1)
    assert found["nDCG@10"] == pytest.approx((0.6309 + 0.4307) / (1 + 0.6309 + 0.5), abs=1e-3)


def test_a_right_row_below_the_tenth_place_counts_for_depth_alone() -> None:
    found = measures([*"abcdefghij", "right"], frozenset({"right"}))

    assert found["MRR@10"] == found["nDCG@10"] == found["R@10"] == 0
    assert found["R@100"] == 1


def test_a_corpus_is_indexed_and_measured(tmp_path: Path) -> None:
    benchmark = open_benchmark(ROWS, None, tmp_path / "vectors.sqlite3")
    seen: list[tuple[int, int]] = []

    result = evaluate_retrieval(benchmark, CASES, lambda *done: seen.append(done))

    assert result["cases"] == 3
    assert list(result["metrics"]) == [
        "R@1", "R@5", "R@10", "R@100", "MRR@10", "nDCG@10", "hit@1", "hit@5",
        "ms_p50", "ms_p95", "index_s",
    ]  # fmt: skip
    assert result["metrics"]["hit@1"] == pytest.approx(2 / 3, abs=1e-3)
    assert [one["qid"] for one in result["failures"]] == ["3"]
    assert seen[-1] == (3, 3)


def test_vectors_join_and_are_kept_for_the_next_run(tmp_path: Path) -> None:
    model, seen = SharedTerms(), []
    first = open_benchmark(ROWS, model, tmp_path / "v", lambda *done: seen.append(done))
    again = SharedTerms()
    second = open_benchmark(ROWS, again, tmp_path / "v")

    assert seen == [(3, 3)]
    assert again.embedded == []
    assert first.ranked("募捐方案")[0] == second.ranked("募捐方案")[0] == "互助法2"
