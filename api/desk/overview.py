"""The overview (概况) put together: needs, times, coverage and what waits, for one period."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.clock import SHANGHAI
from api.domain.overview import Claimed, Coverage, Group, Spread, Stage, coverage, spread
from api.domain.region import Region
from api.store import overview as store
from api.store.database import Unit
from api.store.fund_pools import available
from api.store.late_steps import count_late
from api.store.overview import Scope
from api.store.ticket_queue import provinces


@dataclass(frozen=True, slots=True)
class Overview:
    """All figures of a scope. ``everywhere`` are the needs of the period in all provinces. As of
    now, whatever the period, are ``late`` (reviews), ``questions``, ``overdue`` (milestones) and
    ``available`` (fen in all pools)."""

    groups: tuple[Group, ...]
    everywhere: tuple[Group, ...]
    times: dict[Stage, Spread | None]
    coverage: Coverage
    claimed: Claimed
    late: int
    questions: int
    overdue: int
    available: int
    provinces: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many needs were handed in."""
        return sum(group.count for group in self.groups)


def overview(unit: Unit, scope: Scope, regions: Sequence[Region] = ()) -> Overview:
    """The figures of ``scope`` as they stand now; late milestones are counted as they are listed,
    in ``regions`` only, if there are any."""
    found = store.groups(unit, scope)
    today = unit.now.astimezone(SHANGHAI).date()
    return Overview(
        groups=found,
        everywhere=store.groups(unit, Scope(scope.period)) if scope.province else found,
        times={stage: spread(hours) for stage, hours in store.waits(unit, scope).items()},
        coverage=coverage(store.counties(unit, scope)),
        claimed=store.claimed(unit, scope),
        late=store.late_reviews(unit, scope.province, today),
        questions=store.open_questions(unit),
        overdue=count_late(unit, scope.province, today, regions),
        available=available(unit),
        provinces=provinces(unit),
    )
