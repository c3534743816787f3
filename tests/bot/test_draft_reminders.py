"""Drafts in the database: kept, reminded of once, gone on the day that was named, moved along."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from api.domain.draft_limits import GONE_AFTER, NOTICE, REMIND_AFTER
from api.draft_reminders import DraftReminders
from api.store.database import Database
from api.tables.delivery import notices
from bot.dialogue.turn_json import turn_json
from bot.drafts import reminder
from knowledge.places.gazetteer import Gazetteer
from tests.bot.test_on_a_database import DatabaseChat
from tests.fakes import FixedClock


@pytest.fixture
def stored(database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    """A person who has set one report aside."""
    chat = DatabaseChat(gazetteer, database=database, folder=tmp_path)
    chat.say("澜沧县木戛乡中心小学需要200套冬衣")
    chat.say("同意")
    chat.say("暂存")
    return chat


@pytest.fixture
def remind(database: Database) -> DraftReminders:
    return DraftReminders(database, lambda *told: turn_json(reminder(*told)))


def told(database: Database) -> list[str]:
    with database.read() as unit:
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        return [turn["messages"][0]["text"] for turn in turns]


def after(clock: FixedClock, by: timedelta) -> None:
    clock.forward(seconds=by.total_seconds())


def test_an_untouched_draft_is_reminded_of_once_with_the_day_it_goes(
    stored: DatabaseChat, database: Database, remind: DraftReminders, clock: FixedClock
) -> None:
    after(clock, REMIND_AFTER - timedelta(seconds=1))
    assert remind() == 0
    after(clock, timedelta(seconds=1))
    assert remind() == 1
    assert remind() == 0
    (said,) = told(database)
    assert "9月1日存的草稿“澜沧县木戛乡中心小学：200套冬衣”还没填完" in said
    assert "到10月1日还没有动，它会自动删掉" in said


def test_a_draft_goes_on_the_day_that_was_named_and_not_before(
    stored: DatabaseChat, remind: DraftReminders, clock: FixedClock
) -> None:
    after(clock, REMIND_AFTER)
    remind()
    after(clock, GONE_AFTER - REMIND_AFTER - timedelta(seconds=1))
    remind()
    assert "草稿有 1 份" in stored.say("我的草稿").messages[0].text
    after(clock, timedelta(seconds=1))
    assert "现在没有草稿" in stored.say("我的草稿").messages[0].text  # before it is swept, too
    remind()
    assert "没有第 1 份草稿" in stored.say("打开草稿1").messages[0].text


def test_after_a_long_stop_of_the_service_nothing_goes_without_notice(
    stored: DatabaseChat, database: Database, remind: DraftReminders, clock: FixedClock
) -> None:
    after(clock, GONE_AFTER + timedelta(days=60))
    assert remind() == 1
    assert "到12月7日还没有动" in told(database)[0]
    after(clock, NOTICE - timedelta(seconds=1))
    remind()
    assert "草稿有 1 份" in stored.say("我的草稿").messages[0].text


def test_taking_a_draft_up_begins_its_time_anew(
    stored: DatabaseChat, database: Database, remind: DraftReminders, clock: FixedClock
) -> None:
    after(clock, REMIND_AFTER)
    remind()
    stored.say("打开草稿1")
    stored.say("草稿叫冬衣")
    stored.say("暂存")
    after(clock, REMIND_AFTER)
    assert remind() == 1
    assert "9月8日存的草稿“冬衣”" in told(database)[1]


def test_a_name_given_later_is_kept_and_leaves_the_time_as_it_was(
    stored: DatabaseChat, database: Database, remind: DraftReminders, clock: FixedClock
) -> None:
    after(clock, timedelta(days=3))
    assert "1. 操场（" in stored.say("草稿1叫操场").messages[1].text
    after(clock, timedelta(days=4))
    assert remind() == 1
    assert "9月1日存的草稿“操场”" in told(database)[0]


def test_two_services_remind_once(
    stored: DatabaseChat, database: Database, clock: FixedClock
) -> None:
    after(clock, REMIND_AFTER)
    together = threading.Barrier(2, timeout=20)

    def look() -> None:
        together.wait()
        DraftReminders(database, lambda *told: turn_json(reminder(*told)))()

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told(database)) == 1


def test_drafts_go_along_when_two_channels_become_one_person(stored: DatabaseChat) -> None:
    other = stored.beside("telegram")
    other.say("换渠道")
    code = "".join(char for char in other.texts[0].split("，")[0] if char.isdigit())
    stored.say(f"绑定 {code}")
    other.say("我的草稿")
    assert "木戛" in other.texts[0]
