"""Organisations that apply themselves, on SQLite and PostgreSQL: once, for their own, and told."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from api.desk import applications as desk
from api.desk.applications import Rules
from api.domain.application import Application
from api.domain.application_event import Act, Standing, Wish
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, WrongMove
from api.domain.organisation_profile import OrganisationState
from api.domain.project import BudgetLine, Project
from api.store import applications, applying, people
from api.store.database import Database
from api.tables.delivery import notices
from api.tables.organisations import organisation_members
from knowledge.procedure_files import load_procedures
from knowledge.programme_files import load_programmes
from tests.api.claimants import organised
from tests.api.desks import ADMIN, NOTIFIER, REVIEWER, hired, ledger_of, linked, person_of

PROCEDURE = load_procedures()["shanghai-special-fund"]
RULES = Rules(PROCEDURE, next(p for p in load_programmes() if p.key == PROCEDURE.programme))
PROJECT = Project("乡村助学", "云南省普洱市", (BudgetLine("图书", 100_00, 30_00),))


class Applicants:
    """An organisation with two members, and somebody else."""

    def __init__(self, database: Database, folder: Path) -> None:
        ledger = ledger_of(database, folder)
        self.database = database
        self.wang, self.qian, self.stranger = (
            person_of(ledger, database, channel="web", chat=name, update=name)
            for name in ("wang", "qian", "stranger")
        )
        with database.begin() as unit:
            self.key = organised(unit, 1, self.wang, self.qian)

    def apply(self, person: str = "", key: str = "k") -> Application:
        with self.database.begin() as unit:
            who = person or self.wang
            return applying.apply(unit, who, PROCEDURE, self.key, PROJECT, key=key)

    def answer(self, person: str, version: int | None = None, key: str = "a") -> Application:
        mended = replace(PROJECT, title="乡村助学（补正）")
        with self.database.begin() as unit:
            return applying.answer(
                unit, person, PROCEDURE, 1, mended, version=version, key=key, note="补了清单"
            )

    def withdraw(self, person: str, reason: str = "不做了") -> Application:
        with self.database.begin() as unit:
            return applying.withdraw(unit, person, PROCEDURE, 1, reason, key="w")

    def decide(self, wish: Wish, key: str = "d") -> Application:
        with self.database.begin() as unit:
            version = applications.load(unit, 1).version
            return desk.act(
                unit, REVIEWER, RULES, 1, wish, version=version, key=key, notifier=NOTIFIER
            )

    def told(self) -> list[tuple[str, str]]:
        with self.database.read() as unit:
            rows = unit.connection.execute(select(notices).order_by(notices.c.id)).all()
        return [(row.chat, row.turn["messages"][0]["text"]) for row in rows]


@pytest.fixture
def applicants(database: Database, tmp_path: Path) -> Applicants:
    hired(database, REVIEWER, ADMIN)
    return Applicants(database, tmp_path)


def test_what_is_submitted_twice_is_one_application_and_colleagues_are_told(
    applicants: Applicants,
) -> None:
    first, again = applicants.apply(), applicants.apply()
    assert (first.code, again.code) == ("S1", "S1")
    assert first.standing is Standing.STAFF
    assert applicants.apply(key="other").code == "S2"
    (chat, text), _ = applicants.told()
    assert chat == "qian"
    assert "同事提交了申报 S1“乡村助学”" in text


def test_only_members_apply_mend_and_withdraw(applicants: Applicants) -> None:
    with pytest.raises(NotAllowed, match="不是这家机构的成员"):
        applicants.apply(applicants.stranger)
    applicants.apply()
    for act in (applicants.answer, applicants.withdraw):
        with pytest.raises(NotFound, match="没有找到 S1"):
            act(applicants.stranger)
    with applicants.database.read() as unit, pytest.raises(NotFound):
        applying.own(unit, applicants.wang, 7)


@pytest.mark.parametrize("state", [OrganisationState.SUSPENDED, OrganisationState.REFUSED])
def test_an_organisation_that_is_shut_out_does_not_apply(
    database: Database, tmp_path: Path, state: OrganisationState
) -> None:
    person = person_of(ledger_of(database, tmp_path), database)
    with database.begin() as unit:
        key = organised(unit, 5, person, state=state)
    with database.begin() as unit, pytest.raises(NotAllowed, match="不能申报"):
        applying.apply(unit, person, PROCEDURE, key, PROJECT, key="k")


def test_a_return_is_mended_by_any_member_and_goes_on_where_it_stood(
    applicants: Applicants,
) -> None:
    applicants.apply()
    with pytest.raises(WrongMove, match="不能补正"):
        applicants.answer(applicants.wang)
    returned = applicants.decide(Wish(Act.RETURNED, "请补清单"))
    with pytest.raises(Outdated):
        applicants.answer(applicants.qian, version=1)
    mended = applicants.answer(applicants.qian, version=returned.version)
    assert (mended.stage, mended.standing) == (returned.stage, Standing.STAFF)
    assert mended.project.title == "乡村助学（补正）"
    assert applicants.answer(applicants.qian, version=returned.version) == mended
    with applicants.database.read() as unit:
        assert applications.history_is_whole(unit, mended)
    assert applicants.told()[-1] == (
        "wang",
        "贵机构的同事补正了申报 S1“乡村助学（补正）”，接着在“真实性初审”办理。",
    )


def test_it_is_withdrawn_with_a_reason_and_ends(applicants: Applicants) -> None:
    applicants.apply()
    with pytest.raises(Invalid, match="为什么撤回"):
        applicants.withdraw(applicants.wang, " ")
    gone = applicants.withdraw(applicants.wang)
    assert gone.standing is Standing.WITHDRAWN
    assert applicants.withdraw(applicants.wang) == gone  # sent twice
    with pytest.raises(WrongMove):
        applicants.decide(Wish(Act.PASSED))


def test_after_the_agreement_only_staff_take_it_back(applicants: Applicants) -> None:
    made = applicants.apply()
    signed = replace(made, stage="agreement")
    with applicants.database.begin() as unit:
        wish = Wish(Act.PASSED, data={"fen": 30_00, "code": "X1", "pool": 0})
        applications.save(unit, made, signed.with_entry(PROCEDURE, wish, "li", unit.now))
    with pytest.raises(WrongMove, match="已经签约"):
        applicants.withdraw(applicants.wang)


def test_whoever_submitted_does_not_decide_as_staff(applicants: Applicants) -> None:
    applicants.apply()
    for person, said in ((applicants.wang, "录入过"), (applicants.qian, "成员")):
        staff = linked(applicants.database, ADMIN, person)
        with applicants.database.begin() as unit, pytest.raises(NotAllowed, match=said):
            desk.act(unit, staff, RULES, 1, Wish(Act.PASSED), version=1, key="k", notifier=NOTIFIER)


def test_whoever_submitted_before_their_chats_were_joined_does_not_decide(
    applicants: Applicants,
) -> None:
    applicants.apply()
    with applicants.database.begin() as unit:
        people.join(unit, applicants.wang, applicants.qian)
        people.join(unit, applicants.qian, applicants.stranger)
        unit.connection.execute(organisation_members.delete())
    staff = linked(applicants.database, ADMIN, applicants.stranger)
    with applicants.database.begin() as unit, pytest.raises(NotAllowed, match="录入过"):
        desk.act(unit, staff, RULES, 1, Wish(Act.PASSED), version=1, key="k", notifier=NOTIFIER)


def test_the_same_form_from_two_devices_at_once_is_one_application(
    applicants: Applicants,
) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: applicants.apply(), range(2)))
    assert [one.number for one in made] == [1, 1]


def test_one_organisation_has_only_so_many_in_progress(applicants: Applicants) -> None:
    for at in range(applying.MOST_OPEN):
        applicants.apply(key=f"k{at}")
    with pytest.raises(WrongMove, match="申报在办"):
        applicants.apply(key="more")
    applicants.withdraw(applicants.wang)
    assert applicants.apply(key="more").number == applying.MOST_OPEN + 1
