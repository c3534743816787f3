"""A Job (后台任务): a long computation that staff start and find finished later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from api.domain.errors import WrongMove


class JobKind(StrEnum):
    """What is computed."""

    ALLOCATION = "allocation"
    REMATCH = "rematch"

    @property
    def label(self) -> str:
        """As staff read it."""
        return {"allocation": "分配方案", "rematch": "重新匹配"}[self.value]


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """As staff read it."""
        return {
            "waiting": "排队中",
            "running": "计算中",
            "done": "已算完",
            "failed": "没有算完",
        }[self.value]


S = JobState
OPEN = (S.WAITING, S.RUNNING)
# The whole state machine. A running job whose process died waits again.
MOVES: dict[JobState, frozenset[JobState]] = {
    S.WAITING: frozenset({S.RUNNING}),
    S.RUNNING: frozenset({S.WAITING, S.DONE, S.FAILED}),
    S.DONE: frozenset(),
    S.FAILED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Job:
    """One job. ``terms`` is what it was asked, ``result`` what came of it, both JSON.

    ``beat_at`` is when it was last known to run; ``staff`` is ``None`` when the command line
    began it. Times are UTC.
    """

    number: int
    kind: JobKind
    state: JobState
    staff: str | None
    terms: Mapping[str, Any]
    begun_at: datetime
    beat_at: datetime
    done: int = 0
    total: int = 0
    result: Mapping[str, Any] | None = None
    problem: str = ""
    finished_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be finished."""
        return self.state in OPEN

    def require_move(self, to: JobState) -> None:
        """Stop a move the table does not allow.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
        """
        if to not in MOVES[self.state]:
            raise WrongMove(
                f"任务 {self.number} 现在是“{self.state.label}”，不能改为“{to.label}”。请刷新页面。"
            )
