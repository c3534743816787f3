"""The progress of the overview (概况): how milestones kept to their plan, and which are late."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.clock import SHANGHAI
from api.domain.region import Region
from api.domain.slippage import Slippage, by_month, slippage
from api.store import slippage as store
from api.store.database import Unit
from api.store.late_steps import LateStep, late_now
from api.store.overview import Scope


@dataclass(frozen=True, slots=True)
class ProgressOverview:
    """Milestones planned for a day of the period: of claims, of applications, and of both by
    month. ``late_now`` is as of now, whatever the period."""

    claims: Slippage
    applications: Slippage
    months: tuple[tuple[str, Slippage], ...]
    late_now: tuple[LateStep, ...]


def progress_overview(unit: Unit, scope: Scope, regions: Sequence[Region] = ()) -> ProgressOverview:
    """How what was planned in ``scope`` was kept to, as it stands now; what is late is named only
    where it lies in one of ``regions``, if there are any."""
    today = unit.now.astimezone(SHANGHAI).date()
    claimed, applied = store.of_claims(unit, scope), store.of_applications(unit, scope)
    return ProgressOverview(
        claims=slippage(claimed, today),
        applications=slippage(applied, today),
        months=by_month((*claimed, *applied), scope.period, today),
        late_now=late_now(unit, scope.province, today, regions),
    )
