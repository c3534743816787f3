"""A need as staff read it: every field with its value, where it comes from, and what is open."""

from collections.abc import Callable
from dataclasses import dataclass

from api.domain.need import FIELDS, Beneficiaries, Item, Need
from api.domain.place import Place
from api.domain.ticket import Ticket
from api.pages.amounts import number, yuan

# Provenance → its mark and the badge that carries it.
MARKS = {
    "said": ("本人填写", ""),
    "recognised": ("系统识别", "badge-info"),
    "confirmed": ("已确认", "badge-good"),
}
OPEN_MARK = ("待补", "badge-wait")


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field. ``lines`` is empty when nothing is known; ``detail`` explains the value."""

    name: str
    label: str
    lines: tuple[str, ...]
    detail: str
    mark: str
    badge: str
    returned: bool

    @property
    def is_open(self) -> bool:
        """Whether the value is still missing."""
        return not self.lines


def field_rows(ticket: Ticket) -> tuple[FieldRow, ...]:
    """All fields in the order of ``FIELDS``."""
    return tuple(_row(ticket, name, label) for name, label in FIELDS.items())


def value_of(need: Need, name: str) -> tuple[str, ...]:
    """A field of ``FIELDS`` with what explains it, in lines; empty when nothing is known."""
    detail = _DETAILS[name](need) if name in _DETAILS else ""
    lines = _lines(need, name)
    return (*lines, detail) if lines and detail else lines


def _lines(need: Need, name: str) -> tuple[str, ...]:
    return tuple(line for line in _VALUES[name](need) if line)


def _row(ticket: Ticket, name: str, label: str) -> FieldRow:
    lines = _lines(ticket.need, name)
    mark, badge = _mark(ticket, name) if lines else OPEN_MARK
    return FieldRow(
        name=name,
        label=label,
        lines=lines,
        detail=_DETAILS[name](ticket.need) if name in _DETAILS else "",
        mark=mark,
        badge=badge,
        returned=name in ticket.returned_fields,
    )


def _mark(ticket: Ticket, name: str) -> tuple[str, str]:
    return MARKS.get(ticket.provenance.get(name, ""), ("", ""))


def _category(need: Need) -> tuple[str, ...]:
    if need.category is None:
        return ()
    second = f"（兼：{need.secondary_category.label}）" if need.secondary_category else ""
    return (need.category.label + second,)


def _item(item: Item) -> str:
    if item.quantity is None:
        return f"{item.name}（数量待定）"
    return f"{item.name} {number(item.quantity)} {item.unit or ''}".rstrip()


def _people(people: Beneficiaries) -> str:
    parts = (
        f"{number(people.count)} 人" if people.count is not None else "",
        f"{number(people.households)} 户" if people.households is not None else "",
        people.kind or "",
    )
    return "，".join(part for part in parts if part)


def _place_code(place: Place) -> str:
    if not place.code:
        return "没有对上行政区划代码" if str(place) else ""
    year = f"（{place.table_year} 年区划）" if place.table_year else ""
    return f"区划代码 {place.code}{year}"


def _day(need: Need) -> str:
    return f"按 {need.deadline_date.isoformat()} 计" if need.deadline_date else ""


_VALUES: dict[str, Callable[[Need], tuple[str, ...]]] = {
    "place": lambda need: (str(need.place),),
    "category": _category,
    "items": lambda need: tuple(_item(item) for item in need.items),
    "beneficiaries": lambda need: (_people(need.beneficiaries),),
    "budget_yuan": lambda need: () if need.budget_yuan is None else (yuan(need.budget_yuan),),
    "gap_yuan": lambda need: () if need.gap_yuan is None else (yuan(need.gap_yuan),),
    "fiscal_cover": lambda need: (need.fiscal_cover.label,) if need.fiscal_cover else (),
    "urgency": lambda need: (need.urgency.label,) if need.urgency else (),
    "deadline": lambda need: (need.deadline or "",),
    "description": lambda need: (need.description,),
    "evidence": lambda need: (f"{len(need.evidence)} 份，见附件",) if need.evidence else (),
    "contact": lambda need: (need.contact or "",),
}
_DETAILS: dict[str, Callable[[Need], str]] = {
    "place": lambda need: _place_code(need.place),
    "deadline": _day,
}
