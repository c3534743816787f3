"""Which chat is a member of staff's own: nobody may review their own report."""

from sqlalchemy import update

from api.desk.people import Staff
from api.domain.errors import Invalid
from api.store.database import Unit
from api.store.people import person_of_code
from api.tables.people import staff as accounts


def link_chat(unit: Unit, staff: Staff, code: str) -> str:
    """Tell which chat is one's own, by a code got there; returns its person.

    Catch the refusal inside the unit and commit it: the try must count.

    Raises:
        Invalid: the code is wrong, over, or was tried too often.
    """
    person = person_of_code(unit, code, channel="desk", chat=staff.username)
    if person is None:
        raise Invalid("code", "绑定码不对或已过期。请在聊天里重新获取后再填。")
    unit.connection.execute(
        update(accounts).where(accounts.c.username == staff.username).values(person=person)
    )
    return person
