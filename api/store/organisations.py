"""Organisations (机构) in the database: changed under a version, each change in their history."""

import secrets
from typing import Any

from sqlalchemy import Row, Select, insert, or_, select, update

from api.domain.blocked import Blocked, same_name
from api.domain.credit_code import CreditCode
from api.domain.errors import NotFound, Outdated
from api.domain.history import chain_is_whole
from api.domain.membership import Membership, Role
from api.domain.organisation import Organisation
from api.domain.organisation_details import Details
from api.domain.organisation_event import OrganisationEvent
from api.domain.organisation_json import details_from_json, details_json
from api.domain.organisation_profile import OrganisationAct, OrganisationState, Profile
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.organisations import (
    blocked_organisations,
    organisation_history,
    organisation_members,
    organisations,
)

SELF_STATED = "机构自行登记"  # the source of what an organisation says of itself


def find(unit: Unit, key: str) -> Profile | None:
    """The organisation with that key."""
    return _one(unit, select(organisations).where(organisations.c.key == key))


def load(unit: Unit, key: str) -> Profile:
    """The organisation with that key.

    Raises:
        NotFound: there is none.
    """
    found = find(unit, key)
    if found is None:
        raise NotFound("没有找到这家机构。请从机构列表里打开。")
    return found


def by_credit_code(unit: Unit, code: str) -> Profile | None:
    """The organisation with that code, in capitals."""
    return _one(unit, select(organisations).where(organisations.c.credit_code == code))


def memberships(unit: Unit, person: str) -> tuple[Membership, ...]:
    """The organisations a person acts for, the one joined first."""
    rows = unit.connection.execute(
        select(organisations, organisation_members.c.role, organisation_members.c.since)
        .join(organisation_members, organisation_members.c.organisation == organisations.c.key)
        .where(organisation_members.c.person == person)
        .order_by(organisation_members.c.since, organisations.c.key)
    ).all()
    return tuple(
        Membership(_organisation(row), Role(row.role), OrganisationState(row.state), row.since)
        for row in rows
    )


def blocked_as(unit: Unit, name: str, code: str | None) -> Blocked | None:
    """The entry of the list of illegal organisations that name or that code is on."""
    listed = blocked_organisations.c
    named = listed.same_name == same_name(name)
    row = unit.connection.execute(
        select(blocked_organisations)
        .where(or_(named, listed.credit_code == code) if code else named)
        .order_by(listed.published.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Blocked(row.name, row.source, row.published, row.credit_code, row.reason)


def is_blocked(unit: Unit, organisation: Organisation) -> bool:
    """Whether an organisation is on the list of illegal ones."""
    return blocked_as(unit, organisation.name, organisation.credit_code) is not None


def add(unit: Unit, code: CreditCode, name: str, details: Details, *, actor: str) -> Profile:
    """A new organisation that nobody has verified.

    The unit breaks when the code is registered already; ask ``by_credit_code`` first.
    """
    organisation = Organisation(
        key=f"org{secrets.token_hex(5)}",  # says nothing of the code
        name=name,
        kind=code.kind,
        home=code.region,
        source=SELF_STATED,
        credit_code=code.text,
    )
    profile = Profile(organisation, details=details)
    unit.connection.execute(
        insert(organisations).values(
            key=organisation.key,
            kind=organisation.kind,
            home=organisation.home,
            credit_code=organisation.credit_code,
            source=organisation.source,
            **_columns(profile),
        )
    )
    _record(unit, profile, None, OrganisationAct.REGISTERED, actor=actor)
    return profile


def save(
    unit: Unit,
    before: Profile,
    after: Profile,
    act: OrganisationAct,
    *,
    actor: str,
    note: str = "",
) -> None:
    """Write what ``act`` made of ``before``, with its entry in the history.

    Raises:
        Outdated: somebody changed the organisation since ``before`` was read.
    """
    changed = unit.connection.execute(
        update(organisations)
        .where(organisations.c.key == before.key, organisations.c.version == before.version)
        .values(**_columns(after))
    )
    if changed.rowcount != 1:
        raise Outdated(f"机构“{before.name}”刚被其他人更新。请按最新内容处理。")
    _record(unit, after, before.state, act, actor=actor, note=note)


def note_act(
    unit: Unit, profile: Profile, act: OrganisationAct, *, actor: str, note: str = ""
) -> None:
    """Add what leaves the organisation as it stands (a member joined) to its history.

    Raises:
        WrongMove: its state does not allow it.
    """
    _record(unit, profile.after(act), profile.state, act, actor=actor, note=note)


def hold(unit: Unit, key: str) -> None:
    """Let nobody else act on the organisation to the end of this unit."""
    unit.connection.execute(
        select(organisations.c.key).where(organisations.c.key == key).with_for_update()
    )


def _record(
    unit: Unit,
    profile: Profile,
    state_from: OrganisationState | None,
    act: OrganisationAct,
    *,
    actor: str,
    note: str = "",
) -> None:
    hold(unit, profile.key)
    place = next_place(unit, organisation_history.c.organisation, profile.key)
    event = OrganisationEvent(
        unit.now, actor, act, state_from, profile.state, note, place.previous_hash
    )
    append(
        unit,
        organisation_history.c.organisation,
        profile.key,
        place.ordinal,
        event,
        act=act,
        state_from=state_from,
        state_to=event.state_to,
        note=note,
    )


def history_of(unit: Unit, key: str) -> tuple[OrganisationEvent, ...]:
    """What happened to an organisation, the oldest entry first."""
    rows = unit.connection.execute(
        select(organisation_history)
        .where(organisation_history.c.organisation == key)
        .order_by(organisation_history.c.ordinal)
    ).all()
    return tuple(
        OrganisationEvent(
            at=row.at,
            actor=row.actor,
            act=OrganisationAct(row.act),
            state_from=OrganisationState(row.state_from) if row.state_from else None,
            state_to=OrganisationState(row.state_to),
            note=row.note,
            previous_hash=row.previous_hash,
        )
        for row in rows
    )


def history_is_whole(unit: Unit, profile: Profile) -> bool:
    """Whether no entry was edited or removed, and the organisation stands as the last one says."""
    told = history_of(unit, profile.key)
    if not told:  # it came with the samples, or is older than the history
        return profile.version == 1
    last = unit.connection.execute(
        select(organisation_history.c.hash)
        .where(organisation_history.c.organisation == profile.key)
        .order_by(organisation_history.c.ordinal.desc())
        .limit(1)
    ).scalar()
    return chain_is_whole(told) and last == told[-1].hash and told[-1].state_to is profile.state


def read(row: Row[Any]) -> Profile:
    """The profile a row of ``organisations`` holds."""
    return Profile(
        organisation=_organisation(row),
        state=OrganisationState(row.state),
        details=details_from_json(row.details),
        verified_at=row.verified_at,
        note=row.note,
        version=row.version,
    )


def _one(unit: Unit, query: Select[Any]) -> Profile | None:
    row = unit.connection.execute(query).one_or_none()
    return read(row) if row else None


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(row.key, row.name, row.kind, row.home, row.source, row.credit_code)


def _columns(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "state": profile.state,
        "details": details_json(profile.details),
        "verified_at": profile.verified_at,
        "note": profile.note,
        "version": profile.version,
    }
