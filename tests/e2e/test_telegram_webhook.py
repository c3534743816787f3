"""The channel by webhook: the Bot API server posts to a real HTTP server with our route."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from api.clock import SystemClock
from bot.pace import Pace
from bot.telegram.channel import TelegramChannel, TelegramOptions, TelegramRefusedError
from bot.telegram.webhook import PATH, SECRET_HEADER
from tests.bot.telegram_fakes import NO_DOCUMENTS, MemoryOutgoing, ScriptedConversation
from tests.telegram_server.remote import TelegramServer, User, running_server, wait_for

SECRET = "Only-Telegram_knows-this"


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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def listening(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing, port: int
) -> AsyncIterator[str]:
    """An HTTP server with the webhook's route, and the channel's sender beside it."""
    url = f"http://127.0.0.1:{port}"
    pace = Pace(chat_seconds=0.01, burst=5, bot_seconds=0)
    options = TelegramOptions(
        token=server.token,
        api_url=server.url,
        public_url=url,
        webhook_secret=SECRET,
        pace=pace,
        idle_seconds=0.1,
    )
    channel = TelegramChannel(options, conversation, outgoing, SystemClock(), NO_DOCUMENTS)
    app = FastAPI()
    app.include_router(channel.router())
    http = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
    stop = asyncio.Event()
    serving = asyncio.create_task(http.serve())
    sending = asyncio.create_task(channel.run_webhook(stop))
    try:
        async with asyncio.timeout(15):
            while not http.started:  # noqa: ASYNC110 (uvicorn offers no event to wait for)
                await asyncio.sleep(0.02)
        yield url
    finally:
        stop.set()
        await asyncio.wait_for(sending, 15)
        http.should_exit = True
        await asyncio.wait_for(serving, 15)


async def hears(user: User, part: str) -> str:
    return await asyncio.to_thread(user.hears, part)


async def test_a_conversation_by_webhook(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    async with listening(server, conversation, outgoing, free_port()):
        for text in ("一", "二", "三"):
            await asyncio.to_thread(user.send, text)
        await hears(user, "收到 三")
        await asyncio.to_thread(user.press, "是")
        await hears(user, "按钮 n1:yes")
        await asyncio.to_thread(user.send_file, "photo", "a.jpg", b"picture")
        await hears(user, "7")
    assert conversation.texts(1) == ["一", "二", "三"]


async def test_what_is_sent_while_we_are_down_comes_when_we_are_back(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    port = free_port()
    async with listening(server, conversation, outgoing, port):
        await asyncio.to_thread(user.send, "一")
        await hears(user, "收到 一")
    await asyncio.to_thread(user.send, "二")
    await asyncio.to_thread(user.send, "三")
    await asyncio.sleep(0.3)
    async with listening(server, conversation, outgoing, port):
        await hears(user, "收到 三")
    assert conversation.texts(1) == ["一", "二", "三"]


async def test_an_update_that_was_not_stored_is_refused_and_comes_again(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    conversation.failures = 4  # more than one delivery's attempts
    async with listening(server, conversation, outgoing, free_port()):
        await asyncio.to_thread(user.send, "一")
        await hears(user, "收到 一")
    assert server.state()["deliveries"] == 2
    assert user.heard() == ["收到 一"]


async def test_a_repeated_delivery_is_answered_once(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    user = server.user(1)
    async with listening(server, conversation, outgoing, free_port()):
        await asyncio.to_thread(user.send, "一")
        await hears(user, "收到 一")
        await asyncio.to_thread(server.repeat)
        await asyncio.to_thread(wait_for, lambda: server.state()["deliveries"] == 2)
        await asyncio.to_thread(wait_for, lambda: not server.state()["waiting"])
        await asyncio.sleep(0.3)  # taking buttons off would happen about now
        assert user.labels() == ["是", "否"]  # the open question keeps its buttons
        await asyncio.to_thread(user.send, "二")
        await hears(user, "收到 二")
    assert user.heard() == ["收到 一", "收到 二"]


async def test_only_telegram_is_let_in(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 1, "type": "private"},
        "from": {"id": 1, "is_bot": False, "first_name": "假"},
        "text": "冒充",
    }
    update = {"update_id": 1, "message": message}
    async with (
        listening(server, conversation, outgoing, free_port()) as url,
        httpx.AsyncClient(trust_env=False) as http,
    ):

        async def post(body: bytes, *secret: str) -> int:
            headers = {SECRET_HEADER: secret[0]} if secret else {}
            return (await http.post(url + PATH, content=body, headers=headers)).status_code

        forged = json.dumps(update).encode()
        assert await post(forged) == 403
        assert await post(forged, "") == 403
        assert await post(forged, SECRET + "x") == 403
        assert conversation.handled == []
        # With the secret: what cannot be an update is taken off Telegram's hands, or refused.
        assert await post(b"not json", SECRET) == 200
        assert await post(b'{"update_id": "x"}', SECRET) == 200
        assert await post(b'{"update_id": 2, "unheard_of": {}}', SECRET) == 200
        assert await post(b" " * 1_100_000, SECRET) == 413
        assert conversation.handled == []
        assert await post(forged, SECRET) == 200
    assert [one.text for one in conversation.handled] == ["冒充"]


def test_without_a_fitting_secret_there_is_no_webhook(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    for secret in ("", "有中文", "x" * 257):
        options = TelegramOptions(
            token=server.token, public_url="https://example.invalid", webhook_secret=secret
        )
        channel = TelegramChannel(options, conversation, outgoing, SystemClock(), NO_DOCUMENTS)
        with pytest.raises(TelegramRefusedError, match="1–256 characters"):
            channel.router()


async def test_an_address_telegram_will_not_post_to_is_said_at_once(
    server: TelegramServer, conversation: ScriptedConversation, outgoing: MemoryOutgoing
) -> None:
    options = TelegramOptions(
        token=server.token,
        api_url=server.url,
        public_url="http://example.invalid",
        webhook_secret=SECRET,
    )
    channel = TelegramChannel(options, conversation, outgoing, SystemClock(), NO_DOCUMENTS)
    with pytest.raises(TelegramRefusedError, match="HTTPS"):
        await channel.run_webhook(asyncio.Event())
