"""The annual report (年度报告) in words, for the page and for the PDF."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from api.console.overview_view import STAGES, UNSAID, long
from api.console.report_figures import (
    NONE,
    FigureTable,
    count,
    figure_tables,
    key_figures,
    programme_table,
)
from api.console.words import moment
from api.desk.yearly import YearReport
from api.domain.category import Category
from api.domain.overview import Period
from api.domain.procedure import Procedure
from api.domain.yearly import NeedYear, Step, YearFigures

STEPS = {
    Step.REPORTED: "上报",
    Step.ACCEPTED: "受理",
    Step.PUBLISHED: "发布",
    Step.CLAIMED: "认领",
    Step.DELIVERED: "送达",
}
SOURCES = (
    "来源：本系统登记的需求、认领、申报和资金池明细，没有外部数据。",
    "按北京时间的年份计入。状态以生成时为准，以前年份的数字会随后来的办理改变。",
    "只有汇总数字，不含个人信息；人数和户数按上报填写，没有逐一核实。",
)


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table of numbers; its first column names the rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report as it is shown. ``draft`` says that the year is not over, else it is empty."""

    year: int
    title: str
    period: str
    made: str
    draft: str
    key: tuple[tuple[str, str], ...]
    figures: tuple[FigureTable, ...]
    programmes: tuple[FigureTable, ...]
    tables: tuple[PlainTable, ...]
    notes: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows of figures it has."""
        figures = (*self.figures, *self.programmes)
        return sum(len(one.rows) for one in figures) + sum(len(one.rows) for one in self.tables)


def report_view(
    report: YearReport,
    procedures: Mapping[str, Procedure],
    titles: Mapping[str, str],
    at: datetime,
) -> ReportView:
    """``report`` made at ``at``; ``titles`` are those of the programmes, by key."""
    now, before = report.now, report.before
    draft = f"{report.year} 年还没有结束，数字还会变；上年是全年，不宜直接相比。"
    return ReportView(
        year=report.year,
        title=f"{report.year} 年对口帮扶需求与资助报告",
        period=_period(now.period),
        made=f"生成于 {moment(at)}（北京时间）",
        draft="" if report.is_over else draft,
        key=key_figures(now),
        figures=figure_tables(now, before),
        programmes=tuple(
            programme_table(
                titles.get(one.programme, one.programme), procedures[one.programme], one, earlier
            )
            for one, earlier in zip(now.programmes, before.programmes, strict=True)
        ),
        tables=(_times(now, before), _categories(now.needs), _places(now.needs)),
        notes=SOURCES,
    )


def _period(period: Period) -> str:
    return f"{_day(period.start)}至 {_day(period.end)}"


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _times(now: YearFigures, before: YearFigures) -> PlainTable:
    rows = []
    for stage, label in STAGES.items():
        this, earlier = now.times[stage], before.times[stage]
        rows.append(
            (
                label,
                count(this.count if this else 0),
                long(this.median) if this else NONE,
                long(this.late) if this else NONE,
                long(earlier.median) if earlier else NONE,
            )
        )
    return PlainTable(
        "从上报起要多久",
        ("从上报", "需求", "一半在", "95% 在", "上年一半在"),
        tuple(rows),
        "当年上报、已经走到这一步的需求，退回补充的时间也算在内。",
    )


def _categories(needs: NeedYear) -> PlainTable:
    reported = needs.by_category
    known = [one for one in Category if any(one in reported.get(step, {}) for step in Step)]
    rows = [(one.label, *_steps(needs, one)) for one in known]
    if any(None in reported.get(step, {}) for step in Step):
        rows.append((UNSAID, *_steps(needs, None)))
    rows.append(("合计", *(count(needs.of(step)) for step in Step)))
    return PlainTable("需求按类别", ("类别", *STEPS.values()), tuple(rows))


def _steps(needs: NeedYear, category: str | None) -> Iterable[str]:
    return (count(needs.by_category.get(step, {}).get(category, 0)) for step in Step)


def _places(needs: NeedYear) -> PlainTable:
    places = set(needs.reported_in) | set(needs.delivered_in)
    ordered = sorted(
        places, key=lambda one: (one is None, -needs.reported_in.get(one, 0), one or "")
    )
    rows = tuple(
        (
            place or UNSAID,
            count(needs.reported_in.get(place, 0)),
            count(needs.delivered_in.get(place, 0)),
            count(needs.counties_in.get(place, 0)),
        )
        for place in ordered
    )
    return PlainTable("需求按地区", ("地区", "上报", "送达", "送达的区县"), rows)
