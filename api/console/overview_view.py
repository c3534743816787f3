"""The overview in words: labelled parts in their order, spans, counties by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.console.bar_chart import bar_chart
from api.desk.overview import Overview
from api.domain.category import Category
from api.domain.overview import WITHOUT, County, Cut, Group, Period, Spread, Stage, parts_of
from api.domain.ticket import TicketStatus
from knowledge.places.gazetteer import Gazetteer

MOST_BARS = 20  # more are read in the table
MOST_COLUMNS = 12  # more months stand below each other
TITLES = {
    Cut.STATUS: "按状态",
    Cut.CATEGORY: "按类别",
    Cut.REGION: "按地区",
    Cut.MONTH: "按上报时间",
}
STAGES = {
    Stage.CONTACT: "到工作人员开始处理",
    Stage.ACCEPTED: "到受理",
    Stage.CLAIMED: "到有人认领",
    Stage.DELIVERED: "到送达",
}
UNSAID = "没有写明"
HOURS_OF_DAY = 24


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way to count the needs; ``hidden`` parts have no bar."""

    cut: Cut
    title: str
    rows: tuple[tuple[str, int], ...]
    chart: Markup
    hidden: int


def breakdown(groups: Sequence[Group], cut: Cut, period: Period, gazetteer: Gazetteer) -> Breakdown:
    """The parts that have a need, in the order in which people expect them."""
    rows = tuple(_rows(parts_of(groups, cut), cut, period, gazetteer))
    title = f"需求{TITLES[cut]}"
    if cut is Cut.MONTH:
        return Breakdown(cut, title, rows, month_chart(title, rows), 0)
    shown = rows[:MOST_BARS]
    chart = bar_chart(title, shown)
    return Breakdown(cut, title, rows, chart, len(rows) - len(shown))


def _rows(
    parts: dict[str, int], cut: Cut, period: Period, gazetteer: Gazetteer
) -> list[tuple[str, int]]:
    if cut is Cut.MONTH:
        return [(key, parts.get(key, 0)) for key, _ in period.bounds()]
    if cut is Cut.STATUS:
        return [(one.label, parts[one]) for one in TicketStatus if one in parts]
    most = sorted(parts, key=lambda key: (key == WITHOUT, -parts[key], key))
    return [(_label(key, cut, gazetteer), parts[key]) for key in most]


def _label(key: str, cut: Cut, gazetteer: Gazetteer) -> str:
    if key == WITHOUT:
        return UNSAID
    if cut is Cut.CATEGORY:
        return Category(key).label
    division = gazetteer.get(key) if key.isdigit() else None
    return division.name if division else key


def month_chart(
    title: str, months: Sequence[tuple[str, int | None]], say: Callable[[int], str] = str
) -> Markup:
    """The parts of a period (``Period.bounds``), side by side when they are few."""
    upright = len(months) <= MOST_COLUMNS
    bars = [(_month(key) if upright else key, count) for key, count in months]
    return bar_chart(title, bars, upright=upright, say=say)


def _month(key: str) -> str:
    """The month alone, where its year is told by the period; a year as it is."""
    return f"{int(key[5:])}月" if len(key) > 4 else key


def county_name(code: str, gazetteer: Gazetteer) -> str:
    """The name of a county with what lies above it, or its code when no table has it."""
    return str(gazetteer.place(code)) if gazetteer.get(code) else code


def long(hours: float) -> str:
    """A span as people say it: 5 小时, 2.5 天."""
    if hours < 1:
        return "不到 1 小时"
    if hours < 2 * HOURS_OF_DAY:
        return f"{hours:.0f} 小时"
    return f"{hours / HOURS_OF_DAY:.1f} 天".replace(".0 ", " ")


@dataclass(frozen=True, slots=True)
class TimeRow:
    """How long one stage took, in words; ``None`` when nothing reached it."""

    label: str
    spread: Spread | None


def time_rows(found: Overview) -> tuple[TimeRow, ...]:
    """A row for each stage."""
    return tuple(TimeRow(STAGES[stage], found.times[stage]) for stage in Stage)


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county by name."""

    name: str
    county: County


def county_rows(counties: Sequence[County], gazetteer: Gazetteer) -> tuple[CountyRow, ...]:
    """The same counties with their names."""
    return tuple(CountyRow(county_name(one.code, gazetteer), one) for one in counties)
