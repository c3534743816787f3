"""``/desk/questions``: what people asked that was not answered well, and what is done about it."""

from dataclasses import replace
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import RedirectResponse, Response

from api.clock import SHANGHAI
from api.console.desk import Desk, DeskDep
from api.console.faq_form import FaqForm, filled_in, for_group, read_form
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.faqs import LONGEST_REASON, answer_questions, dismiss, list_faqs
from api.desk.question_groups import decided_groups, group_of, open_groups, set_apart
from api.domain.asked import QuestionState
from api.domain.errors import Invalid, Outdated
from api.routes.problems import problem_of

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000)]

PAGE_SIZE = 20
DONE = {
    "answered": "答复已发出，等着的人会在聊天里收到。请另一位同事到“审定的解答”里审定。",
    "ignored": "已记为不作答复，等着的人会在聊天里看到原因。",
    "apart": "已从原来的一组里分出来，单独处理。",
    "together": "已放回，会和相近的提问归在一组。",
}


@router.get("/questions")
def questions_page(
    visit: VisitDep, desk: DeskDep, show: str = "", number: PageNumber = 1, done: str = ""
) -> Response:
    """Groups of questions: to be decided, answered, or closed without an answer."""
    state = QuestionState(show) if show in set(QuestionState) else QuestionState.OPEN
    with desk.services.database.read() as unit:
        waiting = open_groups(unit, visit.staff, desk.services.grouping)
        if state is QuestionState.OPEN:
            total = len(waiting)
            groups = waiting[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        else:
            groups, total = decided_groups(unit, visit.staff, state, page=number, size=PAGE_SIZE)
        pending = sum(line.is_pending for line in list_faqs(unit, visit.staff))
        now = unit.now
    return page(
        desk,
        visit,
        "questions.html",
        groups=groups,
        state=state,
        states=tuple(QuestionState),
        waiting=len(waiting),
        pending=pending,
        number=number,
        pages=max(1, ceil(total / PAGE_SIZE)),
        now=now,
        done=DONE.get(done, ""),
        here="questions",
    )


@router.get("/questions/{number}")
def group_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One group: each question as it was asked, and what may be done."""
    return _show(desk, visit, number, done=DONE.get(done, ""))


@router.post("/questions/{number}/answer")
def answer(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Answer the questions that were on the page, or fill the form in further."""
    form = read_form(fields)
    try:
        with desk.services.database.begin() as unit:
            if not form.sends:
                form = filled_in(desk, unit, form)
            else:
                body = form.body(unit, unit.now.astimezone(SHANGHAI).date())
                answer_questions(unit, visit.staff, form.seen, body, desk.services.notifier)
    except (Invalid, Outdated) as refusal:
        return _show(desk, visit, number, form=form, problem=refusal)
    if not form.sends:
        return _show(desk, visit, number, form=form)
    return RedirectResponse("/desk/questions?done=answered", 303)


@router.post("/questions/{number}/dismiss")
def close(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Close the questions that were on the page without an answer."""
    form = read_form(fields)
    try:
        with desk.services.database.begin() as unit:
            dismiss(unit, visit.staff, form.seen, form.reason, desk.services.notifier)
    except (Invalid, Outdated) as refusal:
        return _show(desk, visit, number, reason=form.reason, problem=refusal)
    return RedirectResponse("/desk/questions?done=ignored", 303)


@router.post("/questions/{number}/apart")
def split(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Take one question out of its group, or put it back."""
    alone = fields.one("together") != "yes"
    with desk.services.database.begin() as unit:
        set_apart(unit, visit.staff, number, alone=alone)
    done = "apart" if alone else "together"
    return RedirectResponse(f"/desk/questions/{number}?done={done}", 303)


def _show(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    form: FaqForm | None = None,
    reason: str = "",
    problem: Invalid | Outdated | None = None,
    done: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        group = group_of(unit, visit.staff, number, desk.services.grouping)
        fresh = for_group(group, unit.now.astimezone(SHANGHAI).date())
        now = unit.now
    if isinstance(problem, Outdated) and form is not None:
        form = replace(form, seen=fresh.seen)
    return page(
        desk,
        visit,
        "question.html",
        status=problem_of(problem).status if problem else 200,
        group=group,
        is_open=group.first.state is QuestionState.OPEN,
        form=form or fresh,
        is_writing=form is not None,
        reason=reason,
        longest_reason=LONGEST_REASON,
        problem=problem.message if problem else "",
        field=getattr(problem, "field", ""),
        now=now,
        done=done,
        here="questions",
    )
