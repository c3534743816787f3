"""People on the web, Telegram and 企业微信, and staff, over a real database."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from PIL import Image
from sqlalchemy import func, select

from api.desk import chats, review
from api.desk.progress import advance, ask_reporter
from api.desk.publishing import publish
from api.domain.public_need import UNWORDED
from api.domain.ticket import TicketStatus
from api.store import tickets
from api.store.database import Database, Unit
from api.tables.conversation import inbound
from api.tables.delivery import notices
from bot.dialogue.turn_json import turn_from_json
from bot.transcript import bot_line
from tests.api.desks import CHAT_NOTIFIER, CHECKED, NOTIFIER, REVIEWER
from tests.bot.batch.made_sheets import SHEETS
from tests.e2e import chat_client
from tests.telegram_server.remote import TelegramServer, User, wait_for
from tests.wecom_server.remote import Member, WecomServer

TALK = 1  # the number of the first talk with staff

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

    def act(self, said: str, ticket: str) -> None:
        """Do what ``tests.playing`` says that staff do."""
        verb, _, rest = said.partition(" ")
        if verb == "return":
            self._return(int(ticket), *rest.split(maxsplit=1))
        elif verb in _WITH_TICKET:
            with self._database.begin() as unit:
                version = tickets.load(unit, int(ticket)).version
                _WITH_TICKET[verb](unit, int(ticket), version, rest)
        elif verb == "join":
            with self._database.begin() as unit:
                chats.take(unit, REVIEWER, TALK, CHAT_NOTIFIER)
        elif verb == "write":
            with self._database.begin() as unit:
                key = uuid4().hex
                chats.reply(unit, REVIEWER, TALK, rest, key=key, notifier=CHAT_NOTIFIER)
        else:
            assert said == "hand back"
            with self._database.begin() as unit:
                chats.end(unit, REVIEWER, TALK, handed_back=True, notifier=CHAT_NOTIFIER)

    def _return(self, number: int, field: str, reason: str) -> None:
        with self._database.begin() as unit:
            ticket = tickets.load(unit, number)
        with self._database.begin() as unit:
            taken = review.take(unit, REVIEWER, number, version=ticket.version)
        with self._database.begin() as unit:
            review.return_to(
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


def _accept(unit: Unit, number: int, version: int, _: str) -> None:
    version = review.take(unit, REVIEWER, number, version=version).version
    review.accept(unit, REVIEWER, number, version=version, checks=CHECKED, notifier=NOTIFIER)


def _move(unit: Unit, number: int, version: int, to: str) -> None:
    if to == TicketStatus.PUBLISHED:
        publish(unit, REVIEWER, number, version=version, words=UNWORDED, days=0, notifier=NOTIFIER)
        return
    advance(unit, REVIEWER, number, version=version, to=to, reason="", notifier=NOTIFIER)


def _ask(unit: Unit, number: int, version: int, text: str) -> None:
    ask_reporter(unit, REVIEWER, number, version=version, text=text, notifier=NOTIFIER)


_WITH_TICKET = {"accept": _accept, "move": _move, "ask": _ask}


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
        answer = self.chat.give(name, SHEETS.get(name) or picture())
        assert answer.status_code == 200, answer.text
        self.chat.turn = answer.json()["turn"]

    def locate(self, latitude: float, longitude: float) -> None:
        self.chat.send({"location": [latitude, longitude]})

    def staff(self, act: str, ticket: str) -> None:
        with self.chat.listening() as coming:
            self.desk.act(act, ticket)
        self.chat.turn = coming.result().turn

    def code(self, label: str) -> str:
        return self.chat.code(label)


_KINDS = {User: ("photo", "document"), Member: ("image", "file")}


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
        sheet = SHEETS.get(name)
        of_picture, of_sheet = _KINDS[type(self.person)]
        kind = of_sheet if sheet else of_picture
        self._do(partial(self.person.send_file, kind, name, sheet or picture()))

    def locate(self, latitude: float, longitude: float) -> None:
        self._do(partial(self.person.send_location, latitude, longitude))

    def staff(self, act: str, ticket: str) -> None:
        self._do(partial(self.desk.act, act, ticket))

    def code(self, label: str) -> None:
        assert self.person.shows(label), f"no {label!r} among {self.person.labels()}"

    def _do(self, act: Callable[[], object]) -> None:
        self._seen = len(self.person.heard())
        act()
        wait_for(self._is_quiet, _SETTLE_SECONDS)

    def _is_quiet(self) -> bool:
        if isinstance(self.server, TelegramServer) and self.server.state()["waiting"]:
            return False
        return self.desk.is_quiet()
