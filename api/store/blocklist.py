"""The list of illegal organisations in the database: added to, read, held against those we know."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, or_, select, update

from api.domain.blocked import Blocked, same_name
from api.domain.organisation_profile import Profile
from api.store import organisations
from api.store.database import Unit
from api.tables.organisations import blocked_organisations
from api.tables.organisations import organisations as rows

SHOWN = 200  # entries on one page


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with who put it on the list, and when (UTC)."""

    blocked: Blocked
    added_by: str
    added_at: datetime


def put(unit: Unit, entry: Blocked, *, actor: str) -> bool:
    """Add ``entry``, or bring the one of the same name up to date; returns whether it was new."""
    columns = {
        "name": entry.name,
        "credit_code": entry.credit_code,
        "source": entry.source,
        "published": entry.published,
        "reason": entry.reason,
    }
    same = same_name(entry.name)
    changed = unit.connection.execute(
        update(blocked_organisations)
        .where(blocked_organisations.c.same_name == same)
        .values(**columns)
    )
    if changed.rowcount:
        return False
    unit.connection.execute(
        insert(blocked_organisations).values(
            same_name=same, added_by=actor, added_at=unit.now, **columns
        )
    )
    return True


def found(unit: Unit, words: str = "") -> tuple[Listed, ...]:
    """The entries whose name, code or source has ``words`` in it, the latest published first."""
    listed = blocked_organisations.c
    query = select(blocked_organisations).order_by(listed.published.desc(), listed.id.desc())
    if words:
        columns = (listed.same_name, listed.credit_code, listed.source)
        query = query.where(
            or_(*(column.contains(same_name(words), autoescape=True) for column in columns))
        )
    return tuple(
        Listed(
            Blocked(row.name, row.source, row.published, row.credit_code, row.reason),
            row.added_by,
            row.added_at,
        )
        for row in unit.connection.execute(query.limit(SHOWN)).all()
    )


def size(unit: Unit) -> int:
    """How many entries there are."""
    count = select(func.count()).select_from(blocked_organisations)
    return unit.connection.execute(count).scalar_one()


def known_among(unit: Unit) -> tuple[Profile, ...]:
    """The organisations we know that are on the list, by their code or their name."""
    listed = blocked_organisations.c
    by_code = select(rows).join(blocked_organisations, rows.c.credit_code == listed.credit_code)
    names = unit.connection.execute(select(rows.c.key, rows.c.name)).all()
    on_list = set(unit.connection.execute(select(listed.same_name)).scalars())
    keys = {row.key for row in unit.connection.execute(by_code).all()}
    keys |= {row.key for row in names if same_name(row.name) in on_list}
    return tuple(organisations.load(unit, key) for key in sorted(keys))
