"""The bounds of the gate chosen on cases, and kept in a file with where they come from."""

import sys
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from retrieval.calibrate import CURVE, GRID, Calibration, Measured, calibrate, measured
from retrieval.calibration_figure import NoFigures, draw
from retrieval.corpus import load
from retrieval.evidence import Evidence
from retrieval.exemplars import Leaning
from retrieval.explained import Explained
from retrieval.gate import Gate
from retrieval.question import vocabulary
from retrieval.reasons import Reason, scope
from retrieval.thresholds import Thresholds, chosen, write
from tests.retrieval import samples

ANSWERED = ("捐赠财产有剩余怎么办", "募捐方案要备案吗", "捐赠的实物要符合什么标准",
            "登记满几年可以申请公开募捐资格", "擅自公开募捐罚多少钱")  # fmt: skip
DECLINED = ("火箭发动机推进剂配方", "孤寡老人取暖费怎么领", "帮我查一下老王家的存款",
            "孩子感冒该吃什么药", "甘肃的临时补贴标准", "今天股市行情")  # fmt: skip
CASES: list[dict[str, Any]] = [
    *({"q": text, "answerable": True} for text in ANSWERED),
    *({"q": text, "answerable": False} for text in DECLINED),
]


class Sampled:
    """The sample library's asker and gate, as ``Retrieval`` shows them."""

    def __init__(self) -> None:
        self.asker = samples.asker()
        corpus = load(samples.library())
        evidence = Evidence(samples.lexical(corpus), vocabulary()["question_words"])
        self.gate = Gate(scope(), evidence)

    def explain(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> Explained:
        return self.asker.explain(question, as_of=as_of, context=context)


@pytest.fixture(scope="module")
def sampled() -> Sampled:
    return Sampled()


@pytest.fixture(scope="module")
def cases(sampled: Sampled) -> list[Measured]:
    counted: list[tuple[int, int]] = []
    found = measured(sampled, CASES, lambda done, total: counted.append((done, total)))
    assert counted[-1] == (len(CASES), len(CASES))
    return found


@pytest.fixture(scope="module")
def calibration(sampled: Sampled, cases: list[Measured]) -> Calibration:
    return calibrate(sampled.gate, cases, Thresholds())


def test_what_is_declined_without_a_search_is_counted_as_it_is(cases: list[Measured]) -> None:
    refused = [one for one in cases if one.weighed is None]

    assert refused
    assert all(one.declined and not one.answerable for one in refused)


def test_the_bounds_are_those_of_the_grid_that_cost_least(calibration: Calibration) -> None:
    assert calibration.cases == len(CASES)
    assert all(getattr(calibration.thresholds, name) in values for name, values in GRID.items())
    assert calibration.fitted.worth >= max(rates.worth for _, _, rates in calibration.table)
    assert calibration.fitted.worth >= calibration.before.worth
    assert len(calibration.curve) == len(CURVE)


def test_a_bound_moves_only_where_that_is_better(sampled: Sampled, cases: list[Measured]) -> None:
    """Questions that lean no further than 0.005 can be answered, the others cannot."""
    leads = {True: Leaning(Reason.UNRELATED, 0.005), False: Leaning(Reason.UNRELATED, 0.011)}
    question = next(one.weighed for one in cases if one.answerable and one.weighed)
    leaning = [
        Measured(kind, replace(question, sentences=[], leaning=leads[kind]))
        for kind in (True, False)
        for _ in range(10)
    ]
    found = calibrate(sampled.gate, leaning, Thresholds(leaning=0.03))

    assert found.thresholds == Thresholds(leaning=0.01)
    assert (found.validated.answerable, found.validated.unanswerable) == (0.0, 1.0)
    assert found.before.unanswerable == 0.0
    assert dict(found.curve)[-0.06].answerable == 1.0


def test_too_few_cases_are_refused(sampled: Sampled, cases: list[Measured]) -> None:
    with pytest.raises(ValueError, match="5 unanswerable"):
        calibrate(sampled.gate, [one for one in cases if one.answerable], Thresholds())


def test_the_bounds_in_use_are_those_of_the_file() -> None:
    shipped: Mapping[str, float] = yaml.safe_load(
        (Path(sys.modules["retrieval.thresholds"].__file__ or "").parent / "thresholds.yaml")
        .read_text(encoding="utf-8")
    )["thresholds"]  # fmt: skip

    assert {name: getattr(chosen(), name) for name in shipped} == dict(shipped)
    assert set(GRID) <= set(shipped)


def test_a_file_says_where_its_bounds_come_from(tmp_path: Path) -> None:
    target = tmp_path / "thresholds.yaml"

    write(Thresholds(share=0.3), {"cases": 12}, target)

    body = yaml.safe_load(target.read_text(encoding="utf-8"))
    assert body["chosen_by"] == {"cases": 12}
    assert body["thresholds"]["share"] == 0.3
    assert set(body["thresholds"]) == {field.name for field in fields(Thresholds)}


def test_the_picture_is_a_png(calibration: Calibration, tmp_path: Path) -> None:
    target = tmp_path / "calibration.png"

    draw(calibration, target)

    assert target.read_bytes().startswith(b"\x89PNG")


def test_without_the_extra_the_picture_says_what_to_install(
    calibration: Calibration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(NoFigures, match="figures"):
        draw(calibration, tmp_path / "calibration.png")
