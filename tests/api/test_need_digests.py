"""What is new for subscribers is told in the morning, once a day, whatever happens meanwhile."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from api.domain.ticket import TicketStatus
from api.market.search import MarketSearch
from api.need_digests import NeedDigests
from api.store.database import Database
from api.store.people import person_of_chat
from api.store.subscriptions import SqlSubscriptions
from api.tables.delivery import notices
from bot.dialogue.turn_json import turn_json
from bot.entrances import Entrances
from bot.market.digest import digest_turn
from tests.api.market.made_needs import changed, need, published
from tests.desk_fakes import gazetteer
from tests.fakes import FixedClock

EVENING = datetime(2026, 9, 1, 12, tzinfo=UTC)  # 20:00 in Shanghai
MORNING = datetime(2026, 9, 2, 0, 30, tzinfo=UTC)  # 8:30 in Shanghai
YUNNAN = "category=education&place=53"
S = TicketStatus


@dataclass
class World:
    database: Database
    clock: FixedClock
    market: MarketSearch
    digests: NeedDigests

    def subscribe(self, chat: str, *queries: str) -> None:
        with self.database.begin() as unit:
            person = person_of_chat(unit, "telegram", chat)
            for query in queries:
                SqlSubscriptions(unit, person).add(query, query or "全部需求")

    def publish(self, code: str, things: str, count: int = 1) -> tuple[int, ...]:
        one = need(gazetteer(), code, "education", things, 48_000, site="木戛小学")
        return published(self.database, *[one] * count)

    def told(self) -> list[dict[str, Any]]:
        with self.database.read() as unit:
            rows = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id))
            return list(rows.scalars())


@pytest.fixture
def world(database: Database, clock: FixedClock) -> World:
    clock.at = EVENING
    hours = iter(range(0, 10**9, 3600))
    market = MarketSearch(database, gazetteer(), lambda: next(hours))
    doors = Entrances(pages="https://shanhai.example")
    word = NeedDigests(
        database, market, lambda new: turn_json(digest_turn(new.needs, new.queries, doors))
    )
    return World(database, clock, market, word)


def test_new_needs_are_told_in_the_morning_and_once_a_day(world: World) -> None:
    world.publish("530828", "旧衣")  # there before they subscribed
    world.clock.forward(minutes=5)
    world.subscribe("a", YUNNAN)
    world.clock.forward(minutes=5)
    world.publish("530828", "冬衣")
    world.publish("520324", "图书")
    assert world.digests() == 0  # it is evening
    world.clock.at = MORNING
    assert world.digests() == 1
    assert world.digests() == 0
    (turn,) = world.told()
    text = turn["messages"][0]["text"]
    assert "有 1 条新公布的需求" in text
    assert "1002 · 澜沧拉祜族自治县：冬衣 · 还差4.8万元" in text
    assert f"https://shanhai.example/needs?{YUNNAN}" in text
    assert "木戛小学" not in text
    assert [one["label"] for one in turn["choices"]] == ["需求 1002", "我的订阅", "停止订阅"]
    world.publish("530828", "课桌")
    world.clock.forward(hours=1)
    assert world.digests() == 0  # the day is done; it is told tomorrow
    world.clock.forward(hours=23)
    assert world.digests() == 1
    assert "课桌" in world.told()[-1]["messages"][0]["text"]


def test_at_most_five_are_named_and_nothing_twice(world: World) -> None:
    world.subscribe("a", YUNNAN, "")
    world.clock.forward(minutes=5)
    world.publish("530828", "冬衣", 7)
    world.clock.at = MORNING
    assert world.digests() == 1
    text = world.told()[0]["messages"][0]["text"]
    assert "有 7 条新公布的需求" in text
    assert text.count(" · 澜沧") == 5
    assert text.endswith("https://shanhai.example/needs")


def test_nothing_new_is_no_message_and_what_was_taken_back_is_not_told(world: World) -> None:
    world.subscribe("a", YUNNAN)
    world.subscribe("b", "place=62")
    world.clock.forward(minutes=5)
    (number,) = world.publish("530828", "冬衣")
    changed(world.database, number, to=S.WITHDRAWN)
    world.clock.at = MORNING
    assert world.digests() == 0
    assert world.told() == []


def test_who_stopped_is_told_nothing(world: World) -> None:
    world.subscribe("a", YUNNAN)
    world.clock.forward(minutes=5)
    world.publish("530828", "冬衣")
    with world.database.begin() as unit:
        assert SqlSubscriptions(unit, person_of_chat(unit, "telegram", "a")).stop_all() == 1
    world.clock.at = MORNING
    assert world.digests() == 0


def test_a_crash_before_the_end_loses_nothing_and_repeats_nothing(world: World) -> None:
    world.subscribe("a", YUNNAN)
    world.clock.forward(minutes=5)
    world.publish("530828", "冬衣")
    world.clock.at = MORNING

    def fails(_: object) -> dict[str, Any]:
        raise OSError("the power is gone")

    with pytest.raises(OSError, match="power"):
        NeedDigests(world.database, world.market, fails)()
    assert world.told() == []
    assert world.digests() == 1
    assert len(world.told()) == 1


def test_a_service_that_was_down_all_morning_tells_the_next_day(world: World) -> None:
    world.subscribe("a", YUNNAN)
    world.clock.forward(minutes=5)
    world.publish("530828", "冬衣")
    world.clock.at = MORNING
    world.clock.forward(hours=4)
    assert world.digests() == 0
    world.clock.forward(hours=20)
    assert world.digests() == 1
