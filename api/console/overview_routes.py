"""``/desk/overview``: the state of things at a glance (概况), and its tables as files."""

from collections.abc import Iterable, Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.clock import SHANGHAI
from api.console.csv_export import csv_response
from api.console.desk import Desk, DeskDep
from api.console.overview_query import OWN, PERIODS, OverviewQuery
from api.console.overview_view import breakdown, county_rows, long, time_rows
from api.console.province_tiles import tiles
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep, page
from api.desk.exports import note_export
from api.desk.overview import Overview, overview
from api.domain.errors import NotFound
from api.domain.export_event import ExportKind, Taken
from api.domain.fund_pool import yuan_of
from api.domain.overview import WITHOUT, Cut, parts_of

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.get("/overview")
def overview_page(request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """The figures of a period, drawn and in tables."""
    query = _query(request, desk)
    found = _overview(desk, query)
    gazetteer = desk.services.gazetteer
    everywhere = parts_of(found.everywhere, Cut.REGION)
    provinces = found.provinces
    if query.province and query.province not in provinces:
        provinces = (*provinces, query.province)
    return page(
        desk,
        visit,
        "overview.html",
        query=query,
        periods={key: label for key, (label, _) in PERIODS.items()},
        own=OWN,
        found=found,
        provinces=provinces,
        breakdowns=[breakdown(found.groups, cut, query.period, gazetteer) for cut in Cut],
        times=time_rows(found),
        long=long,
        missed=county_rows(found.coverage.missed, gazetteer),
        repeated=county_rows(found.coverage.repeated, gazetteer),
        tiles=tiles(everywhere),
        nowhere=everywhere.get(WITHOUT, 0),
        money=yuan_of,
        here="overview",
    )


@router.get("/overview/{name}.csv")
def overview_table(name: str, request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """One table of the page as a file."""
    query = _query(request, desk)
    heading, *rows = _table(name, _overview(desk, query), query, desk)
    period = f"{query.period.start} 到 {query.period.end}"
    scope = f"{heading[0]} {period} {query.province or '全部地区'}"
    with desk.services.database.begin() as unit:
        note_export(unit, visit.staff, Taken(ExportKind.OVERVIEW, scope, "csv", len(rows)))
    named = f"概况-{name}-{query.period.start}-{query.period.end}.csv"
    return csv_response(named, [heading, *rows])


def _table(
    name: str, found: Overview, query: OverviewQuery, desk: Desk
) -> Iterable[Sequence[object]]:
    gazetteer = desk.services.gazetteer
    if name in set(Cut):
        shown = breakdown(found.groups, Cut(name), query.period, gazetteer)
        return [(shown.title, "需求数"), *shown.rows]
    if name == "times":
        return [
            ("从上报起", "需求数", "一半在多少小时内", "95% 在多少小时内"),
            *(
                (row.label, row.spread.count, f"{row.spread.median:.1f}", f"{row.spread.late:.1f}")
                for row in time_rows(found)
                if row.spread
            ),
        ]
    if name == "counties":
        covered = found.coverage
        every = county_rows((*covered.missed, *covered.once, *covered.repeated), gazetteer)
        return [
            ("区县代码", "区县", "需求数", "有效认领", "已送达的需求"),
            *(
                (row.county.code, row.name, row.county.needs, row.county.claims, row.county.helped)
                for row in every
            ),
        ]
    raise NotFound("没有这张表。请回到概况页，重新点“下载”。")


def _query(request: Request, desk: Desk) -> OverviewQuery:
    today = desk.services.database.clock.now().astimezone(SHANGHAI).date()
    return OverviewQuery.read(request.query_params, today)


def _overview(desk: Desk, query: OverviewQuery) -> Overview:
    with desk.services.database.read() as unit:
        return overview(unit, query.scope)
