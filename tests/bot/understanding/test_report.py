"""Whole reports: the need, where each value stood, what is missing, what to look at."""

from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.category import Category
from api.domain.need import FIELDS, Beneficiaries, FiscalCover, Item, Need, Urgency
from api.domain.place import Place
from bot.understanding.report import missing, understand
from bot.understanding.title import compose_title, short_name
from knowledge.places.gazetteer import Gazetteer

TODAY = date(2026, 9, 20)
EXAMPLE = "云南省普洱市澜沧县木戛乡中心小学需要200套冬衣,预算5万元,11月底前送到"


def test_the_example_of_the_product_is_fully_right(gazetteer: Gazetteer) -> None:
    understood = understand(EXAMPLE, gazetteer, TODAY)
    assert understood.need == Need(
        title="澜沧县木戛乡中心小学：200套冬衣",
        category=Category.EDUCATION,
        place=Place(
            "云南省",
            "普洱市",
            "澜沧拉祜族自治县",
            "木戛乡",
            "木戛乡中心小学",
            "530828208",
            gazetteer.table_year,
        ),
        items=(Item("冬衣", Decimal(200), "套"),),
        description=EXAMPLE,
        budget_yuan=Decimal(50_000),
        deadline="11月底前",
        deadline_date=date(2026, 11, 30),
    )
    assert {name: EXAMPLE[a:b] for name, (a, b) in understood.spans.items()} == {
        "place": "云南省普洱市澜沧县木戛乡中心小学",
        "category": "小学",
        "items": "200套冬衣",
        "budget_yuan": "5万元",
        "deadline": "11月底前",
    }
    assert understood.missing == (
        "beneficiaries",
        "gap_yuan",
        "fiscal_cover",
        "urgency",
        "evidence",
        "contact",
    )
    assert understood.warnings == ()


def test_traditional_and_full_width_writing_reads_the_same(gazetteer: Gazetteer) -> None:
    text = "雲南省普洱市瀾滄縣木戛鄉中心小學需要２００套冬衣，預算５萬元，１１月底前送到"
    plain, other = understand(EXAMPLE, gazetteer, TODAY), understand(text, gazetteer, TODAY)
    assert other.need.place == plain.need.place
    assert other.need.items == plain.need.items
    assert other.need.budget_yuan == plain.need.budget_yuan
    start, end = other.spans["budget_yuan"]
    assert text[start:end] == "５萬元"


def test_a_long_notice_fills_every_field_it_states(gazetteer: Gazetteer) -> None:
    text = (
        "关于请求解决饮水困难的报告：江西省于都县罗坳镇大桥村共有210户、860人，多为留守老人，"
        "现有水井水量不足，村民饮水困难。计划新建蓄水池2座，项目总投资80万元，已筹资30万元，"
        "尚缺50万元，未纳入财政预算，情况紧急，请在年底前解决。"
    )
    understood = understand(text, gazetteer, TODAY)
    need = understood.need
    assert need.title == "于都县罗坳镇大桥村：2座蓄水池"
    assert need.category is Category.INFRASTRUCTURE
    assert need.beneficiaries == Beneficiaries(860, 210, "留守老人")
    assert (need.budget_yuan, need.gap_yuan) == (Decimal(800_000), Decimal(500_000))
    assert (need.fiscal_cover, need.urgency) == (FiscalCover.NONE, Urgency.URGENT)
    assert need.deadline_date == date(2026, 12, 31)
    assert understood.missing == ("evidence", "contact")


def test_doubts_are_said(gazetteer: Gazetteer) -> None:
    understood = understand("韩城镇小学需3-5万元，2月30日前到位", gazetteer, TODAY)
    assert len(understood.warnings) == 3
    assert {place.county for place in understood.places} == {"路北区", "宜阳县"}
    assert "deadline" in understood.missing
    assert "place" in understood.missing
    inferred = understand("都龙镇缺路灯", gazetteer, TODAY)
    assert inferred.warnings == ("马关县是由“都龙镇”推断的，请核对。",)


def test_telephone_numbers_do_not_reach_the_description(gazetteer: Gazetteer) -> None:
    understood = understand("马关县缺路灯，联系13812345678", gazetteer, TODAY)
    assert "13812345678" not in understood.need.description


def test_everything_is_missing_in_an_empty_need() -> None:
    assert missing(Need(title="")) == tuple(FIELDS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "😀🎉👍",
        "'; DROP TABLE needs; --",
        "<script>alert(1)</script>马关县需要路灯",
        "\u200b\ufeff\x00",
        "Ｈｅｌｌｏ　ｗｏｒｌｄ",
        "。" * 300,
        "需要" * 400,
        "0" * 400,
        "一" * 400,
    ],
)
def test_strange_messages_are_survived(gazetteer: Gazetteer, text: str) -> None:
    understood = understand(text, gazetteer, TODAY)
    for start, end in understood.spans.values():
        assert 0 <= start < end <= len(text)


def test_five_thousand_characters_are_read_in_time(gazetteer: Gazetteer) -> None:
    text = (EXAMPLE + "。我县乡镇村的村民有3000人，缺水、缺电、缺路。") * 80
    understand(EXAMPLE, gazetteer, TODAY)
    began = perf_counter()
    understood = understand(text[:5000], gazetteer, TODAY)
    assert perf_counter() - began < 10
    assert understood.need.place.county == "澜沧拉祜族自治县"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_it(gazetteer: Gazetteer, text: str) -> None:
    understood = understand(text, gazetteer, TODAY)
    for start, end in understood.spans.values():
        assert 0 <= start < end <= len(text)
    assert set(understood.missing) <= set(FIELDS)


def test_titles_name_each_place_once() -> None:
    place = Place("云南省", "文山壮族苗族自治州", "马关县", "都龙镇", "都龙镇中心小学")
    items = tuple(Item(name) for name in ("书", "笔", "尺", "本"))
    assert compose_title(place, items, None) == "马关县都龙镇中心小学：书、笔、尺等"
    assert compose_title(Place(), (), Category.HEALTH) == "医疗卫生需求"
    assert compose_title(Place(county="马关县", site="马关县医院"), (), None) == "马关县医院：需求"
    assert compose_title(Place(), (Item("棉衣", Decimal(5)),), None) == "棉衣（5）"
    assert [short_name(n) for n in ("大理白族自治州", "新疆维吾尔自治区", "马关县")] == [
        "大理州",
        "新疆",
        "马关县",
    ]
