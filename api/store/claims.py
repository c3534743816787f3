"""Claims (认领) in the database: changed under a version, each change in their history."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update

from api.domain.claim import COUNTING, Claim, ClaimEvent, ClaimState
from api.domain.claimable import Parts
from api.domain.errors import NotFound, Outdated
from api.domain.history import chain_is_whole
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.claims import claim_history, claims

FEN = 100  # in a yuan
SERVICE = "service"  # who frees what ran out


def add(
    unit: Unit,
    ticket: int,
    organisation: str,
    parts: Parts,
    *,
    actor: str,
    person: str | None = None,
    state: ClaimState = ClaimState.HELD,
    lead: int | None = None,
    takes_over: int | None = None,
    expires_at: datetime | None = None,
    note: str = "",
) -> Claim:
    """A new claim. Whether it fits the need is the business of ``claiming``."""
    number: int = unit.connection.execute(
        insert(claims)
        .values(
            ticket=ticket,
            organisation=organisation,
            person=person,
            state=state,
            lead=lead,
            takes_over=takes_over,
            made_at=unit.now,
            changed_at=unit.now,
            expires_at=expires_at,
            reminded=False,
            version=1,
            **_amounts(parts),
        )
        .returning(claims.c.number)
    ).scalar_one()
    claim = Claim(number, ticket, organisation, person, parts, state, lead, takes_over, expires_at)
    _record(unit, claim, None, actor=actor, note=note)
    return claim


def load(unit: Unit, number: int) -> Claim:
    """The claim with that number.

    Raises:
        NotFound: there is none.
    """
    row = unit.connection.execute(select(claims).where(claims.c.number == number)).one_or_none()
    if row is None:
        raise NotFound(f"没有找到认领 C{number}。请核对编号。")
    return read(row)


def save(unit: Unit, before: Claim, after: Claim, *, actor: str, note: str = "") -> None:
    """Write what became of ``before``, with an entry in its history.

    Raises:
        Outdated: somebody changed the claim since ``before`` was read.
    """
    changed = unit.connection.execute(
        update(claims)
        .where(claims.c.number == before.number, claims.c.version == before.version)
        .values(
            person=after.person,
            state=after.state,
            changed_at=unit.now,
            expires_at=after.expires_at,
            reminded=after.reminded,
            version=after.version,
            **_amounts(after.parts),
        )
    )
    if changed.rowcount != 1:
        raise Outdated(f"认领 {before.code} 刚被其他人更新。请按最新内容处理。")
    _record(unit, after, before.state, actor=actor, note=note)


def of_ticket(unit: Unit, ticket: int) -> tuple[Claim, ...]:
    """Every claim of a need, the oldest first."""
    return _found(unit, claims.c.ticket == ticket)


def of_tickets(unit: Unit, tickets: Collection[int]) -> dict[int, tuple[Claim, ...]]:
    """The claims of each of these needs that keep a part of it."""
    found: dict[int, tuple[Claim, ...]] = {}
    for claim in _found(unit, claims.c.ticket.in_(tickets) & claims.c.state.in_(COUNTING)):
        found[claim.ticket] = (*found.get(claim.ticket, ()), claim)
    return found


def of_organisations(unit: Unit, keys: Collection[str]) -> tuple[Claim, ...]:
    """Every claim of these organisations, the newest first."""
    return tuple(reversed(_found(unit, claims.c.organisation.in_(keys))))


def held_by(unit: Unit, organisation: str) -> int:
    """How many claims of an organisation wait for staff."""
    return unit.connection.execute(
        select(func.count()).where(
            claims.c.organisation == organisation, claims.c.state == ClaimState.HELD
        )
    ).scalar_one()


def under(unit: Unit, lead: int) -> tuple[Claim, ...]:
    """The claims of the partners in a joint claim led by ``lead``."""
    return _found(unit, claims.c.lead == lead)


def succeeding(unit: Unit, number: int) -> tuple[Claim, ...]:
    """The claims that were to take, or took, the place of this one."""
    return _found(unit, claims.c.takes_over == number)


def ending_by(unit: Unit, moment: datetime) -> tuple[int, ...]:
    """The numbers of invitations and holds that end until ``moment``, the earliest first."""
    rows = unit.connection.execute(
        select(claims.c.number)
        .where(claims.c.expires_at <= moment)
        .order_by(claims.c.expires_at, claims.c.number)
    ).scalars()
    return tuple(rows)


def history_of(unit: Unit, number: int) -> tuple[ClaimEvent, ...]:
    """What happened to a claim, the oldest entry first."""
    rows = unit.connection.execute(
        select(claim_history)
        .where(claim_history.c.claim == number)
        .order_by(claim_history.c.ordinal)
    ).all()
    return tuple(
        ClaimEvent(
            at=row.at,
            actor=row.actor,
            state_from=ClaimState(row.state_from) if row.state_from else None,
            state_to=ClaimState(row.state_to),
            note=row.note,
            previous_hash=row.previous_hash,
        )
        for row in rows
    )


def history_is_whole(unit: Unit, claim: Claim) -> bool:
    """Whether no entry was edited or removed, and the claim stands as the last one says."""
    told = history_of(unit, claim.number)
    last = unit.connection.execute(
        select(claim_history.c.hash)
        .where(claim_history.c.claim == claim.number)
        .order_by(claim_history.c.ordinal.desc())
        .limit(1)
    ).scalar()
    return (
        bool(told)
        and chain_is_whole(told)
        and last == told[-1].hash
        and told[-1].state_to is claim.state
    )


def read(row: Row[Any]) -> Claim:
    """The claim a row of ``claims`` holds."""
    return Claim(
        number=row.number,
        ticket=row.ticket,
        organisation=row.organisation,
        person=row.person,
        parts=Parts(
            Decimal(row.money_fen) / FEN,
            {int(at): Decimal(amount) for at, amount in row.quantities.items()},
        ),
        state=ClaimState(row.state),
        lead=row.lead,
        takes_over=row.takes_over,
        expires_at=row.expires_at,
        reminded=row.reminded,
        version=row.version,
    )


def _found(unit: Unit, condition: ColumnElement[bool]) -> tuple[Claim, ...]:
    rows = unit.connection.execute(select(claims).where(condition).order_by(claims.c.number)).all()
    return tuple(map(read, rows))


def _record(
    unit: Unit, claim: Claim, state_from: ClaimState | None, *, actor: str, note: str
) -> None:
    place = next_place(unit, claim_history.c.claim, claim.number)
    event = ClaimEvent(unit.now, actor, state_from, claim.state, note, place.previous_hash)
    append(
        unit,
        claim_history.c.claim,
        claim.number,
        place.ordinal,
        event,
        state_from=state_from,
        state_to=claim.state,
        note=note,
    )


def _amounts(parts: Parts) -> dict[str, Any]:
    return {
        "money_fen": int(parts.money * FEN),
        "quantities": {str(at): str(amount) for at, amount in parts.quantities.items() if amount},
    }
