"""Organisations in the database: found by code, members, a history that only grows."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from api.desk.organisations import Wanted, list_organisations
from api.domain.blocked import Blocked
from api.domain.category import Category
from api.domain.credit_code import credit_code
from api.domain.errors import NotFound, Outdated, WrongMove
from api.domain.membership import Role
from api.domain.organisation import Offer
from api.domain.organisation_details import Details
from api.domain.organisation_profile import OrganisationAct, OrganisationState, Profile
from api.store import blocklist, members, people, refusals
from api.store import organisations as store
from api.store.database import Database, Unit
from api.store.offers import all_offers, replace_offers
from api.tables.organisations import (
    blocked_organisations,
    organisation_history,
    organisation_members,
    organisations,
)
from tests.api.desks import ledger_of, person_of

CODE = credit_code("533100005017745272")
NAME = "上海市儿童基金会"


def registered(unit: Unit, person: str = "li") -> Profile:
    return store.add(unit, CODE, NAME, Details(focus=(Category.CHILDREN,)), actor=person)


def joined(unit: Unit, key: str, person: str, role: Role = Role.OWNER) -> None:
    unit.connection.execute(
        insert(organisation_members).values(
            organisation=key, person=person, role=role, since=unit.now
        )
    )


def test_a_registered_organisation_is_found_by_key_and_code(database: Database) -> None:
    with database.begin() as unit:
        made = registered(unit)
        assert store.find(unit, made.key) == store.by_credit_code(unit, CODE.text) == made
        assert made.organisation.kind == "基金会"
        assert CODE.text not in made.key
        assert store.find(unit, "nobody") is None
        with pytest.raises(NotFound):
            store.load(unit, "nobody")
        assert made.state is OrganisationState.UNVERIFIED


def test_one_code_is_registered_once(database: Database) -> None:
    with database.begin() as unit:
        registered(unit)
    with pytest.raises(IntegrityError), database.begin() as unit:
        registered(unit)


def test_of_two_changes_at_once_the_second_is_refused(database: Database) -> None:
    with database.begin() as unit:
        before = registered(unit)
        after = before.after(OrganisationAct.VERIFIED)
        store.save(unit, before, after, OrganisationAct.VERIFIED, actor="li", note="证书已核")
        with pytest.raises(Outdated):
            store.save(unit, before, after, OrganisationAct.VERIFIED, actor="wang")
        assert store.load(unit, before.key) == after
        acts = [(one.act, one.note) for one in store.history_of(unit, before.key)]
        assert acts == [(OrganisationAct.REGISTERED, ""), (OrganisationAct.VERIFIED, "证书已核")]
        assert store.history_is_whole(unit, after)


def test_the_history_of_an_organisation_only_grows(database: Database) -> None:
    with database.begin() as unit:
        registered(unit)
    for change in (delete(organisation_history), text("UPDATE organisation_history SET note='x'")):
        with pytest.raises(DatabaseError), database.begin() as unit:
            unit.connection.execute(change)


def test_a_person_may_act_for_several_organisations_on_every_channel(
    database: Database, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    person, guest = person_of(ledger, database), person_of(ledger, database, chat="77")
    with database.begin() as unit:
        first = registered(unit)
        other = store.add(
            unit, credit_code("513101085017745271"), "上海某某协会", Details(), actor="x"
        )
        joined(unit, first.key, person, Role.MEMBER)
        joined(unit, first.key, guest, Role.OWNER)
        joined(unit, other.key, guest, Role.MEMBER)
        people.join(unit, guest, person)
    with ledger.transaction(person) as tx:
        mine = {one.organisation.name: one for one in tx.organisations.mine()}
    assert {name: one.role for name, one in mine.items()} == {
        NAME: Role.OWNER,
        "上海某某协会": Role.MEMBER,
    }
    assert mine[NAME].is_owner
    assert not mine[NAME].is_verified


def test_an_organisation_is_blocked_by_its_name_or_its_code(database: Database) -> None:
    with database.begin() as unit:
        made = registered(unit)
        assert not store.is_blocked(unit, made.organisation)
        unit.connection.execute(
            insert(blocked_organisations).values(
                name="中国某某（儿童）会",
                same_name="中国某某（儿童）会",
                credit_code=CODE.text,
                source="民政部",
                published=date(2025, 3, 1),
                reason="",
                added_by="li",
                added_at=unit.now,
            )
        )
        assert store.is_blocked(unit, made.organisation)
        assert store.blocked_as(unit, "中国某某 (儿童) 会", None) is not None
        assert store.blocked_as(unit, "中国某会", None) is None


def test_refusals_are_kept_newest_first(database: Database) -> None:
    with database.begin() as unit:
        for subject in ("甲", "乙"):
            refusals.note_refusal(
                unit, actor="p", what="blocked", subject=subject, reason="在名单里"
            )
        assert [one.subject for one in refusals.latest(unit, "blocked")] == ["乙", "甲"]
        assert refusals.latest(unit, "other") == ()


def test_new_offers_leave_what_hangs_on_their_organisation(
    database: Database, tmp_path: Path
) -> None:
    person = person_of(ledger_of(database, tmp_path), database)
    with database.begin() as unit:
        made = registered(unit)
        joined(unit, made.key, person)
        coats = Offer("o-1", made.organisation, "冬衣")
        assert replace_offers(unit, [coats, replace(coats, key="o-2")]) == 2
        renamed = replace(made.organisation, name="上海市少年儿童基金会")
        assert replace_offers(unit, [replace(coats, organisation=renamed, title="棉被")]) == 1
        assert [(o.key, o.title, o.organisation.name) for o in all_offers(unit)] == [
            ("o-1", "棉被", "上海市少年儿童基金会")
        ]
        names = unit.connection.execute(select(organisations.c.name)).scalars().all()
        assert names == ["上海市少年儿童基金会"]


def test_staff_find_organisations_and_blocked_ones_on_both_databases(
    database: Database, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    people_ = [person_of(ledger, database, chat=chat) for chat in ("1", "2")]
    with database.begin() as unit:
        made = registered(unit)
        for focus in (Category.CHILDREN, None):
            found = list_organisations(unit, Wanted(focus=focus, words="儿童"))
            assert [one.key for one in found.profiles] == [made.key]
        assert list_organisations(unit, Wanted(focus=Category.HEALTH)).total == 0
        assert blocklist.put(unit, Blocked(NAME, "民政部", date(2025, 3, 1)), actor="li")
        assert not blocklist.put(unit, Blocked(NAME, "民政部", date(2025, 3, 2)), actor="li")
        assert [one.key for one in blocklist.known_among(unit)] == [made.key]
        assert blocklist.found(unit, "儿童")[0].blocked.published == date(2025, 3, 2)
        members.add_member(unit, made.key, people_[0], Role.OWNER)
        issued = members.invite(unit, made, Role.MEMBER, actor=people_[0])
        invitation = members.of_code(unit, issued.code, channel="web", chat="2")
        assert invitation is not None
        members.join(unit, invitation.number, people_[1])
        members.give_role(unit, made, people_[1], Role.OWNER, actor=people_[0])
        members.remove(unit, made, people_[0], actor=people_[0])
        assert [one.role for one in members.members_of(unit, made.key)] == [Role.OWNER]
        with pytest.raises(WrongMove):
            members.join(unit, invitation.number, people_[0])
        assert store.history_is_whole(unit, made)
