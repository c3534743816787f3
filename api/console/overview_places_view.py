"""The places of the overview in tables: partner areas and their counties, and silent posts."""

from markupsafe import Markup

from api.console.bar_chart import bar_chart
from api.console.figure_table import Column, Kind, Meaning, Row, Table
from api.console.overview_part import KeyFigure, Shown
from api.console.overview_view import county_name
from api.desk.overview_places import PlacesOverview
from api.domain.partner_areas import AreaCoverage
from api.domain.post import Post
from knowledge.places.gazetteer import Gazetteer

SOURCE = Markup('依据：{}，“{}”。<a href="/policies/{}">看来源</a>')
NO_AREAS = "没有一份来源列出这个地区的对口地区，所以没有名单可以对照。"
NO_LIST = "来源只写到这些地区，没有逐县的名单，所以其中的区县都列出来对照。"


def shown_places(found: PlacesOverview, gazetteer: Gazetteer) -> Shown:
    """What stands on the page of the places."""
    return Shown(
        figures=(
            KeyFigure(str(found.never), "个对口地区的区县从没上报", "从有记录以来"),
            KeyFigure(
                str(len(found.silent)),
                "个岗位所在的区县从没上报",
                "从有记录以来",
                "#silent-posts",
                waits=bool(found.silent),
            ),
        ),
        tables=(_areas(found), _posts(found.silent), _never(found, gazetteer)),
        note="上报过的需求都算，后来驳回、合并、撤回的也算。",
    )


def _areas(found: PlacesOverview) -> Table:
    title = "对口地区，从没上报的区县"
    named = (one.partner.area for one in found.areas)
    sources = dict.fromkeys(
        SOURCE.format(area.programme, area.source.quote, area.source.document) for area in named
    )
    return Table(
        key="partner-areas",
        title=title,
        columns=(
            Column("对口地区", Kind.TEXT),
            Column("区县"),
            Column("上报过"),
            Column("这段时间上报"),
            Column("从没上报"),
        ),
        rows=tuple(
            Row((one.partner.area.name, one.total, one.ever, one.lately, len(one.never)))
            for one in found.areas
        ),
        empty=NO_AREAS,
        chart=bar_chart(title, [(_short(one), len(one.never)) for one in found.areas])
        if found.areas
        else None,
        meanings=(
            Meaning("上报过", "从有记录以来，有人从这个区县上报过需求。"),
            Meaning("从没上报", "区县总数减去上报过的。"),
        ),
        notes=(*((NO_LIST,) if found.areas else ()), *sources),
    )


def _never(found: PlacesOverview, gazetteer: Gazetteer) -> Table:
    return Table(
        key="silent-counties",
        title="从没上报的区县",
        columns=(
            Column("区县", Kind.TEXT),
            Column("区县代码", Kind.TEXT),
            Column("对口地区", Kind.TEXT),
        ),
        rows=tuple(
            Row((county_name(code, gazetteer), code, one.partner.area.name))
            for one in found.areas
            for code in one.never
        ),
        empty="没有这样的区县。" if found.areas else NO_AREAS,
        folded=True,
    )


def _posts(silent: tuple[Post, ...]) -> Table:
    return Table(
        key="silent-posts",
        title="有岗位、从没上报的区县",
        columns=(
            Column("岗位", Kind.TEXT),
            Column("状态", Kind.TEXT),
            Column("区县代码", Kind.TEXT),
        ),
        rows=tuple(
            Row((post.name, post.state.label, post.facts.county_code), f"/desk/posts/{post.number}")
            for post in silent
        ),
        empty="没有这样的岗位。",
        notes=("岗位还在、写明了区县，而这个区县从没有人上报过需求。",),
    )


def _short(one: AreaCoverage) -> str:
    """The area without the province it lies in, as far as it lies in one."""
    return one.partner.area.name.removeprefix(one.partner.province) or one.partner.area.name
