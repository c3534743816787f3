"""The progress of the overview in tables: milestones in time and late, by kind and by month."""

from datetime import date

from api.console.figure_table import Cell, Column, Kind, Meaning, Row, Table
from api.console.overview_part import KeyFigure, Shown
from api.console.overview_view import month_chart
from api.desk.overview_progress import ProgressOverview
from api.domain.slippage import Slippage
from api.store.late_steps import LateStep

NONE_PLANNED = "这段时间没有计划完成的节点。换一段时间再看。"
IN_TIME = Meaning("按时", "在计划的那天或以前完成。")
LATE = Meaning("晚完成", "完成了，但在计划的那天以后。")
OVERDUE = Meaning("逾期未完成", "计划的那天已经过去，还没有完成，认领或项目还在实施。")
AHEAD = Meaning("未到期", "计划的那天还没有过去，还没有完成。")
SHARE = Meaning("按时率", "按时的，除以已经到期的（按时、晚完成、逾期未完成）。")
DAYS = Meaning("晚几天", "晚完成和逾期未完成的节点：一半晚在这些天以内，95% 晚在这些天以内。")
NEVER = (None, None)
COUNTS = (
    Column("计划"),
    Column("按时"),
    Column("晚完成"),
    Column("逾期未完成"),
    Column("未到期"),
    Column("按时率", Kind.SHARE),
)


def shown_progress(found: ProgressOverview, today: date) -> Shown:
    """What stands on the page of the progress."""
    both = [found.claims, found.applications]
    late = sum(one.late + one.overdue for one in both)
    return Shown(
        figures=(
            KeyFigure(str(sum(one.planned for one in both)), "个节点计划在这段时间完成"),
            KeyFigure(str(late), "个没有按时", "晚完成的和逾期的"),
            KeyFigure(
                str(len(found.late_now)),
                "个现在逾期",
                "截至今天",
                "#late-now",
                waits=bool(found.late_now),
            ),
        ),
        tables=(_kinds(found), _months(found), _late_now(found.late_now, today)),
        note="节点按计划完成的日子计入，都是北京时间。",
    )


def _kinds(found: ProgressOverview) -> Table:
    kinds = (("认领的节点", found.claims), ("申报项目的节点", found.applications))
    known = [(label, one) for label, one in kinds if one.planned]
    return Table(
        key="milestones",
        title="节点按计划完成了没有",
        columns=(
            Column("节点", Kind.TEXT),
            *COUNTS,
            Column("一半晚在", Kind.DAYS),
            Column("95% 晚在", Kind.DAYS),
        ),
        rows=tuple(
            Row((label, *_counts(one), *((one.days.median, one.days.late) if one.days else NEVER)))
            for label, one in known
        ),
        empty=NONE_PLANNED,
        meanings=(IN_TIME, LATE, OVERDUE, AHEAD, SHARE, DAYS),
        notes=("取消的节点不算，撤回、终止的认领和申报里没有完成的也不算。",),
    )


def _months(found: ProgressOverview) -> Table:
    behind = [(key, one.late + one.overdue) for key, one in found.months]
    planned = sum(one.planned for _, one in found.months)
    title = "没有按时的节点，按计划的月份"
    return Table(
        key="milestone-months",
        title=title,
        columns=(Column("月份", Kind.TEXT), *COUNTS),
        rows=tuple(Row((key, *_counts(one))) for key, one in found.months) if planned else (),
        empty=NONE_PLANNED,
        chart=month_chart(title, behind) if planned else None,
        notes=("图里是晚完成和逾期未完成的。",),
    )


def _late_now(late: tuple[LateStep, ...], today: date) -> Table:
    return Table(
        key="late-now",
        title="现在逾期的节点",
        columns=(
            Column("节点", Kind.TEXT),
            Column("机构", Kind.TEXT),
            Column("属于", Kind.TEXT),
            Column("计划", Kind.TEXT),
            Column("已晚", Kind.DAYS),
        ),
        rows=tuple(
            Row(
                (one.what, one.organisation, _of(one), str(one.due), one.days_late(today)), _at(one)
            )
            for one in late
        ),
        empty="现在没有逾期的节点。",
        notes=("截至今天，和上面选的时间无关。晚得最久的在前，点开去办理。",),
    )


def _of(one: LateStep) -> str:
    """What it is a step of, as people say it."""
    if one.application is not None:
        return f"申报 S{one.application}"
    return f"认领 C{one.claim}（工单 {one.ticket}）"


def _at(one: LateStep) -> str:
    """Where it is seen to."""
    if one.application is not None:
        return f"/desk/applications/{one.application}"
    return f"/desk/claims/{one.claim}/work"


def _counts(one: Slippage) -> tuple[Cell, ...]:
    share = one.in_time / one.due if one.due else None
    return (one.planned, one.in_time, one.late, one.overdue, one.ahead, share)
