"""Troubles that are rare: files that cannot be had, a store away for long, a second poller."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from aiogram import Bot, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramConflictError, TelegramRetryAfter
from aiogram.methods import GetUpdates

from api.clock import SystemClock
from bot import texts
from bot.entrances import BotName
from bot.outgoing import Notice
from bot.pace import Pace, Pacer
from bot.telegram.channel import TelegramOptions, run_polling
from bot.telegram.files import fetch
from bot.telegram.intake import TelegramIntake
from bot.telegram.keyboards import Keyboards
from bot.telegram.polling import TelegramPoller
from bot.telegram.sender import TelegramSender
from bot.telegram.updates import Remote
from bot.telegram.webhook import webhook_router
from tests.bot.telegram_fakes import NO_DOCUMENTS, MemoryOutgoing, ScriptedConversation, say
from tests.telegram_server.remote import TelegramServer, running_server, wait_for

MEGABYTE = 1024 * 1024
QUICK = Pace(chat_seconds=0.01, burst=5, bot_seconds=0)


@pytest.fixture(scope="module")
def process() -> Iterator[TelegramServer]:
    with running_server() as running:
        yield running


@pytest.fixture
def server(process: TelegramServer) -> TelegramServer:
    process.reset()
    process.limits(per_second=0)
    return process


@asynccontextmanager
async def bot_at(url: str, token: str) -> AsyncIterator[Bot]:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    try:
        yield bot
    finally:
        await bot.session.close()


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with bot_at(server.url, server.token) as bot:
        yield bot


def intake(bot: Bot, conversation: ScriptedConversation) -> TelegramIntake:
    return TelegramIntake(
        bot=bot,
        handler=conversation,
        outgoing=conversation.outgoing,
        clock=SystemClock(),
        keyboards=Keyboards(bot),
        wake=lambda: None,
        max_file_bytes=MEGABYTE,
        name=BotName(),
    )


def stored_file(server: TelegramServer, content: bytes, **claims: int) -> str:
    """The id of a file on the server."""
    user = server.user(1)
    user.send_file("document", "a.pdf", content, **claims)
    return str(user.messages()[-1]["document"]["file_id"])


async def refusal(bot: Bot, file_id: str, limit: int = 20 * MEGABYTE) -> str | None:
    file = await fetch(bot, Remote(file_id, "a.pdf", 0), limit, pauses=(0.0, 0.0))
    return file.refused


async def test_a_file_larger_than_it_claims_is_not_read_to_its_end(
    server: TelegramServer, bot: Bot
) -> None:
    file_id = stored_file(server, b"x" * (2 * MEGABYTE), claimed_size=10)
    assert await refusal(bot, file_id, MEGABYTE) == texts.TELEGRAM_TOO_LARGE.format(limit=1)


async def test_a_file_telegram_does_not_serve_is_too_large(
    server: TelegramServer, bot: Bot
) -> None:
    file_id = stored_file(server, b"x", claimed_size=21 * MEGABYTE)
    assert await refusal(bot, file_id, 50 * MEGABYTE) == texts.TELEGRAM_TOO_LARGE.format(limit=20)


async def test_a_file_that_does_not_come_is_asked_for_three_times(
    server: TelegramServer, bot: Bot
) -> None:
    file_id = stored_file(server, b"x")
    server.fault("download", "500", times=2)
    assert await refusal(bot, file_id) is None
    server.fault("download", "500", times=3)
    assert await refusal(bot, file_id) == texts.TELEGRAM_FETCH_FAILED
    assert await refusal(bot, "unknown") == texts.TELEGRAM_FETCH_FAILED


async def test_an_unreachable_file_server_is_no_fault_of_the_bot(server: TelegramServer) -> None:
    async with bot_at("http://127.0.0.1:9", server.token) as bot:
        assert await refusal(bot, "any") == texts.TELEGRAM_FETCH_FAILED


async def test_what_cannot_be_stored_for_long_is_owned_up_to_and_the_rest_goes_on(
    server: TelegramServer, bot: Bot
) -> None:
    conversation = ScriptedConversation(MemoryOutgoing(), failures=2)
    user = server.user(1)
    user.send("丢了")
    stop = asyncio.Event()
    poller = TelegramPoller(bot, intake(bot, conversation), pauses=(0.0,))
    running = asyncio.create_task(poller.run(stop))
    await asyncio.to_thread(user.hears, texts.TELEGRAM_NOT_SAVED)
    user.send("好了")
    await asyncio.to_thread(wait_for, lambda: conversation.texts(1) == ["好了"])
    conversation.failures = 2
    user.send("丢了")
    user.block()  # and he cannot even be told
    await asyncio.to_thread(wait_for, lambda: not server.state()["waiting"])
    stop.set()
    await asyncio.wait_for(running, 10)


async def test_a_slow_answer_shows_that_somebody_is_typing(
    server: TelegramServer, bot: Bot
) -> None:
    conversation = ScriptedConversation(MemoryOutgoing(), delays={"慢": 1.3})
    user = server.user(1)
    user.send("慢")
    (update,) = await bot.get_updates()
    await intake(bot, conversation).take(update)
    assert server.get("/chats/1")["actions"] == ["typing"]
    server.fault("sendChatAction", "500")
    user.send("慢")
    await intake(bot, conversation).take((await bot.get_updates())[-1])
    assert len(conversation.handled) == 2


async def test_a_poller_told_to_stop_leaves_unfinished_updates_unconfirmed(
    server: TelegramServer, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.polling._FINISH_SECONDS", 0.1)
    conversation = ScriptedConversation(MemoryOutgoing(), failures=1)
    server.user(1).send("一")
    stop = asyncio.Event()
    poller = TelegramPoller(bot, intake(bot, conversation), pauses=(60.0,))
    running = asyncio.create_task(poller.run(stop))
    await asyncio.to_thread(wait_for, lambda: conversation.failures == 0)
    stop.set()
    await asyncio.wait_for(running, 10)
    assert len(server.state()["waiting"]) == 1


async def test_two_pollers_disturb_each_other_but_lose_nothing(server: TelegramServer) -> None:
    outgoing = MemoryOutgoing()
    conversation = ScriptedConversation(outgoing)
    options = TelegramOptions(token=server.token, api_url=server.url, pace=QUICK, idle_seconds=0.1)
    stop = asyncio.Event()
    user = server.user(1)
    tasks = [
        asyncio.create_task(
            run_polling(
                options, conversation, outgoing, SystemClock(), stop, documents=NO_DOCUMENTS
            )
        )
        for _ in range(2)
    ]
    user.send("一")
    await asyncio.to_thread(user.hears, "收到 一")
    stop.set()
    await asyncio.wait_for(asyncio.gather(*tasks), 15)
    assert user.heard() == ["收到 一"]


async def test_the_poller_waits_as_it_is_told(server: TelegramServer, bot: Bot) -> None:
    poller = TelegramPoller(bot, intake(bot, ScriptedConversation(MemoryOutgoing())))
    call = GetUpdates()
    assert poller._after(TelegramRetryAfter(call, "slow down", retry_after=7)) == 7
    assert poller._after(TelegramConflictError(call, "another one")) == 5


class Unsteady(MemoryOutgoing):
    """Fails once at each kind of call."""

    def __init__(self) -> None:
        super().__init__()
        self.failing = {"claim_due", "mark_sent"}

    def _fail(self, name: str) -> None:
        if name in self.failing:
            self.failing.remove(name)
            raise ConnectionError("the database is away")

    def claim_due(self, channel: str, now: datetime, limit: int = 20) -> tuple[Notice, ...]:
        self._fail("claim_due")
        return super().claim_due(channel, now, limit)

    def mark_sent(self, notice: int, now: datetime) -> None:
        self._fail("mark_sent")
        super().mark_sent(notice, now)


async def test_a_queue_that_fails_at_times_is_asked_again(server: TelegramServer) -> None:
    outgoing = Unsteady()
    options = TelegramOptions(token=server.token, api_url=server.url, pace=QUICK, idle_seconds=0.1)
    first, second = server.user(1), server.user(2)
    first.send("一")
    stop = asyncio.Event()
    conversation = ScriptedConversation(outgoing)
    running = asyncio.create_task(
        run_polling(options, conversation, outgoing, SystemClock(), stop, documents=NO_DOCUMENTS)
    )
    await asyncio.to_thread(first.hears, "收到 一")
    second.send("二")
    await asyncio.to_thread(second.hears, "收到 二")
    stop.set()
    await asyncio.wait_for(running, 15)
    assert outgoing.states() == ["open", "sent"]  # the first comes again when its lease ends
    await asyncio.to_thread(outgoing.release, "telegram", SystemClock().now())
    stop = asyncio.Event()
    running = asyncio.create_task(
        run_polling(options, conversation, outgoing, SystemClock(), stop, documents=NO_DOCUMENTS)
    )
    await asyncio.to_thread(wait_for, lambda: outgoing.states() == ["sent", "sent"])
    stop.set()
    await asyncio.wait_for(running, 15)


async def test_no_more_is_claimed_than_can_be_sent_at_once(
    server: TelegramServer, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pushing.PARALLEL", 2)
    outgoing = MemoryOutgoing()
    for number in range(1, 6):
        server.user(number).send("你好")
        outgoing.queue("telegram", str(number), say("通知"), f"n{number}")
    server.fault("sendMessage", "hang", times=2, seconds=0.5)
    sender = TelegramSender(
        bot=bot,
        outgoing=outgoing,
        clock=SystemClock(),
        keyboards=Keyboards(bot),
        pacer=Pacer(QUICK),
        documents=NO_DOCUMENTS,
        idle_seconds=0.05,
    )
    stop = asyncio.Event()
    running = asyncio.create_task(sender.run(stop))
    await asyncio.sleep(0.3)
    claimed = [row for row in outgoing.rows.values() if row.notice.attempts]
    assert len(claimed) == 2
    await asyncio.to_thread(wait_for, lambda: outgoing.states() == ["sent"] * 5)
    stop.set()
    await asyncio.wait_for(running, 10)


async def test_buttons_are_forgotten_for_chats_long_silent(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.keyboards._REMEMBERED", 2)
    keyboards = Keyboards(bot)
    for chat in ("1", "2", "3"):
        keyboards.shown(chat, 10, frozenset({"a"}))
    assert keyboards.typed("1", 99) is None
    assert keyboards.pressed("3", 4) == 4  # an older message's button: the live one stays
    assert keyboards.typed("3", 9) is None  # said before the question was asked
    assert keyboards.typed("3", 11) == 10
    keyboards.take_off("3", 10)  # unknown chat: logged, not raised
    await keyboards.finish()


async def test_a_question_asked_again_has_one_keyboard_and_news_leaves_it_alone(
    server: TelegramServer, bot: Bot
) -> None:
    outgoing = MemoryOutgoing()
    user = server.user(1)
    user.send("你好")
    sender = TelegramSender(
        bot=bot,
        outgoing=outgoing,
        clock=SystemClock(),
        keyboards=Keyboards(bot),
        pacer=Pacer(QUICK),
        documents=NO_DOCUMENTS,
        idle_seconds=0.05,
    )
    stop = asyncio.Event()
    running = asyncio.create_task(sender.run(stop))
    outgoing.queue("telegram", "1", say("多少人？", ("n1:skip", "跳过")), "1")
    outgoing.queue("telegram", "1", say("工单 9 有消息", ("t:9", "查看")), "2")
    outgoing.queue("telegram", "1", say("多少人？", ("n1:skip", "跳过")), "3")
    await asyncio.to_thread(wait_for, lambda: user.labels() == ["查看", "跳过"])
    stop.set()
    await asyncio.wait_for(running, 10)


async def test_the_route_itself_refuses_to_be_without_a_secret(bot: Bot) -> None:
    conversation = ScriptedConversation(MemoryOutgoing())
    with pytest.raises(ValueError, match="needs a secret"):
        webhook_router(bot, intake(bot, conversation), "")


async def test_updates_of_no_kind_are_passed_over(bot: Bot) -> None:
    conversation = ScriptedConversation(MemoryOutgoing())
    await intake(bot, conversation).take(types.Update(update_id=1))
    await intake(bot, conversation).not_saved(types.Update(update_id=1))
    assert conversation.handled == []
