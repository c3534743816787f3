"""One person on two channels: begun on the web, finished on Telegram, told where they were last."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from api.tables.delivery import notices
from api.tables.people import identities
from api.tables.tickets import tickets
from bot import texts
from tests.api.desks import CHECKED
from tests.e2e.chat_client import NEED, Chat, said
from tests.e2e.desk_client import Desk
from tests.e2e.service import Service, serving
from tests.telegram_server.__main__ import TOKEN
from tests.telegram_server.remote import TelegramServer, User, running_server, wait_for


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with running_server() as running:
        running.limits(per_second=0)
        yield running


@pytest.fixture
def service(telegram: TelegramServer, tmp_path: Path) -> Iterator[Service]:
    with serving(tmp_path, telegram_token=TOKEN, telegram_api_url=telegram.url) as running:
        yield running


def test_a_report_begun_on_the_web_is_finished_on_telegram(
    service: Service, telegram: TelegramServer
) -> None:
    chat = Chat.open(service.http)
    chat.say(NEED)
    chat.tap("同意")
    chat.say("120名小学生")
    assert chat.turn["asks"] == "gap_yuan"
    code = re.search(r"绑定码是 (\d{6})", said(chat.say(texts.LINK)))
    assert code

    user = telegram.user(1)
    user.send("/start")
    user.hears("您好，这里是山海桥")
    user.send(f"绑定 {code[1]}")
    user.hears("其中还缺多少钱？")
    user.send("还缺3万元")
    user.hears("财政资金覆盖了吗")
    number = finished(user)
    assert service.count(tickets.c.number > 0) == 1
    assert service.count(identities.c.person.is_not(None)) == 2
    assert f"{number} · 已提交" in said(chat.say(texts.MENU_MINE)), "the web sees it too"

    user.send("我的上报")
    user.hears(f"{number} · 已提交")
    desk = Desk.at(service)
    desk.begin(service.one_time_password)
    desk.get(f"/desk/tickets/{number}")
    assert "还缺3万元" in desk.text, "what was said on both channels stands on the ticket"
    desk.submit("/take")
    desk.submit("/return", fields=["items"], reason="请写明尺码")
    user.hears("请写明尺码")
    assert told_on(service) == ["telegram"]
    assert "请写明尺码" in str(chat.history()["lines"]), "the web shows the whole conversation"

    chat.say(texts.MENU_MINE)
    chat.tap(texts.TICKET_BUTTON.format(number=number))
    chat.tap(texts.SUPPLY)
    assert chat.turn["asks"] == "items"
    chat.say("大号冬衣80套，小号冬衣120套")
    assert texts.RESUBMITTED.format(number=number) in said(chat.tap(texts.SUBMIT))
    desk.get(f"/desk/tickets/{number}")
    with chat.listening() as coming:
        desk.submit("/accept", reason="", checked=list(CHECKED.points))
    assert "已受理" in said(coming.result().turn)
    assert told_on(service) == ["telegram", "web"], "each time where the person was last"


def told_on(service: Service) -> list[str]:
    """The channels on which the desk's decisions were told."""
    query = select(notices.c.channel).where(notices.c.idempotency_key.startswith("ticket-"))
    return [channel for (channel,) in service.rows(query.order_by(notices.c.id))]


def answered(user: User, heard: int) -> None:
    """Wait until the bot has said more than that many messages."""
    wait_for(lambda: len(user.heard()) > heard)


def finished(user: User) -> int:
    """Skip to the card and submit; returns the ticket's number."""
    for _ in range(10):
        heard = len(user.heard())
        if texts.SUBMIT in user.labels():
            user.press(texts.SUBMIT)
            text = user.hears("已提交，工单号是")
            return int("".join(re.findall(r"工单号是 (\d+)", text)))
        user.press(texts.SKIP)
        answered(user, heard)
    raise AssertionError(f"no card; last: {user.heard()[-1]}")
