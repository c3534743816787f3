"""What the organisation behind an Application (申报) is told once something was decided."""

from dataclasses import dataclass

from api.domain.application import DECIDES, SAID, Application
from api.domain.application_event import Act, Standing, member_mark
from api.domain.procedure import Procedure


@dataclass(frozen=True, slots=True)
class ApplicationNews:
    """``stage`` is where it was decided, ``next_stage`` where it stands now, both as labels;
    ``by_member``: one of the organisation's own did it."""

    number: int
    code: str
    title: str
    act: Act
    standing: Standing
    stage: str
    next_stage: str
    note: str
    by_member: bool = False


def news_of(procedure: Procedure, application: Application) -> ApplicationNews | None:
    """What its last entry tells the organisation; ``None`` when it decided nothing."""
    last = application.events[-1]
    by_member = bool(member_mark(last.actor))
    if last.act not in DECIDES | (SAID if by_member else {Act.ENTERED}):
        return None
    return ApplicationNews(
        number=application.number,
        code=application.code,
        title=application.project.title,
        act=last.act,
        standing=application.standing,
        stage=procedure.stage(last.stage).label,
        next_stage=procedure.stage(application.stage).label,
        note=last.note,
        by_member=by_member,
    )
