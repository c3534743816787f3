"""A desk on a real database for tests of its pages: staff, sessions, forms, reported needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from api.bootstrap.jobs import job_runner
from api.console.router import desk_router
from api.console.services import AnswersFollow, DeskServices, Explains
from api.desk.accounts import Remit, create_admin, create_staff
from api.desk.passwords import Passwords
from api.desk.people import Staff
from api.document_reader import DocumentReader
from api.domain.duties import ALL_WORK, EVERY_ROLE, Role
from api.live_texts import LiveTexts
from api.settings import Settings
from api.store.database import Clock, Database
from api.store.files import FileStore
from api.store.ledger import SqlLedger
from api.store.library import SqlLibrary
from api.web_app import create_app
from api.webhook_reach import Reach
from bot.entrances import Entrances
from knowledge.places.gazetteer import Gazetteer
from retrieval.explained import Explained
from retrieval.grouping import QuestionGroups
from retrieval.search import Hit
from retrieval.service import Retrieval, open_retrieval
from tests.api.desks import CHAT_NOTIFIER, MEGABYTE, NOTIFIER, ledger_of
from tests.retrieval import samples
from tests.web_fakes import make_world

SAME = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "旧桥-山海-纸船-清晨"
ADMIN = Staff("admin", EVERY_ROLE)
_TOKEN = re.compile(r'name="form_token" value="(\w+)"')


@cache
def gazetteer() -> Gazetteer:
    """One for all tests: it takes a while to load and never changes."""
    return Gazetteer.load()


class Followed:
    """Counts how often the answers were asked to follow the library; ``busy`` as a test sets it."""

    def __init__(self) -> None:
        self.times = 0
        self.busy = False

    def soon(self) -> None:
        self.times += 1


class SampleAnswers:
    """The real answering over the small library of ``samples``, opened when first asked; or over
    another one, set as ``asker``."""

    def __init__(self) -> None:
        self.asker: Explains | None = None

    def explain(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> Explained:
        self.asker = self.asker or samples.asker(samples.library())
        return self.asker.explain(question, as_of=as_of, context=context)


class AtOnce:
    """Reads a file as soon as it comes; with ``waits`` set, leaves it to the test."""

    def __init__(self, reader: DocumentReader) -> None:
        self.reader = reader
        self.waits = False

    def begin(self, key: str) -> None:
        if not self.waits:
            self.reader.read(key)


class JobsAtOnce:
    """Runs a job as soon as it is begun; with ``waits`` set, leaves it to the test."""

    def __init__(self, database: Database) -> None:
        self.runner = job_runner(database)
        self.waits = False

    def begin(self, number: int) -> None:
        if not self.waits:
            self.runner.run(number)


class ByWords:
    """Searches the library as it is at the first search."""

    def __init__(self, database: Database, folder: Path, clock: Clock) -> None:
        self._library = SqlLibrary(database)
        self._folder = folder
        self._clock = clock
        self._retrieval: Retrieval | None = None

    def __call__(self, text: str) -> Sequence[Hit]:
        if self._retrieval is None:
            self._retrieval = open_retrieval(self._library, self._folder, self._clock, dense=False)
        return self._retrieval.found(text)


@dataclass
class DeskWorld:
    """The application and what a test looks into."""

    app: FastAPI
    database: Database
    services: DeskServices
    ledger: SqlLedger


def make_desk(
    database: Database,
    folder: Path,
    *more: APIRouter,
    settings: Settings | None = None,
    answers: AnswersFollow | None = None,
    explainer: Explains | None = None,
    reach: Reach | None = None,
) -> DeskWorld:
    """A desk beside the scripted chat, with passwords that are quick to check."""
    files = FileStore(folder / "files", 2 * MEGABYTE)
    services = DeskServices(
        database=database,
        passwords=Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)),
        notifier=NOTIFIER,
        chat_notifier=CHAT_NOTIFIER,
        files=files,
        answers=answers or Followed(),
        reader=AtOnce(DocumentReader(database, files)),
        jobs=JobsAtOnce(database),
        explainer=explainer or SampleAnswers(),
        grouping=QuestionGroups(None, Path()).of,
        find=ByWords(database, folder / "indexes", database.clock),
        gazetteer=gazetteer(),
        entrances=Entrances("https://shanhai.example", lambda: "ShanhaiBot"),
        library=SqlLibrary(database),
        reach=reach or Reach(private=True),
        texts=LiveTexts(database),
    )
    app = create_app(make_world(settings).services, routers=(desk_router(services), *more))
    return DeskWorld(app, database, services, ledger_of(database, folder))


def one_time_password(desk: DeskWorld, username: str, roles: frozenset[Role] = ALL_WORK) -> str:
    """A new account's password; the first call also makes the administrator."""
    with desk.database.begin() as unit:
        first = create_admin(unit, desk.services.passwords)
        if username == "admin":
            assert first is not None
            return first
        return create_staff(unit, ADMIN, desk.services.passwords, username, Remit(roles))


class Browser:
    """A test client that fills in the forms of the page it saw last."""

    def __init__(self, desk: DeskWorld, base_url: str = "http://testserver") -> None:
        self.client = TestClient(desk.app, base_url, headers=SAME)
        self.page = ""

    def get(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        return self._seen(answer.status_code, answer.text, status)

    def post(self, address: str, status: int = 200, **fields: str | list[str]) -> str:
        """Send a form as the page seen last would."""
        found = _TOKEN.search(self.page)
        body = {"form_token": found[1] if found else "", **fields}
        answer = self.client.post(address, data=body)
        return self._seen(answer.status_code, answer.text, status)

    def upload(
        self, address: str, *files: tuple[str, bytes], status: int = 200, **fields: str
    ) -> str:
        """Send the form of the page seen last with these files chosen."""
        found = _TOKEN.search(self.page)
        parts = [("files", file) for file in files] or [("files", ("", b""))]
        body = {"form_token": found[1] if found else "", **fields}
        answer = self.client.post(address, data=body, files=parts)
        return self._seen(answer.status_code, answer.text, status)

    def log_in(self, username: str, password: str, status: int = 200) -> str:
        self.get("/desk/login")
        return self.post("/desk/login", status, username=username, password=password)

    def _seen(self, status: int, text: str, expected: int) -> str:
        assert status == expected, text
        self.page = text
        return text


def staffed(desk: DeskWorld, username: str = "li", roles: frozenset[Role] = ALL_WORK) -> Browser:
    """A browser of a member of staff who has set a password of their own."""
    password = one_time_password(desk, username, roles)
    browser = Browser(desk)
    browser.log_in(username, password)
    browser.post("/desk/account/password", old=password, new=PASSWORD, again=PASSWORD)
    return browser
