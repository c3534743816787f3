"""What the organisation behind an Application (申报) is told once something was decided."""

from dataclasses import dataclass

from api.domain.application import DECIDES, Application
from api.domain.application_event import Act, Standing
from api.domain.procedure import Procedure


@dataclass(frozen=True, slots=True)
class ApplicationNews:
    """``stage`` is where it was decided, ``next_stage`` where it stands now, both as labels."""

    code: str
    title: str
    act: Act
    standing: Standing
    stage: str
    next_stage: str
    note: str


def news_of(procedure: Procedure, application: Application) -> ApplicationNews | None:
    """What its last entry tells the organisation; ``None`` when it decided nothing."""
    last = application.events[-1]
    if last.act not in DECIDES | {Act.ENTERED}:
        return None
    return ApplicationNews(
        code=application.code,
        title=application.project.title,
        act=last.act,
        standing=application.standing,
        stage=procedure.stage(last.stage).label,
        next_stage=procedure.stage(application.stage).label,
        note=last.note,
    )
