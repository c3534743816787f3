"""The scoring of the intake, on small cases with known outcomes."""

from datetime import date
from typing import Any

import pytest

from api.domain.need import Item
from bot.evaluate_intake import evaluate_intake
from bot.intake_gold import alike, matched_items, same_deadline, same_division, today_of
from knowledge.places.gazetteer import Gazetteer

GOLD: dict[str, Any] = {
    "province": "云南",
    "prefecture": None,
    "county": "澜沧县",
    "township": "木戛乡",
    "place": "中心小学",
    "category": "儿童关爱",
    "category_secondary": "教育",
    "beneficiaries": {"count": None, "households": None},
    "items": [{"name": "过冬棉衣", "qty": 200}],
    "budget_yuan": 50_000,
    "funding_gap_yuan": None,
    "deadline": "2026-11-30",
}
TEXT = "云南省普洱市澜沧县木戛乡中心小学需要200套棉衣，预算5万元，11月底前送到"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def case(text: str = TEXT, **changes: Any) -> dict[str, Any]:
    return {"id": "T1", "raw_text": text, "now": "2026-09-20", "gold": {**GOLD, **changes}}


def test_a_right_report_scores_one_everywhere(gazetteer: Gazetteer) -> None:
    seen: list[tuple[int, int]] = []
    result = evaluate_intake([case()], gazetteer, lambda done, of: seen.append((done, of)))
    metrics = result["metrics"]
    assert result["failures"] == []
    assert metrics["invented"] == 0
    assert {name for name, value in metrics.items() if value == 1} == {
        *("province", "county", "township", "site", "category", "budget_yuan", "deadline"),
        "items_f1",
    }
    assert seen == [(1, 1)]


def test_wrong_and_invented_values_are_listed(gazetteer: Gazetteer) -> None:
    result = evaluate_intake(
        [case(budget_yuan=None, county="马关县", township=None, deadline="12月底前")], gazetteer
    )
    fields = [failure["field"] for failure in result["failures"]]
    assert fields == ["township", "county", "prefecture", "budget_yuan", "deadline"]
    assert result["metrics"]["county"] == 0
    assert result["metrics"]["invented"] == 0.5


def test_no_cases_are_no_error(gazetteer: Gazetteer) -> None:
    result = evaluate_intake([], gazetteer)
    assert result["cases"] == 0
    assert result["metrics"]["items_f1"] == 0


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"now": "2026-09-20", "source_date": "2020-01-01"}, date(2026, 9, 20)),
        ({"source_date": "2022-02"}, date(2022, 2, 1)),
        ({"source_date": "2006"}, date(2006, 1, 1)),
        ({"source_date": "2022-2024"}, date(2022, 1, 1)),
    ],
)
def test_the_day_of_a_case(fields: dict[str, str], day: date) -> None:
    assert today_of(fields) == day


def test_a_case_without_a_date_is_read_today() -> None:
    assert today_of({"source_date": "20XX-01-30"}).year >= 2024


def test_divisions_are_compared_by_what_they_name(gazetteer: Gazetteer) -> None:
    assert same_division("循化县", "循化撒拉族自治县", 6, gazetteer)
    assert same_division("王坡乡", "王坡乡", 9, gazetteer)
    assert not same_division("新疆", "新疆街道", 2, gazetteer)
    assert not same_division("新疆", None, 2, gazetteer)


def test_deadlines_are_compared_by_phrase_day_or_haste() -> None:
    today = date(2026, 9, 20)
    assert same_deadline("入冬前", "冬季", date(2026, 11, 7), today)
    assert same_deadline("立即", "尽快", None, today)
    assert not same_deadline("旱情期间", None, None, today)
    assert not same_deadline("旱情期间", "雨季前", None, today)


def test_things_are_alike_by_name_and_equal_by_quantity() -> None:
    gold: list[dict[str, Any]] = [
        {"name": "图书", "qty": None},
        {"name": "鸭", "qty": 3},
        {"name": "书桌", "qty": 2},
    ]
    assert matched_items(gold, [Item("书桌", None), Item("图书角", None)]) == 1
    assert alike("安全警示牌", "交通安全警示牌")
    assert not alike("鸭", "鸭子饲料")
