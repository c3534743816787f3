"""Subscriptions in the chat: made by a sentence or after a search, listed, and stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.domain.subscription import MOST
from api.market.search import MarketSearch
from api.store.database import Database
from knowledge.places.gazetteer import Gazetteer
from tests import databases
from tests.api.market.made_needs import need, published
from tests.bot.test_on_a_database import DatabaseChat
from tests.fakes import FixedClock
from tests.transcripts import Chat


@pytest.fixture(scope="module")
def market(
    gazetteer: Gazetteer, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MarketSearch]:
    url = databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("market"))
    database = Database(url, FixedClock())
    published(database, need(gazetteer, "530828", "education", "冬衣", 48_000))
    yield MarketSearch(database, gazetteer)
    database.close()


@pytest.fixture
def donor(gazetteer: Gazetteer, market: MarketSearch) -> Chat:
    return Chat(gazetteer, market=market)


def test_a_sentence_subscribes_once_and_is_listed_and_stopped(donor: Chat) -> None:
    donor.follow(
        """
        > 订阅 云南 助学 5万以内
        < 已订阅：云南省、教育、5万元以内。有新公布的，每天上午最多发一条给您。
        > 我要订阅云南5万以内的助学需求
        < 这一项已经订阅了：云南省、教育、5万元以内。
        > 訂閱：甘肃的医疗
        < 已订阅：甘肃省、医疗卫生。有新公布的，每天上午最多发一条给您。
        > 我的订阅
        < 您订阅了 2 项，每天上午最多发一条：
        = [停止第 1 项] [停止第 2 项] [停止订阅]
        > [停止第 1 项]
        < 已停止：云南省、教育、5万元以内。
        = [我的订阅]
        > 停止订阅
        < 已停止全部 1 项订阅，不再发新需求给您。想恢复，再订阅就行。
        > 退订
        < 现在没有订阅。
        """
    )


def test_what_was_found_is_subscribed_to_by_a_button_or_by_its_words(donor: Chat) -> None:
    donor.say("云南的助学需求")
    donor.tap("订阅这些")
    assert donor.texts[0].startswith("已订阅：云南省、教育。")
    donor.say("贵州的助学需求")
    assert "没有找到" in donor.texts[0]
    donor.say("订阅这些")
    assert donor.texts[0].startswith("已订阅：贵州省、教育。")
    donor.say("停止第2项")
    assert donor.texts[0] == "已停止：贵州省、教育。"
    donor.say("停止第9项")
    assert "您订阅了 1 项" in donor.texts[0]


def test_a_subscription_to_nothing_is_asked_what_for(donor: Chat) -> None:
    for text in ("订阅", "我要订阅", "订阅 。。"):
        donor.say(text)
        assert "想订阅什么样的需求" in donor.texts[0]
    donor.say("订阅全部")
    assert donor.texts[0].startswith("已订阅：全部需求。")


def test_more_than_ten_are_refused_with_the_way_on(donor: Chat) -> None:
    for number in range(MOST):
        donor.say(f"订阅 云南 {number + 1}万以内")
    donor.say("订阅 四川")
    assert "最多同时订阅 10 项" in donor.texts[0]
    donor.tap("我的订阅")
    assert "您订阅了 10 项" in donor.texts[0]


def test_a_button_of_somebody_else_or_of_before_stops_nothing(donor: Chat) -> None:
    donor.say("订阅 云南")
    donor.tap("我的订阅")
    code = donor.code("停止第 1 项")
    other = donor.another("wang")
    other.say("订阅 四川")
    other.press(code)
    assert "四川省" in other.texts[0]
    donor.press(code)
    donor.press(code)
    assert "现在没有订阅" in donor.texts[0]


def test_a_report_goes_on_where_it_was_after_a_subscription(donor: Chat) -> None:
    donor.say("上报需求")
    donor.say("同意")
    asked = donor.turn.asks
    donor.say("订阅 云南 助学")
    assert "已订阅" in donor.texts[0]
    assert donor.turn.asks == asked


def test_subscriptions_follow_a_person_to_another_channel(
    database: Database, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    web = DatabaseChat(gazetteer, database=database, folder=tmp_path)
    web.say("订阅 云南 助学")
    web.say("订阅 云南 助学")
    assert "已经订阅" in web.texts[0]
    phone = web.beside("telegram")
    phone.say("订阅 四川")
    web.say("换渠道")
    code = next(word for word in "".join(web.texts).split() if word.isdigit() and len(word) == 6)
    phone.say(f"绑定 {code}")
    phone.say("我的订阅")
    assert "您订阅了 2 项" in phone.texts[0]
    phone.say("停止订阅")
    assert "已停止全部 2 项" in phone.texts[0]


def test_an_opinion_on_a_need_goes_to_staff(donor: Chat) -> None:
    donor.follow(
        """
        > 意见 1001：这所学校去年已经发过冬衣，请核实
        < 您的意见已交给工作人员，编号 1。有回复会发到这里。
        > 意见1001
        < 对需求 1001（澜沧拉祜族自治县：冬衣）有什么意见？写在后面，比如“意见 1001：数量不对”。
        > 我对需求1001有不同意见：价格太高
        < 您的意见已交给工作人员，编号 2。有回复会发到这里。
        > 意见 4711：没有这条
        < 没有找到公开的需求 4711
        """
    )
    (_, first), (_, second) = donor.ledger.shelf.questions
    assert (
        first
        == "对公开的需求 1001（澜沧拉祜族自治县：冬衣）的意见：这所学校去年已经发过冬衣，请核实"
    )
    assert second.endswith("的意见：价格太高")


@pytest.mark.parametrize("text", ["需求 1001", "Need 1001"])
def test_the_buttons_of_a_digest_can_be_typed(donor: Chat, text: str) -> None:
    donor.say(text)
    assert "澜沧拉祜族自治县：冬衣" in donor.texts[0]
    assert "还差" in donor.texts[0]
