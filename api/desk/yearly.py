"""The year (年度) put together: its figures, and those of the year before."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.clock import SHANGHAI
from api.desk.pool_projects import backed
from api.domain.errors import NotFound
from api.domain.overview import Period, spread
from api.domain.pool_figures import Moved, moved
from api.domain.procedure import Procedure
from api.domain.programme_year import ProgrammeYear, Span, programme_year
from api.domain.yearly import (
    FIRST_YEAR,
    SubsidyYear,
    YearFigures,
    committed_fen,
    days_of,
    made_in,
    paid_in_all,
)
from api.store import applications, fund_pools
from api.store import overview as overview_store
from api.store import yearly as store
from api.store.database import Unit
from api.store.overview import Scope, begins, ends


@dataclass(frozen=True, slots=True)
class YearReport:
    """A year beside the one before. ``is_over``: nothing more happens in it."""

    year: int
    is_over: bool
    now: YearFigures
    before: YearFigures


def year_report(unit: Unit, procedures: Iterable[Procedure], year: int) -> YearReport:
    """The figures of ``year`` as they stand now.

    Raises:
        NotFound: it has not begun, or is before there were any.
    """
    today = unit.now.astimezone(SHANGHAI).date()
    if not FIRST_YEAR < year <= today.year:
        raise NotFound(f"没有 {year} 年的报告。请从年度报告页选一个年份。")
    every = tuple(procedures)
    now, before = (_figures(unit, every, days_of(one, today)) for one in (year, year - 1))
    return YearReport(year, year < today.year, now, before)


def years(unit: Unit) -> tuple[int, ...]:
    """The years since the first report, the newest first; always this year."""
    present = unit.now.astimezone(SHANGHAI).year
    first = store.first_report(unit)
    since = first.astimezone(SHANGHAI).year if first else present
    return tuple(range(present, min(since, present) - 1, -1))


def _figures(unit: Unit, procedures: tuple[Procedure, ...], period: Period) -> YearFigures:
    span = Span(begins(period.start), ends(period))
    all_applications = applications.found(unit)
    programmes = tuple(programme_year(one, all_applications, span) for one in procedures)
    return YearFigures(
        period=period,
        needs=store.need_year(unit, period),
        claims=store.claim_year(unit, period),
        participants=store.participants(unit, period),
        subsidy=_subsidy(unit, programmes, span),
        programmes=programmes,
        times={
            stage: spread(hours)
            for stage, hours in overview_store.waits(unit, Scope(period)).items()
        },
    )


def _subsidy(unit: Unit, programmes: tuple[ProgrammeYear, ...], span: Span) -> SubsidyYear:
    ledgers = fund_pools.all_movements(unit).values()
    in_pools = sum((moved(one, span.begins, span.ends) for one in ledgers), Moved())
    unpooled = [one for each in programmes for one in each.unpooled]
    return SubsidyYear(
        received=in_pools.received,
        committed=sum(committed_fen(one, span) for one in ledgers)
        + sum(one.pool_fen for one in unpooled),
        paid=paid_in_all(programmes, in_pools.paid),
        projects=(*backed(unit, [made_in(one, span) for one in ledgers]), *unpooled),
    )
