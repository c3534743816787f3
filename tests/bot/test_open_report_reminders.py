"""A report left half-way is reminded of once, and ended on the day that was named."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from api.domain.draft_limits import GONE_AFTER, REMIND_AFTER
from api.open_report_reminders import OpenReportReminders
from api.store.database import Database
from api.store.files import FileStore
from api.tables.delivery import notices
from api.tables.drafts import open_reports
from bot.dialogue.turn_json import turn_json
from bot.drafts import open_reminder
from knowledge.places.gazetteer import Gazetteer
from tests.bot.test_draft_reminders import after, told
from tests.bot.test_on_a_database import DatabaseChat
from tests.fakes import FixedClock


@pytest.fixture
def halfway(database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    chat = DatabaseChat(gazetteer, database=database, folder=tmp_path)
    chat.say("澜沧县木戛乡中心小学需要200套冬衣")
    chat.say("同意")
    return chat


@pytest.fixture
def remind(database: Database, tmp_path: Path) -> OpenReportReminders:
    files = FileStore(tmp_path / "files", 1_000_000)
    return OpenReportReminders(database, files, lambda *told: turn_json(open_reminder(*told)))


def rows(database: Database) -> int:
    with database.read() as unit:
        return len(unit.connection.execute(select(open_reports)).all())


def test_a_report_left_half_way_is_reminded_of_once_and_goes_on_where_it_was(
    halfway: DatabaseChat, database: Database, remind: OpenReportReminders, clock: FixedClock
) -> None:
    asked = halfway.turn.asks
    after(clock, REMIND_AFTER - timedelta(seconds=1))
    assert remind() == 0
    after(clock, timedelta(seconds=1))
    assert (remind(), remind()) == (1, 0)
    (said,) = told(database)
    assert "“澜沧县木戛乡中心小学：200套冬衣”还没填完，最后一次填是9月1日" in said
    assert "到10月1日还没有动" in said
    with database.read() as unit:
        turn = unit.connection.execute(select(notices.c.turn)).scalar_one()
    codes = {choice["label"]: choice["code"] for choice in turn["choices"]}
    assert halfway.press(codes["接着填"]).asks == asked
    assert "确定取消" in halfway.press(codes["不要了"]).messages[0].text


def test_on_the_day_that_was_named_it_ends_and_old_buttons_say_so(
    halfway: DatabaseChat, database: Database, remind: OpenReportReminders, clock: FixedClock
) -> None:
    old = halfway.turn.choices[0].code
    after(clock, REMIND_AFTER)
    remind()
    after(clock, GONE_AFTER - REMIND_AFTER - timedelta(seconds=1))
    remind()
    assert rows(database) == 1
    after(clock, timedelta(seconds=1))
    remind()
    assert rows(database) == 0
    assert "现在没有正在填写的上报" in halfway.press(old).messages[0].text


def test_whatever_is_said_begins_the_time_anew(
    halfway: DatabaseChat, database: Database, remind: OpenReportReminders, clock: FixedClock
) -> None:
    after(clock, REMIND_AFTER)
    remind()
    halfway.say("继续")  # nothing changes by it
    after(clock, GONE_AFTER - REMIND_AFTER)
    remind()
    assert len(told(database)) == 2
    assert rows(database) == 1
    assert halfway.say("继续").flow == "report"


def test_what_is_set_aside_submitted_cancelled_or_empty_is_not_reminded_of_as_open(
    halfway: DatabaseChat, database: Database
) -> None:
    assert rows(database) == 1
    halfway.say("先存着")
    assert rows(database) == 0
    halfway.say("上报需求")
    assert rows(database) == 0  # nothing was said in it yet
    halfway.say("孟连县")
    assert rows(database) == 1
    halfway.say("取消")
    halfway.say("取消")
    assert rows(database) == 0


def test_two_people_who_become_one_have_one_time(halfway: DatabaseChat, database: Database) -> None:
    other = halfway.beside("telegram")
    other.say("孟连县勐马镇卫生院缺50床棉被")
    other.say("同意")
    assert rows(database) == 2
    other.say("换渠道")
    code = "".join(char for char in other.texts[0].split("，")[0] if char.isdigit())
    halfway.say(f"绑定 {code}")
    assert rows(database) == 1
