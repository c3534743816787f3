"""Claims (认领) as lines of a list: who claimed what, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from api.domain.claim import Claim
from api.domain.claim_conflict import Conflict, conflicts
from api.domain.claimable import Claimable, of_need
from api.domain.need_json import need_from_json
from api.domain.organisation_profile import OrganisationState
from api.store import agreeing, claims, milestones
from api.store.claim_telling import owner_of
from api.store.database import Unit
from api.tables.claims import claims as claim_rows
from api.tables.organisations import organisation_members
from api.tables.organisations import organisations as organisation_rows
from api.tables.people import staff as accounts
from api.tables.tickets import tickets


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim. ``amounts`` is what it takes on; ``conflicts`` who stands on both sides; ``late``
    is how many days the work is behind its plan, ``awaited`` what staff have to do next."""

    claim: Claim
    organisation: str
    state_of_organisation: OrganisationState
    title: str
    amounts: Claimable
    made_at: datetime
    conflicts: tuple[Conflict, ...]
    late: int = 0
    awaited: str = ""


def joined() -> Select[Any]:
    """Claims with their organisation and their need, as ``claim_line`` reads them."""
    return (
        select(
            claim_rows,
            organisation_rows.c.name,
            organisation_rows.c.state.label("organisation_state"),
            tickets.c.title,
            tickets.c.need,
            tickets.c.reporter,
            accounts.c.person.label("reviewing"),
        )
        .join(organisation_rows, organisation_rows.c.key == claim_rows.c.organisation)
        .join(tickets, tickets.c.number == claim_rows.c.ticket)
        .outerjoin(accounts, accounts.c.username == tickets.c.reviewer)
    )


def claim_lines(unit: Unit, condition: Any) -> tuple[ClaimLine, ...]:
    """Those that meet the condition, the oldest first."""
    rows = unit.connection.execute(joined().where(condition).order_by(claim_rows.c.number)).all()
    return tuple(claim_line(unit, row) for row in rows)


def claim_line(unit: Unit, row: Row[Any]) -> ClaimLine:
    """The line of a row of ``joined``."""
    claim = claims.read(row)
    members = unit.connection.execute(
        select(organisation_members.c.person).where(
            organisation_members.c.organisation == claim.organisation
        )
    ).scalars()
    return ClaimLine(
        claim=claim,
        organisation=row.name,
        state_of_organisation=OrganisationState(row.organisation_state),
        title=row.title,
        amounts=of_need(claim.parts, need_from_json(row.need)),
        made_at=row.made_at,
        conflicts=conflicts(
            frozenset(members),
            reporter=row.reporter,
            holder=owner_of(unit, claim.ticket),
            reviewer=row.reviewing,
        ),
        late=milestones.days_late(unit, claim),
        awaited=agreeing.awaited(unit, claim),
    )
