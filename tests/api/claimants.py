"""Builders for tests of claims: published needs, and organisations with who acts for them."""

from decimal import Decimal

from sqlalchemy import insert, update
from stdnum.cn import uscc

from api.domain.claimable import Parts
from api.domain.credit_code import credit_code
from api.domain.membership import Role
from api.domain.need import Item, Need
from api.domain.organisation_details import Details
from api.domain.organisation_profile import OrganisationState
from api.domain.ticket import Ticket, TicketStatus
from api.store import organisations, tickets
from api.store.database import Database, Unit
from api.store.ledger import SqlLedger
from api.tables.organisations import organisation_members
from api.tables.organisations import organisations as organisation_rows
from tests.api.desks import NEED, reported

MONEY_NEED = Need(title="木戛乡中心小学需要电脑", budget_yuan=Decimal(50_000))
BOTH = Need(
    title="木戛乡中心小学需要冬衣和书",
    items=(Item("冬衣", Decimal(200), "套"), Item("书包")),
    budget_yuan=Decimal(60_000),
    gap_yuan=Decimal(50_000),
)


def yuan(amount: int | str) -> Parts:
    return Parts(Decimal(amount))


def made_up_code(ordinal: int) -> str:
    """A credit code with a right check digit that belongs to nobody."""
    body = f"53310000MJ{ordinal:07d}"
    return body + uscc.calc_check_digit(body)


def organised(
    unit: Unit,
    ordinal: int,
    *people: str,
    name: str = "",
    state: OrganisationState = OrganisationState.VERIFIED,
) -> str:
    """The key of a new organisation, in that state, for which ``people`` act."""
    code = credit_code(made_up_code(ordinal))
    profile = organisations.add(unit, code, name or f"示例基金会{ordinal}", Details(), actor="li")
    unit.connection.execute(
        update(organisation_rows).where(organisation_rows.c.key == profile.key).values(state=state)
    )
    for place, person in enumerate(people):
        unit.connection.execute(
            insert(organisation_members).values(
                organisation=profile.key,
                person=person,
                role=Role.MEMBER if place else Role.OWNER,
                since=unit.now,
            )
        )
    return profile.key


def published(
    ledger: SqlLedger, database: Database, need: Need = NEED, *, key: str = "k"
) -> Ticket:
    """A need that everybody may see."""
    ticket = reported(ledger, database, need, key=key)
    with database.begin() as unit:
        after = ticket
        for status in (TicketStatus.IN_REVIEW, TicketStatus.ACCEPTED, TicketStatus.PUBLISHED):
            after = after.moved(status, actor="li", at=unit.now)
        tickets.save(unit, ticket, after)
    return after
