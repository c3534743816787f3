"""Needs decided earlier that are like a new one: which are found, and what is told of them."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete, select

import api.migrations.versions
from api.desk.review import accept, note, reject, take
from api.domain.category import Category
from api.domain.claim import ClaimState
from api.domain.claimable import Parts
from api.domain.credit_code import credit_code
from api.domain.likeness import Fact
from api.domain.need import Beneficiaries, Item, Need
from api.domain.organisation_details import Details
from api.domain.place import Place
from api.domain.region import Region
from api.domain.similar import SHOWN
from api.store import claims, organisations
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.similar import SimilarCase, similar_cases
from api.tables.claims import claims as claim_rows
from api.tables.overlap import need_keys
from tests.api.claimants import made_up_code
from tests.api.desks import CHECKED, NEED, NOTIFIER, REVIEWER, hired, ledger_of, reported
from tests.desk_fakes import make_desk, staffed
from tests.fakes import FixedClock

ELSEWHERE = Place("青海省", "玉树藏族自治州", "囊谦县", None, "中心小学", "632725", 2023)
NEW = replace(
    NEED,
    place=ELSEWHERE,
    items=(Item("冬衣"),),
    description="天冷了，学生要过冬。",
    beneficiaries=Beneficiaries(count=80, kind="小学生"),
)


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    hired(database, REVIEWER)
    return ledger_of(database, tmp_path)


def decided(
    ledger: SqlLedger, database: Database, need: Need = NEED, refusal: str = "", *, key: str = "k"
) -> int:
    """A ticket taken and accepted, or rejected for that reason."""
    number = reported(ledger, database, need, key=key, update=key).number
    with database.begin() as unit:
        version = take(unit, REVIEWER, number, version=2).version
        if refusal:
            reject(unit, REVIEWER, number, version=version, reason=refusal, notifier=NOTIFIER)
        else:
            accept(unit, REVIEWER, number, version=version, checks=CHECKED, notifier=NOTIFIER)
    return number


def found(database: Database, need: Need = NEW, *but: int) -> tuple[SimilarCase, ...]:
    with database.read() as unit:
        return similar_cases(unit, need, but=but)


def numbers(database: Database, need: Need = NEW, *but: int) -> list[int]:
    return [one.alike.case.number for one in found(database, need, *but)]


def test_a_like_need_of_another_province_is_found_once_it_is_decided(
    ledger: SqlLedger, database: Database
) -> None:
    reported(ledger, database, key="waiting", update="waiting")
    assert numbers(database) == []
    accepted = decided(ledger, database)
    rejected = decided(ledger, database, refusal="已由财政安排", key="no")

    assert numbers(database) == [rejected, accepted]
    assert numbers(database, NEW, rejected) == [accepted]
    assert found(database)[0].alike.agrees == (Fact.THINGS, Fact.PEOPLE)


def test_the_nearer_and_the_more_alike_come_first(ledger: SqlLedger, database: Database) -> None:
    here = decided(ledger, database, replace(NEW, place=NEED.place), key="other-county")
    same = decided(ledger, database, replace(NEED, place=ELSEWHERE), key="same-county")
    fewer = replace(NEED, items=(Item("冬衣"), Item("书包"), Item("电脑")))
    mixed = decided(ledger, database, fewer, key="mixed")

    assert numbers(database, replace(NEW, description="")) == [same, here, mixed]


@pytest.mark.parametrize(
    "other",
    [
        replace(NEED, category=Category.ELDERLY),
        replace(NEED, items=(Item("血压计"),), beneficiaries=Beneficiaries(kind="老人")),
        replace(NEED, category=None),
    ],
    ids=["another category", "other things for others", "no category"],
)
def test_what_differs_is_no_example(ledger: SqlLedger, database: Database, other: Need) -> None:
    decided(ledger, database, other)
    assert numbers(database) == []


def test_a_need_without_a_category_has_no_examples(ledger: SqlLedger, database: Database) -> None:
    decided(ledger, database)
    assert numbers(database, replace(NEW, category=None)) == []


def test_who_works_for_a_region_is_told_of_its_cases_only(
    ledger: SqlLedger, database: Database
) -> None:
    here = decided(ledger, database)
    decided(ledger, database, replace(NEED, place=ELSEWHERE), key="elsewhere")
    with database.read() as unit:
        told = similar_cases(unit, NEW, regions=(Region("530000", "云南省"),))
    assert [one.alike.case.number for one in told] == [here]


def test_no_more_are_shown_than_are_read(ledger: SqlLedger, database: Database) -> None:
    for key in range(SHOWN + 2):
        decided(ledger, database, key=str(key))
    assert len(found(database)) == SHOWN


def test_its_course_tells_when_it_was_decided_and_why_not(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    begin = clock.at
    number = reported(ledger, database).number
    clock.at += timedelta(days=3)
    with database.begin() as unit:
        take(unit, REVIEWER, number, version=2)
        reject(unit, REVIEWER, number, version=3, reason="已由财政安排", notifier=NOTIFIER)
    clock.at += timedelta(days=1)
    with database.begin() as unit:
        note(unit, REVIEWER, number, version=4, text="来电询问")

    (only,) = found(database)

    assert only.course.submitted_at == begin
    assert only.course.decided_at == begin + timedelta(days=3)
    assert only.course.delivered_at is None
    assert only.course.refusal == "已由财政安排"


def test_who_helped_is_named_once_and_who_did_not_is_not(
    ledger: SqlLedger, database: Database
) -> None:
    number = decided(ledger, database)
    with database.begin() as unit:
        for ordinal, name in enumerate(("上海市儿童基金会", "某助学中心"), start=1):
            code = credit_code(made_up_code(ordinal))
            made = organisations.add(unit, code, name, Details(), actor="li")
            for _ in range(2):
                claims.add(unit, number, made.key, Parts(), actor="li")
        helping = claim_rows.c.number <= 2
        unit.connection.execute(
            claim_rows.update().where(helping).values(state=ClaimState.DELIVERED)
        )

    assert found(database)[0].helpers == ("上海市儿童基金会",)


def test_tickets_from_before_are_found_too(ledger: SqlLedger, database: Database) -> None:
    number = decided(ledger, database)
    with database.begin() as unit:
        kept = select(need_keys).order_by(need_keys.c.key)
        before = unit.connection.execute(kept).all()
        unit.connection.execute(delete(need_keys).where(need_keys.c.key.startswith("=")))
        with Operations.context(MigrationContext.configure(unit.connection)):
            _migration().upgrade()
        assert unit.connection.execute(kept).all() == before
    assert numbers(database) == [number]


def test_the_ticket_page_shows_them(sqlite_database: Database, tmp_path: Path) -> None:
    desk = make_desk(sqlite_database, tmp_path)
    browser = staffed(desk)
    decided(desk.ledger, desk.database, refusal="已由财政安排")
    reported(desk.ledger, desk.database, NEW, key="new", update="new")

    page = browser.get("/desk/tickets/1002")

    assert "以往相似的需求" in page
    assert "1001 木戛乡中心小学需要冬衣" in page
    assert "不予受理的原因：已由财政安排" in page
    assert "以往相似的需求" not in browser.get("/desk/tickets/1001")


def _migration() -> ModuleType:
    (folder,) = api.migrations.versions.__path__
    (file,) = Path(folder).glob("v*_similar_cases.py")
    return import_module(f"api.migrations.versions.{file.stem}")
