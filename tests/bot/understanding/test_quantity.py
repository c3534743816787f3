"""What is lacking: things, quantities and units, from sentences, lists and states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.need_json import number_json
from bot.understanding.lists import read_items
from bot.understanding.quantity import find_items
from knowledge.normalise import normalise

Row = tuple[str, int | float | None, str | None]


def rows(text: str) -> list[Row]:
    items = [found.value for found in find_items(normalise(text).text)]
    return [(item.name, number_json(item.quantity), item.unit) for item in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("需要200套冬衣，预算5万元，11月底前送到", [("冬衣", 200, "套")]),
        ("至少需要安装50盏路灯", [("路灯", 50, "盏")]),
        (
            "希望购买50盏太阳能路灯和2台饮水机",
            [("太阳能路灯", 50, "盏"), ("饮水机", 2, "台")],
        ),
        ("急需大米100袋，食用油50桶", [("大米", 100, "袋"), ("食用油", 50, "桶")]),
        (
            "缺铅笔、尺子、彩色水笔和课外书",
            [(n, None, None) for n in ("铅笔", "尺子", "彩色水笔", "课外书")],
        ),
        (
            "灾区需要大量棉衣、棉被等御寒物资",
            [("棉衣", None, None), ("棉被", None, None)],
        ),
        ("镇里小学要200张课桌椅", [("课桌椅", 200, "张")]),
        ("想修2公里村道", [("村道", 2000, "米")]),
        ("急需新修一条道路，全长3500米，宽7米", [("道路", 3500, "米")]),
        ("请求建设村民活动中心，建筑面积200平方米", [("村民活动中心", 200, "平方米")]),
        ("孩子们缺乏书桌，需要小书桌40张", [("小书桌", 40, "张")]),
        ("60名学生需要棉衣", [("棉衣", 60, None)]),
        ("计划打一口约100米的深水井", [("深水井", 1, "口")]),
        ("计划建养老服务中心", [("养老服务中心", None, None)]),
        ("希望建一水池", [("水池", 1, None)]),
        ("有的想要一个书包", [("书包", None, "个")]),
        ("学校没有电脑，教室里没有安装电扇", [("电脑", None, None), ("电扇", None, None)]),
        ("村里的公用水井损坏一年多了", [("公用水井维修", None, None)]),
        ("道路坑坑洼洼，下雨难行", [("道路硬化", None, None)]),
        ("村民要求改进村庄道路，路面泥泞", [("道路硬化", None, None)]),
        ("村里五百多人饮水困难", [("饮用水", None, None)]),
        ("合作社近300只成年鸭没了销路", [("成年鸭", 300, "只")]),
        ("蜜桔滞销", [("蜜桔销路", None, None)]),
        ("全校教室里没有取暖设备", [("取暖设备", None, None)]),
        ("宿舍取暖条件差", [("取暖设施", None, None)]),
        ("附近的村已经安装了太阳能路灯", []),
        ("学校有学生200人，老师12人", []),
        ("缺少资金，需要支持", []),
        ("", []),
    ],
)
def test_items_of_a_sentence(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("200套冬衣", [("冬衣", 200, "套")]),
        ("冬衣200套、棉鞋50双", [("冬衣", 200, "套"), ("棉鞋", 50, "双")]),
        ("书包", [("书包", None, None)]),
        ("羽毛球拍", [("羽毛球拍", None, None)]),
        ("每套226元共118套冬衣", [("冬衣", 118, "套")]),
        ("冬衣，身高120到150厘米，200套", [("冬衣", 200, "套")]),
        ("冬衣（身高120-150厘米）200套", [("冬衣", 200, "套")]),
        ("水泵2台（功率3千瓦）", [("水泵", 2, "台")]),
        ("需要冬衣，大概200套", [("冬衣", 200, "套")]),
        ("冬衣，棉被，50床左右", [("冬衣", None, None), ("棉被", 50, "床")]),
        ("冬衣，棉被，各50套", [("冬衣", 50, "套"), ("棉被", 50, "套")]),
        ("冬衣200", [("冬衣", 200, None)]),
        ("200套", []),
        ("棉衣 棉鞋 手套 各120", [("棉衣", 120, None), ("棉鞋", 120, None), ("手套", 120, None)]),
        ("冬衣、棉被各100套", [("冬衣", 100, "套"), ("棉被", 100, "套")]),
        ("每人一套冬衣，共120套", [("冬衣", 120, "套")]),
        ("每人一套冬衣", [("冬衣", None, None)]),
        ("冬衣🧥200套", [("冬衣", 200, "套")]),
        ("1.冬衣200套 2.棉被50床", [("冬衣", 200, "套"), ("棉被", 50, "床")]),
        ("篮球10个足球5个", [("篮球", 10, "个"), ("足球", 5, "个")]),
        ("50床被子100个枕头", [("被子", 50, "床"), ("枕头", 100, "个")]),
        ("床，被子，针线盒", [("床", None, None), ("被子", None, None), ("针线盒", None, None)]),
        ("康复师一名每周半天", [("康复师", 1, "名")]),
        ("心理辅导服务，每月两次", [("心理辅导服务", None, None)]),
        ("想把村口的桥修一下", [("村口桥维修", None, None)]),
        ("电脑室的电脑坏了，要换20台", [("电脑", 20, "台")]),
        ("棉衣各若干", [("棉衣", None, None)]),
        ("家里穷，没有钱", []),
        ("1", []),
        ("，", []),
    ],
)
def test_items_of_a_short_answer(answer: str, expected: list[Row]) -> None:
    items = read_items(normalise(answer).text)
    assert [(item.name, number_json(item.quantity), item.unit) for item in items] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("需求：冬衣200套。棉被50床。人数：120名", [("冬衣", 200, "套"), ("棉被", 50, "床")]),
        ("现需以下物资：棉衣120套；棉鞋120双。", [("棉衣", 120, "套"), ("棉鞋", 120, "双")]),
        ("所需物资：棉被、书包", [("棉被", None, None), ("书包", None, None)]),
        ("每个人一套想要一百二十套冬衣，大概三万块钱", [("冬衣", 120, "套")]),
    ],
)
def test_a_label_opens_a_list(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@given(st.integers(1, 99_999), st.sampled_from(["套冬衣", "台电脑", "张课桌", "床棉被"]))
def test_any_quantity_comes_back(quantity: int, what: str) -> None:
    assert rows(f"我们需要{quantity}{what}。") == [(what[1:], quantity, what[0])]


@given(st.text(alphabet="需要缺安装200五套台、，。和的路灯电脑冬衣等(一口井)建修每", max_size=60))
def test_no_mixture_breaks_the_reading(text: str) -> None:
    for found in find_items(text):
        assert found.value.name
        assert 0 <= found.start <= found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "需要 心电图机1台 多功能监护仪2台",
            [("心电图机", 1, "台"), ("多功能监护仪", 2, "台")],
        ),
        ("望配备血压计3台、药柜2个", [("血压计", 3, "台"), ("药柜", 2, "个")]),
        ("没有一处像样的活动场地", [("活动场地", None, "处")]),
        ("向社会募集棉鞋600双、护手霜300支", [("棉鞋", 600, "双"), ("护手霜", 300, "支")]),
        ("没有音乐老师和美术老师", [("音乐老师", None, None), ("美术老师", None, None)]),
        ("1200亩土豆丰收，约有80万斤土豆滞销", [("土豆", 800_000, "斤")]),
    ],
)
def test_lists_of_many_kinds(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected
