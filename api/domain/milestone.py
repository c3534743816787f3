"""A Milestone (节点) of a claim: what is to be done by when, and how late it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from api.domain.errors import Invalid, WrongMove

LONGEST_WHAT = 60
MOST_MILESTONES = 20  # of one claim
FARTHEST = timedelta(days=5 * 366)
REMINDED_BEFORE = timedelta(days=3)


class MilestoneState(StrEnum):
    """Where a milestone stands."""

    PLANNED = "planned"
    REACHED = "reached"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {"planned": "未完成", "reached": "已完成", "dropped": "已取消"}[self.value]


MOVES: dict[MilestoneState, frozenset[MilestoneState]] = {
    MilestoneState.PLANNED: frozenset({MilestoneState.REACHED, MilestoneState.DROPPED}),
    MilestoneState.REACHED: frozenset(),
    MilestoneState.DROPPED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step planned for claim ``claim``; ``ordinal`` counts from 1 within it. ``reached`` is
    the day (Shanghai) it was reported done; ``reminded`` and ``slipped`` that people were told."""

    claim: int
    ordinal: int
    what: str
    due: date
    state: MilestoneState = MilestoneState.PLANNED
    reached: date | None = None
    reminded: bool = False
    slipped: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state is MilestoneState.PLANNED

    def days_late(self, today: date) -> int:
        """Days after the plan, 0 when in time; one reached is as late as it was."""
        if self.state is MilestoneState.DROPPED:
            return 0
        return max(((self.reached or today) - self.due).days, 0)

    def check_move(self, to: MilestoneState) -> None:
        """Whether it may become ``to``.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
        """
        if to not in MOVES[self.state]:
            raise WrongMove(f"节点“{self.what}”已经是“{self.state.label}”。请按最新的节点处理。")


def check_plan(what: str, due: date, today: date, planned: int) -> None:
    """Whether a milestone may be planned beside ``planned`` others.

    Raises:
        Invalid: ``field`` is ``what`` or ``due``.
    """
    if not 0 < len(what) <= LONGEST_WHAT:
        raise Invalid("what", f"请写明节点要做什么，最多 {LONGEST_WHAT} 字。")
    if due < today:
        raise Invalid("due", f"{due.isoformat()} 已经过去了。请写今天或以后的日期。")
    if due - today > FARTHEST:
        raise Invalid("due", "节点最多排到五年以内。请核对年份。")
    if planned >= MOST_MILESTONES:
        raise Invalid("what", f"一项认领最多 {MOST_MILESTONES} 个节点。请先取消不用的。")
