"""Reports as cadres write them, made up for these tests: what is understood of all together.

The divisions are real ones, schools, villages, people and sums are not. Where a value is left out
of the gold fields the text has none.
"""

import json
from pathlib import Path

import pytest

from bot.evaluate_intake import evaluate_intake
from knowledge.places.gazetteer import Gazetteer

REPORTS = Path(__file__).with_name("reports.jsonl")
FLOORS = {
    "province": 0.95,
    "prefecture": 0.95,
    "county": 0.95,
    "township": 0.95,
    "site": 0.9,
    "category": 0.95,
    "beneficiaries_count": 0.9,
    "households": 0.9,
    "budget_yuan": 0.92,
    "gap_yuan": 0.92,
    "deadline": 0.9,
    "items_f1": 0.9,
}


@pytest.fixture(scope="module")
def metrics(gazetteer: Gazetteer) -> dict[str, float]:
    lines = REPORTS.read_text(encoding="utf-8").splitlines()
    measured = evaluate_intake([json.loads(line) for line in lines], gazetteer)
    found: dict[str, float] = measured["metrics"]
    return found


@pytest.mark.parametrize("field", FLOORS)
def test_reports_of_many_styles_are_understood(metrics: dict[str, float], field: str) -> None:
    assert metrics[field] >= FLOORS[field]


def test_nothing_is_invented_that_no_report_says(metrics: dict[str, float]) -> None:
    assert metrics["invented"] <= 0.01
