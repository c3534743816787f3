"""A report by Telegram with every real part: conversation, ledger, database, server, processes."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import ColumnElement, func, select

from api.desk.review import return_to, take
from api.domain.ticket import Ticket, TicketStatus
from api.store import tickets
from api.store.database import Database
from api.store.files import files_of
from api.tables.conversation import files, inbound
from api.tables.delivery import notices
from api.tables.tickets import tickets as rows
from bot import texts
from tests import databases
from tests.api.desks import NOTIFIER, REVIEWER, hired
from tests.telegram_server.remote import TelegramServer, User, buttons, running_server, wait_for

NEED = "云南省普洱市澜沧县木戛乡中心小学120名学生需要200套冬衣，预算5万元，11月底前送到"


@pytest.fixture(scope="module")
def process() -> Iterator[TelegramServer]:
    with running_server() as running:
        yield running


@pytest.fixture
def server(process: TelegramServer) -> TelegramServer:
    process.reset()
    process.limits(per_second=0)
    return process


class World:
    """The server, the database, and the bot's process, which can be killed and started again."""

    def __init__(self, server: TelegramServer, url: str, files: Path) -> None:
        self.server = server
        self.url = url
        self.files = files
        self.database = Database(url)
        self._bot: subprocess.Popen[str] | None = None

    def start(self, asking: float = 0.0) -> None:
        """Start the bot's process."""
        command = [sys.executable, "-m", "tests.e2e.telegram_worker", "--api", self.server.url]
        command += ["--database", self.url, "--files", str(self.files), "--asking", str(asking)]
        self._bot = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._bot.stdout is not None
        assert self._bot.stdout.readline() == "READY\n"

    def kill(self) -> None:
        """End the process without a chance to tidy up."""
        if self._bot is not None:
            self._bot.kill()
            self._bot.communicate()
            self._bot = None

    def stop(self) -> None:
        """End the process as an operator would."""
        assert self._bot is not None
        self._bot.terminate()
        self._bot.communicate(timeout=20)
        assert self._bot.returncode == 0
        self._bot = None

    def count(self, *conditions: ColumnElement[bool]) -> int:
        """Rows matching the conditions, all of one table."""
        with self.database.read() as unit:
            query = select(func.count()).where(*conditions)
            return int(unit.connection.execute(query).scalar_one())

    def stored(self, user: User, number: int) -> None:
        """Wait until ``number`` inputs of this person are in the ledger."""
        wait_for(lambda: self.count(inbound.c.chat == str(user.id)) >= number, 20)

    def settle(self) -> None:
        """Wait until nothing is on its way, in either direction."""
        wait_for(
            lambda: (
                not self.server.state()["waiting"]
                and not self.count(inbound.c.handled_at.is_(None))
                and not self.count(notices.c.delivered_at.is_(None))
            ),
            30,
        )

    def ticket(self) -> Ticket:
        """The one ticket there is, as the desk sees it."""
        with self.database.read() as unit:
            number = unit.connection.execute(select(rows.c.number)).scalar_one()
            return tickets.load(unit, number)

    def close(self) -> None:
        """Leave nothing running."""
        self.kill()
        self.database.close()


@contextmanager
def world_on(server: TelegramServer, url: str, folder: Path) -> Iterator[World]:
    world = World(server, url, folder / "files")
    try:
        yield world
    finally:
        world.close()


@pytest.fixture
def world(server: TelegramServer, sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    with world_on(
        server, databases.sqlite_copy(sqlite_template, tmp_path / "db"), tmp_path
    ) as made:
        yield made


def picture() -> bytes:
    """A photograph with a position in its EXIF data."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "the teacher's desk"
    Image.new("RGB", (640, 480), "navy").save(out, "JPEG", exif=exif)
    return out.getvalue()


def step(world: World, user: User) -> bool:
    """Answer the question now asked as simply as possible; False when the card asks to submit."""
    labels = [label for _, label in buttons(user.messages()[-1])]
    if "提交" in labels:
        return False
    if "完成" in labels or "照片或文件" in user.heard()[-1]:
        user.send_file("photo", "a.jpg", picture())
        world.settle()
        assert "文件已收好（共 1 份）" in " ".join(user.heard()[-2:])
        user.press("完成")
    elif "跳过" in labels:
        user.press("跳过")
    else:
        user.press(labels[0])
    world.settle()
    return True


def fill(world: World, user: User) -> None:
    """From the consent notice to the card."""
    for _ in range(20):
        if not step(world, user):
            return
    raise AssertionError(f"no card after 20 steps; last: {user.heard()[-1]}")


def reported(world: World, user: User) -> None:
    """A whole report, submitted."""
    user.send(NEED)
    world.settle()
    fill(world, user)
    user.press("提交")
    world.settle()


@pytest.fixture
def on_each_database(server: TelegramServer, database_url: str, tmp_path: Path) -> Iterator[World]:
    with world_on(server, database_url, tmp_path) as made:
        yield made


def test_a_report_with_a_photograph_becomes_a_ticket(on_each_database: World) -> None:
    world = on_each_database
    user = world.server.user(1)
    world.start()
    reported(world, user)
    ticket = world.ticket()
    assert f"工单号是 {ticket.number}。" in " ".join(user.heard())
    assert ticket.need.place.county == "澜沧拉祜族自治县"
    assert ticket.need.beneficiaries.count == 120
    assert [(item.name, item.quantity) for item in ticket.need.items] == [("冬衣", Decimal(200))]
    with world.database.read() as unit:
        (kept,) = files_of(unit, ticket.number)
    assert kept.type == "image/jpeg"
    contents = [path.read_bytes() for path in (world.files / "kept").rglob("*") if path.is_file()]
    assert contents
    assert all(b"the teacher's desk" not in content for content in contents)
    world.stop()


def test_an_album_gets_one_receipt_and_all_of_it_is_kept(on_each_database: World) -> None:
    world = on_each_database
    user = world.server.user(1)
    world.start()
    user.send("上报需求")
    world.settle()
    user.press("同意")
    world.settle()
    before = len(user.heard())
    for number in range(4):
        content = picture() if number != 2 else b"no picture at all"
        caption = NEED if number == 0 else ""
        user.send_file("photo", f"{number}.jpg", content, group="album7", caption=caption)
    world.settle()
    said = user.heard()[before:]
    assert len([text for text in said if "文件已收好" in text]) == 1
    assert "共 3 份" in said[-1]
    assert len([text for text in said if "记下了" in text]) == 1  # the caption, read once
    assert world.count(files.c.person.is_not(None)) == 3
    world.stop()


def test_killed_at_any_step_the_dialogue_goes_on(world: World) -> None:
    user = world.server.user(1)
    world.start()
    user.send(NEED)
    world.stored(user, 1)
    world.kill()  # stored, perhaps not answered, perhaps answered and not sent
    world.start()
    world.settle()
    assert "同意" in " ".join(user.labels()), user.heard()
    step(world, user)
    world.kill()
    while_dead = user.heard()
    user.press(user.labels()[0])  # pressed while nobody listens
    world.start()
    world.settle()
    assert len(user.heard()) > len(while_dead)
    fill(world, user)
    user.press("提交")
    world.stored(user, world.count(inbound.c.chat == "1"))
    world.kill()
    world.start()
    world.settle()
    assert f"工单号是 {world.ticket().number}。" in " ".join(user.heard())


def test_killed_while_answering_the_question_is_answered_after_the_restart(world: World) -> None:
    user = world.server.user(1)
    world.start(asking=3)
    user.send("基金会公开募捐需要什么资格？")
    world.stored(user, 1)
    world.kill()
    assert user.heard() == []
    world.start()
    world.settle()
    answers = [text for text in user.heard() if "需要公开募捐资格" in text]
    assert len(answers) == 1
    quotes = [
        m for m in user.messages() if any(e["type"] == "blockquote" for e in m.get("entities", ()))
    ]
    assert len(quotes) == 1


def test_a_double_tap_and_a_repeated_update_submit_once(world: World) -> None:
    user = world.server.user(1)
    world.start()
    user.send(NEED)
    world.settle()
    fill(world, user)
    card = user.messages()[-1]
    (submit,) = [code for code, label in buttons(card) if label == "提交"]
    user.press_code(card["message_id"], submit, forged=True)
    user.press_code(card["message_id"], submit, forged=True)
    world.server.repeat()
    world.settle()
    user.press_code(card["message_id"], submit, forged=True)
    world.settle()
    said = texts.STALE_SUBMITTED.format(number=world.ticket().number)
    assert said in " ".join(user.heard()[-2:])


def test_codes_of_others_and_made_up_ones_do_nothing(world: World) -> None:
    user, other = world.server.user(1), world.server.user(2, "路人")
    world.start()
    user.send(NEED)
    world.settle()
    fill(world, user)
    card = user.messages()[-1]
    other.send("你好")
    world.settle()
    theirs = other.messages()[-1]["message_id"]
    for code, _ in buttons(card):
        other.press_code(theirs, code, forged=True)
    for code in ("x", "'; DROP TABLE tickets; --", "submit:1:2:3", "字" * 21):
        other.press_code(theirs, code, forged=True)
    world.settle()
    assert world.count(rows.c.number > 0) == 0
    assert not any("Traceback" in text for text in other.heard())
    user.press("提交")
    world.settle()
    assert world.count(rows.c.number > 0) == 1


def test_a_return_reaches_the_reporter_who_answers_just_that(world: World) -> None:
    user = world.server.user(1)
    world.start()
    reported(world, user)
    submitted = world.ticket()
    hired(world.database, REVIEWER)
    with world.database.begin() as unit:
        taken = take(unit, REVIEWER, submitted.number, version=submitted.version)
    with world.database.begin() as unit:
        return_to(
            unit,
            REVIEWER,
            taken.number,
            version=taken.version,
            fields=("items",),
            reason="请写明尺码",
            notifier=NOTIFIER,
        )
    user.hears("请写明尺码")
    user.press("开始补充")
    world.settle()
    user.send("冬衣，身高120到150厘米，200套")
    world.settle()
    while "提交" not in user.labels():
        assert step(world, user)
    user.press("提交")
    world.settle()
    assert world.ticket().status is TicketStatus.IN_REVIEW
