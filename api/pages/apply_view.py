"""What the pages for applicants (申报机构) show of an application: its way, and what was said."""

from dataclasses import dataclass
from datetime import datetime

from api.console.words import moment
from api.domain.application import SAID, Application
from api.domain.application_asked import passed
from api.domain.application_event import Act, Event, Standing, member_mark
from api.domain.fund_pool import yuan_of
from api.domain.procedure import Procedure, StageKind
from api.domain.project_evaluation import GRADES

# What the organisation reads of the history: who scored how, and who declared what, is not theirs.
_READ = SAID | {Act.PASSED, Act.SKIPPED, Act.RETURNED, Act.REJECTED, Act.NOTICED}
_WORDED = {Act.ENTERED: "提交申报", Act.WITHDRAWN: "撤回申报", Act.SKIPPED: "通过"}
MONEY = (
    ("协议资助", StageKind.AGREEMENT),
    ("审计审定", StageKind.AUDIT),
    ("已拨付", StageKind.DISBURSEMENT),
)
_REASONED = frozenset({Act.RETURNED, Act.REJECTED})  # what staff wrote for the organisation


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``who`` is 工作人员, or one's own organisation."""

    at: datetime
    what: str
    who: str
    note: str

    @property
    def moment(self) -> str:
        """Date and time in Shanghai."""
        return moment(self.at)


def entries(procedure: Procedure, application: Application) -> tuple[Entry, ...]:
    """What happened, the newest first, as far as it concerns the organisation."""
    told = (one for one in reversed(application.events) if one.act in _READ)
    return tuple(_entry(procedure, one) for one in told)


def who_did(actor: str) -> str:
    """An actor as the organisation reads it."""
    return "贵机构" if member_mark(actor) else "工作人员"


def results(procedure: Procedure, application: Application) -> tuple[tuple[str, str], ...]:
    """What came of it so far: what was agreed, audited and paid, and the grade at the end."""
    found = []
    for label, kind in MONEY:
        event = passed(application, procedure, kind)
        if event is not None:
            found.append((label, yuan_of(event.data["fen"])))
    grade = application.events[-1].data.get("grade")
    if application.standing is Standing.COMPLETED and grade in GRADES:
        found.append(("结项等次", GRADES[grade]))
    return tuple(found)


def last_note(application: Application) -> str:
    """What staff wrote when they last returned or ended it; empty while they did neither."""
    reasons = (one.note for one in reversed(application.events) if one.act in _REASONED)
    return next(reasons, "")


def _entry(procedure: Procedure, event: Event) -> Entry:
    stage = procedure.stage(event.stage).label
    is_own = bool(member_mark(event.actor))
    is_read = is_own or event.act in _REASONED
    return Entry(
        at=event.at,
        what=f"{stage}：{_WORDED.get(event.act, event.act.label)}",
        who=who_did(event.actor),
        note=event.note if is_read else "",
    )
