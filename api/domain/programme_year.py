"""A year of a Programme (专项): its applications, what they were granted, how they ended."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from api.domain.application import Application
from api.domain.application_asked import passed
from api.domain.application_event import Event, Standing
from api.domain.fund_pool import Backed, leverage
from api.domain.procedure import Procedure, StageKind

ENDED = frozenset({Standing.REJECTED, Standing.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Span:
    """From ``begins`` up to, not including, ``ends``; both UTC."""

    begins: datetime
    ends: datetime

    def __contains__(self, moment: datetime) -> bool:
        """Whether ``moment`` lies in it."""
        return self.begins <= moment < self.ends


@dataclass(frozen=True, slots=True)
class ProgrammeYear:
    """What happened under a programme, by its key, in a span. Amounts in fen.

    ``stages`` and ``standings`` are the present ones of what was ``entered`` in it; those under
    way are counted by stage, the others by how they ended. ``signed`` are agreements of the span
    whose application did not end without result: ``agreed_fen`` is their subsidy, ``whole_fen``
    what their projects cost. ``unpooled`` are those of them that no fund pool pays. ``paid_fen``
    was paid in the span, less what was given back in it. ``grades`` are of those completed in it.
    """

    programme: str
    entered: int = 0
    stages: Mapping[str, int] = field(default_factory=dict)
    standings: Mapping[Standing, int] = field(default_factory=dict)
    signed: int = 0
    agreed_fen: int = 0
    whole_fen: int = 0
    unpooled: tuple[Backed, ...] = ()
    paid_fen: int = 0
    unpooled_paid_fen: int = 0
    grades: Mapping[str, int] = field(default_factory=dict)

    @property
    def leverage(self) -> Decimal | None:
        """Yuan of others per yuan of subsidy, by the agreements; ``None`` without any."""
        return leverage([Backed(self.agreed_fen, self.whole_fen, 0)])


def programme_year(
    procedure: Procedure, applications: Iterable[Application], span: Span
) -> ProgrammeYear:
    """The year of one programme; applications of others are passed over."""
    own = [one for one in applications if one.programme == procedure.programme]
    entered = [one for one in own if one.events[0].at in span]
    signed = [
        (one, event)
        for one in own
        if one.standing not in ENDED
        and (event := _in(span, passed(one, procedure, StageKind.AGREEMENT)))
    ]
    paid = [(one, _paid(one, procedure, span)) for one in own]
    graded = [
        event.data["grade"]
        for one in own
        if (event := _in(span, passed(one, procedure, StageKind.EVALUATION)))
    ]
    return ProgrammeYear(
        programme=procedure.programme,
        entered=len(entered),
        stages=Counter(one.stage for one in entered if _is_open(one)),
        standings=Counter(one.standing for one in entered if not _is_open(one)),
        signed=len(signed),
        agreed_fen=sum(event.data["fen"] for _, event in signed),
        whole_fen=sum(one.project.total_fen for one, _ in signed),
        unpooled=tuple(
            Backed(event.data["fen"], one.project.total_fen, 0)
            for one, event in signed
            if not _is_pooled(one)
        ),
        paid_fen=sum(fen for _, fen in paid),
        unpooled_paid_fen=sum(fen for one, fen in paid if not _is_pooled(one)),
        grades=Counter(graded),
    )


def _in(span: Span, event: Event | None) -> Event | None:
    return event if event is not None and event.at in span else None


def _paid(application: Application, procedure: Procedure, span: Span) -> int:
    """What was paid in ``span``, less what was given back in it; fen."""
    payment = _in(span, passed(application, procedure, StageKind.DISBURSEMENT))
    back = (one.data.get("refund_fen") or 0 for one in application.events if one.at in span)
    return (payment.data["fen"] if payment else 0) - sum(back)


def _is_open(application: Application) -> bool:
    return application.standing in {Standing.STAFF, Standing.APPLICANT}


def _is_pooled(application: Application) -> bool:
    return any("commitment" in event.data for event in application.events)
