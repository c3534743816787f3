"""Offers in the chat, on a real ledger: registered, changed, withdrawn, and never another's."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from api.domain.category import Category
from api.domain.organisation import Area, Offer, OfferKind
from api.domain.organisation_profile import OrganisationState
from api.store import offers, organisations
from api.store.database import Database
from api.tables.organisations import organisations as rows
from knowledge.places.gazetteer import Gazetteer
from tests.bot.test_on_a_database import DatabaseChat
from tests.bot.test_organisations_dialogue import NAME, database_of, registered
from tests.fakes import FixedClock


@pytest.fixture
def chat(sqlite_database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    return DatabaseChat(gazetteer, database=sqlite_database, folder=tmp_path)


@pytest.fixture
def owner(chat: DatabaseChat) -> DatabaseChat:
    """Somebody who acts for an organisation."""
    registered(chat)
    return chat


GOODS = ("物资", "冬衣、棉被", "教育、助残", "云南省", "每年200套", "长期", "跳过")


def stored(chat: DatabaseChat) -> tuple[Offer, ...]:
    with database_of(chat).read() as unit:
        return offers.all_offers(unit)


def offered(chat: DatabaseChat, *answers: str) -> DatabaseChat:
    """An offer of goods, its answers given in order, submitted."""
    chat.say("登记资源")
    for text in answers or (
        "物资",
        "冬衣、棉被",
        "教育、助残",
        "云南省",
        "每年200套",
        "长期",
        "跳过",
    ):
        chat.say(text)
    assert chat.turn.asks == "confirm", chat.texts
    chat.tap("提交")
    return chat


def test_goods_are_offered_and_take_part_in_the_matching(owner: DatabaseChat) -> None:
    owner.say("登记资源")
    assert f"给“{NAME}”登记一项资源" in owner.texts[0]
    owner.tap("物资")
    owner.say("冬衣、儿童读物")
    owner.tap("教育")
    owner.tap("完成")
    owner.say("云南省普洱市、文山州")
    owner.say("每年200套")
    owner.say("2026年12月31日前")
    owner.say("只给乡镇小学")
    owner.tap("提交")
    assert "从现在起参与需求匹配" in owner.texts[0]
    (offer,) = stored(owner)
    assert (offer.kind, offer.title, offer.services) == (
        OfferKind.GOODS,
        "冬衣、儿童读物",
        ("冬衣", "儿童读物"),
    )
    assert offer.categories == (Category.EDUCATION,)
    assert offer.areas[0] == Area("云南省", "普洱市")
    assert (offer.quantity, offer.ends) == ("每年200套", date(2026, 12, 31))
    assert offer.conditions == "只给乡镇小学"
    with database_of(owner).read() as unit:
        assert offers.change(unit) == 1
    owner.tap("我的资源")
    assert f"1. 冬衣、儿童读物（{NAME}）" in owner.texts[0]


@pytest.mark.parametrize(
    ("answers", "text", "said"),
    [
        ((), "随便", "服务"),
        (("物资",), "衣" * 61, "不超过 60 字"),
        (("资金", "助学金", "教育、助残", "全国"), "很多", "金额"),
        (("资金", "助学金", "教育、助残", "全国"), "500亿元", "不超过 10 亿元"),
        (("物资", "冬衣", "教育、助残", "全国", "每年" * 101), "", "最多写 200 字"),
        (("物资", "冬衣", "教育、助残", "全国", "200套"), "2020年1月1日", "已经过去"),
        (("物资", "冬衣", "教育、助残", "全国", "200套"), "看情况再说", "日期"),
    ],
)
def test_what_cannot_be_offered_is_refused_with_what_to_write(
    owner: DatabaseChat, answers: tuple[str, ...], text: str, said: str
) -> None:
    owner.say("登记资源")
    for answer in answers:
        owner.say(answer)
    asks = owner.turn.asks
    if text:
        owner.say(text)
    assert any(said in one for one in owner.texts), owner.texts
    assert owner.turn.asks == asks
    assert stored(owner) == ()


def test_money_is_offered_up_to_a_sum(owner: DatabaseChat) -> None:
    offered(owner, "资金", "助学金", "教育、助残", "全国", "单个项目最多20万元", "跳过", "跳过")
    (offer,) = stored(owner)
    assert (offer.kind, str(offer.most_yuan), offer.areas) == (OfferKind.MONEY, "200000", ())


def test_an_offer_is_changed_and_withdrawn_by_its_number(owner: DatabaseChat) -> None:
    offered(owner)
    owner.say("修改资源1")
    owner.say("数量改成每年300套")
    owner.tap("提交")
    (offer,) = stored(owner)
    assert offer.quantity == "每年300套"
    owner.say("查看资源1")
    assert "每年300套" in owner.texts[0]
    owner.tap("撤下资源")
    owner.say("确定撤下")
    assert "“冬衣、棉被”已撤下。" in owner.texts[0]
    assert stored(owner) == ()
    owner.say("修改资源1")
    assert "还没有登记资源" in owner.texts[0]
    with database_of(owner).read() as unit:
        told = organisations.history_of(unit, offer.organisation.key)
        acts = [(one.act.value, one.note) for one in told]
        assert acts[1:] == [("offered", "冬衣、棉被")] * 2 + [("withdrawn", "冬衣、棉被")]


def test_nobody_changes_the_offer_of_another_organisation(
    owner: DatabaseChat,
) -> None:
    offered(owner)
    (offer,) = stored(owner)
    other = owner.beside("telegram")
    for verb in ("offerone", "offeredit", "offergone", "offerdrop"):
        other.press(f"d:{verb}:{offer.key}")
        assert "不在您的机构名下" in other.texts[0]
    other.press(f"d:offernew:{offer.organisation.key}")
    assert "不是这家机构的成员" in other.texts[0]
    assert stored(owner) == (offer,)
    other.say("登记资源")
    assert "还没有登记机构" in other.texts[0]


def test_a_suspended_organisation_offers_nothing(owner: DatabaseChat) -> None:
    offered(owner)
    with database_of(owner).begin() as unit:
        unit.connection.execute(update(rows).values(state=OrganisationState.SUSPENDED))
    assert stored(owner) == ()
    owner.say("修改资源1")
    owner.tap("提交")
    assert "已被暂停" in owner.texts[0]


def test_an_offer_that_has_ended_is_proposed_no_more(
    owner: DatabaseChat, clock: FixedClock
) -> None:
    offered(owner, "物资", "冬衣", "教育、助残", "全国", "200套", "2026年9月3日", "跳过")
    assert not offers.note_ended(database_of(owner))
    clock.forward(days=3)
    assert stored(owner) == ()
    assert offers.note_ended(database_of(owner))
    assert not offers.note_ended(database_of(owner))
    owner.say("我的资源")
    assert "（已到期）" in owner.texts[0]
