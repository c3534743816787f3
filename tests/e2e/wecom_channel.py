"""The WeCom channel over a conversation in memory, with a real server for its callbacks."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import uvicorn
from fastapi import FastAPI

from api.clock import SystemClock
from api.routes.wecom import PATH, wecom_router
from bot.dialogue.turn import Inbound
from bot.handouts import Documents
from bot.pace import Pace
from bot.wecom.api import Account, WecomApi
from bot.wecom.channel import WecomChannel, WecomOptions
from bot.wecom.crypto import Seal, aes_key
from tests.bot.telegram_fakes import NO_DOCUMENTS, MemoryOutgoing, ScriptedConversation
from tests.wecom_server.remote import WecomServer
from tests.wecom_server.world import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN

MEGABYTE = 1024 * 1024
QUICK = Pace(chat_seconds=0.0, burst=50, bot_seconds=0)


def options(api_url: str, *, secret: str = SECRET, pace: Pace = QUICK) -> WecomOptions:
    """What the loopback server's application is set up with."""
    return WecomOptions(
        account=Account(CORP_ID, AGENT_ID, secret, api_url),
        seal=Seal(TOKEN, aes_key(AES_KEY), CORP_ID),
        max_file_bytes=MEGABYTE,
        pace=pace,
        idle_seconds=0.05,
    )


@dataclass
class Kept:
    """What was stored, once each; ``failures`` counts down faults of the store."""

    inbounds: list[Inbound] = field(default_factory=list)
    failures: int = 0

    def __call__(self, inbound: Inbound) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise ConnectionError("the database is away")
        if inbound.update not in [known.update for known in self.inbounds]:
            self.inbounds.append(inbound)


@dataclass
class Scene:
    """The channel at work and what it works on."""

    server: WecomServer
    outgoing: MemoryOutgoing = field(default_factory=MemoryOutgoing)
    kept: Kept = field(default_factory=Kept)
    documents: Documents = NO_DOCUMENTS
    url: str = ""

    def __post_init__(self) -> None:
        self.conversation = ScriptedConversation(self.outgoing)

    def channel(self, given: WecomOptions | None = None) -> WecomChannel:
        """The channel, not yet running."""
        return WecomChannel(
            given or options(self.server.url),
            handler=self.conversation,
            keep=self.kept,
            outgoing=self.outgoing,
            clock=SystemClock(),
            documents=self.documents,
        )

    def api(self) -> WecomApi:
        """Calls to the server."""
        return WecomApi(options(self.server.url).account)

    @asynccontextmanager
    async def running(self, given: WecomOptions | None = None) -> AsyncIterator[WecomChannel]:
        """The channel and its callback address, until the block ends."""
        channel = self.channel(given)
        async with self.listening(channel):
            stop = asyncio.Event()
            sending = asyncio.create_task(channel.run(stop))
            try:
                yield channel
            finally:
                stop.set()
                await asyncio.wait_for(sending, 15)

    def _afresh(self) -> None:
        self.server.reset(self.url)

    @asynccontextmanager
    async def listening(self, channel: WecomChannel, keep: bool = False) -> AsyncIterator[None]:
        """The callback address alone; the server is told of it, and begins anew or is kept."""
        app = FastAPI()
        app.include_router(wecom_router(channel))
        port = _free_port()
        http = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
        serving = asyncio.create_task(http.serve())
        self.url = f"http://127.0.0.1:{port}{PATH}"
        begun = partial(self.server.setup, callback=self.url) if keep else self._afresh
        await asyncio.to_thread(begun)
        try:
            async with asyncio.timeout(15):
                while not http.started:  # noqa: ASYNC110 (uvicorn offers no event to wait for)
                    await asyncio.sleep(0.02)
            yield
        finally:
            http.should_exit = True
            await asyncio.wait_for(serving, 15)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def eventually(what: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until ``what`` is true."""
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(what):  # noqa: ASYNC110 (another process changes it)
            await asyncio.sleep(0.03)
