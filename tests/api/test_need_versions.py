"""Each version of a need is kept with the change that made it, and cannot be altered unseen."""

from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

import api.migrations.versions
from api.desk import review
from api.domain.need import Need
from api.store.audit import audited
from api.store.database import Database, Unit
from api.store.ledger import SqlLedger
from api.store.need_versions import KeptVersion, versions_of
from api.tables.need_versions import need_contents, need_versions
from api.tables.tickets import tickets
from tests.api.desks import NEED, NOTIFIER, REVIEWER, hired, ledger_of, person_of, reported

MENDED = replace(NEED, budget_yuan=Decimal("60000.50"), contact="李老师，电话13812345678")
FIELDS = ("budget_yuan", "contact")


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    hired(database, REVIEWER)
    return ledger_of(database, tmp_path)


def returned(database: Database) -> None:
    with database.begin() as unit:
        taken = review.take(unit, REVIEWER, 1001, version=2)
        review.return_to(
            unit,
            REVIEWER,
            1001,
            version=taken.version,
            fields=FIELDS,
            reason="请补充",
            notifier=NOTIFIER,
        )


def mended(ledger: SqlLedger, database: Database, need: Need = MENDED) -> None:
    """The reporter answers the return."""
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        transaction.resubmit(1001, need, {"budget_yuan": "confirmed"}, FIELDS, "again")


def kept(database: Database) -> tuple[KeptVersion, ...]:
    with database.read() as unit:
        return versions_of(unit, 1001)


def broken(database: Database) -> tuple[str, ...]:
    with database.read() as unit:
        return audited(unit).broken


def test_a_report_is_the_first_version(ledger: SqlLedger, database: Database) -> None:
    ticket = reported(ledger, database)
    (first,) = kept(database)
    assert (first.need, first.provenance) == (ticket.need, {"place": "said"})
    assert (first.version.actor, first.version.history_entry) == (ticket.reporter, 1)


def test_an_answered_return_is_another_version_masked_like_the_need(
    ledger: SqlLedger, database: Database
) -> None:
    reported(ledger, database)
    returned(database)
    assert len(kept(database)) == 1  # nothing was changed yet
    mended(ledger, database)
    first, second = kept(database)
    assert first.need == NEED
    assert second.need == replace(MENDED, contact="李老师，电话[电话已隐去]")
    assert second.provenance == {"place": "said", "budget_yuan": "confirmed"}
    assert (second.ordinal, second.version.history_entry) == (2, 4)
    assert broken(database) == ()


def test_the_chain_of_versions_only_grows(ledger: SqlLedger, database: Database) -> None:
    reported(ledger, database)
    for change in (update(need_versions).values(actor="x"), delete(need_versions)):
        with pytest.raises(DatabaseError), database.begin() as unit:
            unit.connection.execute(change)


@pytest.mark.parametrize("what", ["content", "need"])
def test_a_content_altered_by_hand_is_found(
    ledger: SqlLedger, database: Database, what: str
) -> None:
    reported(ledger, database)
    returned(database)
    mended(ledger, database)
    with database.begin() as unit:
        if what == "content":
            first = need_contents.c.ordinal == 1
            row = unit.connection.execute(select(need_contents.c.content).where(first)).scalar_one()
            row["need"]["budget_yuan"] = 1
            unit.connection.execute(update(need_contents).where(first).values(content=row))
        else:
            row = unit.connection.execute(select(tickets.c.need)).scalar_one()
            unit.connection.execute(update(tickets).values(need=row | {"budget_yuan": 1}))
    assert broken(database) == ("工单 1001 的内容",)


def test_contents_can_be_erased_and_the_chain_stays_whole(
    ledger: SqlLedger, database: Database
) -> None:
    reported(ledger, database)
    returned(database)
    mended(ledger, database)
    with database.begin() as unit:
        unit.connection.execute(delete(need_contents))
    assert [one.need for one in kept(database)] == [None, None]
    assert broken(database) == ()


def test_tickets_from_before_begin_with_what_they_are_now(
    ledger: SqlLedger, database: Database
) -> None:
    reported(ledger, database)
    returned(database)
    mended(ledger, database)
    reported(ledger, database, key="other", update="other")
    _, second = kept(database)
    with database.begin() as unit:
        _emptied(unit)
        with Operations.context(MigrationContext.configure(unit.connection)):
            _migration().keep_present()
    (only,) = kept(database)
    assert (only.need, only.provenance) == (second.need, second.provenance)
    assert replace(only.version, previous_hash=second.version.previous_hash) == second.version
    assert broken(database) == ()


def _emptied(unit: Unit) -> None:
    """As if no version had ever been kept."""
    if unit.is_postgresql:
        unit.connection.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        unit.connection.execute(text("DROP TRIGGER need_versions_no_delete"))
    unit.connection.execute(delete(need_contents))
    unit.connection.execute(delete(need_versions))


def _migration() -> ModuleType:
    (folder,) = api.migrations.versions.__path__
    (found,) = Path(folder).glob("v*_need_versions.py")
    return import_module(f"api.migrations.versions.{found.stem}")
