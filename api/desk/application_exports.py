"""Applications (申报) as they leave the desk: all of them, and the grants among them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.clock import SHANGHAI
from api.desk.people import Staff
from api.domain.application import Application
from api.domain.application_asked import agreed_fen, paid_fen, passed
from api.domain.duties import Duty
from api.domain.fund_pool import yuan_of
from api.domain.grant import Grant, Party
from api.domain.organisation import Organisation
from api.domain.overview import Period
from api.domain.procedure import Procedure, StageKind
from api.domain.programme_year import ENDED, Span
from api.domain.redaction import mask
from api.store import applications as store
from api.store import fund_pools, organisations
from api.store.database import Unit
from api.store.overview import begins, ends


@dataclass(frozen=True, slots=True)
class Programmes:
    """The programmes there are: their procedures and titles, by key."""

    procedures: Mapping[str, Procedure]
    titles: Mapping[str, str]

    def title(self, key: str) -> str:
        """The title, or the key of one that is no more."""
        return self.titles.get(key, key)


@dataclass(frozen=True, slots=True)
class TakenApplication:
    """An application with who applied and its amounts, fen; ``None`` where it is not that far."""

    application: Application
    applicant: Organisation
    stage: str
    agreed_fen: int | None
    audited_fen: int | None
    paid_fen: int
    grade: str | None


def taken_applications(
    unit: Unit, staff: Staff, programmes: Programmes, period: Period | None
) -> Iterator[TakenApplication]:
    """The applications entered in ``period`` (at any time without one), by number.

    Raises:
        NotAllowed: ``staff`` may not see applications.
    """
    staff.require(Duty.SEE_APPLICATIONS)
    return _taken(unit, programmes, period)


def _taken(unit: Unit, programmes: Programmes, period: Period | None) -> Iterator[TakenApplication]:
    every = reversed(store.found(unit))
    chosen = [one for one in every if _is_in(period, one)]
    applicants = _applicants(unit, chosen)
    for one in chosen:
        procedure = programmes.procedures[one.programme]
        audit = passed(one, procedure, StageKind.AUDIT)
        end = passed(one, procedure, StageKind.EVALUATION)
        yield TakenApplication(
            application=one,
            applicant=applicants[one.organisation],
            stage=procedure.stage(one.stage).label,
            agreed_fen=agreed_fen(one, procedure),
            audited_fen=audit.data["fen"] if audit else None,
            paid_fen=paid_fen(one, procedure),
            grade=end.data["grade"] if end else None,
        )


def grants(
    unit: Unit,
    staff: Staff,
    programmes: Programmes,
    funder: Party | None,
    period: Period | None,
) -> tuple[Grant, ...]:
    """The agreements signed in ``period`` (at any time without one) whose application did not end
    without result, by number. They are given by ``funder``, or where nobody is named, by the pool
    or the programme that pays.

    Raises:
        NotAllowed: ``staff`` may not see applications.
    """
    staff.require(Duty.SEE_APPLICATIONS)
    every = [one for one in reversed(store.found(unit)) if one.standing not in ENDED]
    applicants = _applicants(unit, every)
    pools = {pool.number: pool.facts.name for pool in fund_pools.all_pools(unit)}
    found = []
    for one in every:
        procedure = programmes.procedures[one.programme]
        signed = passed(one, procedure, StageKind.AGREEMENT)
        if signed is None or (period is not None and signed.at not in _span(period)):
            continue
        applicant, project = applicants[one.organisation], one.project
        pool, title = signed.data["pool"], programmes.title(one.programme)
        found.append(
            Grant(
                code=one.code,
                title=mask(project.title),
                description=mask(
                    f"用于{'、'.join(line.name for line in project.lines)}。"
                    f"项目总投入 {yuan_of(project.total_fen)}。"
                ),
                applied_fen=project.requested_fen,
                awarded_fen=signed.data["fen"],
                disbursed_fen=paid_fen(one, procedure),
                awarded_on=signed.at.astimezone(SHANGHAI).date(),
                recipient=Party.registered(
                    applicant.credit_code, applicant.name, f"ORG-{one.organisation}"
                ),
                funder=funder or _payer(pool, pools, one.programme, title),
                programme=one.programme,
                programme_title=title,
                place=project.place,
                modified=one.events[-1].at,
            )
        )
    return tuple(found)


def _payer(pool: int, pools: Mapping[int, str], programme: str, title: str) -> Party:
    if not pool:
        return Party.registered(None, title, f"PROGRAMME-{programme}")
    return Party.registered(None, pools[pool], f"POOL-{pool}")


def _applicants(unit: Unit, applications: list[Application]) -> dict[str, Organisation]:
    keys = {one.organisation for one in applications}
    return {key: organisations.load(unit, key).organisation for key in keys}


def _is_in(period: Period | None, application: Application) -> bool:
    return period is None or application.events[0].at in _span(period)


def _span(period: Period) -> Span:
    return Span(begins(period.start), ends(period))
