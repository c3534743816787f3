"""Two needs beside each other as the template shows them: field by field, with what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from api.console.need_view import FieldRow, field_rows
from api.console.queue_view import STATUS_BADGES
from api.console.words import moment
from api.desk.comparison_page import Comparison, Side
from api.domain.ticket import Ticket


class Agreement(StrEnum):
    """How two values of a field stand to each other; said in words beside its colour."""

    SAME = "same"
    DIFFERENT = "different"
    ONLY_ONE = "only_one"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return _LABELS[self]

    @property
    def badge(self) -> str:
        """The class of its badge."""
        return {"different": "badge-wait", "only_one": "badge-info"}.get(self.value, "")


_LABELS = {
    Agreement.SAME: "相同",
    Agreement.DIFFERENT: "不同",
    Agreement.ONLY_ONE: "只有一份填了",
    Agreement.NEITHER: "都没有填",
}


@dataclass(frozen=True, slots=True)
class Value:
    """What one of the two says: lines, and what explains them."""

    lines: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PairRow:
    """One field of both. ``agreement`` is ``None`` for what is no matter of the need itself."""

    label: str
    values: tuple[Value, Value]
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The comparison and its rows; ``rows_about`` tell of the tickets, ``rows`` of the needs."""

    found: Comparison
    rows_about: tuple[PairRow, ...]
    rows: tuple[PairRow, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        """The two, in the order of the address."""
        return self.found.sides

    @property
    def tickets(self) -> tuple[Ticket, Ticket]:
        """The two tickets."""
        one, two = self.sides
        return one.ticket, two.ticket

    @property
    def different(self) -> tuple[str, ...]:
        """The names of the fields in which they differ."""
        return tuple(row.label for row in self.rows if row.agreement is Agreement.DIFFERENT)

    def badge(self, ticket: Ticket) -> str:
        """The class of the status's badge."""
        return STATUS_BADGES.get(ticket.status, "")

    @property
    def ways(self) -> tuple[tuple[int, int], ...]:
        """What may be done: which ticket is kept, and which is merged into it."""
        numbers = [ticket.number for ticket in self.tickets]
        return tuple(
            (kept, next(number for number in numbers if number != kept))
            for kept in self.found.directions
        )


def comparison_view(found: Comparison) -> ComparisonView:
    """The rows of a comparison."""
    one, two = found.sides
    pairs = zip(field_rows(one.ticket), field_rows(two.ticket), strict=True)
    return ComparisonView(found, tuple(_about(one, two)), tuple(_row(*pair) for pair in pairs))


def _row(one: FieldRow, two: FieldRow) -> PairRow:
    values = (Value(one.lines, one.detail), Value(two.lines, two.detail))
    return PairRow(one.label, values, _agreement(one, two))


def _agreement(one: FieldRow, two: FieldRow) -> Agreement:
    if one.is_open and two.is_open:
        return Agreement.NEITHER
    if one.is_open or two.is_open:
        return Agreement.ONLY_ONE
    same = (one.lines, one.detail) == (two.lines, two.detail)
    return Agreement.SAME if same else Agreement.DIFFERENT


def _about(*sides: Side) -> Iterator[PairRow]:
    """When each was reported, by which post, and who reviews it."""
    facts = [
        (
            moment(side.ticket.history[0].at),
            side.post.name if side.post else "没有登记岗位",
            side.reviewer or "还没有人负责",
        )
        for side in sides
    ]
    for label, one, two in zip(("提交时间", "上报岗位", "审核人"), *facts, strict=True):
        yield PairRow(label, (Value((one,)), Value((two,))), None)
