"""The tables of needs of the overview, as its files hold them."""

from collections.abc import Callable, Mapping

from api.console.figure_table import Column, Kind, Row, Table
from api.console.overview_query import OverviewQuery
from api.console.overview_view import breakdown, county_rows, time_rows
from api.desk.overview import Overview
from api.domain.overview import Cut
from knowledge.places.gazetteer import Gazetteer

NO_NEEDS = "这段时间没有需求上报。"
TIMES, COUNTIES = "times", "counties"


def needs_table(
    name: str, found: Overview, query: OverviewQuery, gazetteer: Gazetteer
) -> Table | None:
    """The table of that name; ``None`` when there is none."""
    if name in set(Cut):
        return _breakdown(Cut(name), found, query, gazetteer)
    make = _OTHERS.get(name)
    return make(found, gazetteer) if make else None


def _breakdown(cut: Cut, found: Overview, query: OverviewQuery, gazetteer: Gazetteer) -> Table:
    shown = breakdown(found.groups, cut, query.period, gazetteer)
    columns = (Column(shown.title, Kind.TEXT), Column("需求数"))
    return Table(cut, shown.title, columns, tuple(map(Row, shown.rows)), NO_NEEDS)


def _times(found: Overview, _: Gazetteer) -> Table:
    return Table(
        key=TIMES,
        title="从上报起要多久",
        columns=(
            Column("从上报起", Kind.TEXT),
            Column("需求数"),
            Column("一半在", Kind.HOURS),
            Column("95% 在", Kind.HOURS),
        ),
        rows=tuple(
            Row((row.label, row.spread.count, row.spread.median, row.spread.late))
            for row in time_rows(found)
            if row.spread
        ),
        empty=NO_NEEDS,
    )


def _counties(found: Overview, gazetteer: Gazetteer) -> Table:
    covered = found.coverage
    every = county_rows((*covered.missed, *covered.once, *covered.repeated), gazetteer)
    return Table(
        key=COUNTIES,
        title="区县的需求和认领",
        columns=(
            Column("区县代码", Kind.TEXT),
            Column("区县", Kind.TEXT),
            Column("需求数"),
            Column("有效认领"),
            Column("已送达的需求"),
        ),
        rows=tuple(
            Row(
                (
                    row.county.code,
                    row.name,
                    row.county.needs,
                    row.county.claims,
                    row.county.helped,
                )
            )
            for row in every
        ),
        empty=NO_NEEDS,
    )


_OTHERS: Mapping[str, Callable[[Overview, Gazetteer], Table]] = {
    TIMES: _times,
    COUNTIES: _counties,
}
