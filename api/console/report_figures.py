"""The figures of a year in words: each with its definition, so that nobody is misled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from api.domain.fund_pool import yuan_of
from api.domain.procedure import Procedure
from api.domain.programme_year import ProgrammeYear
from api.domain.project_evaluation import GRADES
from api.domain.public_need import SMALL_GROUP
from api.domain.yearly import Step, YearFigures

NONE = "—"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the year and of the year before, in words, and what it means."""

    label: str
    now: str
    before: str
    meaning: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures that belong together; ``note`` stands below them."""

    title: str
    rows: tuple[FigureRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    value: Callable[[YearFigures], str]
    meaning: str


def _step(label: str, step: Step, meaning: str) -> _Line:
    return _Line(label, lambda year: count(year.needs.of(step)), meaning)


NEEDS = (
    _step("上报", Step.REPORTED, "当年提交的需求，后来驳回、合并、撤回的也在内。"),
    _Line(
        "其中驳回、合并、撤回",
        lambda year: f"{year.needs.refused}、{year.needs.merged}、{year.needs.withdrawn}",
        "当年上报的需求里，现在处于这三种状态的。",
    ),
    _step("受理", Step.ACCEPTED, "当年第一次受理的需求。"),
    _step("公开发布", Step.PUBLISHED, "当年第一次对外公开的需求。"),
    _step("有机构认领", Step.CLAIMED, "当年第一次有机构认领的需求，部分认领也算。"),
    _step(
        "送达", Step.DELIVERED, "当年确认送达、现在仍是已送达或已办结的需求；多次送达按最后一次算。"
    ),
)
REACH = (
    _Line(
        "参与机构",
        lambda year: count(year.participants),
        "当年有有效认领，或提交过申报没有撤回的机构；一家只算一次。",
    ),
    _Line(
        "认领",
        lambda year: count(year.claims.claims),
        "当年提出、现在仍有效的认领；联合认领算一次。",
    ),
    _Line("其中联合认领", lambda year: count(year.claims.joint), "两家以上机构一起认领的。"),
    _Line(
        "涉及区县",
        lambda year: count(year.needs.counties),
        "当年有需求送达的县级行政区；没有写明区县的需求不算。",
    ),
    _Line(
        "受益人数",
        lambda year: _told(year.needs.people.told, "人"),
        "当年送达的需求里写明的人数之和，按上报填写；同一个人在两件需求里算两次。",
    ),
    _Line(
        "受益户数",
        lambda year: _told(year.needs.people.households_told, "户"),
        "同上，按户写明的；与人数可能是同一批人，不相加。",
    ),
    _Line(
        "没有写明人数户数的",
        lambda year: count(year.needs.people.silent),
        "当年送达、没有写明受益人数也没有写明户数的需求。",
    ),
    _Line(
        "上报人评分",
        lambda year: _score(year.claims.score, year.claims.evaluated),
        "上报岗位当年对认领成效打的分，满分 5 分，取平均。",
    ),
)
MONEY = (
    _Line(
        "机构认领资金",
        lambda year: yuan_of(year.claims.fen),
        "当年有效认领里的钱；认领物资的不折成钱。",
    ),
    _Line(
        "资金池入账",
        lambda year: yuan_of(year.subsidy.received),
        "当年进入资金池的钱，减去当年退回出资方的和冲正的。",
    ),
    _Line(
        "承诺资助",
        lambda year: yuan_of(year.subsidy.committed),
        "当年从资金池承诺或由协议约定的资助，减去后来释放和冲正的。",
    ),
    _Line(
        "拨付资助",
        lambda year: yuan_of(year.subsidy.paid),
        "当年实际拨付的资助，减去当年项目退回的和冲正的。",
    ),
    _Line(
        "受资助项目的社会投入",
        lambda year: yuan_of(year.subsidy.others),
        "当年承诺资助的项目里资助以外的钱：总投入减去资助，或同一需求已确认的认领资金，取大的。",
    ),
    _Line(
        "撬动",
        lambda year: ratio(year.subsidy.leverage),
        "社会投入除以资助：每 1 元资助带动多少元。",
    ),
)
OVERLAP = "机构认领资金和受资助项目的社会投入可能有同一笔钱，两项不能相加。"


def figure_tables(now: YearFigures, before: YearFigures) -> tuple[FigureTable, ...]:
    """Needs, who takes part and is reached, money."""
    return (
        FigureTable("需求", _rows(NEEDS, now, before)),
        FigureTable("参与和受益", _rows(REACH, now, before)),
        FigureTable("资金", _rows(MONEY, now, before), OVERLAP),
    )


def key_figures(now: YearFigures) -> tuple[tuple[str, str], ...]:
    """What stands first: value and label."""
    return (
        (count(now.needs.of(Step.REPORTED)), "件需求上报"),
        (count(now.needs.of(Step.CLAIMED)), "件有机构认领"),
        (count(now.needs.of(Step.DELIVERED)), "件送达"),
        (count(now.participants), "家机构参与"),
        (yuan_of(now.claims.fen), "机构认领资金"),
        (yuan_of(now.subsidy.paid), "拨付资助"),
    )


def programme_table(
    title: str, procedure: Procedure, now: ProgrammeYear, before: ProgrammeYear
) -> FigureTable:
    """A programme, and how far its applications of the year have come."""
    rows = (
        FigureRow("申报", count(now.entered), count(before.entered), "当年录入的申报。"),
        FigureRow(
            "签约", count(now.signed), count(before.signed), "当年签了协议、后来没有终止的申报。"
        ),
        FigureRow(
            "协议资助",
            yuan_of(now.agreed_fen),
            yuan_of(before.agreed_fen),
            "这些协议约定的资助。",
        ),
        FigureRow(
            "项目总投入",
            yuan_of(now.whole_fen),
            yuan_of(before.whole_fen),
            "这些项目的预算总额，资助在内。",
        ),
        FigureRow(
            "撬动", ratio(now.leverage), ratio(before.leverage), "资助以外的投入除以协议资助。"
        ),
        FigureRow(
            "拨付",
            yuan_of(now.paid_fen),
            yuan_of(before.paid_fen),
            "当年办结拨付的资助，减去当年退回的；签约可能在往年。",
        ),
        FigureRow(
            "结项", _grades(now.grades), _grades(before.grades), "当年结项的申报，按评估等次。"
        ),
    )
    return FigureTable(title, rows, _stages(procedure, now))


def _stages(procedure: Procedure, now: ProgrammeYear) -> str:
    """Where the applications of the year stand now, the first stage first."""
    under_way = [
        f"{one.label} {now.stages[one.key]}" for one in procedure.stages if now.stages.get(one.key)
    ]
    ended = [f"{one.label} {number}" for one, number in sorted(now.standings.items())]
    parts = [*under_way, *ended]
    return f"当年录入的申报现在：{'，'.join(parts)}。" if parts else ""


def _rows(lines: tuple[_Line, ...], now: YearFigures, before: YearFigures) -> tuple[FigureRow, ...]:
    return tuple(
        FigureRow(one.label, one.value(now), one.value(before), one.meaning) for one in lines
    )


def count(number: int) -> str:
    """A number as people read it: 12,345."""
    return f"{number:,}"


def ratio(times: Decimal | None) -> str:
    """A leverage: 1 : 3.20."""
    return NONE if times is None else f"1 : {times}"


def _told(number: int | None, unit: str) -> str:
    return f"不足 {SMALL_GROUP} {unit}" if number is None else count(number)


def _score(mean: Decimal | None, evaluated: int) -> str:
    return NONE if mean is None else f"{mean}（{evaluated} 次）"


def _grades(grades: Mapping[str, int]) -> str:
    told = [f"{label} {grades[key]}" for key, label in GRADES.items() if grades.get(key)]
    return "，".join(told) or "0"
