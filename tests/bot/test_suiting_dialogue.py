"""有哪些需求适合我们: published needs put before an organisation, on a real ledger."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from api.domain.category import Category
from api.domain.place import Place
from api.market.search import MarketSearch
from api.store.database import Database
from api.tables.tickets import tickets
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import NEED, ledger_of, reported
from tests.bot.test_on_a_database import DatabaseChat
from tests.bot.test_organisations_dialogue import database_of, registered
from tests.fakes import FixedClock

FAR = Place("青海省", "果洛藏族自治州", "达日县", "满掌乡", None, "632624", 2023)


@pytest.fixture
def chat(sqlite_database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    world = ledger_of(sqlite_database, tmp_path / "reporters")
    needs = (
        NEED,
        replace(NEED, title="中心小学需要图书", items=()),
        replace(NEED, title="卫生院需要设备", category=Category.HEALTH, place=FAR),
        replace(NEED, title="没有公开的需求"),
    )
    for number, need in enumerate(needs):
        reported(world, sqlite_database, need, key=str(number), update=str(number))
    with sqlite_database.begin() as unit:
        unit.connection.execute(
            update(tickets).where(tickets.c.number < 1004).values(status="published")
        )
    return DatabaseChat(gazetteer, database=sqlite_database, folder=tmp_path)


def test_a_member_sees_what_suits_the_organisation(chat: DatabaseChat, clock: FixedClock) -> None:
    registered(chat)
    chat.say("有哪些需求适合我们？")
    (text,) = chat.texts
    assert text.startswith("适合“上海市儿童基金会”的需求")
    assert "1001" in text
    assert "1002" in text
    assert "1003" not in text  # another category and another place
    assert "1004" not in text  # not published
    assert "合适的地方：类别一致、在服务地区。" in text
    assert "中心小学" not in text.replace("（不公开）", "")  # as everybody sees it
    assert {"看 1001", "看 1002"} <= {choice.label for choice in chat.turn.choices}
    chat.say("我的机构")
    chat.tap("适合的需求")
    assert chat.texts == [text]


@pytest.mark.parametrize("text", ["有哪些需求适合我们", "适合的需求"])
def test_after_a_search_a_member_still_sees_what_suits(chat: DatabaseChat, text: str) -> None:
    chat.market = MarketSearch(database_of(chat), chat.gazetteer)
    registered(chat)
    chat.say("找需求")
    chat.say(text)
    assert chat.texts[0].startswith("适合“上海市儿童基金会”的需求")


def test_an_organisation_nothing_suits_is_told_how_to_widen(chat: DatabaseChat) -> None:
    registered(chat)
    with database_of(chat).begin() as unit:
        unit.connection.execute(update(tickets).values(status="closed"))
    chat.say("推荐一些需求")
    assert "没有类别和地区都适合" in chat.texts[0]
    assert "修改资料" in chat.texts[0]


def test_anybody_may_ask_with_a_field_and_a_place(chat: DatabaseChat) -> None:
    chat.say("哪些需求适合我们")
    assert "请连同领域或地区再问一次" in chat.texts[0]
    chat.say("青海哪些医疗需求适合我们")
    assert chat.texts[0].startswith("按“医疗卫生、青海省”找到的需求")
    assert "1003" in chat.texts[0]
    assert "1001" not in chat.texts[0]
    assert "不足" not in chat.texts[0]  # of what they offer too little is known
    chat.say("西藏哪些养老需求适合我们")
    assert "没有符合“养老助老、西藏自治区”的" in chat.texts[0]


def test_what_suits_is_told_in_english_too(chat: DatabaseChat) -> None:
    chat.say("English")
    chat.say("云南哪些助学需求适合我们")
    assert chat.texts[0].startswith("Needs found for")
    assert "For it: the same field" in chat.texts[0]


def test_another_organisations_button_is_refused(chat: DatabaseChat) -> None:
    key = registered(chat)
    stranger = chat.beside("telegram")
    stranger.press(f"d:suits:{key}")
    assert "不是这家机构的成员" in stranger.texts[0]
