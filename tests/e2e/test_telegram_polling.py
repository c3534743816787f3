"""The channel by long polling, against a Bot API server in its own process."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from api.clock import SystemClock
from bot import texts
from bot.dialogue.turn import Choice, Inbound, Message, OutgoingDocument, Turn
from bot.handouts import HandedOut, Handouts
from bot.outgoing import Outgoing
from bot.pace import Pace
from bot.telegram.channel import ALLOWED_PACE, TelegramOptions, TelegramRefusedError, run_polling
from bot.telegram.intake import Handler
from tests.bot.telegram_fakes import NO_DOCUMENTS, MemoryOutgoing, ScriptedConversation, say
from tests.telegram_server.remote import TelegramServer, User, running_server, wait_for

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


@pytest.fixture
def outgoing() -> MemoryOutgoing:
    return MemoryOutgoing()


@pytest.fixture
def conversation(outgoing: MemoryOutgoing) -> ScriptedConversation:
    return ScriptedConversation(outgoing)


def options(server: TelegramServer, pace: Pace = QUICK) -> TelegramOptions:
    return TelegramOptions(token=server.token, api_url=server.url, pace=pace, idle_seconds=0.1)


@asynccontextmanager
async def polling(
    server: TelegramServer, handler: Handler, outgoing: Outgoing, pace: Pace = QUICK
) -> AsyncIterator[None]:
    """The channel, running until the block ends."""
    stop = asyncio.Event()
    task = asyncio.create_task(
        run_polling(
            options(server, pace), handler, outgoing, SystemClock(), stop, documents=NO_DOCUMENTS
        )
    )
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 15)


async def hears(user: User, part: str) -> str:
    return await asyncio.to_thread(user.hears, part)


async def sends(user: User, *texts: str) -> None:
    for text in texts:
        await asyncio.to_thread(user.send, text)


async def test_text_is_answered_and_the_old_buttons_go(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    async with polling(server, conversation, outgoing):
        await sends(user, "一")
        await hears(user, "收到 一")
        assert user.labels() == ["是", "否"]
        await sends(user, "二")
        await hears(user, "收到 二")
        await asyncio.to_thread(wait_for, lambda: user.labels() == ["是", "否"])
    assert outgoing.states() == ["sent", "sent"]
    assert {c["command"] for c in server.state()["commands"]} >= {"report", "help", "cancel"}


async def test_a_button_is_answered_and_taken_off(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    async with polling(server, conversation, outgoing):
        await sends(user, "一")
        await hears(user, "收到 一")
        callback = await asyncio.to_thread(user.press, "否")
        await hears(user, "按钮 n1:no")
        await asyncio.to_thread(wait_for, lambda: not user.labels())
        assert server.get(f"/callbacks/{callback}")["answered"]


async def test_somebody_elses_button_does_nothing(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user, stranger = server.user(1), server.user(2, "路人")
    async with polling(server, conversation, outgoing):
        await sends(user, "一")
        await hears(user, "收到 一")
        newest = user.messages()[-1]["message_id"]
        body = {"chat": 1, "user": stranger.id, "message_id": newest, "data": "n1:yes"}
        callback = await asyncio.to_thread(server.post, "/press", body)
        answer = await asyncio.to_thread(
            wait_for, lambda: server.get(f"/callbacks/{callback}")["text"]
        )
        assert answer == texts.TELEGRAM_NOT_YOUR_BUTTON
    assert [one.choice for one in conversation.handled if one.choice] == []
    assert user.labels() == ["是", "否"]


async def test_an_update_delivered_twice_is_answered_once(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    async with polling(server, conversation, outgoing):
        await sends(user, "重复")
        await hears(user, "收到 重复")
        await asyncio.to_thread(server.repeat)
        await asyncio.to_thread(wait_for, lambda: not server.state()["waiting"])
    await asyncio.to_thread(server.repeat)
    async with polling(server, conversation, outgoing):  # restarted, and it comes once more
        await sends(user, "再来")
        await hears(user, "收到 再来")
    assert user.heard() == ["收到 重复", "收到 再来"]


async def test_each_chat_keeps_its_order_and_none_waits_for_another(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    slow, quick = server.user(1), server.user(2)
    conversation.delays["慢"] = 1.5
    await sends(slow, "慢", "之后", "最后")
    await sends(quick, "快")
    begun = time.monotonic()
    async with polling(server, conversation, outgoing):
        await hears(quick, "收到 快")
        assert time.monotonic() - begun < 1.4
        await hears(slow, "收到 最后")
    assert conversation.texts(1) == ["慢", "之后", "最后"]
    assert slow.heard() == ["收到 慢", "收到 之后", "收到 最后"]


async def test_an_update_is_confirmed_only_after_it_is_stored(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    conversation.delays["慢"] = 1.0
    async with polling(server, conversation, outgoing):
        await sends(user, "慢")
        await asyncio.sleep(0.5)
        assert len(server.state()["waiting"]) == 1
        await hears(user, "收到 慢")
        await asyncio.to_thread(wait_for, lambda: not server.state()["waiting"])


async def test_a_store_that_is_away_for_a_moment_loses_nothing(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    conversation.failures = 1
    async with polling(server, conversation, outgoing):
        await sends(user, "一", "二")
        await hears(user, "收到 二")
    assert user.heard() == ["收到 一", "收到 二"]


async def test_photo_document_location_and_album_arrive_whole(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    picture = bytes(range(256)) * 40
    user.send_file("photo", "a.jpg", picture, caption="教室漏雨")
    user.send_file("document", "预算.xlsx", b"PK...")
    user.send_file("photo", "b.jpg", b"first", group="album")
    user.send_file("photo", "c.jpg", b"second", group="album")
    user.send_content({"location": {"latitude": 22.5, "longitude": 99.9}})
    async with polling(server, conversation, outgoing):
        await hears(user, "位置 (22.5, 99.9)")
    caption, photo, document, first, second, _ = conversation.handled
    assert caption.text == "教室漏雨"
    assert photo.file is not None
    assert photo.file.content == picture
    assert photo.file.name.endswith(".jpg")
    assert document.file is not None
    assert document.file.name == "预算.xlsx"
    assert first.file is not None
    assert second.file is not None
    assert (first.file.content, second.file.content) == (b"first", b"second")


async def test_files_that_cannot_be_fetched_get_a_clear_sentence(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    megabytes = 1024 * 1024
    user.send_file("document", "大.zip", b"x", claimed_size=50 * megabytes)
    server.fault("download", "500", times=1)
    user.send_file("document", "坏.pdf", b"%PDF")
    async with polling(server, conversation, outgoing):
        await hears(user, "文件 坏.pdf 4")
    assert "太大" in user.heard()[0]
    assert "20 MB" in user.heard()[0]


async def test_voice_and_sticker_are_met_with_a_kind_sentence(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    user.send_content({"voice": voice})
    user.send_content({"contact": {"phone_number": "1", "first_name": "张"}})
    async with polling(server, conversation, outgoing):
        await hears(user, texts.TELEGRAM_CONTACT)
    assert user.heard()[0] == texts.TELEGRAM_VOICE


async def test_an_edit_changes_nothing_and_says_how_to_change(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    async with polling(server, conversation, outgoing):
        message = await asyncio.to_thread(user.send, "200人")
        await hears(user, "收到 200人")
        await asyncio.to_thread(user.edit, message, "220人")
        await hears(user, texts.TELEGRAM_EDITED)
        await asyncio.to_thread(user.edit, message, "230人")
        await sends(user, "人数改成120")
        await hears(user, "收到 人数改成120")
    assert user.heard().count(texts.TELEGRAM_EDITED) == 1
    assert conversation.texts(1) == ["200人", "人数改成120"]


GROUP = texts.TELEGRAM_GROUP.format(link="https://t.me/shanhai_test_bot?start=group")


async def test_in_a_group_each_is_shown_into_a_private_chat_once_and_nothing_is_read(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user, other = server.user(1), server.user(2)
    server.group(-100)
    server.reads_groups()
    async with polling(server, conversation, outgoing):
        await sends(user, "私聊")
        await hears(user, "收到 私聊")  # by now the bot knows its name
        for text in (
            "木戛乡中心小学需要200套冬衣",
            "/report",
            "@shanhai_test_bot 在吗",
            "/start@another_bot",
            "@another_bot 你好",
            "/start link-123456",
        ):
            await asyncio.to_thread(server.says_in, -100, 1, text)
        await sends(user, "说完了")
        await hears(user, "收到 说完了")
        await asyncio.to_thread(wait_for, lambda: server.heard_in(-100))
        assert server.heard_in(-100) == [GROUP]
        (shown,) = [m for m in server.get("/chats/-100")["messages"] if m["from"]["is_bot"]]
        await asyncio.to_thread(server.says_in, -100, 2, "怎么用", reply_to=shown["message_id"])
        await asyncio.to_thread(wait_for, lambda: server.heard_in(-100) == [GROUP, GROUP])
        await sends(other, "/start group")
        await hears(other, "收到 /start")
    assert {inbound.chat for inbound in conversation.handled} == {"1", "2"}
    assert conversation.texts(1) == ["私聊", "说完了"]


async def test_in_privacy_mode_telegram_keeps_the_talk_of_a_group_to_itself(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    server.group(-100)
    server.says_in(-100, 1, "大家好")
    assert server.state()["waiting"] == []
    server.says_in(-100, 1, "/help@shanhai_test_bot")
    assert len(server.state()["waiting"]) == 1
    async with polling(server, conversation, outgoing):
        await sends(user, "私聊")
        await hears(user, "收到 私聊")
        await asyncio.to_thread(wait_for, lambda: len(server.heard_in(-100)) == 1)


async def test_commands_and_deep_links_arrive_as_what_a_person_would_type(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    async with polling(server, conversation, outgoing):
        await sends(user, "/start link-123456", "/start advert", "/cancel@shanhai_test_bot")
        await hears(user, "收到 /cancel")
    assert conversation.texts(1) == ["绑定 123456", "/start", "/cancel"]


async def test_telegram_being_away_at_start_and_later_only_delays(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    server.fault("deleteWebhook", "500")
    server.fault("getUpdates", "html")
    server.fault("setMyCommands", "429", seconds=1)
    async with polling(server, conversation, outgoing):
        await sends(user, "在吗")
        await hears(user, "收到 在吗")


async def test_a_document_is_sent_as_a_file_after_its_text(
    server: TelegramServer, outgoing: MemoryOutgoing
) -> None:
    content = "地点,需要什么".encode()
    sheet = OutgoingDocument("上报模板.csv", "text/csv", "sheet-1")
    gone = OutgoingDocument("旧模板.csv", "text/csv", "old-1")
    files = Handouts(
        {"sheet": lambda person, one: HandedOut(sheet.name, sheet.media_type, content)},
        lambda channel, chat: f"{channel} {chat}",
    )
    turn = Turn(
        (Message("请填这个。", document=sheet), Message("", document=gone)),
        (Choice("n1:cancel", "取消"),),
    )
    conversation = ScriptedConversation(outgoing, script=lambda _: turn)
    stop = asyncio.Event()
    running = asyncio.create_task(
        run_polling(options(server), conversation, outgoing, SystemClock(), stop, documents=files)
    )
    user = server.user(1)
    user.send("模板")
    await asyncio.to_thread(user.hears, "没有找到这个文件")
    stop.set()
    await asyncio.wait_for(running, 15)
    text, document, instead = (m for m in user.messages() if m["from"]["is_bot"])
    assert text["text"] == "请填这个。"
    assert document["document"]["file_name"] == sheet.name
    assert document["document"]["file_size"] == len(content)
    assert "再要一次" in instead["text"]
    assert user.labels() == ["取消"]


async def test_an_unknown_token_is_said_at_once(
    conversation: ScriptedConversation, server: TelegramServer, outgoing: MemoryOutgoing
) -> None:
    wrong = TelegramOptions(token="4200000001:wrong", api_url=server.url)
    with pytest.raises(TelegramRefusedError, match="does not know this token"):
        await run_polling(
            wrong, conversation, outgoing, SystemClock(), asyncio.Event(), documents=NO_DOCUMENTS
        )
    with pytest.raises(TelegramRefusedError, match="BotFather"):
        await run_polling(
            TelegramOptions(token="nonsense"),
            conversation,
            outgoing,
            SystemClock(),
            asyncio.Event(),
            documents=NO_DOCUMENTS,
        )


async def test_a_reply_waits_out_429_in_order_and_without_repeating_itself(
    server: TelegramServer, outgoing: MemoryOutgoing
) -> None:
    def long_answer(inbound: Inbound) -> Turn:
        return say(f"{inbound.text}：" + "很长的一段。" * 1500)

    user = server.user(1)
    server.limits(per_second=1, burst=2)
    conversation = ScriptedConversation(outgoing, long_answer)
    async with polling(server, conversation, outgoing):
        await sends(user, "一", "二")
        await asyncio.to_thread(wait_for, lambda: outgoing.states() == ["sent", "sent"], 20)
    heard = user.heard()
    assert [text[:2] for text in heard if text[1] == "："] == ["一：", "二："]
    half = len(heard) // 2
    assert "".join(heard[:half]).count("很长的一段。") == 1500
    assert server.state()["calls"]["sendmessage"] > len(heard)  # some were refused


async def test_5xx_and_a_lost_reply_are_tried_again(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    server.fault("sendMessage", "500")
    server.fault("sendMessage", "html")
    async with polling(server, conversation, outgoing):
        await sends(user, "一")
        await asyncio.to_thread(wait_for, lambda: outgoing.states() == ["sent"])
        assert user.heard() == ["收到 一"]
        server.fault("sendMessage", "lost")
        await sends(user, "二")
        await asyncio.to_thread(wait_for, lambda: outgoing.states() == ["sent", "sent"])
    assert user.heard() == ["收到 一", "收到 二", "收到 二"]  # at least once


async def test_a_person_who_blocked_the_bot_holds_up_nobody(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    gone, here = server.user(1), server.user(2)
    await sends(gone, "一")
    async with polling(server, conversation, outgoing):
        await hears(gone, "收到 一")
        gone.block()
        outgoing.queue("telegram", "1", say("通知"), "news:1")
        await asyncio.to_thread(wait_for, lambda: outgoing.states() == ["sent", "dead"])
        assert "blocked" in outgoing.rows[2].reason
        await sends(here, "在")
        await hears(here, "收到 在")
        await sends(gone, "我回来了")
        await hears(gone, "收到 我回来了")


async def test_the_default_pace_keeps_within_one_message_a_second(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    user.send("开始")
    server.limits(per_second=1, burst=4)
    for number in range(5):
        outgoing.queue("telegram", "1", say(f"第 {number}"), f"n{number}")
    async with polling(server, conversation, outgoing, ALLOWED_PACE):
        await asyncio.to_thread(wait_for, lambda: outgoing.states().count("sent") == 6)
    assert user.heard()[:5] == [f"第 {number}" for number in range(5)]
    assert server.state()["calls"]["sendmessage"] == 6  # none was refused
