"""Whether a ticket, an application or a post is in the regions (负责地区) of a member of staff."""

from sqlalchemy import select

from api.desk.people import Staff
from api.domain.errors import NotAllowed
from api.domain.region import covers
from api.store import regional
from api.store.database import Unit
from api.tables.posts import posts


def require_ticket(unit: Unit, staff: Staff, number: int) -> None:
    """Stop whoever works for other regions.

    Raises:
        NotAllowed: the need lies in none of theirs.
    """
    if not regional.is_ticket_within(unit, number, staff.regions):
        raise NotAllowed(f"工单 {number} 不在您负责的地区{_theirs(staff)}。请交给负责那里的同事。")


def require_application(unit: Unit, staff: Staff, number: int) -> None:
    """The same for an application, by the place of its project or where its organisation is
    registered.

    Raises:
        NotAllowed: neither lies in one of theirs.
    """
    if not regional.is_application_within(unit, number, staff.regions):
        raise NotAllowed(f"申报 S{number} 不在您负责的地区{_theirs(staff)}。请交给负责那里的同事。")


def require_post(unit: Unit, staff: Staff, number: int) -> None:
    """The same for a post, by its county.

    Raises:
        NotAllowed: the county lies in none of theirs.
    """
    code = unit.connection.execute(
        select(posts.c.county_code).where(posts.c.id == number)
    ).scalar_one_or_none()
    if not covers(staff.regions, code):
        raise NotAllowed(f"这个岗位不在您负责的地区{_theirs(staff)}。请交给负责那里的同事。")


def _theirs(staff: Staff) -> str:
    return f"（{'、'.join(one.name for one in staff.regions)}）"
