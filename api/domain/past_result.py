"""How an earlier Application (申报) of an organisation ended: what the next round should know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.domain.application import Application
from api.domain.application_asked import agreed_fen
from api.domain.application_event import Standing
from api.domain.procedure import Phase, Procedure
from api.domain.project_evaluation import EXCELLENT, GRADES, POOR, Evaluated, evaluations
from api.domain.project_milestone import milestones_of

STOPPED = "签约后终止"


@dataclass(frozen=True, slots=True)
class PastResult:
    """One project that was concluded, or stopped after its agreement was signed (``grade`` is
    empty then). ``ended`` in UTC; ``evaluation`` is that of its end, ``days_late`` how late its
    latest milestone was done, ``reason`` what was written when it ended."""

    number: int
    programme: str
    title: str
    grade: str
    ended: datetime
    evaluation: Evaluated | None
    days_late: int
    reason: str

    @property
    def code(self) -> str:
        """As people say it: S12."""
        return f"S{self.number}"

    @property
    def label(self) -> str:
        """The grade in Chinese, or that it was stopped."""
        return GRADES.get(self.grade, STOPPED)

    @property
    def is_bad(self) -> bool:
        """Whether the next round should be warned."""
        return self.grade in {POOR, ""}

    @property
    def is_excellent(self) -> bool:
        """Whether the next round may be easier, where the programme says so."""
        return self.grade == EXCELLENT

    def to_json(self) -> dict[str, Any]:
        """As the evidence of a decision that rests on it: the figures as they stood then."""
        points = dict(self.evaluation.points) if self.evaluation else {}
        return {"evidence": self.number, "grade": self.grade, "points": points}


def past_result(procedure: Procedure, application: Application) -> PastResult | None:
    """How it ended; ``None`` while it goes on, or where nothing was agreed."""
    is_stopped = (
        application.standing is Standing.REJECTED and agreed_fen(application, procedure) is not None
    )
    if application.standing is not Standing.COMPLETED and not is_stopped:
        return None
    last = application.events[-1]
    done = [one for one in milestones_of(application.events) if one.done]
    return PastResult(
        number=application.number,
        programme=application.programme,
        title=application.project.title,
        grade=last.data.get("grade", ""),
        ended=last.at,
        evaluation=evaluations(application.events).get(Phase.END),
        days_late=max((one.days_late(one.due) for one in done), default=0),
        reason=last.note,
    )
