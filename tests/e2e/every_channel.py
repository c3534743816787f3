"""All channels over one database, in one process, and a player for each.

Only policy answers are scripted; conversation, store, channels and their servers are real.
"""

import asyncio
import io
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import httpx
import uvicorn
from PIL import Image
from sqlalchemy import func, select

from api.clock import SystemClock
from api.desk.review import return_to, take
from api.routes.wecom import PATH, wecom_router
from api.store import tickets
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.notices import SqlOutgoing
from api.store.web_chats import SqlChats
from api.tables.conversation import inbound
from api.tables.delivery import notices
from api.web_app import create_app
from bot.conversation import Conversation
from bot.dialogue.turn_json import turn_from_json
from bot.pace import Pace
from bot.telegram.channel import TelegramOptions, run_polling
from bot.transcript import bot_line
from bot.wecom.channel import WecomChannel
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import NOTIFIER, REVIEWER, ledger_of
from tests.bot.telegram_fakes import NO_DOCUMENTS
from tests.e2e import chat_client
from tests.e2e.service import free_port
from tests.e2e.wecom_channel import options
from tests.fakes import ScriptedAsker
from tests.telegram_server.__main__ import TOKEN
from tests.telegram_server.remote import TelegramServer, User, wait_for
from tests.web_fakes import make_world
from tests.wecom_server.remote import Member, WecomServer

_SETTLE_SECONDS = 30
_COLUMNS = re.compile("\u3000+")


def picture() -> bytes:
    """A photograph."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(out, "JPEG")
    return out.getvalue()


class Desk:
    """Staff, who see the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def return_ticket(self, number: int, field: str, reason: str) -> None:
        """Take the ticket into review and return it, naming one field."""
        with self._database.begin() as unit:
            ticket = tickets.load(unit, number)
        with self._database.begin() as unit:
            taken = take(unit, REVIEWER, number, version=ticket.version)
        with self._database.begin() as unit:
            return_to(
                unit,
                REVIEWER,
                number,
                version=taken.version,
                fields=(field,),
                reason=reason,
                notifier=NOTIFIER,
            )

    def is_quiet(self) -> bool:
        """Whether nothing waits to be answered or delivered."""
        with self._database.read() as unit:
            counted = (
                select(func.count()).where(inbound.c.handled_at.is_(None)).scalar_subquery(),
                select(func.count())
                .where(
                    notices.c.delivered_at.is_(None),
                    notices.c.dead_reason.is_(None),
                    notices.c.channel != "web",
                )
                .scalar_subquery(),
            )
            return not any(unit.connection.execute(select(*counted)).one())


@dataclass
class WebPlayer:
    """A person at the chat API."""

    chat: chat_client.Chat
    desk: Desk
    joins: bool = False

    @property
    def texts(self) -> list[str]:
        return [bot_line(message) for message in turn_from_json(self.chat.turn).messages]

    def say(self, text: str) -> None:
        self.chat.say(text)

    def tap(self, label: str) -> None:
        self.chat.tap(label)

    def give(self, name: str) -> None:
        answer = self.chat.give(name, picture())
        assert answer.status_code == 200, answer.text
        self.chat.turn = answer.json()["turn"]

    def staff_return(self, number: int, field: str, reason: str) -> None:
        with self.chat.listening() as coming:
            self.desk.return_ticket(number, field, reason)
        self.chat.turn = coming.result().turn

    def code(self, label: str) -> str:
        return self.chat.code(label)


@dataclass
class PhonePlayer:
    """A person at a messenger, to whom replies are pushed."""

    person: User | Member
    desk: Desk
    server: TelegramServer | WecomServer
    joins: bool = True
    _seen: int = field(default=0)

    @property
    def texts(self) -> list[str]:
        # Telegram sets the rows of a card in columns.
        return [_COLUMNS.sub("：", text) for text in self.person.heard()[self._seen :]]

    def say(self, text: str) -> None:
        self._do(partial(self.person.send, text))

    def tap(self, label: str) -> None:
        self._do(partial(self.person.press, label))

    def give(self, name: str) -> None:
        kind = "photo" if isinstance(self.person, User) else "image"
        self._do(partial(self.person.send_file, kind, name, picture()))

    def staff_return(self, number: int, field: str, reason: str) -> None:
        self._do(partial(self.desk.return_ticket, number, field, reason))

    def code(self, label: str) -> None:
        assert label in self.person.labels(), f"no {label!r} among {self.person.labels()}"

    def _do(self, act: Callable[[], object]) -> None:
        self._seen = len(self.person.heard())
        act()
        wait_for(self._is_quiet, _SETTLE_SECONDS)

    def _is_quiet(self) -> bool:
        if isinstance(self.server, TelegramServer) and self.server.state()["waiting"]:
            return False
        return self.desk.is_quiet() and len(self.person.heard()) > self._seen


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
                documents=NO_DOCUMENTS,
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
            documents=NO_DOCUMENTS,
        )

    def _web(self, conversation: Conversation, wecom: WecomChannel) -> uvicorn.Config:
        services = replace(
            make_world().services,
            clock=SystemClock(),
            conversation=conversation,
            chats=SqlChats(self._database),
            documents=NO_DOCUMENTS,
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
