"""An application led by the use cases on a real database: whoever may does what comes next."""

from collections.abc import Container, Mapping
from typing import Any

from api.desk import applications as desk
from api.desk.applications import Rules, actor_of
from api.domain.application import Application
from api.domain.application_actor import Actor
from api.domain.application_event import Act, Standing, Wish
from api.domain.application_waiting import wants_evaluation
from api.domain.credit_code import credit_code
from api.domain.errors import Refusal
from api.domain.fund_movement import MovementKind
from api.domain.fund_movement import Wish as Movement
from api.domain.fund_pool import PoolFacts
from api.domain.objection import notice_of, objections_of
from api.domain.organisation_details import Details
from api.domain.procedure import Procedure, Stage, StageKind
from api.domain.project import BudgetLine, Project
from api.domain.project_evaluation import ASPECTS
from api.domain.project_milestone import milestones_of
from api.domain.scoring import scores
from api.store import applications, fund_pools, organisations
from api.store.database import Database
from knowledge.programme_files import find_programme
from tests.api.application_office import CODE, RELIEF, SPECIAL, staff
from tests.api.desks import NOTIFIER
from tests.fakes import FixedClock

A, K = Act, StageKind
YUAN = 100
AGREED = 300_000 * YUAN
ANSWERS: Mapping[str, Mapping[str, str | bool]] = {
    RELIEF: {
        "applicant_type": "社会组织",
        "registered_in_shanghai": True,
        "service": "照护服务",
        "capable": True,
    },
    SPECIAL: {
        "applicant_type": "基金会",
        "registered_in_shanghai": True,
        "annual_review_passed": True,
        "non_profit": True,
    },
}
# More than any procedure needs, so that some may step back or act for the organisation.
PEOPLE = (*(f"r{number}" for number in range(1, 13)), *(f"admin{number}" for number in range(1, 5)))
Data = Mapping[str, Any]


def project_for(programme: str) -> Project:
    lines = (BudgetLine("图书", 1_200_000 * YUAN, AGREED),)
    return Project("乡村助学", "云南省普洱市", lines, ANSWERS[programme])


class LedApplication:
    """S1 of a procedure, its pool of a million yuan, and the people who lead it."""

    def __init__(self, database: Database, clock: FixedClock, procedure: Procedure) -> None:
        programme = find_programme(procedure.programme)
        assert programme is not None
        self.database, self.clock = database, clock
        self.procedure, self.rules = procedure, Rules(procedure, programme)
        self.acts = 0
        with database.begin(durable=False) as unit:
            organisations.add(unit, credit_code(CODE), "上海市儿童基金会", Details(), actor="x")
            facts = PoolFacts("助学资金池", "助学", procedure.programme)
            self.pool = fund_pools.add(unit, facts, actor="admin").number
            money = Movement(MovementKind.CONTRIBUTION, 1_000_000 * YUAN, "到账")
            fund_pools.enter(unit, self.pool, money, actor="admin")
            desk.enter(
                unit,
                staff("wang"),
                self.rules,
                code=CODE,
                project=project_for(procedure.programme),
                key="k",
                notifier=NOTIFIER,
            )

    @property
    def now(self) -> Application:
        with self.database.read() as unit:
            return applications.load(unit, 1)

    @property
    def stage(self) -> Stage:
        return self.procedure.stage(self.now.stage)

    def act(self, who: str, act: Act, data: Data | None = None, note: str = "有依据") -> None:
        """Raises what the desk refuses."""
        self.acts += 1
        with self.database.begin(durable=False) as unit:
            desk.act(
                unit,
                staff(who),
                self.rules,
                1,
                Wish(act, note, data or {}),
                version=applications.load(unit, 1).version,
                key=f"k{self.acts}",
                notifier=NOTIFIER,
            )

    def anybody(self, act: Act, data: Data | None = None, but: Container[str] = ()) -> None:
        """Whoever may, does it; an assertion says when nobody can."""
        with self.database.read() as unit:
            now = applications.load(unit, 1)
            able = [
                who
                for who in PEOPLE
                if who not in but and now.may(self.procedure, actor_of(unit, staff(who), now), act)
            ]
        refusals = []
        for who in able:
            try:
                return self.act(who, act, data)
            except Refusal as refusal:
                refusals.append(f"{who}: {refusal.message}")
        raise AssertionError(f"{now.stage} {act}: nobody may; {refusals}")

    def go_on(self) -> None:
        """What brings it nearer to its end."""
        now = self.now
        stage = self.procedure.stage(now.stage)
        if now.standing is Standing.APPLICANT:
            self.act("wang", A.ANSWERED, project_for(now.programme).to_json())
        elif stage.kind is K.SCORING:
            self._score(now, stage)
        elif stage.kind is K.PUBLIC_NOTICE:
            self._notice(now)
        elif stage.kind is K.DELIVERY:
            self._deliver(now, stage)
        elif wants_evaluation(now, self.procedure):
            self.anybody(A.EVALUATED, evaluation(stage))
        else:
            self.anybody(A.PASSED, deciding(stage, self.pool))

    def _score(self, now: Application, stage: Stage) -> None:
        found = scores(stage, now.present_round)
        scored = {one.expert for one in found.sheets}
        declared = {one.actor for one in now.events if one.act is A.DECLARED}
        owing = [
            who
            for who in sorted(declared - scored)
            if now.may(self.procedure, Actor(who, staff(who).roles), A.SCORED)
        ]
        if owing:
            self.act(owing[0], A.SCORED, sheet(stage))
        elif len(scored) < stage.experts:
            self.anybody(A.DECLARED, {"conflict": False}, but=declared)
        elif (found.mean or 0) < stage.mark:
            self.anybody(A.RETURNED)
        else:
            self.anybody(A.PASSED)

    def _notice(self, now: Application) -> None:
        waiting = [one for one in objections_of(now.events) if not one.reply]
        if notice_of(now.present_round) is None:
            self.anybody(A.NOTICED)
        elif waiting:
            self.anybody(A.REPLIED, {"of": waiting[0].number})
        else:
            self.clock.forward(days=20)
            self.anybody(A.PASSED)

    def _deliver(self, now: Application, stage: Stage) -> None:
        left = [one for one in milestones_of(now.events) if one.is_open]
        if len(left) <= 1 and wants_evaluation(now, self.procedure):
            self.anybody(A.EVALUATED, evaluation(stage))
        elif left:
            done = {"of": left[0].number, "done": str(self.clock.now().date())}
            self.anybody(A.PROGRESS, done)
        else:
            self.anybody(A.PASSED)


def sheet(stage: Stage, share: float = 0.8) -> Data:
    return {"points": {one.key: int(one.weight * share) for one in stage.criteria}}


def evaluation(stage: Stage, result: str = "go_on") -> Data:
    return {
        "phase": stage.evaluates,
        "points": dict.fromkeys(ASPECTS, 80),
        "words": dict.fromkeys(ASPECTS, "做到了"),
        "result": result,
    }


def deciding(stage: Stage, pool: int, fen: int = AGREED, refund: int = 0) -> Data:
    """What passing the stage states; in a procedure that pays at the end nothing is given back."""
    plan = [{"what": what, "due": "2026-12-01", "fen": None} for what in ("开班", "结课")]
    said: Mapping[StageKind, Data] = {
        K.AGREEMENT: {"fen": fen, "code": "沪合 1", "pool": pool, "milestones": plan},
        K.AUDIT: {"auditor": "某事务所", "whole_fen": 1_200_000 * YUAN, "fen": fen},
        K.DISBURSEMENT: {"fen": fen},
        K.EVALUATION: {"grade": "good", "refund_fen": refund},
    }
    return said.get(stage.kind, {})
