"""What a reviewer weighs, point by point of the checklist, beside what the report says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.console.need_view import field_rows
from api.domain.need import FiscalCover, Urgency
from api.domain.review_points import review_points
from api.domain.ticket import Ticket


class Finding(StrEnum):
    """What the report itself says of a criterion; the decision stays with the reviewer."""

    YES = "yes"
    NO = "no"
    OPEN = "open"

    @property
    def mark(self) -> str:
        """A sign that stands for it."""
        return {"yes": "✓", "no": "✗", "open": "○"}[self.value]

    @property
    def label(self) -> str:
        """The same for who cannot see the sign."""
        return {"yes": "符合", "no": "不符合", "open": "待核"}[self.value]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One point of the checklist with what the report says of it; ticking it confirms ``asks``."""

    key: str
    label: str
    asks: str
    finding: Finding
    detail: str


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a report: its ticket, how many ``files`` of evidence there are, and how
    many ``others`` of the same kind, of which ``alike`` may be the same need."""

    ticket: Ticket
    files: int
    others: int
    alike: int = 0


Told = tuple[Finding, str]


def criteria(case: Case) -> tuple[Criterion, ...]:
    """The checklist, in its order."""
    return tuple(
        Criterion(point.key, point.label, point.asks, *_FINDINGS[point.key](case))
        for point in review_points().values()
    )


def _single(case: Case) -> Told:
    found = [f"有 {case.alike} 份很像是同一份需求"] if case.alike else []
    found += [f"同县同类还有 {case.others} 份工单"] if case.others else []
    if found:
        return Finding.OPEN, f"{'，'.join(found)}，请比对。"
    return Finding.YES, "没有查到同县同类的其他工单。"


def _urgent(case: Case) -> Told:
    urgency = case.ticket.need.urgency
    if urgency is None:
        return Finding.OPEN, "上报没有写明紧急程度。"
    finding = Finding.NO if urgency is Urgency.NORMAL else Finding.YES
    return finding, f"上报为“{urgency.label}”。"


def _sudden(case: Case) -> Told:
    urgency = case.ticket.need.urgency
    if urgency is None:
        return Finding.OPEN, "上报没有写明紧急程度。"
    if urgency is Urgency.SUDDEN:
        return Finding.YES, "上报为“突发困难”，请看情况说明。"
    return Finding.NO, "上报没有写突发情况。"


def _uncovered(case: Case) -> Told:
    match case.ticket.need.fiscal_cover:
        case FiscalCover.NONE:
            return Finding.YES, "上报为未覆盖。"
        case FiscalCover.PARTIAL:
            return Finding.OPEN, "上报为“部分覆盖”，请核对缺口。"
        case FiscalCover.FULL:
            return Finding.NO, "上报为“已覆盖”。"
    return Finding.OPEN, "上报没有写明财政资金的情况。"


def _genuine(case: Case) -> Told:
    if case.files:
        return Finding.OPEN, f"有 {case.files} 份佐证材料，请打开核对。"
    return Finding.OPEN, "没有佐证材料，可以退回请上报人补充。"


def _complete(case: Case) -> Told:
    missing = [row.label for row in field_rows(case.ticket) if row.is_open]
    if not missing:
        return Finding.YES, "各项都已填写。"
    return Finding.OPEN, f"还没有：{'、'.join(missing)}。"


# What the data tells of each point of ``review_points.yaml``.
_FINDINGS: Mapping[str, Callable[[Case], Told]] = {
    "urgent": _urgent,
    "sudden": _sudden,
    "uncovered": _uncovered,
    "genuine": _genuine,
    "complete": _complete,
    "single": _single,
}
