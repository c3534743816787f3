"""The counties a person's next need may lie in, read without loading what they reported."""

from collections.abc import Iterable

from sqlalchemy import select

from api.domain.post import Post
from api.store.database import Unit
from api.tables.tickets import tickets

LATEST = 20  # reports looked at: somebody may have handed in hundreds at once


def likely_counties(unit: Unit, person: str, held: Iterable[Post]) -> tuple[str, ...]:
    """Codes of six digits, each once: of the posts ``held``, then of the latest reports."""
    reported = unit.connection.execute(
        select(tickets.c.county_code)
        .where(tickets.c.reporter == person)
        .order_by(tickets.c.number.desc())
        .limit(LATEST)
    ).scalars()
    known = (*(post.facts.county_code for post in held), *reported)
    return tuple(dict.fromkeys(code[:6] for code in known if code and len(code) >= 6))
