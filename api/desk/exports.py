"""Exports (导出) of the desk: each is kept before it leaves, for administrators to look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.clock import SHANGHAI
from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.export_event import ExportEvent, ExportKind, Taken
from api.domain.overview import Period
from api.domain.region import covers
from api.store import desk_exports
from api.store import export_log as store
from api.store.database import Unit
from api.store.desk_exports import TakenClaim, TakenNeed

SHOWN = 100  # entries on one page of the log
# The duty that opens what can be taken out.
DUTIES = {
    ExportKind.NEEDS: Duty.SEE_NEEDS,
    ExportKind.CLAIMS: Duty.SEE_NEEDS,
    ExportKind.APPLICATIONS: Duty.SEE_APPLICATIONS,
    ExportKind.MOVEMENTS: Duty.SEE_FIGURES,
    ExportKind.GRANTS: Duty.SEE_APPLICATIONS,
}


@dataclass(frozen=True, slots=True)
class ExportLog:
    """A page of the log: entries of ``year`` with their ordinals, the newest first. ``older`` is
    below which ordinal it goes on, if it does; ``whole``: the chain of the year holds."""

    year: int
    years: tuple[int, ...]
    entries: tuple[tuple[int, ExportEvent], ...]
    total: int
    older: int | None
    whole: bool


def may_export(staff: Staff, kind: ExportKind) -> bool:
    """Whether ``staff`` may take that out: who may see it on its pages."""
    return staff.may(DUTIES[kind])


def taken_needs(unit: Unit, staff: Staff, period: Period | None) -> Iterator[TakenNeed]:
    """The needs of the regions of ``staff`` handed in in ``period``, by number.

    Raises:
        NotAllowed: they may not see needs.
    """
    staff.require(DUTIES[ExportKind.NEEDS])
    found = desk_exports.needs(unit, period)
    return (one for one in found if covers(staff.regions, one.need.place.code))


def taken_claims(unit: Unit, staff: Staff, period: Period | None) -> Iterator[TakenClaim]:
    """The claims on needs of the regions of ``staff`` made in ``period``, by number.

    Raises:
        NotAllowed: they may not see claims.
    """
    staff.require(DUTIES[ExportKind.CLAIMS])
    found = desk_exports.claimed(unit, period)
    return (one for one in found if covers(staff.regions, one.county_code))


def note_export(unit: Unit, staff: Staff, taken: Taken) -> None:
    """Keep that ``staff`` takes that out; to be committed before the file is handed over."""
    store.note(unit, staff.username, taken)


def export_log(unit: Unit, staff: Staff, year: int | None, before: int | None) -> ExportLog:
    """What was taken out in ``year`` (else this year), from below the ordinal ``before``.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    present = unit.now.astimezone(SHANGHAI).year
    shown = present if year is None else year
    entries = store.entries(unit, shown, before=before, most=SHOWN)
    last = entries[-1][0] if entries else 1
    return ExportLog(
        year=shown,
        years=tuple(sorted({present, *store.years(unit)}, reverse=True)),
        entries=entries,
        total=store.count(unit, shown),
        older=last if last > 1 else None,
        whole=store.is_whole(unit, shown),
    )
