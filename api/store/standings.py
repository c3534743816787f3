"""What organisations have delivered and what they have open, by their claims (认领)."""

from collections.abc import Collection

from sqlalchemy import func, select

from api.domain.claim import ClaimState
from api.domain.standing import Standing
from api.store.database import Unit
from api.tables.claims import claims

S = ClaimState
DELIVERED = frozenset({S.DELIVERED, S.EVALUATED})
UNDER_WAY = frozenset({S.HELD, S.CONFIRMED, S.IN_PROGRESS})


def standings(unit: Unit, keys: Collection[str] | None = None) -> dict[str, Standing]:
    """By the organisation's key, of those that ever claimed anything; ``keys`` narrows them."""
    query = select(claims.c.organisation, claims.c.state, func.count().label("number")).group_by(
        claims.c.organisation, claims.c.state
    )
    if keys is not None:
        query = query.where(claims.c.organisation.in_(keys))
    delivered: dict[str, int] = {}
    under_way: dict[str, int] = {}
    for row in unit.connection.execute(query):
        for states, counted in ((DELIVERED, delivered), (UNDER_WAY, under_way)):
            if row.state in states:
                counted[row.organisation] = counted.get(row.organisation, 0) + row.number
    return {
        key: Standing(delivered.get(key, 0), under_way.get(key, 0))
        for key in delivered.keys() | under_way.keys()
    }
