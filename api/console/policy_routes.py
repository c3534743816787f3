"""``/desk/tickets/{number}/policy``: what the policy library holds that bears on a need."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.console.desk import DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep, page
from api.domain.need_question import policy_question
from api.store import looks, tickets
from api.store.looks import Seen
from retrieval.answer import Answer, Citation, Role

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]

SHOWN = 3


@router.get("/tickets/{number}/policy")
def policy_page(number: Number, visit: VisitDep, desk: DeskDep) -> Response:
    """A page of its own, so that the ticket waits for no search; the ticket page shows its part.
    It counts as a look at the ticket."""
    with desk.services.database.read() as unit:
        ticket = tickets.load(unit, number)
    looks.note(desk.services.database, Seen.TICKET, number, visit.staff.username)
    question = policy_question(ticket.need)
    answer = desk.services.explainer.explain(question).answer if question else None
    return page(
        desk,
        visit,
        "ticket_policy.html",
        ticket=ticket,
        question=question,
        citations=_bearing(answer) if answer else (),
        here="queue",
    )


def _bearing(answer: Answer) -> tuple[Citation, ...]:
    """The quotations that answer; none of an answer that was declined."""
    if answer.status.declined:
        return ()
    return tuple(one for one in answer.citations if one.role is Role.ANSWER)[:SHOWN]
