"""What a reviewer weighs: 急需、突发困难、财政资金未覆盖; true, complete, not a duplicate."""

from dataclasses import dataclass
from enum import StrEnum

from api.console.need_view import field_rows
from api.domain.need import FiscalCover, Urgency
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
    """One point of the checklist with what the report says of it."""

    label: str
    finding: Finding
    detail: str


def criteria(ticket: Ticket, files: int, others: int, alike: int = 0) -> tuple[Criterion, ...]:
    """The checklist; ``files`` of evidence there are, ``others`` is tickets of the same kind, of
    which ``alike`` may be the same need."""
    return (
        _urgent(ticket),
        _sudden(ticket),
        _uncovered(ticket),
        Criterion("真实", Finding.OPEN, _evidence(files)),
        _complete(ticket),
        _single(others, alike),
    )


def _single(others: int, alike: int) -> Criterion:
    found = [f"有 {alike} 份很像是同一份需求"] if alike else []
    found += [f"同县同类还有 {others} 份工单"] if others else []
    if found:
        return Criterion("不重复", Finding.OPEN, f"{'，'.join(found)}，请比对。")
    return Criterion("不重复", Finding.YES, "没有查到同县同类的其他工单。")


def _urgent(ticket: Ticket) -> Criterion:
    urgency = ticket.need.urgency
    if urgency is None:
        return Criterion("急需", Finding.OPEN, "上报没有写明紧急程度。")
    finding = Finding.NO if urgency is Urgency.NORMAL else Finding.YES
    return Criterion("急需", finding, f"上报为“{urgency.label}”。")


def _sudden(ticket: Ticket) -> Criterion:
    urgency = ticket.need.urgency
    if urgency is None:
        return Criterion("突发困难", Finding.OPEN, "上报没有写明紧急程度。")
    if urgency is Urgency.SUDDEN:
        return Criterion("突发困难", Finding.YES, "上报为“突发困难”，请看情况说明。")
    return Criterion("突发困难", Finding.NO, "上报没有写突发情况。")


def _uncovered(ticket: Ticket) -> Criterion:
    label = "财政资金未覆盖"
    match ticket.need.fiscal_cover:
        case FiscalCover.NONE:
            return Criterion(label, Finding.YES, "上报为未覆盖。")
        case FiscalCover.PARTIAL:
            return Criterion(label, Finding.OPEN, "上报为“部分覆盖”，请核对缺口。")
        case FiscalCover.FULL:
            return Criterion(label, Finding.NO, "上报为“已覆盖”。")
    return Criterion(label, Finding.OPEN, "上报没有写明财政资金的情况。")


def _evidence(files: int) -> str:
    if files:
        return f"有 {files} 份佐证材料，请打开核对。"
    return "没有佐证材料，可以退回请上报人补充。"


def _complete(ticket: Ticket) -> Criterion:
    missing = [row.label for row in field_rows(ticket) if row.is_open]
    if not missing:
        return Criterion("完整", Finding.YES, "各项都已填写。")
    return Criterion("完整", Finding.OPEN, f"还没有：{'、'.join(missing)}。")
