"""我的申报 in the chat, on a database: what one's own organisations applied for, and no others."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.domain.application import Application, entered
from api.domain.application_event import Act, Standing, Wish
from api.domain.application_news import ApplicationNews, news_of
from api.domain.project import BudgetLine, Project
from api.store import applications
from api.store.database import Database
from bot.application_notices import application_turn
from bot.texts import Language, speaking
from knowledge.places.gazetteer import Gazetteer
from knowledge.procedure_files import load_procedures
from tests.api.claimants import organised
from tests.api.desks import ledger_of
from tests.bot.test_on_a_database import DatabaseChat

PROCEDURE = load_procedures()["shanghai-special-fund"]
PROJECT = Project("乡村助学", "云南省普洱市", (BudgetLine("图书", 100_00, 30_00),))


@pytest.fixture
def chat(sqlite_database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    return DatabaseChat(
        gazetteer, channel="web", name="wang", database=sqlite_database, folder=tmp_path
    )


def test_where_ones_applications_stand_is_told_and_no_others(
    chat: DatabaseChat, sqlite_database: Database, tmp_path: Path
) -> None:
    chat.say("我的申报")
    assert "没有您所在机构的申报" in chat.texts[0]
    person = ledger_of(sqlite_database, tmp_path).receive(chat.inbound(text="你好")).person
    with sqlite_database.begin() as unit:
        for ordinal, people in ((1, (person,)), (2, ())):
            key = organised(unit, ordinal, *people, name=f"示例基金会{ordinal}")
            project = replace(PROJECT, title=f"助学{ordinal}")
            made = entered(PROCEDURE, project, organisation=key, actor="wang", at=unit.now)
            before = applications.add(unit, made)
            returned = Wish(Act.RETURNED, "请补清单")
            applications.save(unit, before, before.with_entry(PROCEDURE, returned, "li", unit.now))
    chat.say("申报进展")
    assert "有 1 份申报" in chat.texts[0]
    assert "S1 助学1（示例基金会1）：“真实性初审”要补正：请补清单" in chat.texts[0]
    assert "助学2" not in chat.texts[0]


def test_the_milestones_of_a_project_are_told_with_how_late_they_are(
    chat: DatabaseChat, sqlite_database: Database, tmp_path: Path
) -> None:
    person = ledger_of(sqlite_database, tmp_path).receive(chat.inbound(text="你好")).person
    days = (("开班", "2026-08-30"), ("中期", "2026-08-31"), ("结课", "2026-08-20"))
    plan = [
        {"what": what, "due": due, "fen": None} for what, due in (*days, ("回访", "2026-12-01"))
    ]
    with sqlite_database.begin() as unit:
        key = organised(unit, 1, person)
        one = entered(PROCEDURE, PROJECT, organisation=key, actor="wang", at=unit.now)
        one = applications.add(unit, one)
        wishes = (
            *[Wish(Act.PASSED)] * 6,
            Wish(Act.PASSED, data={"fen": 100, "code": "X", "milestones": plan}),
            Wish(Act.PROGRESS, "签到表", {"of": 1, "done": "2026-08-30"}),
            Wish(Act.PROGRESS, "签到表", {"of": 2, "done": "2026-09-01"}),
        )
        for wish in wishes:
            after = one.with_entry(PROCEDURE, wish, "li", unit.now)
            applications.save(unit, one, after)
            one = after
    chat.say("我的申报")
    chat.tap("查看 S1")
    assert "撤回" not in "".join(choice.label for choice in chat.turn.choices)
    assert chat.texts[0].splitlines()[-4:] == [
        "节点“开班”：2026-08-30 按时完成",
        "节点“中期”：2026-09-01 完成，比计划晚 1 天",
        "节点“结课”：计划 2026-08-20 完成，已晚 12 天",
        "节点“回访”：计划 2026-12-01 完成",
    ]


def told(made: Application, act: Act) -> ApplicationNews:
    at = made.events[-1].at
    news = news_of(PROCEDURE, made.with_entry(PROCEDURE, Wish(act, "原因"), "li", at))
    assert news is not None
    return news


def test_each_decision_is_worded_in_the_language_chosen(sqlite_database: Database) -> None:
    now = sqlite_database.clock.now()
    made = entered(PROCEDURE, PROJECT, organisation="o", actor="wang", at=now)
    for act, said in (
        (Act.PASSED, "“真实性初审”已办结，现在到“合规性复审”"),
        (Act.RETURNED, "需要补正：原因"),
        (Act.REJECTED, "没有通过：原因"),
    ):
        turn = application_turn(told(made, act))
        assert said in turn.messages[0].text
        mend = ["去补正 S0"] if act is Act.RETURNED else []
        assert [choice.label for choice in turn.choices] == [*mend, "我的申报"]
    done = replace(told(made, Act.PASSED), standing=Standing.COMPLETED)
    with speaking(Language.ENGLISH):
        assert "concluded" in application_turn(done).messages[0].text
    withdrawn = made.with_entry(PROCEDURE, Wish(Act.WITHDRAWN, "不做了"), "wang", now)
    assert news_of(PROCEDURE, withdrawn) is None
