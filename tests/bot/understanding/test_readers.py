"""Answers to single questions: values, choices, and sentences that say what to type."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.need import FIELDS, Need
from api.domain.need_json import need_from_json
from api.domain.place import Place
from bot.understanding.readers import Choose, Misread, ReadingContext, Value, read
from knowledge.places.gazetteer import Gazetteer

TODAY = date(2026, 9, 20)
SLOTS = [name for name in FIELDS if name != "evidence"]


@pytest.fixture
def context(gazetteer: Gazetteer) -> ReadingContext:
    return ReadingContext(gazetteer, TODAY, Need("", budget_yuan=Decimal(50_000)))


@pytest.mark.parametrize(
    ("slot", "answer", "value"),
    [
        ("category", "教育", "education"),
        ("items", "200套冬衣", [{"name": "冬衣", "quantity": 200, "unit": "套"}]),
        ("beneficiaries", "120", {"count": 120, "households": None, "kind": None}),
        ("beneficiaries", "26户88人", {"count": 88, "households": 26, "kind": None}),
        ("budget_yuan", "三十万左右", 300_000),
        ("budget_yuan", "１２０００．５元", 12000.5),
        ("gap_yuan", "3万", 30_000),
        ("gap_yuan", "全部都缺", 50_000),
        ("gap_yuan", "没有缺口", 0),
        ("fiscal_cover", "没有", "none"),
        ("urgency", "很急", "urgent"),
        ("deadline", "11月底前", {"deadline": "11月底前", "deadline_date": "2026-11-30"}),
        ("deadline", "尽快", {"deadline": "尽快", "deadline_date": None}),
        ("description", "冬天很冷", "冬天很冷"),
        ("contact", "李老师，电话13812345678，木戛乡中心小学", "李老师，木戛乡中心小学"),
        ("contact", "李老师（手机：138 1234 5678，微信同号）", "李老师"),
        ("description", "學校很冷，沒有暖氣。", "學校很冷，沒有暖氣。"),
        (
            "items",
            "冬衣200套\n棉被50床",
            [
                {"name": "冬衣", "quantity": 200, "unit": "套"},
                {"name": "棉被", "quantity": 50, "unit": "床"},
            ],
        ),
    ],
)
def test_an_answer_gives_a_value(
    context: ReadingContext, slot: str, answer: str, value: Any
) -> None:
    assert read(slot, answer, context) == Value(value)


def test_a_place_gives_the_whole_chain(context: ReadingContext) -> None:
    reading = read("place", "澜沧县木戛乡中心小学", context)
    assert isinstance(reading, Value)
    assert reading.json["prefecture"] == "普洱市"
    assert reading.json["code"] == "530828208"


def test_half_a_place_is_kept_and_the_rest_is_asked_for(context: ReadingContext) -> None:
    reading = read("place", "云南", context)
    assert isinstance(reading, Value)
    assert reading.half
    assert "哪个县" in reading.note
    known = replace(context, need_so_far=Need("", place=Place(site="希望小学")))
    reading = read("place", "澜沧县木戛乡", known)
    assert isinstance(reading, Value)
    assert (reading.json["code"], reading.json["site"]) == ("530828208", "希望小学")


def test_a_county_that_was_not_written_is_pointed_out(context: ReadingContext) -> None:
    reading = read("place", "木戛乡", context)
    assert isinstance(reading, Value)
    assert "推断" in reading.note


def test_a_word_that_may_be_a_township_is_asked_about(context: ReadingContext) -> None:
    reading = read("place", "火星", context)
    assert isinstance(reading, Choose)
    assert len(reading.candidates) == 1


def test_a_correction_stays_in_the_county_said_before(context: ReadingContext) -> None:
    known = Place("河南省", "洛阳市", "宜阳县", "柳泉镇", "老小学", code="410327103")
    context = replace(context, need_so_far=Need("", place=known))
    reading = read("place", "韩城镇", context)
    assert isinstance(reading, Value)
    assert reading.json["county"] == "宜阳县"
    reading = read("place", "丁湾小学", context)
    assert isinstance(reading, Value)
    assert (reading.json["township"], reading.json["site"]) == ("柳泉镇", "丁湾小学")


def test_a_name_of_several_places_is_a_choice(context: ReadingContext) -> None:
    reading = read("place", "韩城镇", context)
    assert isinstance(reading, Choose)
    assert [label for label, _ in reading.candidates] == [
        "河北省唐山市路北区韩城镇",
        "河南省洛阳市宜阳县韩城镇",
    ]


@pytest.mark.parametrize(
    ("slot", "answer", "hint"),
    [
        ("place", "200", "数字"),
        ("place", "xyz", "县和乡镇"),
        ("place", "😀", "县和乡镇"),
        ("category", "不知道", "类别"),
        ("items", "。", "200套冬衣"),
        ("items", "5", "200套冬衣"),
        ("beneficiaries", "不清楚", "人数或户数"),
        ("budget_yuan", "不知道", "金额"),
        ("budget_yuan", "返回上一步", "金额"),
        ("budget_yuan", "5", "单位"),
        ("budget_yuan", "每套150元", "单价"),
        ("gap_yuan", "没想好", "金额"),
        ("place", "城关镇", "县名"),
        ("fiscal_cover", "不知道啊", "财政"),
        ("beneficiaries", "改一下地点", "人数或户数"),
        ("contact", "找我就行", "姓名"),
        ("gap_yuan", "8万", "预算"),
        ("gap_yuan", "说不好", "金额"),
        ("fiscal_cover", "香蕉", "财政"),
        ("urgency", "香蕉", "紧急程度"),
        ("deadline", "2月30日", "没有"),
        ("deadline", "2020年1月1日", "已经过去"),
        ("deadline", "随便", "日期"),
        ("description", "很长" * 1500, "2000"),
        ("description", " ", "情况"),
        ("contact", "13812345678", "姓名"),
        ("contact", "李" * 80, "姓名和单位"),
    ],
)
def test_what_cannot_be_read_gets_a_helpful_sentence(
    context: ReadingContext, slot: str, answer: str, hint: str
) -> None:
    reading = read(slot, answer, context)
    assert isinstance(reading, Misread)
    assert hint in reading.message
    assert reading.message.endswith("。")


def test_files_are_not_read_from_text(context: ReadingContext) -> None:
    with pytest.raises(KeyError):
        read("evidence", "照片", context)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SLOTS), st.text(max_size=60))
def test_whatever_is_typed_the_need_can_hold_the_value(
    gazetteer: Gazetteer, slot: str, text: str
) -> None:
    reading = read(slot, text, ReadingContext(gazetteer, TODAY))
    if isinstance(reading, Value):
        body = dict(reading.json) if slot == "deadline" else {slot: reading.json}
        need_from_json({"title": "", **body})
