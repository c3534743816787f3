"""Reports given out by rules: with the report, with an answered return, when freed; never lost."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from api.desk.assigning import FREED, assign, free_idle
from api.desk.assignment import (
    add_rule,
    assignment_page,
    change_rule,
    do_to_rule,
    follow_rules_now,
)
from api.desk.review import return_to, take
from api.domain.assignment import AssignmentRule, RuleAct
from api.domain.category import Category
from api.domain.duties import Role
from api.domain.errors import Invalid, NotAllowed, Outdated
from api.domain.region import Region
from api.domain.ticket import Ticket
from api.store import tickets
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.tables.assignment import assignment_rules
from api.tables.people import staff as accounts
from tests.api.desks import (
    ADMIN,
    NEED,
    NOTIFIER,
    REVIEWER,
    hired,
    ledger_of,
    linked,
    person_of,
    reported,
)
from tests.fakes import FixedClock

WANG = replace(REVIEWER, username="wang")
BOTH = AssignmentRule("云南", ("li", "wang"), regions=(Region("53", "云南省"),))


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    hired(database, REVIEWER, WANG, ADMIN)
    return ledger_of(database, tmp_path)


def ruled(database: Database, *rules: AssignmentRule) -> None:
    for version, rule in enumerate(rules):
        with database.begin() as unit:
            add_rule(unit, ADMIN, rule, version=version)


def ruled_with(database: Database, rule: AssignmentRule) -> None:
    with database.begin() as unit:
        add_rule(unit, ADMIN, rule, version=1)


def reviewer(database: Database, ticket: Ticket) -> str | None:
    with database.read() as unit:
        return tickets.reviewer_of(unit, ticket.number)


def report(ledger: SqlLedger, database: Database, key: str) -> Ticket:
    return reported(ledger, database, key=key, update=key)


def test_a_report_is_given_to_who_has_least_and_the_history_says_by_which_rule(
    ledger: SqlLedger, database: Database
) -> None:
    ruled(database, BOTH)
    first, second, third = (report(ledger, database, key) for key in "abc")
    assert [reviewer(database, one) for one in (first, second, third)] == ["li", "wang", "li"]
    with database.read() as unit:
        told = tickets.load(unit, first.number).history[-1]
    assert (told.actor, told.reason) == ("service", "按规则“云南”交给 li 审核")


def test_a_resend_of_a_report_gives_it_out_once(ledger: SqlLedger, database: Database) -> None:
    ruled(database, BOTH)
    first = report(ledger, database, "a")
    with ledger.transaction(person_of(ledger, database)) as transaction:
        again = transaction.submit(NEED, {}, "a")
    assert (again.number, len(again.history)) == (first.number, 2)


def test_nobody_gets_what_they_reported_and_nobody_whose_account_is_closed(
    ledger: SqlLedger, database: Database
) -> None:
    ruled(database, BOTH)
    linked(database, REVIEWER, person_of(ledger, database))
    assert reviewer(database, report(ledger, database, "a")) == "wang"
    with database.begin() as unit:
        unit.connection.execute(
            update(accounts).where(accounts.c.username == "wang").values(disabled=True)
        )
    assert reviewer(database, report(ledger, database, "b")) is None


def test_only_who_reviews_and_works_there_gets_it(database: Database, tmp_path: Path) -> None:
    guizhou = replace(REVIEWER, username="he", regions=(Region("520000", "贵州省"),))
    expert = replace(REVIEWER, username="zhou", roles=frozenset({Role.EXPERT}))
    yunnan = replace(REVIEWER, username="wu", regions=(Region("53", "云南省"),))
    hired(database, guizhou, yunnan, ADMIN)
    rule = replace(BOTH, reviewers=("he", "wu"))
    ruled(database, rule)
    hired(database, expert)
    ledger = ledger_of(database, tmp_path)
    assert [reviewer(database, report(ledger, database, key)) for key in "ab"] == ["wu", "wu"]
    with pytest.raises(Invalid, match="没有找到 zhou，可能已停用或不审核需求"):
        ruled_with(database, replace(rule, name="专家", reviewers=("zhou",)))


def test_an_answered_return_stays_with_who_asked_unless_they_are_gone(
    ledger: SqlLedger, database: Database
) -> None:
    ruled(database, BOTH)
    for key, gone in (("a", False), ("b", True)):
        ticket = report(ledger, database, key)
        with database.begin() as unit:
            if reviewer(database, ticket) != "li":
                assign(unit, WANG, ticket.number, version=ticket.version, to="li")
            before = tickets.load(unit, ticket.number)
            taken = take(unit, REVIEWER, ticket.number, version=before.version)
            return_to(
                unit,
                REVIEWER,
                ticket.number,
                version=taken.version,
                fields=("deadline",),
                reason="几号？",
                notifier=NOTIFIER,
            )
            if gone:
                unit.connection.execute(
                    update(accounts).where(accounts.c.username == "li").values(disabled=True)
                )
        with ledger.transaction(person_of(ledger, database)) as transaction:
            transaction.resubmit(
                ticket.number, replace(NEED, deadline="12月"), {}, ("deadline",), f"r{key}"
            )
        assert reviewer(database, ticket) == ("wang" if gone else "li")


def test_what_lies_idle_goes_to_somebody_else(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    ruled(database, BOTH)
    ticket = report(ledger, database, "a")
    clock.forward(days=6)
    assert free_idle(database) == 1
    assert reviewer(database, ticket) == "wang"
    with database.read() as unit:
        reasons = [entry.reason for entry in tickets.load(unit, ticket.number).history[-2:]]
    assert reasons == [FREED, "按规则“云南”交给 wang 审核"]


def test_a_rule_that_is_broken_loses_no_report(
    ledger: SqlLedger, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.begin() as unit:
        unit.connection.execute(
            insert(assignment_rules).values(
                ordinal=1,
                at=unit.now,
                actor="admin",
                act="made",
                rule="坏",
                rules=[{"number": 1}],
                previous_hash="",
                hash="x",
            )
        )
    with caplog.at_level(logging.ERROR):
        ticket = report(ledger, database, "a")
    assert f"ticket {ticket.number} could not be assigned by rule" in caplog.text
    assert reviewer(database, ticket) is None
    with database.read() as unit:
        assert tickets.load(unit, ticket.number).need.title == NEED.title


def test_a_dry_run_shows_what_following_the_rules_then_does(
    ledger: SqlLedger, database: Database
) -> None:
    numbers = [report(ledger, database, key) for key in "abc"]
    ruled(database, replace(BOTH, categories=(Category.HEALTH,)), replace(BOTH, name="其余"))
    with database.read() as unit:
        found = assignment_page(unit, ADMIN)
    assert found.waiting == 3
    assert [one.assigned for one in found.tried] == [
        ("其余", "li"),
        ("其余", "wang"),
        ("其余", "li"),
    ]
    assert follow_rules_now(database, ADMIN) == 3
    assert [reviewer(database, one) for one in numbers] == ["li", "wang", "li"]
    assert follow_rules_now(database, ADMIN) == 0


def test_a_dry_run_keeps_to_the_regions_of_who_looks(ledger: SqlLedger, database: Database) -> None:
    report(ledger, database, "a")
    elsewhere = replace(ADMIN, regions=(Region("520000", "贵州省"),))
    ruled(database, BOTH)
    with database.read() as unit:
        assert assignment_page(unit, elsewhere).tried == ()
        assert assignment_page(unit, elsewhere).waiting == 0
    assert follow_rules_now(database, elsewhere) == 0


def test_only_administrators_change_rules_and_only_as_they_stand(
    ledger: SqlLedger, database: Database
) -> None:
    ruled(database, BOTH)
    with pytest.raises(NotAllowed), database.begin() as unit:
        add_rule(unit, REVIEWER, replace(BOTH, name="新"), version=1)
    with pytest.raises(NotAllowed), database.begin() as unit:
        do_to_rule(unit, REVIEWER, 1, RuleAct.OFF, version=1)
    with pytest.raises(NotAllowed):
        follow_rules_now(database, WANG)
    with pytest.raises(Outdated, match="刚被其他人更新"), database.begin() as unit:
        change_rule(unit, ADMIN, 1, replace(BOTH, name="新"), version=0)
    with pytest.raises(Invalid, match="没有找到 gone"), database.begin() as unit:
        add_rule(unit, ADMIN, replace(BOTH, name="新", reviewers=("gone",)), version=1)
    with database.begin() as unit:
        do_to_rule(unit, ADMIN, 1, RuleAct.OFF, version=1)
    assert reviewer(database, report(ledger, database, "a")) is None
    with database.read() as unit:
        found = assignment_page(unit, ADMIN)
    assert found.whole
    assert [(event.act, event.rule) for event in found.history] == [
        (RuleAct.MADE, "云南"),
        (RuleAct.OFF, "云南"),
    ]
