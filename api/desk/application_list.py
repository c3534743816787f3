"""The list of applications (申报): its filters, one page at a time, and how many there are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count

from api.clock import SHANGHAI
from api.desk.applications import actor_anywhere, today
from api.desk.people import Staff
from api.domain.application import Application
from api.domain.application_event import Standing
from api.domain.application_time import stage_time
from api.domain.application_waiting import waits_for
from api.domain.duties import Duty
from api.domain.procedure import Procedure, Stage
from api.domain.project_milestone import milestones_of, next_due
from api.domain.review_time import ReviewTime
from api.domain.working_days import working_days_between
from api.store import application_search as store
from api.store.application_search import Wanted
from api.store.applications import found
from api.store.database import Unit
from api.working_days import is_workday

AT_ONCE = 50  # applications on one page
READ_AT_ONCE = 100


class State(StrEnum):
    """The parts of the list: whose turn it is, what is late, how it ended."""

    STAFF = "staff"
    APPLICANT = "applicant"
    LATE = "late"
    SLIPPED = "slipped"
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        own = {State.APPLICANT: "待补正", State.LATE: "超期", State.SLIPPED: "节点晚了"}
        return own.get(self) or Standing(self).label


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the list is wanted; empty is everything. ``stage`` is a key, ``mine`` what waits for
    this member of staff, ``words`` stand in the title or the name of the organisation, or are a
    number as people say it (S12). ``page`` counts from 1."""

    programme: str = ""
    stage: str = ""
    state: State | None = None
    mine: bool = False
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One application in the list. ``mine``: it waits for this member of staff; ``waited`` is how
    many working days it has stood there, ``slipped`` how many days its latest open milestone is
    behind, ``next_due`` the planned day of the next one."""

    application: Application
    organisation: str
    stage: Stage
    mine: bool
    waited: int
    time: ReviewTime | None
    slipped: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page, and whether there are ``more`` after it; how many fit the filter (``None``: of
    what waits for oneself that is not counted), and how many there are in each state and at each
    stage (by key) of what fits its other parts."""

    lines: tuple[Line, ...]
    total: int | None
    more: bool
    everything: int
    states: Counter[State]
    stages: Counter[str]


def list_applications(
    unit: Unit, staff: Staff, procedures: Mapping[str, Procedure], wanted: Filter
) -> Listing:
    """What ``wanted`` leaves of all applications in the regions of ``staff``, the newest first."""
    staff.require(Duty.SEE_APPLICATIONS)
    day = today(unit)
    asked = Wanted(wanted.programme, wanted.stage, wanted.words, staff.regions)
    standings, late, slipped = store.counted(unit, asked, day)
    states = Counter(
        {state: standings[state.value] for state in State}
        | {State.LATE: late, State.SLIPPED: slipped}
    )
    conditions = [*store.conditions(asked), *_of_state(wanted.state, day)]
    if wanted.mine:
        shown, more = _waiting(unit, staff, procedures, wanted, conditions)
        total = None
    else:
        total = store.count(unit, conditions)
        numbers = store.numbers(unit, conditions, _first(wanted), AT_ONCE)
        shown, more = found(unit, store.is_one_of(numbers)), total > wanted.page * AT_ONCE
    return Listing(
        lines=tuple(_lines(unit, staff, procedures, shown)),
        total=total,
        more=more,
        everything=standings.total(),
        states=states,
        stages=store.at_stages(unit, replace(asked, stage="")),
    )


def _waiting(
    unit: Unit,
    staff: Staff,
    procedures: Mapping[str, Procedure],
    wanted: Filter,
    conditions: store.Conditions,
) -> tuple[tuple[Application, ...], bool]:
    """The page of what waits for ``staff``, and whether there are more: read in small parts, for
    only the history of each tells for certain."""
    actor, keys = actor_anywhere(unit, staff)
    narrowed = [*conditions, *store.may_wait_for(actor, keys, procedures.values())]
    needed = wanted.page * AT_ONCE + 1
    waiting: list[Application] = []
    for first in count(0, READ_AT_ONCE):
        numbers = store.numbers(unit, narrowed, first, READ_AT_ONCE)
        waiting += [
            one
            for one in found(unit, store.is_one_of(numbers))
            if waits_for(one, procedures[one.programme], actor, today(unit))
        ]
        if len(waiting) >= needed or len(numbers) < READ_AT_ONCE:
            break
    return tuple(waiting[_first(wanted) : needed - 1]), len(waiting) >= needed


def _first(wanted: Filter) -> int:
    return (wanted.page - 1) * AT_ONCE


def _of_state(state: State | None, day: date) -> store.Conditions:
    if state is None:
        return []
    if state is State.LATE:
        return [store.late(day)]
    if state is State.SLIPPED:
        return [store.slipped(day)]
    return [store.stands(Standing(state))]


def _lines(
    unit: Unit,
    staff: Staff,
    procedures: Mapping[str, Procedure],
    shown: Collection[Application],
) -> Iterable[Line]:
    day = today(unit)
    names = store.names(unit, {one.organisation for one in shown})
    actor, own = actor_anywhere(unit, staff)
    for one in shown:
        procedure = procedures[one.programme]
        since = one.since.astimezone(SHANGHAI).date()
        milestones = milestones_of(one.events) if one.standing in _OPEN else ()
        here = replace(actor, acts_for=one.organisation in own)
        yield Line(
            application=one,
            organisation=names[one.organisation],
            stage=procedure.stage(one.stage),
            mine=waits_for(one, procedure, here, day),
            waited=working_days_between(since, day, is_workday),
            time=stage_time(procedure, one, day, SHANGHAI, is_workday),
            next_due=next_due(milestones),
            slipped=max((each.days_late(day) for each in milestones if each.is_open), default=0),
        )


_OPEN = {Standing.STAFF, Standing.APPLICANT}
