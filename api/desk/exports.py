"""Exports (导出) of the desk: each is kept before it leaves, for administrators to look at."""

from dataclasses import dataclass

from api.clock import SHANGHAI
from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.export_event import ExportEvent, Taken
from api.store import export_log as store
from api.store.database import Unit

SHOWN = 100  # entries on one page of the log


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
