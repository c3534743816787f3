"""The dialogue over the real ledger: a report, a return, two workers, two channels."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from api.desk import review
from api.domain.ticket import Ticket, TicketStatus
from api.store.database import Database
from api.store.files import FILES_PER_REPORT
from bot.conversation import Conversation
from bot.dialogue.turn import IncomingFile, Turn
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import NOTIFIER, REVIEWER, hired, ledger_of
from tests.api.pictures import jpeg
from tests.bot.test_every_step import ANSWERS
from tests.fakes import UNHURRIED
from tests.transcripts import Chat


@dataclass(slots=True)
class DatabaseChat(Chat):
    """A chat over a database; every message meets a new ledger and a new Conversation."""

    database: Database | None = None
    folder: Path = Path()

    def conversation(self) -> Conversation:
        assert self.database is not None
        return Conversation(
            ledger=ledger_of(self.database, self.folder),
            asker=self.asker,
            clock=self.database.clock,
            gazetteer=self.gazetteer,
            limits=UNHURRIED,
            rules=self.rules,
        )

    def beside(self, channel: str) -> "DatabaseChat":
        return DatabaseChat(
            self.gazetteer,
            asker=self.asker,
            channel=channel,
            name=f"{self.name}-{channel}",
            database=self.database,
            folder=self.folder,
        )

    def ticket(self, number: int) -> Ticket:
        assert self.database is not None
        person = ledger_of(self.database, self.folder).receive(self.inbound(text="x")).person
        with ledger_of(self.database, self.folder).transaction(person) as tx:
            return next(t for t in tx.my_tickets() if t.number == number)


@pytest.fixture
def stored(database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    return DatabaseChat(gazetteer, database=database, folder=tmp_path)


def to_the_card(chat: Chat) -> Turn:
    chat.say("上报需求")
    chat.say("同意")
    while chat.turn.asks != "confirm":
        assert chat.turn.asks is not None
        chat.say(ANSWERS[chat.turn.asks])
    return chat.turn


def test_a_report_a_return_and_its_answer(stored: DatabaseChat, database: Database) -> None:
    to_the_card(stored)
    number = stored.tap("提交").ticket
    assert number is not None
    hired(database, REVIEWER)
    version = stored.ticket(number).version
    with database.begin() as unit:
        taken = review.take(unit, REVIEWER, number, version=version)
        review.return_to(
            unit,
            REVIEWER,
            number,
            version=taken.version,
            reason="请写清数量。",
            fields=("items",),
            notifier=NOTIFIER,
        )
    stored.follow(
        """
        > 开始补充
        < 审核意见：请写清数量。
        > 冬衣260套
        < 请核对
        > 提交
        < 回到审核
        """
    )
    after = stored.ticket(number)
    assert after.status is TicketStatus.IN_REVIEW
    assert after.need.items[0].quantity == 260


def test_taps_at_the_same_moment_submit_once(stored: DatabaseChat) -> None:
    to_the_card(stored)
    taps = [stored.inbound(choice=stored.code("提交")) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        turns = list(pool.map(lambda tap: stored.conversation().handle(tap), taps))
    numbers = {turn.ticket for turn in turns if turn is not None and turn.ticket is not None}
    assert len(numbers) == 1
    stored.say("我的上报")
    assert "有 1 份" in stored.texts[0]


def test_two_messages_at_once_are_both_heard(stored: DatabaseChat) -> None:
    stored.say("上报需求")
    stored.say("同意")
    both = [stored.inbound(text=text) for text in ("人数改成120", "预算改成6万")]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda inbound: stored.conversation().handle(inbound), both))
    draft = stored.say("帮助").draft
    assert draft is not None
    assert (draft["beneficiaries"]["count"], draft["budget_yuan"]) == (120, 60_000)


def test_begun_on_the_web_finished_on_telegram(stored: DatabaseChat) -> None:
    to_the_card(stored)
    code = stored.say("换渠道").messages[0].text.split("绑定码是 ")[1][:6]
    other = stored.beside("telegram")
    other.say("你好")
    assert other.say(f"绑定 {code}").asks == "confirm"
    number = other.tap("提交").ticket
    assert number is not None
    assert f"{number} · 已提交" in stored.say("我的上报").messages[0].text


def test_a_report_takes_ten_files_and_says_so_to_the_rest_of_an_album(
    stored: DatabaseChat,
) -> None:
    stored.say("上报需求")
    stored.say("同意")
    for number in range(FILES_PER_REPORT + 2):
        file = IncomingFile(f"{number}.jpg", jpeg((40 + number, 30)))
        stored.send(replace(stored.inbound(file=file), album="77"))
    assert "共 10 份" in stored.texts[0]
    assert len([text for text in stored.texts if "不能再加" in text]) == 1
    stored.say("澜沧县木戛乡")
    while stored.turn.asks != "confirm":
        stored.say({"items": "冬衣200套", "category": "教育"}.get(stored.turn.asks or "", "跳过"))
    stored.say("提交")
    assert len(stored.ticket(1001).need.evidence) == FILES_PER_REPORT


def test_a_recording_is_asked_to_be_typed_and_nothing_is_lost(stored: DatabaseChat) -> None:
    stored.say("上报需求")
    stored.say("同意")
    asked = stored.turn.asks
    stored.give("语音.amr", b"#!AMR\n" + bytes(400))
    assert "请把内容打字告诉我" in stored.texts[0]
    assert stored.turn.asks == asked
