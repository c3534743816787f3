"""What lies in the regions (负责地区) of a member of staff, as conditions on tables."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from api.domain.region import Region, significant
from api.store.database import Unit
from api.tables.applications import applications
from api.tables.organisations import organisations
from api.tables.tickets import tickets

# The digits of a credit code that say where the organisation is registered (GB 32100).
REGISTERED_AT, REGISTERED_DIGITS = 3, 6


def ticket_within(regions: Sequence[Region]) -> ColumnElement[bool]:
    """Whether a ticket is for somebody who works for ``regions``; see ``region.covers``."""
    if not regions:
        return true()
    row = tickets.c.county_code
    codes = [significant(one.code) for one in regions]
    above = {code[:digits] for code in codes for digits in (2, 4) if digits < len(code)}
    return or_(
        row.is_(None),
        row == "",
        row.in_(sorted(above)),
        *(row.startswith(code, autoescape=True) for code in codes),
    )


def application_within(regions: Sequence[Region]) -> ColumnElement[bool]:
    """Whether an application is for somebody who works for ``regions``: its project lies there,
    or its organisation is registered there (the districts take in their own)."""
    if not regions:
        return true()
    registered = func.substr(organisations.c.credit_code, REGISTERED_AT, REGISTERED_DIGITS)
    own = select(organisations.c.key).where(
        or_(*(registered.startswith(significant(one.code), autoescape=True) for one in regions))
    )
    places = [applications.c.place.startswith(one.name, autoescape=True) for one in regions]
    return or_(applications.c.organisation.in_(own), *places)


def is_ticket_within(unit: Unit, number: int, regions: Sequence[Region]) -> bool:
    """Whether the ticket of that number is; ``True`` for one that does not exist."""
    return not regions or not _outside(
        unit, select(tickets.c.number).where(tickets.c.number == number), ticket_within(regions)
    )


def is_application_within(unit: Unit, number: int, regions: Sequence[Region]) -> bool:
    """Whether the application of that number is; ``True`` for one that does not exist."""
    return not regions or not _outside(
        unit,
        select(applications.c.number).where(applications.c.number == number),
        application_within(regions),
    )


def _outside(unit: Unit, one: Select[tuple[int]], within: ColumnElement[bool]) -> bool:
    exists = unit.connection.execute(one).scalar() is not None
    return exists and unit.connection.execute(one.where(within)).scalar() is None
