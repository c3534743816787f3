"""What a merger does: both are told, follow, and stand as before once it is undone."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.desk.assignment import add_rule
from api.desk.review import accept, return_to, take
from api.domain.assignment import AssignmentRule
from api.domain.ticket import TicketStatus
from api.store import tickets
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.merged import carriers, merged_in
from tests.api.desks import (
    ADMIN,
    CHECKED,
    NEED,
    NOTIFIER,
    REVIEWER,
    hired,
    hold_post,
    ledger_of,
    person_of,
    reported,
)
from tests.api.mergers import AGAIN, assert_whole, both_reported, followed, merge, read, told, undo

S = TicketStatus


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    hired(database, REVIEWER)
    return ledger_of(database, tmp_path)


@pytest.fixture
def two(ledger: SqlLedger, database: Database) -> None:
    both_reported(ledger, database)


@pytest.mark.usefixtures("two")
def test_both_reporters_are_told_and_neither_who_the_other_is(database: Database) -> None:
    merge(database, reason="张校长和王老师说的是同一批冬衣")
    (kept,), (gone,) = told(database, "42"), told(database, "43")
    assert kept.startswith("另一份上报和您的工单 1001（木戛乡中心小学需要冬衣）反映的是同一需求")
    assert gone.startswith("工单 1002（中心小学缺冬衣）和工单 1001 反映的是同一需求，已经合并")
    assert "张校长" not in kept + gone
    assert "王老师" not in kept + gone
    assert_whole(database)


@pytest.mark.usefixtures("two")
def test_who_is_merged_hears_what_happens_to_the_other_until_it_is_undone(
    ledger: SqlLedger, database: Database
) -> None:
    merge(database)
    assert followed(ledger, database, "43") == [(1001, (1002,))]
    with database.begin() as unit:
        take(unit, REVIEWER, 1001, version=3)
        accept(unit, REVIEWER, 1001, version=4, checks=CHECKED, notifier=NOTIFIER)
    assert told(database, "43")[-1].startswith("您一起反映的工单 1001")
    undo(database)
    assert "不再和工单 1001 合并，恢复单独办理，现在是“已提交”" in told(database, "43")[-1]
    assert "已分出去，单独办理" in told(database, "42")[-1]
    assert followed(ledger, database, "43") == []
    assert_whole(database)


@pytest.mark.usefixtures("two")
def test_who_joined_the_merged_one_follows_along_and_who_joined_both_stays(
    ledger: SqlLedger, database: Database
) -> None:
    for chat, number in (("44", 1002), ("45", 1002), ("45", 1001)):
        with ledger.transaction(person_of(ledger, database, chat=chat)) as transaction:
            transaction.support.join(number, NEED, {}, f"join:{number}", adds=False)
    merge(database)
    assert told(database, "44")[0].startswith("您一起反映的工单 1002 已并入工单 1001")
    assert followed(ledger, database, "44") == [(1001, (1002,))]
    undo(database)
    assert "不再和工单 1001 合并" in told(database, "44")[-1]
    assert followed(ledger, database, "44") == [(1002, ())]
    assert followed(ledger, database, "45") == [(1002, ()), (1001, ())]


def test_the_successor_in_the_post_follows_in_place_of_who_reported(
    ledger: SqlLedger, database: Database
) -> None:
    reported(ledger, database)
    reporter = person_of(ledger, database, chat="43")
    hold_post(database, reporter, "驻县联络员", "530828")
    reported(ledger, database, AGAIN, chat="43")
    merge(database)
    hold_post(database, person_of(ledger, database, chat="46"), "驻县联络员", "530828")
    assert followed(ledger, database, "43") == []
    assert followed(ledger, database, "46") == [(1001, (1002,))]


def test_one_person_who_reported_twice_is_told_once(ledger: SqlLedger, database: Database) -> None:
    reported(ledger, database)
    reported(ledger, database, AGAIN, key="k2")
    merge(database)
    assert len(told(database, "42")) == 1
    assert followed(ledger, database, "42") == [(1001, (1002,))]


@pytest.mark.usefixtures("two")
def test_a_returned_ticket_waits_for_the_same_answers_once_it_is_parted(database: Database) -> None:
    with database.begin() as unit:
        take(unit, REVIEWER, 1002, version=2)
        return_to(
            unit,
            REVIEWER,
            1002,
            version=3,
            fields=("items",),
            reason="请写清数量",
            notifier=NOTIFIER,
        )
    merge(database)
    back = undo(database).ticket
    assert (back.status, back.returned_fields) == (S.RETURNED, ("items",))
    assert "还需要您补充：需要什么" in told(database, "43")[-1]


@pytest.mark.usefixtures("two")
def test_what_was_merged_before_moves_along_and_back(ledger: SqlLedger, database: Database) -> None:
    reported(ledger, database, AGAIN, chat="47")
    merge(database, 1003, 1002)
    merge(database, 1002, 1001)
    with database.read() as unit:
        assert carriers(unit, (1001, 1002, 1003)) == dict.fromkeys((1001, 1002, 1003), 1001)
        assert merged_in(unit, 1001) == (1002, 1003)
    assert "工单 1002 已并入工单 1001" in told(database, "47")[-1]
    assert followed(ledger, database, "47") == [(1001, (1003,))]
    undo(database, 1002)
    with database.read() as unit:
        assert carriers(unit, (1003,)) == {1003: 1002}
        assert merged_in(unit, 1001) == ()
    assert "工单 1002 不再和工单 1001 合并" in told(database, "47")[-1]
    assert_whole(database)


@pytest.mark.usefixtures("two")
def test_what_is_parted_and_nobody_s_goes_to_whom_the_rules_name(
    ledger: SqlLedger, database: Database
) -> None:
    merge(database)
    wang = replace(REVIEWER, username="wang")
    hired(database, wang)
    with database.begin() as unit:
        add_rule(unit, ADMIN, AssignmentRule("云南", ("wang",)), version=0)
    undo(database)
    with database.read() as unit:
        assert tickets.reviewer_of(unit, 1002) == "wang"
    merge(database)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        transaction.withdraw(1001, "上报人撤回")
    assert read(database, 1002).status is S.SUBMITTED
    assert_whole(database)


@pytest.mark.usefixtures("two")
def test_the_need_of_one_is_not_taken_back_with_that_of_the_other(
    ledger: SqlLedger, database: Database
) -> None:
    merge(database)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        transaction.withdraw(1001, "上报人撤回")
    assert read(database, 1001).status is S.WITHDRAWN
    parted = read(database, 1002)
    assert (parted.status, parted.merged_into) == (S.SUBMITTED, None)
    assert "恢复单独办理" in told(database, "43")[-1]
    assert_whole(database)
