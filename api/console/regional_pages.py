"""Pages of one ticket, claim or application open for whose regions (负责地区) it lies in."""

import re

from sqlalchemy import select

from api.desk.people import Staff
from api.desk.remits import require_application, require_ticket
from api.store.database import Unit
from api.tables.claims import claims

_TICKET = re.compile(r"/desk/(?:tickets|claims/new)/(\d{1,9})(?:/|$)")
_CLAIM = re.compile(r"/desk/claims/(\d{1,9})(?:/|$)")
_APPLICATION = re.compile(r"/desk/applications/(\d{1,9})(?:/|$)")


def require_place(unit: Unit, staff: Staff, path: str) -> None:
    """Stop whoever works elsewhere than where what the page at ``path`` shows belongs.

    Raises:
        NotAllowed: it lies in none of their regions.
    """
    if found := _TICKET.match(path):
        require_ticket(unit, staff, int(found[1]))
    elif found := _CLAIM.match(path):
        of_claim = select(claims.c.ticket).where(claims.c.number == int(found[1]))
        ticket = unit.connection.execute(of_claim).scalar()
        if ticket is not None:
            require_ticket(unit, staff, ticket)
    elif found := _APPLICATION.match(path):
        require_application(unit, staff, int(found[1]))
