"""``/desk/answers``: answers of staff that answer next time; a colleague approves each."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.clock import SHANGHAI
from api.console.desk import Desk, DeskDep
from api.console.faq_form import FaqForm, filled_in, for_body, read_form
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.faq_sources import quotations, unsupported
from api.desk.faqs import (
    LONGEST_REASON,
    approve,
    faq_page,
    list_faqs,
    rewrite,
    send_back,
    withdraw,
)
from api.domain.errors import Invalid, NotFound, Refusal
from api.domain.faq import FaqStatus
from api.routes.problems import problem_of

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class Act(StrEnum):
    """What may be decided on an answer."""

    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"


DONE = {
    Act.APPROVE: "已审定。同样的问题从现在起由它回答。",
    Act.RETURN: "已退回修改，编写的同事会在这里看到原因。",
    Act.WITHDRAW: "已停用，不再用来回答。",
    "edit": "新的一版已写好，等另一位同事审定。审定之前，原来的一版继续使用。",
}


@router.get("/answers")
def list_page(visit: VisitDep, desk: DeskDep) -> Response:
    """All answers: what waits for approval first."""
    with desk.services.database.read() as unit:
        lines = list_faqs(unit, visit.staff)
    ordered = sorted(lines, key=lambda line: (not line.is_pending, not line.needs_care))
    return page(desk, visit, "faqs.html", lines=ordered, here="questions")


@router.get("/answers/{number}")
def answer_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One answer: its words, its sources as they stand today, its versions and its history."""
    return _show(desk, visit, number, done=DONE.get(done, ""))


@router.get("/answers/{number}/edit")
def edit_page(number: Number, visit: VisitDep, desk: DeskDep) -> Response:
    """The form, filled with the newest version."""
    return _edit(desk, visit, number)


@router.post("/answers/{number}/edit")
def edit(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Write a new version, or fill the form in further."""
    form = read_form(fields)
    try:
        with desk.services.database.begin() as unit:
            if not form.sends:
                form = filled_in(desk, unit, form)
            else:
                body = form.body(unit, unit.now.astimezone(SHANGHAI).date())
                rewrite(unit, visit.staff, number, body, version=form.version, reason=form.reason)
    except NotFound:
        raise
    except Refusal as refusal:
        return _edit(desk, visit, number, form=form, problem=refusal)
    if not form.sends:
        return _edit(desk, visit, number, form=form)
    return RedirectResponse(f"/desk/answers/{number}?done=edit", 303)


@router.post("/answers/{number}/{act}")
def decide(
    *, number: Number, act: Act, fields: FormDep, visit: VisitDep, desk: DeskDep
) -> Response:
    """Approve, send back or withdraw; a refusal shows the answer as it is now."""
    version, reason = fields.whole("version"), fields.one("reason")
    try:
        with desk.services.database.begin() as unit:
            if act is Act.APPROVE:
                notifier = desk.services.notifier
                approve(unit, visit.staff, number, version=version, notifier=notifier)
            else:
                move = send_back if act is Act.RETURN else withdraw
                move(unit, visit.staff, number, version=version, reason=reason)
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(desk, visit, number, act=act, reason=reason, problem=refusal)
    return RedirectResponse(f"/desk/answers/{number}?done={act}", 303)


def _show(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    act: Act | None = None,
    reason: str = "",
    problem: Refusal | None = None,
    done: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        found = faq_page(unit, visit.staff, number)
        newest = found.versions[0]
        sources = quotations(unit, newest.body, unit.now.astimezone(SHANGHAI).date())
    return page(
        desk,
        visit,
        "faq.html",
        status=problem_of(problem).status if problem else 200,
        faq=found,
        newest=newest,
        sources=tuple(zip(newest.body.sources, sources, strict=True)),
        unsupported=unsupported(newest.body),
        is_mine=newest.written_by == visit.staff.username,
        can_withdraw=any(
            one.status not in (FaqStatus.SUPERSEDED, FaqStatus.WITHDRAWN) for one in found.versions
        ),
        act=act,
        reason=reason,
        longest_reason=LONGEST_REASON,
        problem=problem.message if problem else "",
        done=done,
        here="questions",
    )


def _edit(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    form: FaqForm | None = None,
    problem: Refusal | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        found = faq_page(unit, visit.staff, number)
    newest = found.versions[0]
    return page(
        desk,
        visit,
        "faq_edit.html",
        status=problem_of(problem).status if problem else 200,
        faq=found,
        newest=newest,
        form=form or for_body(newest.body, newest.version),
        longest_reason=LONGEST_REASON,
        problem=problem.message if problem else "",
        field=problem.field if isinstance(problem, Invalid) else "",
        here="questions",
    )
