"""Whether an Application (申报) waits for a member of staff."""

from datetime import date

from api.domain.application import DECIDES, Application
from api.domain.application_actor import Actor
from api.domain.application_event import Act, Standing
from api.domain.objection import notice_of, objections_of
from api.domain.procedure import Procedure
from api.domain.project_evaluation import Result, evaluations

A = Act


def wants_evaluation(application: Application, procedure: Procedure) -> bool:
    """Whether the evaluation of the present stage is still to be made, or made again."""
    phase = procedure.stage(application.stage).evaluates
    if phase is None:
        return False
    made = evaluations(application.present_round).get(phase)
    return made is None or made.result is Result.MEND


def waits_for(application: Application, procedure: Procedure, actor: Actor, today: date) -> bool:
    """Whether ``actor`` may do there what is still to be done: decide, score, evaluate, reply.
    What an organisation is to answer waits for nobody, though staff may end it; nor does a notice
    that runs, unless somebody objected."""
    if application.standing is not Standing.STAFF or _is_noticed(application, today):
        return False

    def may(act: Act) -> bool:
        return application.may(procedure, actor, act)

    scored = any(
        one.act is A.SCORED and one.actor == actor.username for one in application.present_round
    )
    return (
        any(map(may, DECIDES))
        or (may(A.SCORED) and not scored)
        or (may(A.EVALUATED) and wants_evaluation(application, procedure))
    )


def _is_noticed(application: Application, today: date) -> bool:
    notice = notice_of(application.present_round)
    if notice is None or notice.is_over(today):
        return False
    return all(one.reply for one in objections_of(application.events))
