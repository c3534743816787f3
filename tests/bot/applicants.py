"""Somebody who applies for a programme in the chat, over a database."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.domain.application import Application
from api.domain.application_event import Act, Wish
from api.store import applications
from api.store.database import Database
from knowledge.places.gazetteer import Gazetteer
from knowledge.procedure_files import load_procedures
from tests.api.claimants import organised
from tests.api.desks import ledger_of
from tests.bot.test_on_a_database import DatabaseChat
from tests.rule_book import shipped_rules

PROCEDURE = load_procedures()["shanghai-special-fund"]
BUDGET = "图书和书架 12万，申请 3万；培训 3万，申请 1万"
ANSWERS = ("澜沧县乡村小学阅读角", "云南省普洱市澜沧县", BUDGET, "是的", "是", "跳过")


@dataclass
class World:
    """A member of one organisation, and what is stored."""

    chat: DatabaseChat
    database: Database
    person: str
    key: str

    def filled(self, *answers: str) -> DatabaseChat:
        """At the card of an application to the special fund."""
        self.chat.say("申报专项资金")
        for text in answers or ANSWERS:
            self.chat.say(text)
        assert self.chat.turn.asks == "confirm", self.chat.texts
        return self.chat

    def submitted(self) -> Application:
        self.filled().tap("提交")
        return self.one()

    def one(self, number: int = 1) -> Application:
        with self.database.read() as unit:
            return applications.load(unit, number)

    def returned(self, note: str = "请补清单", **data: Any) -> None:
        before = self.one()
        with self.database.begin() as unit:
            after = before.with_entry(PROCEDURE, Wish(Act.RETURNED, note, data), "li", unit.now)
            applications.save(unit, before, after)


def open_world(database: Database, gazetteer: Gazetteer, folder: Path) -> World:
    chat = DatabaseChat(gazetteer, channel="web", name="wang", database=database, folder=folder)
    chat.rules = shipped_rules()
    person = ledger_of(database, folder).receive(chat.inbound(text="你好")).person
    with database.begin() as unit:
        key = organised(unit, 1, person, name="上海市示例基金会")
    return World(chat, database, person, key)
