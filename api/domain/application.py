"""An Application (申报) on its way through a Procedure: the table of its moves, and who may act."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from api.domain.application_actor import Actor, owners_of
from api.domain.application_event import (
    Act,
    Event,
    Standing,
    Wish,
    member_mark,
)
from api.domain.errors import NotAllowed, WrongMove
from api.domain.procedure import Procedure, Stage, StageKind
from api.domain.project import Project, project_from_json

S, A, K = Standing, Act, StageKind

# What is recorded at a stage and leaves the application where it is.
MILESTONES = frozenset({A.PLANNED, A.PROGRESS, A.DROPPED})
RECORDS = MILESTONES | {A.DECLARED, A.SCORED, A.NOTICED, A.OBJECTED, A.REPLIED, A.EVALUATED}
DECIDES = frozenset({A.PASSED, A.SKIPPED, A.RETURNED, A.REJECTED})
# What the organisation says: one of its members, or staff on its behalf.
SAID = frozenset({A.ENTERED, A.ANSWERED, A.WITHDRAWN})
# The whole state machine: what an act makes of a standing. PASSED at the last stage completes.
# Staff may end what an organisation never answers.
MOVES: Mapping[Standing, Mapping[Act, Standing]] = {
    S.STAFF: {
        A.PASSED: S.STAFF,
        A.SKIPPED: S.STAFF,
        A.RETURNED: S.APPLICANT,
        A.REJECTED: S.REJECTED,
        A.WITHDRAWN: S.WITHDRAWN,
        **dict.fromkeys(RECORDS, S.STAFF),
    },
    S.APPLICANT: {A.ANSWERED: S.STAFF, A.WITHDRAWN: S.WITHDRAWN, A.REJECTED: S.REJECTED},
    S.COMPLETED: {},
    S.REJECTED: {},
    S.WITHDRAWN: {},
}
_DECIDING = frozenset({A.PASSED, A.RETURNED, A.REJECTED, A.WITHDRAWN, A.ANSWERED})
# What may happen at a stage of each kind. What was published is not returned; ``open_acts`` takes
# away withdrawing once the money has been paid.
OF_KIND: Mapping[StageKind, frozenset[Act]] = {
    K.INTAKE: frozenset(),  # an application begins by having passed it
    K.CHECK: _DECIDING,
    K.SCORING: _DECIDING | {A.DECLARED, A.SCORED, A.SKIPPED},
    K.PUBLIC_NOTICE: _DECIDING | {A.NOTICED, A.OBJECTED, A.REPLIED},
    K.DECISION: _DECIDING,
    K.ANNOUNCEMENT: frozenset({A.PASSED, A.REJECTED, A.WITHDRAWN}),
    K.AGREEMENT: _DECIDING | {A.EVALUATED},
    K.DELIVERY: _DECIDING | MILESTONES | {A.EVALUATED},
    K.AUDIT: _DECIDING,
    K.DISBURSEMENT: _DECIDING,
    K.EVALUATION: frozenset({A.PASSED, A.RETURNED, A.ANSWERED, A.EVALUATED}),
}
_BEGINS_A_ROUND = frozenset({A.ENTERED, A.PASSED, A.SKIPPED, A.ANSWERED})


@dataclass(frozen=True, slots=True)
class Application:
    """One application as it stands. ``organisation`` is the key of who applies, ``events`` its
    history, the oldest first; ``version`` rises with every entry (optimistic locking)."""

    number: int
    programme: str
    organisation: str
    stage: str
    standing: Standing
    events: tuple[Event, ...]

    @property
    def version(self) -> int:
        """How many entries there are."""
        return len(self.events)

    @property
    def code(self) -> str:
        """As people say it: S12."""
        return f"S{self.number}"

    @property
    def project(self) -> Project:
        """What was entered, as last mended."""
        said = (one for one in reversed(self.events) if one.act in {A.ENTERED, A.ANSWERED})
        return project_from_json(next(said).data)

    @property
    def since(self) -> datetime:
        """When it came to where it stands (UTC)."""
        moves = (one for one in reversed(self.events) if one.act not in RECORDS)
        return next(moves).at

    @property
    def present_round(self) -> tuple[Event, ...]:
        """What happened at the present stage since it began or the applicant last answered."""
        begins = max(at for at, one in enumerate(self.events) if one.act in _BEGINS_A_ROUND)
        return self.events[begins + 1 :]

    def open_acts(self, procedure: Procedure) -> frozenset[Act]:
        """What may happen next, whoever does it."""
        stage = procedure.stage(self.stage)
        may = OF_KIND[stage.kind] & MOVES[self.standing].keys()
        unwanted = {
            A.SKIPPED: stage.skip is None,
            A.EVALUATED: stage.evaluates is None,
            A.WITHDRAWN: procedure.pays_before(stage.key),
        }
        return may - {act for act, is_unwanted in unwanted.items() if is_unwanted}

    def after(self, procedure: Procedure, act: Act) -> "Application":
        """This application once ``act`` happened, without the entry of it.

        Raises:
            WrongMove: its stage and standing do not allow it.
        """
        stage = procedure.stage(self.stage)
        if act not in self.open_acts(procedure):
            raise WrongMove(
                f"申报 {self.code} 现在是“{stage.label}·{self.standing.label}”，"
                f"不能{act.label}。请刷新页面，按最新状态办理。"
            )
        if act not in {A.PASSED, A.SKIPPED}:
            return replace(self, standing=MOVES[self.standing][act])
        to = procedure.after(stage.key)
        return replace(self, stage=to.key) if to else replace(self, standing=S.COMPLETED)

    def check_actor(self, procedure: Procedure, actor: Actor, act: Act) -> None:
        """Whether ``actor`` may do that here; nobody decides what they entered, what their own
        organisation asked for, or after a level that excludes them (administrators included).

        Raises:
            NotAllowed: they may not; the sentence says why and who may.
        """
        if member_mark(actor.username):
            self._check_member(actor, act)
        if act in SAID:
            return
        self._check_interest(actor, act)
        stage = procedure.stage(self.stage)
        owners = owners_of(stage, act)
        if actor.roles.isdisjoint(owners):
            named = "或".join(f"“{role.label}”" for role in owners)
            raise NotAllowed(f"“{stage.label}”由{named}办理。请联系本单位的管理员。")
        if act in RECORDS - {A.SCORED}:
            return
        name = actor.username
        decided = {
            one.actor: procedure.stage(one.stage).label
            for one in self.events
            if one.act in DECIDES | {A.SCORED} and one.stage in stage.others
        }
        if name in decided:
            raise NotAllowed(f"您办理过“{decided[name]}”，“{stage.label}”要由另一位同事办理。")

    def _check_interest(self, actor: Actor, act: Act) -> None:
        """Whether ``actor`` stands on the side of the applicant.

        Raises:
            NotAllowed: they do.
        """
        if actor.names & {one.actor for one in self.events if one.act in SAID}:
            raise NotAllowed("您录入过这份申报，不能再办理。请由其他同事办理。")
        if actor.acts_for:
            raise NotAllowed("您是申报机构的成员，不能办理本机构的申报。请由其他同事办理。")
        if act is not A.DECLARED and actor.username in self.conflicted:
            raise NotAllowed("您声明过与这份申报有利益关系，已经回避。请由其他同事办理。")

    def _check_member(self, actor: Actor, act: Act) -> None:
        """Whether a member of an organisation may do that: only say something, for their own.

        Raises:
            NotAllowed: they may not.
        """
        if not actor.acts_for:
            raise NotAllowed("您现在不是申报机构的成员。请向机构的负责人要邀请码，加入后再办。")
        if act not in SAID:
            raise NotAllowed("这一步由工作人员办理。申报机构可以补正，或者撤回申报。")

    @property
    def conflicted(self) -> frozenset[str]:
        """Who declared a conflict of interest: for good."""
        return frozenset(
            one.actor for one in self.events if one.act is A.DECLARED and one.data["conflict"]
        )

    def may(self, procedure: Procedure, actor: Actor, act: Act) -> bool:
        """Whether ``actor`` may do that now."""
        if act not in self.open_acts(procedure):
            return False
        try:
            self.check_actor(procedure, actor, act)
        except NotAllowed:
            return False
        return True

    def with_entry(
        self, procedure: Procedure, wish: Wish, actor: str, at: datetime
    ) -> "Application":
        """This application with the entry of ``wish``; whether it may be is asked before.

        Raises:
            WrongMove: its stage and standing do not allow it.
        """
        after = self.after(procedure, wish.act)
        event = Event(
            at=at,
            actor=actor,
            act=wish.act,
            stage=self.stage,
            stage_to=after.stage,
            standing_to=after.standing,
            note=wish.note,
            data=wish.data,
            previous_hash=self.events[-1].hash,
        )
        return replace(after, events=(*self.events, event))


def entered(
    procedure: Procedure, project: Project, *, organisation: str, actor: str, at: datetime
) -> Application:
    """A new application, past the intake; its number is the store's to give."""
    intake: Stage = procedure.stages[0]
    first = procedure.stages[1].key
    event = Event(at, actor, A.ENTERED, intake.key, first, S.STAFF, data=project.to_json())
    return Application(0, procedure.programme, organisation, first, S.STAFF, (event,))
