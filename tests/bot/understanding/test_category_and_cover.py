"""Category by evidence, fiscal cover and urgency."""

import pytest

from api.domain.category import Category
from api.domain.need import FiscalCover, Urgency
from bot.understanding.category import Categories, find_category, read_category
from bot.understanding.cover import find_cover, find_urgency, read_cover, read_urgency


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("小学缺图书和课桌", Category.EDUCATION),
        ("乡卫生院急需救护车", Category.HEALTH),
        ("敬老院屋顶漏雨，五保老人无处住", Category.ELDERLY),
        ("特殊教育学校需要助听器", Category.DISABILITY),
        ("征集留守儿童微心愿", Category.CHILDREN),
        ("香菇滞销，希望对接收购商", Category.LIVELIHOOD),
        ("村道泥泞，希望硬化", Category.INFRASTRUCTURE),
        ("学校没有水井，学生饮水靠打水，希望打深水井", Category.INFRASTRUCTURE),
        ("三户危房需要改造，房子快塌了", Category.HOUSING),
        ("地震后灾民缺帐篷", Category.EMERGENCY),
        ("想建一间文化室和农家书屋", Category.CULTURE),
    ],
)
def test_the_words_of_a_report_are_its_evidence(text: str, category: Category) -> None:
    found = find_category(text)
    assert found is not None
    assert found.value.first is category


def test_a_second_category_needs_weight_of_its_own() -> None:
    found = find_category("敬老院要治病的老人多，卫生室却没有医生，也没有救护车")
    assert found is not None
    assert found.value == Categories(Category.HEALTH, Category.ELDERLY)
    found = find_category("小学教室里的学生缺课桌")
    assert found is not None
    assert found.value.second is None


def test_no_evidence_is_no_category() -> None:
    assert find_category("你好") is None
    assert find_category("残疾军人") is None


@pytest.mark.parametrize(
    ("answer", "category"),
    [
        ("教育", Category.EDUCATION),
        ("infrastructure", Category.INFRASTRUCTURE),
        ("饮水", Category.INFRASTRUCTURE),
        ("产业", Category.LIVELIHOOD),
        ("修路", Category.INFRASTRUCTURE),
        ("其他", Category.OTHER),
        ("不知道", None),
    ],
)
def test_a_short_answer_names_a_category(answer: str, category: Category | None) -> None:
    assert read_category(answer) is category


@pytest.mark.parametrize(
    ("text", "cover"),
    [
        ("财政资金未覆盖", FiscalCover.NONE),
        ("没有项目及资金，路灯难以安装", FiscalCover.NONE),
        ("镇政府由于资金十分困难，无力修建", FiscalCover.NONE),
        ("未纳入财政预算", FiscalCover.NONE),
        ("财政补助只够一部分", FiscalCover.PARTIAL),
        ("补助资金4.5万元，远远不够", FiscalCover.PARTIAL),
        ("县财政资金已全额安排", FiscalCover.FULL),
        ("已纳入预算", FiscalCover.FULL),
        ("村民出行难", None),
    ],
)
def test_fiscal_cover(text: str, cover: FiscalCover | None) -> None:
    found = find_cover(text)
    assert (found.value if found else None) is cover


@pytest.mark.parametrize(
    ("answer", "cover"),
    [
        ("没有", FiscalCover.NONE),
        ("未覆盖", FiscalCover.NONE),
        ("一部分", FiscalCover.PARTIAL),
        ("部分覆盖", FiscalCover.PARTIAL),
        ("已覆盖", FiscalCover.FULL),
        ("有", FiscalCover.FULL),
        ("香蕉", None),
        ("应该没有吧", FiscalCover.NONE),
        ("嗯没有", FiscalCover.NONE),
        ("没有纳入预算", FiscalCover.NONE),
        ("财政给了一点点", FiscalCover.PARTIAL),
        ("都覆盖了", FiscalCover.FULL),
        ("不知道啊", None),
        ("没听说", None),
        ("什么叫财政覆盖", None),
    ],
)
def test_a_short_answer_on_cover(answer: str, cover: FiscalCover | None) -> None:
    assert read_cover(answer) is cover


@pytest.mark.parametrize(
    ("answer", "urgency"),
    [
        ("很急", Urgency.URGENT),
        ("急", Urgency.URGENT),
        ("急需", Urgency.URGENT),
        ("不急", Urgency.NORMAL),
        ("一般", Urgency.NORMAL),
        ("正常", Urgency.NORMAL),
        ("不太着急", Urgency.NORMAL),
        ("还行吧", Urgency.NORMAL),
        ("越快越好", Urgency.URGENT),
        ("突发困难", Urgency.SUDDEN),
        ("发大水受灾了", Urgency.SUDDEN),
        ("香蕉", None),
    ],
)
def test_a_short_answer_on_urgency(answer: str, urgency: Urgency | None) -> None:
    assert read_urgency(answer) is urgency


def test_a_disaster_makes_a_need_sudden_and_pressing_words_make_it_urgent() -> None:
    sudden, pressing = find_urgency("地震后急需帐篷"), find_urgency("请尽快解决")
    assert sudden is not None
    assert pressing is not None
    assert (sudden.value, pressing.value) == (Urgency.SUDDEN, Urgency.URGENT)
    assert find_urgency("需要课桌") is None
