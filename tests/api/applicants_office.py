"""Members of organisations at their pages (``/apply``), each in a browser of their own."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from fastapi.testclient import TestClient

from api.bootstrap.applications import open_own_applications
from api.console.router import desk_router
from api.domain.application import Application
from api.domain.application_event import Act, Wish
from api.domain.membership import Role
from api.domain.procedure import Procedure
from api.pages.apply_files import apply_files_router
from api.pages.applying import apply_router
from api.routes.chat_access import COOKIE
from api.store import applications, members, people
from api.store.database import Database
from api.store.web_chats import SqlChats
from api.web_app import create_app
from bot.web import CHANNEL
from knowledge.procedure_files import load_procedures
from tests.api.application_office import ANSWERS, PLACE, SPECIAL
from tests.api.claimants import organised
from tests.desk_fakes import SAME, DeskWorld, gazetteer, make_desk
from tests.rule_book import shipped_rules
from tests.web_fakes import make_world


@dataclass
class Member:
    """A browser that holds the cookie of a chat; ``page`` is what it shows."""

    client: TestClient
    page: str = ""

    def get(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text
        self.page = answer.text
        return self.page

    def post(self, address: str, status: int, **fields: str | list[str]) -> str:
        answer = self.client.post(address, data=fields, headers=SAME)
        assert answer.status_code == status, answer.text
        self.page = answer.text
        return self.page

    def upload(self, address: str, *files: tuple[str, bytes], status: int = 200) -> str:
        parts = [("files", file) for file in files] or [("files", ("", b""))]
        answer = self.client.post(address, files=parts, headers=SAME)
        assert answer.status_code == status, answer.text
        self.page = answer.text
        return self.page

    def fields(self, **other: str | list[str]) -> dict[str, str | list[str]]:
        """A form of the special fund, well filled."""
        programme = str(other.get("programme", SPECIAL))
        page = self.get(f"/apply/new?programme={programme}")
        key = re.search(r'name="key" value="(\w+)"', page)
        organisation = re.search(r'value="(org\w+)"', page)
        return {
            "programme": programme,
            "act": "submit",
            "key": key[1] if key else "",
            "organisation": organisation[1] if organisation else "",
            "title": "乡村助学",
            "place": PLACE,
            "line_name": ["图书", "培训", ""],
            "line_fen": ["12万", "3万", ""],
            "line_requested": ["3万", "1万", ""],
            **ANSWERS[programme],
            **other,
        }

    def apply(self, status: int = 200, /, **other: str | list[str]) -> str:
        return self.post("/apply/new", status, **self.fields(**other))

    def change(self, act: str, status: int = 200, /, **other: str | list[str]) -> str:
        page = self.get("/apply/1")
        version = re.search(r'name="version" value="(\d+)"', page)
        fields: dict[str, str | list[str]] = {
            **self.fields(),
            "act": act,
            "version": version[1] if version else "0",
        }
        return self.post("/apply/1", status, **{**fields, **other})


# Whose members they are, by the names of organisations; everybody else is a stranger.
OURS, THEIRS = "上海市示例基金会", "云南省示例助学会"
ACTS_FOR = {"wang": (OURS,), "qian": (OURS,), "other": (THEIRS,), "both": (OURS, THEIRS)}


@dataclass
class ApplicantsOffice:
    """Two organisations (``keys`` by name) and those who act for them, beside a desk."""

    desk: DeskWorld
    keys: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=load_procedures)

    @property
    def database(self) -> Database:
        return self.desk.database

    def browser(self) -> Member:
        """Somebody who never wrote."""
        return Member(TestClient(self.desk.app))

    def member(self, name: str) -> Member:
        browser = self.browser()
        browser.client.cookies.set(COOKIE, self.token(name))
        return browser

    def token(self, name: str) -> str:
        """What the cookie of that person's chat holds."""
        if name not in self.tokens:
            opened = SqlChats(self.database).open(self.database.clock.now())
            with self.database.begin() as unit:
                person = people.person_of_chat(unit, CHANNEL, opened.chat)
                for organisation in ACTS_FOR.get(name, ()):
                    members.add_member(unit, self.keys[organisation], person, Role.MEMBER)
            self.tokens[name] = opened.token
        return self.tokens[name]

    def one(self, number: int = 1) -> Application:
        with self.database.read() as unit:
            return applications.load(unit, number)

    def returned(self, note: str) -> None:
        before = self.one()
        with self.database.begin() as unit:
            procedure = self.procedures[before.programme]
            after = before.with_entry(procedure, Wish(Act.RETURNED, note), "li", unit.now)
            applications.save(unit, before, after)


def open_applicants_office(database: Database, folder: Path) -> ApplicantsOffice:
    """With the rules the project ships, and nobody known yet."""
    desk = make_desk(database, folder)
    own = open_own_applications(database, shipped_rules(), gazetteer(), desk.services.files)
    pages = (apply_router(own), apply_files_router(own))
    services = replace(make_world(None).services, chats=SqlChats(database))
    app = create_app(services, routers=(desk_router(desk.services), *pages))
    with database.begin() as unit:
        keys = {name: organised(unit, at, name=name) for at, name in enumerate((OURS, THEIRS), 1)}
    return ApplicantsOffice(replace(desk, app=app), keys)
