"""Staff hear once a working day what is due of applications, organisations of milestones."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from api.application_reminders import ApplicationReminders, ApplicationWords
from api.clock import SHANGHAI
from api.domain.membership import Role
from api.store import members, organisations
from api.store.database import Database
from api.tables.delivery import notices
from bot.application_due_notices import (
    MOST_NAMED,
    applications_due_turn,
    project_milestone_turn,
)
from bot.dialogue.turn_json import turn_json
from tests.api.application_office import CODE, RELIEF, Office, agreed, open_office, staff
from tests.api.desks import linked, person_of
from tests.fakes import FixedClock


def at(clock: FixedClock, day: int, hour: int = 10) -> None:
    """That day of September 2026 in Shanghai; the first is a Tuesday."""
    clock.at = datetime(2026, 9, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    """li and the administrator linked their chats, and somebody acts for the organisation."""
    at(clock, 1)
    office = open_office(sqlite_database, clock, tmp_path)
    for name in ("li", "admin"):
        assert office[name]
        person = person_of(office.desk.ledger, sqlite_database, chat=name)
        linked(sqlite_database, staff(name), person)
    member = person_of(office.desk.ledger, sqlite_database, chat="member")
    with sqlite_database.begin() as unit:
        profile = organisations.by_credit_code(unit, CODE)
        assert profile is not None
        members.add_member(unit, profile.key, member, Role.MEMBER)
    return office


@pytest.fixture
def chore(sqlite_database: Database) -> ApplicationReminders:
    words = ApplicationWords(
        lambda due: turn_json(applications_due_turn(due)),
        lambda due: turn_json(project_milestone_turn(due)),
    )
    return ApplicationReminders(sqlite_database, words)


def told(office: Office, chat: str) -> list[str]:
    with office.desk.database.read() as unit:
        rows = unit.connection.execute(
            select(notices.c.turn)
            .where(
                notices.c.chat == chat,
                notices.c.idempotency_key.startswith("application-due")
                | notices.c.idempotency_key.contains("milestone"),
            )
            .order_by(notices.c.id)
        ).scalars()
        return [turn["messages"][0]["text"] for turn in rows]


def test_who_may_decide_hears_the_day_before_and_who_leads_when_it_is_late(
    office: Office, clock: FixedClock, chore: ApplicationReminders
) -> None:
    office.enter()
    at(clock, 4)
    assert chore() == 0
    at(clock, 7)
    assert (chore(), chore()) == (2, 2)
    assert told(office, "li") == [
        "申报有 1 件事要办：\n· S1 乡村助学：“真实性初审”9月8日到期\n"
        "请到工作台“申报”里办理。材料不够可以退回补正，退回期间不计时。"
    ]
    at(clock, 8, hour=20)
    assert chore() == 0
    at(clock, 12)  # a Saturday
    assert chore() == 0
    at(clock, 14)
    chore()
    assert "9月8日已到期" in told(office, "li")[-1]
    assert "9月8日已到期" in told(office, "admin")[-1]


def test_nobody_hears_of_what_they_may_not_decide_nor_of_what_is_returned(
    office: Office, clock: FixedClock, chore: ApplicationReminders
) -> None:
    office.enter("li")
    office.enter(title="山区支教")
    at(clock, 7)
    office.log_in("admin")
    office.act("admin", "returned", 200, 2, note="请补清单")
    chore()
    assert told(office, "li") == []
    assert "S1 乡村助学" in told(office, "admin")[0]
    assert "山区支教" not in told(office, "admin")[0]


def test_a_milestone_is_told_before_and_after_to_the_organisation_and_when_late_to_staff(
    office: Office, clock: FixedClock, chore: ApplicationReminders
) -> None:
    office.enter(programme=RELIEF, title="照护服务项目")
    for expert in ("li", "zhao", "sun"):
        office.score(expert, 25, 25, 20, 20)
    office.act("li", "passed")
    office.evaluate("admin")
    office.act("admin", "passed", **agreed("帮-1", "30万", "", ("上门照护", "2026-09-10", "")))
    office.act("admin2", "passed", amount="30万")
    chore()
    assert told(office, "member") == []
    for day in (7, 8):
        at(clock, day)
        chore()
    assert "节点“上门照护”计划在9月10日完成。\n完成后请把" in told(office, "member")[0]
    assert told(office, "li") == []
    for day in (11, 14):
        at(clock, day)
        chore()
    assert len(told(office, "member")) == 2
    assert "还没有收到完成的依据" in told(office, "member")[1]
    assert "节点“上门照护”计划9月10日，还没有完成" in told(office, "li")[0]
    assert len(told(office, "li")) == len(told(office, "admin")) == 2


def test_a_long_message_names_the_first_and_counts_the_others(
    office: Office, clock: FixedClock, chore: ApplicationReminders
) -> None:
    for number in range(MOST_NAMED + 2):
        office.enter(title=f"助学{number}")
    at(clock, 7)
    chore()
    text = told(office, "li")[0]
    assert "申报有 10 件事要办" in text
    assert text.count("·") == MOST_NAMED + 1
    assert "另有 2 件" in text
