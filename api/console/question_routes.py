"""``/desk/questions``: what people asked that the texts could not answer."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.questions import LONGEST_ANSWER, PAGE_SIZE, answer_question, list_questions
from api.domain.errors import Invalid, NotFound, Outdated
from api.routes.problems import problem_of

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000)]

DONE = "答复已发出。提问人会在聊天里收到。"
ALREADY = "{refusal}刚才写的答复还在下面，没有发出。"


@router.get("/questions")
def questions_page(
    visit: VisitDep,
    desk: DeskDep,
    show: str = "",
    number: PageNumber = 1,
    done: str = "",
) -> Response:
    """Open questions, the oldest first; or the answered ones, the newest first."""
    return _page(desk, visit, answered=show == "answered", number=number, done=bool(done))


@router.post("/questions/{question}")
def answer(question: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Answer one; a refusal keeps what was written."""
    text = fields.one("answer")
    try:
        with desk.services.database.begin() as unit:
            answer_question(unit, visit.staff, question, text=text, notifier=desk.services.notifier)
    except NotFound:
        raise
    except (Invalid, Outdated) as refusal:
        return _page(desk, visit, at=question, problem=refusal, text=text)
    return RedirectResponse("/desk/questions?done=1", 303)


def _page(
    desk: Desk,
    visit: Visit,
    *,
    answered: bool = False,
    number: int = 1,
    done: bool = False,
    at: int = 0,
    problem: Invalid | Outdated | None = None,
    text: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        found, total = list_questions(unit, visit.staff, answered=answered, page=number)
        _, waiting = list_questions(unit, visit.staff)
        now = unit.now
    return page(
        desk,
        visit,
        "questions.html",
        status=problem_of(problem).status if problem else 200,
        questions=found,
        answered=answered,
        waiting=waiting,
        number=number,
        pages=max(1, ceil(total / PAGE_SIZE)),
        now=now,
        longest=LONGEST_ANSWER,
        done=DONE if done else "",
        at=at,
        problem=problem.message if problem else "",
        text=text,
        # Answered by a colleague meanwhile, or on another page: its form is not in the list.
        is_gone=bool(at) and all(one.number != at for one in found),
        here="questions",
    )
