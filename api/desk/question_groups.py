"""Questions that were not answered well, as staff see them: those that ask alike are one group."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from api.desk.people import Staff
from api.domain.asked import QuestionState, reason_label
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotFound, Outdated
from api.store.database import Unit
from api.tables.questions import questions

MOST_OPEN = 2_000  # looked at together; older ones come up as these are decided
GONE = "这些提问刚被其他同事处理过。请刷新页面查看。"
WITHOUT_GIVEN = [column for column in questions.c if column.name != "given"]

Grouping = Callable[[Sequence[str], Sequence[bool]], list[int]]
"""For each text the index of the first of its group; what is to stay alone has none else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked once. ``given`` is the answer they got, on the page of its group
    only; ``answer`` what staff answered, or why they did not."""

    number: int
    text: str
    reason: str
    asked_at: datetime
    person: str | None
    state: QuestionState
    is_alone: bool
    faq: int | None
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    given: dict[str, Any] | None = None

    @property
    def reason_label(self) -> str:
        """Why it came here, in Chinese."""
        return reason_label(self.reason)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask alike, the first asked first."""

    questions: tuple[Asked, ...]

    @property
    def first(self) -> Asked:
        """The one the group is known by."""
        return self.questions[0]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all."""
        return tuple(one.number for one in self.questions)

    @property
    def last_asked(self) -> datetime:
        """When it was asked last."""
        return max(one.asked_at for one in self.questions)

    @property
    def waiting(self) -> int:
        """How many people want an answer themselves."""
        return len({one.person for one in self.questions if one.person})

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why they came, in Chinese, and how often."""
        return tuple(Counter(one.reason_label for one in self.questions).most_common())


def open_groups(unit: Unit, staff: Staff, grouping: Grouping) -> tuple[Group, ...]:
    """What is to be decided: where most people wait first, then what is asked most."""
    rows = unit.connection.execute(
        select(*WITHOUT_GIVEN)
        .where(questions.c.state == QuestionState.OPEN)
        .order_by(questions.c.number.desc())
        .limit(MOST_OPEN)
    ).all()
    found = [_asked(row) for row in reversed(rows)]
    firsts = grouping([one.text for one in found], [one.is_alone for one in found])
    groups = _gathered(found, firsts)
    return tuple(
        sorted(groups, key=lambda one: (-one.waiting, -len(one.questions), one.first.asked_at))
    )


def decided_groups(
    unit: Unit, staff: Staff, state: QuestionState, *, page: int, size: int
) -> tuple[tuple[Group, ...], int]:
    """One page of what was answered or ignored, the last decided first, and how many there are."""
    chosen = questions.c.state == state
    key = func.coalesce(questions.c.decided_with, questions.c.number)
    total = unit.connection.execute(select(func.count(key.distinct())).where(chosen)).scalar_one()
    firsts = unit.connection.execute(
        select(key.label("first"))
        .where(chosen)
        .group_by(key)
        .order_by(func.max(questions.c.answered_at).desc(), key.desc())
        .limit(size)
        .offset((page - 1) * size)
    ).scalars()
    order = list(firsts)
    rows = unit.connection.execute(
        select(*WITHOUT_GIVEN).where(chosen, key.in_(order)).order_by(questions.c.number)
    ).all()
    groups = _gathered([_asked(row) for row in rows], [_first(row) for row in rows])
    return tuple(sorted(groups, key=lambda one: order.index(_of(one, rows)))), total


def group_of(unit: Unit, staff: Staff, number: int, grouping: Grouping) -> Group:
    """The group a question is in, with the answers that were given to each.

    Raises:
        NotFound: there is no such question.
    """
    row = unit.connection.execute(
        select(questions.c.state, questions.c.decided_with).where(questions.c.number == number)
    ).one_or_none()
    if row is None:
        raise NotFound(f"没有找到编号 {number} 的提问。请从提问的列表里打开。")
    if row.state == QuestionState.OPEN:
        numbers = next(
            (one.numbers for one in open_groups(unit, staff, grouping) if number in one.numbers),
            (number,),
        )
        chosen = questions.c.number.in_(numbers)
    else:
        first = row.decided_with or number
        chosen = (questions.c.decided_with == first) & (questions.c.state == row.state)
        chosen |= questions.c.number == number
    rows = unit.connection.execute(select(questions).where(chosen).order_by(questions.c.number))
    return Group(tuple(_asked(row) for row in rows))


def set_apart(unit: Unit, staff: Staff, number: int, *, alone: bool = True) -> None:
    """Take an open question out of its group for good, or let it be grouped again.

    Raises:
        Outdated: it was decided meanwhile.
    """
    staff.require(Duty.ANSWER)
    changed = unit.connection.execute(
        update(questions)
        .where(questions.c.number == number, questions.c.state == QuestionState.OPEN)
        .values(decided_with=number if alone else None)
    )
    if changed.rowcount != 1:
        raise Outdated(GONE)


def decide(
    unit: Unit,
    staff: Staff,
    numbers: Iterable[int],
    *,
    state: QuestionState,
    text: str,
    faq: int | None = None,
) -> tuple[Asked, ...]:
    """Close open questions together; returns the last question of each person who waits.

    Raises:
        Invalid: none is chosen.
        Outdated: one of them was decided meanwhile; then none is.
    """
    staff.require(Duty.ANSWER)
    chosen = sorted(set(numbers))
    if not chosen:
        raise Invalid("take", "请至少勾选一个提问。")
    rows = unit.connection.execute(
        update(questions)
        .where(questions.c.number.in_(chosen), questions.c.state == QuestionState.OPEN)
        .values(
            state=state,
            decided_with=chosen[0],
            faq=faq,
            answer=text,
            answered_by=staff.username,
            answered_at=unit.now,
        )
        .returning(*WITHOUT_GIVEN)
    ).all()
    if len(rows) != len(chosen):
        raise Outdated(GONE)
    waiting = {row.person: _asked(row) for row in sorted(rows, key=lambda row: row.number)}
    return tuple(one for person, one in waiting.items() if person)


def _gathered(found: Sequence[Asked], firsts: Sequence[int]) -> list[Group]:
    gathered: dict[int, list[Asked]] = {}
    for one, first in zip(found, firsts, strict=True):
        gathered.setdefault(first, []).append(one)
    return [Group(tuple(members)) for members in gathered.values()]


def _first(row: Row[Any]) -> int:
    first: int = row.decided_with or row.number
    return first


def _of(group: Group, rows: Sequence[Row[Any]]) -> int:
    return next(_first(row) for row in rows if row.number == group.first.number)


def _asked(row: Row[Any]) -> Asked:
    is_open = row.state == QuestionState.OPEN
    return Asked(
        number=row.number,
        text=row.text,
        reason=row.reason,
        asked_at=row.asked_at,
        person=row.person,
        state=QuestionState(row.state),
        is_alone=is_open and row.decided_with == row.number,
        faq=row.faq,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        given=getattr(row, "given", None),
    )
