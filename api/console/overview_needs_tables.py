"""The needs of the overview: the figures seen first, and the tables as its files hold them."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from api.console.figure_table import Column, Kind, Row, Table
from api.console.overview_part import KeyFigure, amount
from api.console.overview_query import OverviewQuery
from api.console.overview_view import breakdown, county_rows, time_rows
from api.desk.overview import Overview
from api.domain.overview import Cut
from knowledge.places.gazetteer import Gazetteer

NO_NEEDS = "这段时间没有需求上报。"
TIMES, COUNTIES = "times", "counties"


def needs_figures(found: Overview, query: OverviewQuery) -> tuple[KeyFigure, ...]:
    """What is seen first: the needs of the period, and what waits in every part."""
    province, other = query.province, query.suffix()
    late = {"status": "all", "due": "late", **({"province": province} if province else {})}
    return (
        KeyFigure(f"{found.total:,}", "份需求上报"),
        KeyFigure(
            f"{found.claimed.claims:,}", f"笔有效认领，来自 {found.claimed.organisations} 家机构"
        ),
        KeyFigure(amount(found.claimed.fen), "认领金额"),
        KeyFigure(
            f"{found.late:,}",
            "份审核已超期",
            "截至今天",
            f"/desk?{urlencode(late)}",
            waits=bool(found.late),
        ),
        KeyFigure(
            f"{found.questions:,}",
            "个提问待答复",
            "截至今天，不分地区",
            "/desk/questions",
            waits=bool(found.questions),
        ),
        KeyFigure(
            f"{found.overdue:,}",
            "个节点逾期未完成",
            "截至今天",
            f"/desk/overview/progress{other}#late-now",
            waits=bool(found.overdue),
        ),
        KeyFigure(
            amount(found.available),
            "资金池可用",
            "截至今天，不分地区",
            f"/desk/overview/money{other}",
        ),
    )


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
