"""Pages of one ticket, claim, application or post open for whose regions (负责地区) it lies in."""

import re

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select

from api.desk.people import Staff
from api.desk.remits import require_application, require_post, require_ticket
from api.store.database import Unit
from api.tables.claims import claims

_TICKET = re.compile(r"/desk/(?:tickets|claims/new)/([^/]+)(?:/|$)")
_CLAIM = re.compile(r"/desk/claims/([^/]+)(?:/|$)")
_APPLICATION = re.compile(r"/desk/applications/([^/]+)(?:/|$)")
_POST = re.compile(r"/desk/posts/([^/]+)(?:/|$)")

# Numbers as the routes read them: 1_001 and +1001 open 1001, too.
_NUMBER = TypeAdapter(int)
LARGEST = 2**31


def require_place(unit: Unit, staff: Staff, path: str) -> None:
    """Stop whoever works elsewhere than where what the page at ``path`` shows belongs.

    Raises:
        NotAllowed: it lies in none of their regions.
    """
    if (number := _number(_TICKET, path)) is not None:
        require_ticket(unit, staff, number)
    elif (number := _number(_CLAIM, path)) is not None:
        of_claim = select(claims.c.ticket).where(claims.c.number == number)
        ticket = unit.connection.execute(of_claim).scalar()
        if ticket is not None:
            require_ticket(unit, staff, ticket)
    elif (number := _number(_APPLICATION, path)) is not None:
        require_application(unit, staff, number)
    elif (number := _number(_POST, path)) is not None:
        require_post(unit, staff, number)


def _number(pattern: re.Pattern[str], path: str) -> int | None:
    """The number of such a page; ``None`` for another page, or one that no route opens."""
    found = pattern.match(path)
    try:
        number = _NUMBER.validate_python(found[1]) if found else 0
    except ValidationError:
        return None
    return number if 0 < number < LARGEST else None
