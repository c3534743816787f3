"""What is not merged, by whom not, and what happens when several merge at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select, update

from api.desk.merging import merge_into, undo_merger
from api.desk.review import accept, take
from api.domain.duties import Role
from api.domain.errors import Invalid, NotAllowed, Outdated, Refusal, WrongMove
from api.domain.need import Need
from api.domain.ticket import TicketStatus
from api.store.audit import audited
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.merged import carriers
from api.tables.claims import claims
from api.tables.tickets import tickets as ticket_rows
from tests.api.desks import (
    CHECKED,
    NOTIFIER,
    REVIEWER,
    hired,
    ledger_of,
    linked,
    person_of,
    reported,
)
from tests.api.mergers import AGAIN, assert_whole, both_reported, merge, read, undo

S = TicketStatus


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    hired(database, REVIEWER)
    return ledger_of(database, tmp_path)


@pytest.fixture
def two(ledger: SqlLedger, database: Database) -> None:
    both_reported(ledger, database)


@pytest.mark.usefixtures("two")
def test_a_merged_ticket_is_decided_on_only_after_undoing(
    ledger: SqlLedger, database: Database
) -> None:
    gone = merge(database).ticket
    with pytest.raises(WrongMove, match="请先撤销合并"), database.begin() as unit:
        take(unit, REVIEWER, 1002, version=gone.version)
    person = person_of(ledger, database, chat="43")
    with pytest.raises(WrongMove, match="已并入工单 1001"), ledger.transaction(person) as again:
        again.withdraw(1002, "上报人撤回")


@pytest.mark.parametrize("chat", ["42", "43"])
@pytest.mark.usefixtures("two")
def test_whoever_reported_either_does_not_decide(
    ledger: SqlLedger, database: Database, chat: str
) -> None:
    staff = linked(database, REVIEWER, person_of(ledger, database, chat=chat))
    with pytest.raises(NotAllowed, match="本人上报"), database.begin() as unit:
        merge_into(unit, staff, 1002, 1001, version=2, kept_version=2, reason="同校")
    merge(database)
    with pytest.raises(NotAllowed, match="本人上报"), database.begin() as unit:
        undo_merger(unit, staff, 1002, version=3, reason="两个村")


@pytest.mark.usefixtures("two")
def test_whoever_does_not_review_needs_does_not_decide(database: Database) -> None:
    staff = replace(REVIEWER, roles=frozenset({Role.SECOND_REVIEW, Role.ADMIN}))
    with pytest.raises(NotAllowed, match="不能审核需求"), database.begin() as unit:
        merge_into(unit, staff, 1002, 1001, version=2, kept_version=2, reason="同校")
    merge(database)
    with pytest.raises(NotAllowed, match="不能审核需求"), database.begin() as unit:
        undo_merger(unit, staff, 1002, version=3, reason="两个村")


@pytest.mark.usefixtures("two")
def test_a_merger_needs_a_reason_and_tickets_as_they_were_shown(database: Database) -> None:
    with pytest.raises(Invalid, match="为什么是同一需求"):
        merge(database, reason=" ")
    for version, kept_version in ((1, 2), (2, 1)):
        with pytest.raises(Outdated), database.begin() as unit:
            merge_into(
                unit,
                REVIEWER,
                1002,
                1001,
                version=version,
                kept_version=kept_version,
                reason="同校",
            )
    with pytest.raises(WrongMove, match="没有和别的工单合并"):
        undo(database)


def accepted(database: Database) -> None:
    with database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)


@pytest.mark.usefixtures("two")
def test_an_accepted_need_takes_another_in_but_goes_into_none(database: Database) -> None:
    accepted(database)
    with pytest.raises(WrongMove, match="反过来"):
        merge(database, 1001, 1002)
    merge(database)
    with database.read() as unit:
        assert unit.connection.execute(select(func.count()).select_from(claims)).scalar_one() == 0
    assert read(database, 1001).status is S.ACCEPTED


@pytest.mark.usefixtures("two")
def test_a_merger_changed_behind_the_service_is_found(database: Database) -> None:
    merge(database)
    with database.begin() as unit:
        unit.connection.execute(
            update(ticket_rows).where(ticket_rows.c.number == 1002).values(merged_into=None)
        )
    with database.read() as unit:
        assert audited(unit).broken == ("工单 1002",)


def at_once(*acts: Callable[[], object]) -> list[Refusal]:
    """Do all of it in threads that begin together; returns what was refused."""
    refused: list[Refusal] = []
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Refusal as refusal:
            refused.append(refusal)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def merging_as_shown(database: Database, number: int, kept: int) -> Callable[[], object]:
    """To be done when the page showed both as they were submitted."""

    def act() -> None:
        with database.begin() as unit:
            merge_into(unit, REVIEWER, number, kept, version=2, kept_version=2, reason="同校")

    return act


@pytest.mark.usefixtures("two")
def test_of_two_who_merge_the_same_two_either_way_at_once_one_is_told_to_look_again(
    database: Database,
) -> None:
    refused = at_once(
        merging_as_shown(database, 1001, 1002), merging_as_shown(database, 1002, 1001)
    )
    assert [type(one) for one in refused] == [Outdated]
    ends = {read(database, number).merged_into for number in (1001, 1002)}
    assert ends in ({None, 1001}, {None, 1002})
    assert_whole(database)


@pytest.mark.usefixtures("two")
def test_a_merger_undone_and_the_other_ticket_taken_back_at_once_leave_one_open_need(
    ledger: SqlLedger, database: Database
) -> None:
    merge(database)
    person = person_of(ledger, database)

    def take_back() -> None:
        with ledger.transaction(person) as transaction:
            transaction.withdraw(1001, "上报人撤回")

    refused = at_once(take_back, lambda: undo(database))
    assert {type(one) for one in refused} <= {Outdated, WrongMove}
    if read(database, 1001).status is not S.WITHDRAWN:
        take_back()  # as the conversation does when it was overtaken
    assert (read(database, 1002).status, read(database, 1002).merged_into) == (S.SUBMITTED, None)
    assert_whole(database)


@pytest.mark.usefixtures("two")
def test_three_merged_round_in_a_circle_at_once_make_none(
    ledger: SqlLedger, database: Database
) -> None:
    third: Need = replace(AGAIN, title="冬衣")
    reported(ledger, database, third, chat="48")
    pairs = ((1001, 1002), (1002, 1003), (1003, 1001))
    refused = at_once(*(merging_as_shown(database, *pair) for pair in pairs))
    assert len(refused) == 2
    with database.read() as unit:
        ends = carriers(unit, (1001, 1002, 1003))
    assert len(ends) == 3, "each goes on as one"
    assert_whole(database)
