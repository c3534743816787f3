"""``/desk/overview``: the state of things at a glance (概况), and its tables as files."""

from collections.abc import Sequence
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.console.desk import Desk, DeskDep
from api.console.figure_table import Table, said
from api.console.overview_needs_tables import needs_figures, needs_table
from api.console.overview_parts import PARTS, today
from api.console.overview_query import OWN, PERIODS, OverviewQuery
from api.console.overview_view import breakdown, county_rows, long, time_rows
from api.console.province_tiles import tiles
from api.console.refusing import DeskRoute
from api.console.table_files import table_file
from api.console.visit import Visit, VisitDep, page
from api.desk.exports import note_export
from api.desk.overview import Overview, overview
from api.desk.people import Staff
from api.domain.errors import NotFound
from api.domain.export_event import ExportKind, Taken
from api.domain.overview import WITHOUT, Cut, parts_of
from api.store.ticket_queue import provinces

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Form = Literal["csv", "xlsx"]
NO_TABLE = "没有这张表。请回到概况页，重新点“下载”。"
NO_PART = "概况里没有这一页。请从菜单里打开“概况”，再选上面的标签。"


@router.get("/overview")
def overview_page(request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """The needs of a period, drawn and in tables."""
    query = _query(request, desk)
    found = _overview(desk, visit.staff, query)
    gazetteer = desk.services.gazetteer
    everywhere = parts_of(found.everywhere, Cut.REGION)
    return _page(
        desk,
        visit,
        "overview.html",
        query=query,
        known=found.provinces,
        part="",
        found=found,
        breakdowns=[breakdown(found.groups, cut, query.period, gazetteer) for cut in Cut],
        times=time_rows(found),
        long=long,
        missed=county_rows(found.coverage.missed, gazetteer),
        repeated=county_rows(found.coverage.repeated, gazetteer),
        tiles=tiles(everywhere),
        nowhere=everywhere.get(WITHOUT, 0),
        figures=needs_figures(found, query),
    )


@router.get("/overview/{name}.{form}")
def overview_file(
    name: str, form: Form, request: Request, visit: VisitDep, desk: DeskDep
) -> Response:
    """One table as a file; that it was taken is kept before it leaves."""
    query = _query(request, desk)
    table = _table(name, desk, visit.staff, query)
    period = f"{query.period.start} 到 {query.period.end}"
    scope = f"{table.title} {period} {query.province or '全部地区'}"
    with desk.services.database.begin() as unit:
        note_export(unit, visit.staff, Taken(ExportKind.OVERVIEW, scope, form, len(table.rows)))
    return table_file(table, form, f"概况-{name}-{query.period.start}-{query.period.end}")


@router.get("/overview/{key}")
def part_page(key: str, request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """Another part of the overview: money, progress, questions, places."""
    part = next((one for one in PARTS if one.key == key), None)
    if part is None:
        raise NotFound(NO_PART)
    query = _query(request, desk)
    shown = part.shown(desk, visit.staff, query)
    with desk.services.database.read() as unit:
        known = provinces(unit)
    return _page(
        desk,
        visit,
        "overview_part.html",
        query=query,
        known=known,
        part=key,
        title=part.label,
        shown=shown,
    )


def _page(
    desk: Desk,
    visit: Visit,
    template: str,
    *,
    query: OverviewQuery,
    known: Sequence[str],
    **context: object,
) -> Response:
    """A part with the frame of all of them; ``known`` are the provinces to choose from."""
    chosen = (query.province,) if query.province and query.province not in known else ()
    return page(
        desk,
        visit,
        template,
        status=200,
        query=query,
        parts=PARTS,
        periods={key: label for key, (label, _) in PERIODS.items()},
        own=OWN,
        provinces=(*known, *chosen),
        said=said,
        here="overview",
        **context,
    )


def _table(name: str, desk: Desk, staff: Staff, query: OverviewQuery) -> Table:
    part = next((one for one in PARTS if name in one.tables), None)
    if part is not None:
        table = part.shown(desk, staff, query).table(name)
    else:
        table = needs_table(name, _overview(desk, staff, query), query, desk.services.gazetteer)
    if table is None:
        raise NotFound(NO_TABLE)
    return table


def _query(request: Request, desk: Desk) -> OverviewQuery:
    return OverviewQuery.read(request.query_params, today(desk))


def _overview(desk: Desk, staff: Staff, query: OverviewQuery) -> Overview:
    with desk.services.database.read() as unit:
        return overview(unit, query.scope, staff.regions)
