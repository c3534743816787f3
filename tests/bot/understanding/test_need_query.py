"""Sentences that look for needs, read on 60 phrasings written beforehand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from api.domain.need_filters import Standing
from bot.evaluate_market import evaluate_market
from bot.understanding.need_query import read_need_query
from knowledge.places.gazetteer import Gazetteer

TODAY = date(2026, 11, 28)
CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("need_queries.yaml").read_text(encoding="utf-8")
)


def test_all_filters_of_the_phrasings_are_read(gazetteer: Gazetteer) -> None:
    measured = evaluate_market([one for one in CASES if not one.get("held")], gazetteer, TODAY)
    assert measured["failures"] == []
    assert measured["cases"] == 40
    assert measured["metrics"]["exact"] == 1.0


def test_the_held_phrasings_are_read_as_well_as_now(gazetteer: Gazetteer) -> None:
    # On first sight 14 of the 20 were right in every filter and word.
    measured = evaluate_market([one for one in CASES if one.get("held")], gazetteer, TODAY)
    assert measured["metrics"]["exact_held"] >= 0.9
    assert measured["metrics"]["ms_p50"] < 20


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("云南的助雪需求", "云南的助学需求"),
        ("冬依", "冬衣"),
        ("给留守儿通的", "给留守儿童的"),
        ("轮倚", "轮椅"),
    ],
)
def test_what_was_typed_by_sound_is_read_as_it_was_meant(
    typed: str, meant: str, gazetteer: Gazetteer
) -> None:
    right = read_need_query(meant, gazetteer, TODAY).query
    assert read_need_query(typed, gazetteer, TODAY).query == right


@pytest.mark.parametrize("word", ["制氧机", "羊羔", "刺绣", "基站", "超声机", "无人机", "蜂箱"])
def test_a_word_no_list_knows_is_left_as_it_is(word: str, gazetteer: Gazetteer) -> None:
    assert read_need_query(word, gazetteer, TODAY).query.words == (word,)


@pytest.mark.parametrize("case", CASES[:6], ids=lambda case: case["text"])
def test_each_filter_knows_where_it_was_said(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    text = case["text"]
    for pairs in read_need_query(text, gazetteer, TODAY).spans.values():
        assert all(0 <= start < end <= len(text) for start, end in pairs)


def test_spans_are_of_the_text_as_written(gazetteer: Gazetteer) -> None:
    text = "雲南５萬以內的助學需求"
    spans = read_need_query(text, gazetteer, TODAY).spans
    said = {name: text[start:end] for name, ((start, end),) in spans.items()}
    assert said == {"places": "雲南", "most_yuan": "５萬以內", "categories": "助學"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("贵州修路", ["52"]),
        ("杭州、广州的需求", ["3301", "4401"]),
        ("马关 医疗", ["532625"]),
        ("朝阳区的养老项目", ["110105", "220104"]),
        ("想帮云南和甘肃的孩子", ["53", "62"]),
        ("和平 合作", []),
        ("上海的企业想帮云南", ["53"]),
    ],
)
def test_the_places_meant_are_those_where_it_lacks(
    text: str, codes: list[str], gazetteer: Gazetteer
) -> None:
    found = read_need_query(text, gazetteer, TODAY).query.places
    assert [place.code for place in found] == codes


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("3到5万", 30_000, 50_000),
        ("五千元以下", None, 5_000),
        ("不低于2万", 20_000, None),
        ("预算别超过八千块", None, 8_000),
        ("50人以上的学校", None, None),
        ("200套冬衣", None, None),
        ("3个月内", None, None),
        ("10w以内，5w以上", 50_000, 100_000),
    ],
)
def test_bounds_of_money_are_told_from_other_numbers(
    text: str, least: int | None, most: int | None, gazetteer: Gazetteer
) -> None:
    query = read_need_query(text, gazetteer, TODAY).query
    assert (query.least_yuan, query.most_yuan) == (least, most)


@pytest.mark.parametrize("text", ["", "   ", "？？", "有什么需求", "随便看看", "需求"])
def test_what_says_nothing_filters_by_nothing(text: str, gazetteer: Gazetteer) -> None:
    assert read_need_query(text, gazetteer, TODAY).query.chips() == ()


def test_claimed_or_not_is_told_from_not_claimed(gazetteer: Gazetteer) -> None:
    said = {"有没有人认领的都行": Standing.ANY, "没人认领的": Standing.UNCLAIMED}
    for text, standing in said.items():
        assert read_need_query(text, gazetteer, TODAY).query.standing is standing


def test_words_are_parted_where_two_things_are_named(gazetteer: Gazetteer) -> None:
    said = {"棉被和大米": ("棉被", "大米"), "暖和的地方": ("暖和",), "农村学校": ()}
    for text, words in said.items():
        assert read_need_query(text, gazetteer, TODAY).query.words == words


@given(st.text(max_size=260))
def test_no_text_breaks_the_reading(text: str) -> None:
    read_need_query(text, Gazetteer({}, {}), TODAY)
