"""Sheets of needs over the real store: kept masked, submitted whole, and once."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Table, func, select

from api.bootstrap.documents import open_documents
from api.domain.errors import NotFound
from api.store.batches import KEPT
from api.store.database import Database
from api.store.people import known_person
from api.tables.batches import batch_rows, batches
from api.tables.conversation import transcript
from api.tables.tickets import history, tickets
from bot.dialogue.turn import Turn
from knowledge.places.gazetteer import Gazetteer
from tests.bot.batch.made_sheets import AMBIGUOUS, FEW, ROW, SCHOOL, csv, filled, many
from tests.bot.test_on_a_database import DatabaseChat
from tests.fakes import FixedClock

MIXED = filled((*ROW[:10], "李老师 13812345678"), AMBIGUOUS)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def cadre(database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    chat = DatabaseChat(gazetteer, database=database, folder=tmp_path)
    chat.say("批量上报")
    chat.tap("同意")
    return chat


def count(database: Database, table: Table) -> int:
    with database.read() as unit:
        return int(unit.connection.execute(select(func.count()).select_from(table)).scalar_one())


def document(turn: Turn) -> str:
    return next(message.document.key for message in turn.messages if message.document)


def test_good_rows_become_tickets_with_history_and_what_staff_read_beside_them(
    cadre: DatabaseChat, database: Database
) -> None:
    cadre.give("需求.xlsx", MIXED)
    turn = cadre.say("提交")
    assert "工单号是 1001" in turn.messages[0].text
    with database.read() as unit:
        need = unit.connection.execute(select(tickets.c.need)).scalar_one()
        lines = unit.connection.execute(
            select(transcript.c.text).where(transcript.c.ticket == 1001)
        ).scalars()
        (line,) = list(lines)
    assert need["title"] == "澜沧县木戛乡中心小学：200套冬衣"
    assert need["contact"] == "李老师"
    assert line.startswith("［批量上报］需求.xlsx 第 3 行：云南省澜沧县木戛乡中心小学｜冬衣 200 套")
    assert "1381234" not in line
    assert count(database, history) == 1


def test_nothing_of_a_sheet_is_kept_unmasked(cadre: DatabaseChat, database: Database) -> None:
    cadre.give("需求.xlsx", MIXED)
    with database.read() as unit:
        body = unit.connection.execute(select(batches.c.body)).scalar_one()
    assert "1381234" not in repr(body)
    files = [path for path in cadre.folder.rglob("*") if path.is_file()]
    assert [path for path in files if "sqlite3" not in path.name] == []


def test_a_sheet_of_many_rows_sent_again_opens_no_ticket(
    cadre: DatabaseChat, database: Database
) -> None:
    cadre.give("需求.xlsx", many(120))
    cadre.say("提交")
    assert (count(database, tickets), count(database, batch_rows)) == (120, 120)
    turn = cadre.give("又一次.xlsx", many(121))
    assert "120 行已经上报过" in turn.messages[0].text
    cadre.tap("提交这 1 行")
    assert count(database, tickets) == 121


def test_what_was_taken_back_opens_a_ticket_again(cadre: DatabaseChat, database: Database) -> None:
    cadre.give("需求.xlsx", many(3))
    cadre.say("提交")
    cadre.say("确认撤回1002")
    assert "2 行已经上报过" in cadre.give("又.xlsx", many(3)).messages[0].text
    cadre.tap("提交这 1 行")
    assert (count(database, tickets), count(database, batch_rows)) == (4, 3)


def test_two_workers_submit_the_same_sheet_once(cadre: DatabaseChat, database: Database) -> None:
    cadre.give("需求.xlsx", many(5))
    code = cadre.code("提交这 5 行")
    inbounds = [cadre.inbound(choice=code) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        turns = list(pool.map(lambda one: cadre.conversation().handle(one), inbounds))
    said = [turn.messages[0].text for turn in turns if turn]
    assert sum("已提交 5 份" in text for text in said) == 1
    assert count(database, tickets) == 5


def test_only_the_latest_sheets_of_a_person_are_kept(
    cadre: DatabaseChat, database: Database, clock: FixedClock
) -> None:
    keys = []
    for number in range(KEPT + 2):
        turn = cadre.give("a.csv", csv(FEW, (SCHOOL, f"冬衣{number + 1}套", "教育")))
        keys.append(document(turn).removeprefix("rows-"))
        clock.forward(minutes=1)
    with database.read() as unit:
        kept = set(unit.connection.execute(select(batches.c.id)).scalars())
    assert kept == set(keys[-KEPT:])


def test_the_documents_are_made_for_their_person_only(
    cadre: DatabaseChat, database: Database
) -> None:
    key = document(cadre.give("需求.xlsx", MIXED))
    documents = open_documents(database)
    made = documents.fetch("web", cadre.name, key)
    assert made.name == "需求-逐行结果.xlsx"
    sheet = load_workbook(io.BytesIO(made.content)).active
    assert sheet is not None
    assert [sheet.cell(row, 13).value for row in (1, 2)] == [
        "问题",
        "可以提交。\n电话、证件或银行卡号码已隐去，没有保存。",
    ]
    cadre.say("提交")
    again = load_workbook(io.BytesIO(documents.fetch("web", cadre.name, key).content)).active
    assert again is not None
    assert str(again.cell(2, 13).value).startswith("已经是工单 1001（已提交）")

    stranger = cadre.beside("telegram")
    stranger.say("你好")
    with pytest.raises(NotFound, match="再发一次"):
        documents.fetch("telegram", stranger.name, key)
    with pytest.raises(NotFound):
        documents.fetch("web", "nobody", key)
    template = documents.fetch("telegram", stranger.name, "template")
    assert load_workbook(io.BytesIO(template.content)).sheetnames == ["上报", "填写说明"]


def test_two_persons_made_one_keep_what_either_submitted(
    cadre: DatabaseChat, database: Database
) -> None:
    rows = [
        (SCHOOL, "冬衣200套", "教育"),
        (SCHOOL, "棉被50床", "教育"),
        (SCHOOL, "课桌9张", "教育"),
    ]
    other = cadre.beside("telegram")
    other.say("批量上报")
    other.say("同意")
    for chat, sent in ((cadre, rows[:2]), (other, rows[1:])):
        chat.give("需求.csv", csv(FEW, *sent))
        chat.say("提交")
    assert count(database, tickets) == 4
    code = cadre.say("换渠道").messages[0].text.split("绑定码是 ")[1][:6]
    other.say(f"绑定 {code}")
    turn = other.give("全部.csv", csv(FEW, *rows))
    assert "3 行已经上报过" in turn.messages[0].text
    with database.read() as unit:
        person = known_person(unit, "web", cadre.name)
        owners = set(unit.connection.execute(select(batch_rows.c.person)).scalars())
    assert owners == {person}
