"""An act of an Application (申报) that somebody asks for, with all it is checked against."""

from dataclasses import dataclass
from datetime import date

from api.domain.application import Application
from api.domain.application_event import Act, Event, Wish
from api.domain.procedure import Procedure, Stage, StageKind
from api.domain.programme import Programme


@dataclass(frozen=True, slots=True)
class Asked:
    """``today`` is the day in Shanghai, ``entered`` the one on which the application came in."""

    procedure: Procedure
    programme: Programme
    application: Application
    wish: Wish
    actor: str
    today: date
    entered: date

    @property
    def stage(self) -> Stage:
        """The present stage."""
        return self.procedure.stage(self.application.stage)

    @property
    def round(self) -> tuple[Event, ...]:
        """What happened at it since it began or the applicant last answered."""
        return self.application.present_round

    def passed(self, kind: StageKind) -> Event | None:
        """The decision by which the stage of that kind was passed; ``None`` before it."""
        return passed(self.application, self.procedure, kind)


def passed(application: Application, procedure: Procedure, kind: StageKind) -> Event | None:
    """The decision by which the stage of that kind was passed; ``None`` before it."""
    stage = procedure.of_kind(kind)
    found = (
        one
        for one in reversed(application.events)
        if stage and one.stage == stage.key and one.act is Act.PASSED
    )
    return next(found, None)


def agreed_fen(application: Application, procedure: Procedure) -> int | None:
    """The money of the agreement, fen; ``None`` before it is signed."""
    signed = passed(application, procedure, StageKind.AGREEMENT)
    return signed.data["fen"] if signed else None


def organisation_may_withdraw(application: Application, procedure: Procedure) -> bool:
    """Whether the organisation may take it back by itself: until the agreement is signed."""
    may = Act.WITHDRAWN in application.open_acts(procedure)
    return may and agreed_fen(application, procedure) is None


def paid_fen(application: Application, procedure: Procedure) -> int:
    """What was paid to the organisation, fen."""
    paid = passed(application, procedure, StageKind.DISBURSEMENT)
    return paid.data["fen"] if paid else 0
