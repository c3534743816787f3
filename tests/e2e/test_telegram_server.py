"""The Bot API server, checked with a second client library that this project does not use."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.telegram_server.remote import TelegramServer, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[TelegramServer]:
    with running_server() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the client's own way to its newer interface
    server.limits(per_second=0)
    async with client(server, server.token) as bot:
        await bot.delete_webhook(drop_pending_updates=True)
        yield bot


def client(server: TelegramServer, token: str) -> Bot:
    return Bot(token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")


def keyboard(*codes: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(code, callback_data=code)] for code in codes]
    )


async def test_the_bot_introduces_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert me.is_bot
    assert me.username == "shanhai_test_bot"


async def test_a_document_keeps_its_name_and_an_empty_or_huge_one_is_refused(
    server: TelegramServer, bot: Bot
) -> None:
    server.user(12).send("/start")
    sent = await bot.send_document(12, b"a,b", filename="模板.csv", caption="请填")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("模板.csv", 3)
    with pytest.raises(BadRequest, match="non-empty"):
        await bot.send_document(12, b"", filename="模板.csv")
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(12, bytes(50 * 1024 * 1024 + 1), filename="模板.csv")


async def test_an_unknown_token_is_refused(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken):
        async with client(server, "4200000001:somebody-elses"):
            pass


async def test_text_is_received_and_confirmed_by_the_next_offset(
    server: TelegramServer, bot: Bot
) -> None:
    server.user(11).send("/start abc")
    (update,) = await bot.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.text == "/start abc"
    assert update.message.entities[0].type == "bot_command"
    (again,) = await bot.get_updates(timeout=1)
    assert again.update_id == update.update_id
    assert await bot.get_updates(offset=update.update_id + 1, timeout=0) == ()


async def test_a_long_poll_ends_as_soon_as_something_comes(
    server: TelegramServer, bot: Bot
) -> None:
    user = server.user(12)
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.2)
    assert not poll.done()
    await asyncio.to_thread(user.send, "在吗")
    (update,) = await asyncio.wait_for(poll, 5)
    assert update.message is not None
    assert update.message.text == "在吗"


async def test_a_second_poller_ends_the_first(server: TelegramServer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.2)
    async with client(server, server.token) as second:
        await second.get_updates(timeout=0)
        with pytest.raises(Conflict):
            await asyncio.wait_for(first, 5)


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot) -> None:
    await bot.set_webhook("https://example.invalid/hook")
    assert (await bot.get_webhook_info()).url == "https://example.invalid/hook"
    with pytest.raises(Conflict):
        await bot.get_updates(timeout=0)
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == ()


async def test_a_webhook_needs_https_and_a_plain_secret(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)HTTPS"):
        await bot.set_webhook("http://example.invalid/hook")
    with pytest.raises(BadRequest, match=r"(?i)secret token"):
        await bot.set_webhook("https://example.invalid/hook", secret_token="有中文")


async def test_a_button_is_shown_pressed_and_answered_once(
    server: TelegramServer, bot: Bot
) -> None:
    user = server.user(13)
    user.send("你好")
    sent = await bot.send_message(13, "选一个", reply_markup=keyboard("是", "否"))
    assert user.labels() == ["是", "否"]
    user.press("否")
    update = (await bot.get_updates(timeout=1))[-1]
    assert update.callback_query is not None
    assert update.callback_query.data == "否"
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == sent.message_id
    await update.callback_query.answer("好")
    with pytest.raises(BadRequest, match=r"(?i)too old"):
        await update.callback_query.answer("好")
    await bot.edit_message_reply_markup(13, sent.message_id)
    assert user.labels() == []
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_reply_markup(13, sent.message_id)


async def test_text_can_be_edited_and_deleted(server: TelegramServer, bot: Bot) -> None:
    user = server.user(14)
    user.send("你好")
    sent = await bot.send_message(14, "<b>旧</b> &amp; 新", parse_mode="HTML")
    assert sent.text == "旧 & 新"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 1)]
    await bot.edit_message_text("换了", 14, sent.message_id)
    assert user.heard() == ["换了"]
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_text("换了", 14, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)not found"):
        await bot.edit_message_text("换了", 14, 999_999)
    await bot.delete_message(14, sent.message_id)
    assert user.heard() == []


async def test_the_limits_of_a_message_are_enforced(server: TelegramServer, bot: Bot) -> None:
    server.user(15).send("你好")
    await bot.send_message(15, "字" * 4096)
    with pytest.raises(BadRequest, match=r"(?i)too long"):
        await bot.send_message(15, "字" * 4097)
    with pytest.raises(BadRequest, match=r"(?i)too long"):
        await bot.send_message(15, "😀" * 2049)
    await bot.send_message(15, "<b>" + "字" * 4096 + "</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"(?i)empty"):
        await bot.send_message(15, "<b> </b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"(?i)can't parse entities"):
        await bot.send_message(15, "a < b <div>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"(?i)BUTTON_DATA_INVALID"):
        await bot.send_message(15, "选", reply_markup=keyboard("字" * 22))


async def test_strangers_and_blockers_cannot_be_written_to(
    server: TelegramServer, bot: Bot
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(404_404, "在吗")
    user = server.user(16)
    with pytest.raises(Forbidden, match=r"(?i)initiate"):
        await bot.send_message(16, "在吗")
    user.send("你好")
    user.block()
    with pytest.raises(Forbidden, match=r"(?i)blocked"):
        await bot.send_message(16, "在吗")


async def test_writing_too_fast_is_refused_with_the_time_to_wait(
    server: TelegramServer, bot: Bot
) -> None:
    server.limits(per_second=1, burst=2)
    server.user(17).send("你好")
    await bot.send_message(17, "一")
    await bot.send_message(17, "二")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(17, "三")
    assert refused.value.retry_after == timedelta(seconds=1)


async def test_files_go_both_ways(server: TelegramServer, bot: Bot) -> None:
    user = server.user(18)
    user.send_file("document", "预算.pdf", b"%PDF-1.7 ...", caption="预算表")
    update = (await bot.get_updates(timeout=1))[-1]
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.caption == "预算表"
    file = await update.message.document.get_file()
    assert await file.download_as_bytearray() == b"%PDF-1.7 ..."
    sent = await bot.send_document(18, b"hello", filename="a.txt", caption="收好")
    assert sent.document is not None
    photo = await bot.send_photo(18, b"\xff\xd8\xff", filename="a.jpg")
    assert photo.photo[0].width == 1280


async def test_a_file_above_twenty_megabytes_is_not_served(
    server: TelegramServer, bot: Bot
) -> None:
    server.user(19).send_file("document", "大.zip", b"x", claimed_size=21 * 1024 * 1024)
    update = (await bot.get_updates(timeout=1))[-1]
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match=r"(?i)too big"):
        await update.message.document.get_file()


async def test_commands_are_kept(bot: Bot) -> None:
    await bot.set_my_commands([("start", "开始"), ("help", "帮助")])
    assert [command.command for command in await bot.get_my_commands()] == ["start", "help"]
    await bot.set_my_commands([])


async def test_ordered_faults_happen_once(server: TelegramServer, bot: Bot) -> None:
    user = server.user(20)
    user.send("你好")
    server.fault("sendMessage", "429", seconds=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(20, "一")
    server.fault("sendMessage", "500")
    with pytest.raises(NetworkError):
        await bot.send_message(20, "二")
    server.fault("sendMessage", "html")
    with pytest.raises(NetworkError):
        await bot.send_message(20, "三")
    server.fault("sendMessage", "lost")
    with pytest.raises(NetworkError):
        await bot.send_message(20, "四")
    await bot.send_message(20, "五")
    assert user.heard() == ["四", "五"]


def test_an_unknown_method_does_not_exist(server: TelegramServer) -> None:
    reply = httpx.get(f"{server.url}/bot{server.token}/sendPigeon", trust_env=False)
    assert reply.status_code == 404
    assert reply.json()["ok"] is False
