"""All channels over one database, in one process; ``tests.e2e.players`` are people on them.

Only policy answers are scripted; conversation, store, channels and their servers are real.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import httpx
import uvicorn

from api.bootstrap.documents import open_documents
from api.clock import SystemClock
from api.routes.wecom import PATH, wecom_router
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.notices import SqlOutgoing
from api.store.web_chats import SqlChats
from api.web_app import create_app
from bot.conversation import Conversation
from bot.entrances import Entrances
from bot.pace import Pace
from bot.telegram.channel import TelegramOptions, run_polling
from bot.wecom.channel import WecomChannel
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import ledger_of
from tests.e2e.service import free_port
from tests.e2e.wecom_channel import options
from tests.fakes import UNHURRIED, ScriptedAsker
from tests.rule_book import shipped_rules
from tests.telegram_server.__main__ import TOKEN
from tests.telegram_server.remote import TelegramServer, wait_for
from tests.web_fakes import make_world
from tests.wecom_server.remote import WecomServer


@dataclass(frozen=True)
class Servers:
    """The messengers' own servers, and what takes long to load."""

    telegram: TelegramServer
    wecom: WecomServer
    gazetteer: Gazetteer = field(default_factory=Gazetteer.load)


class Channels(threading.Thread):
    """The web server with the callbacks, and the two messengers, in an event loop of their own."""

    def __init__(self, database: Database, folder: Path, servers: Servers) -> None:
        super().__init__(daemon=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._database = database
        self._ledger = ledger_of(database, folder)
        self._servers = servers
        self._outgoing = SqlOutgoing(database)
        self._loop = asyncio.new_event_loop()
        self._ending = asyncio.Event()

    def run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    def stop(self) -> None:
        """End everything as an operator would."""
        self._loop.call_soon_threadsafe(self._ending.set)
        self.join(timeout=20)

    async def _serve(self) -> None:
        conversation = Conversation(
            ledger=self._ledger,
            asker=ScriptedAsker(),
            clock=SystemClock(),
            gazetteer=self._servers.gazetteer,
            entrances=Entrances(web="https://shanhai.example"),
            limits=UNHURRIED,
            rules=shipped_rules(),
        )
        wecom = self._wecom_channel(conversation, self._ledger)
        http = uvicorn.Server(self._web(conversation, wecom))
        serving = asyncio.create_task(http.serve())
        telegram = TelegramOptions(
            token=TOKEN, api_url=self._servers.telegram.url, pace=Pace(0, 50, 0), idle_seconds=0.05
        )
        await asyncio.gather(
            wecom.run(self._ending),
            run_polling(
                telegram,
                conversation,
                self._outgoing,
                SystemClock(),
                self._ending,
                documents=open_documents(self._database),
            ),
        )
        http.should_exit = True
        await serving

    def _wecom_channel(self, conversation: Conversation, ledger: SqlLedger) -> WecomChannel:
        return WecomChannel(
            options(self._servers.wecom.url),
            handler=conversation,
            keep=partial(ledger.receive, durable=True),
            outgoing=self._outgoing,
            clock=SystemClock(),
            documents=open_documents(self._database),
        )

    def _web(self, conversation: Conversation, wecom: WecomChannel) -> uvicorn.Config:
        services = replace(
            make_world().services,
            clock=SystemClock(),
            conversation=conversation,
            chats=SqlChats(self._database),
            documents=open_documents(self._database),
        )
        app = create_app(services, routers=(wecom_router(wecom),))
        return uvicorn.Config(app, port=self.port, log_level="warning", lifespan="off")


@contextmanager
def running_channels(database: Database, folder: Path, servers: Servers) -> Iterator[Channels]:
    """Every channel, until the block ends."""
    channels = Channels(database, folder, servers)
    servers.wecom.reset(channels.url + PATH)
    servers.telegram.reset()
    servers.telegram.limits(per_second=0)
    channels.start()
    try:
        with httpx.Client(base_url=channels.url, trust_env=False) as http:
            wait_for(lambda: _answers(http))
        yield channels
    finally:
        channels.stop()


def _answers(http: httpx.Client) -> bool:
    try:
        return http.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False
