"""An export written to a file that has no name, counted, kept in the log, and then handed out."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import IO

from starlette.responses import Response, StreamingResponse

from api.clock import SHANGHAI
from api.console.csv_export import attached
from api.console.desk import Desk
from api.console.export_sheets import (
    applications_sheet,
    claims_sheet,
    grants_sheet,
    needs_sheet,
)
from api.console.pool_sheet import movements_sheet
from api.console.sheet_files import MEDIA, WRITERS, Sheet
from api.desk.application_exports import Programmes, grants, taken_applications
from api.desk.exports import note_export, taken_claims, taken_needs
from api.desk.people import Staff
from api.desk.pools import taken_movements
from api.domain.errors import Invalid
from api.domain.export_event import ExportKind, Taken
from api.domain.grant import Grant, Party, package
from api.domain.overview import Period
from api.store.database import Unit
from knowledge.procedure_files import load_procedures
from knowledge.programme_files import load_programmes

PART = 64 * 1024  # bytes read at once
JSON = "json"
TITLE = "对口帮扶资助"
PUBLISHER = Party.registered(None, "山海桥 · Shanhai Bridge", "BRIDGE")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to take: of one ``year``, or of all without one."""

    kind: ExportKind
    form: str
    year: int | None

    @property
    def period(self) -> Period | None:
        """The days it is of."""
        return (self.year and Period(date(self.year, 1, 1), date(self.year, 12, 31))) or None

    @property
    def scope(self) -> str:
        """The same in words."""
        return f"{self.year} 年" if self.year else "全部年份"


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the rows come from."""

    unit: Unit
    staff: Staff
    period: Period | None
    programmes: Programmes
    funder: Party | None


def _grants(source: _Source) -> tuple[Grant, ...]:
    return grants(source.unit, source.staff, source.programmes, source.funder, source.period)


def _applications(source: _Source) -> Sheet:
    programmes = source.programmes
    found = taken_applications(source.unit, source.staff, programmes, source.period)
    return applications_sheet(found, programmes)


SHEETS: Mapping[ExportKind, Callable[[_Source], Sheet]] = {
    ExportKind.NEEDS: lambda one: needs_sheet(taken_needs(one.unit, one.staff, one.period)),
    ExportKind.CLAIMS: lambda one: claims_sheet(taken_claims(one.unit, one.staff, one.period)),
    ExportKind.APPLICATIONS: _applications,
    ExportKind.MOVEMENTS: lambda one: movements_sheet(
        taken_movements(one.unit, one.staff, one.period)
    ),
    ExportKind.GRANTS: lambda one: grants_sheet(_grants(one)),
}
FORMS = dict.fromkeys(SHEETS, ("csv", "xlsx")) | {ExportKind.GRANTS: (JSON, "csv", "xlsx")}


def export_response(desk: Desk, staff: Staff, asked: Asked) -> Response:
    """The file, once it stands in the log who takes it.

    Raises:
        Invalid: ``field`` is ``form``: there is nothing of that in this form.
        NotAllowed: ``staff`` may not see what it holds.
    """
    database = desk.services.database
    out = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    try:
        with database.read() as unit:
            source = _Source(unit, staff, asked.period, _programmes(), desk.services.funder)
            rows = _json(out, source) if asked.form == JSON else _table(out, source, asked)
        with database.begin() as unit:
            note_export(unit, staff, Taken(asked.kind, asked.scope, asked.form, rows))
    except BaseException:
        out.close()
        raise
    today = database.clock.now().astimezone(SHANGHAI).date()
    name = f"{asked.kind.label}-{asked.year or '全部'}-{today}.{asked.form}"
    length = {"Content-Length": str(out.tell())}
    return StreamingResponse(
        _parts(out), media_type=MEDIA[asked.form], headers=attached(name) | length
    )


def _table(out: IO[bytes], source: _Source, asked: Asked) -> int:
    return WRITERS[asked.form](out, SHEETS[asked.kind](source))


def _json(out: IO[bytes], source: _Source) -> int:
    found = _grants(source)
    if not found:
        raise Invalid("form", "这段时间没有签了协议的申报，没有可以导出的资助。请换一年。")
    body = package(found, TITLE, source.funder or PUBLISHER, source.unit.now)
    out.write(json.dumps(body, ensure_ascii=False, indent=1).encode())
    return len(found)


def _programmes() -> Programmes:
    return Programmes(load_procedures(), {one.key: one.title for one in load_programmes()})


def _parts(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        out.seek(0)
        while part := out.read(PART):
            yield part
