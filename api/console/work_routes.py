"""``/desk/claims/N/work``: what follows a claim (实施), and its agreement as page and Word file."""

from datetime import date
from secrets import token_hex
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.claim_view import BADGES
from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.console.work_view import AGREEMENT_BADGES, told
from api.desk import claim_work
from api.desk.agreement_file import agreement_docx
from api.desk.agreement_text import NOTICE, TITLE, clauses, parties
from api.desk.claim_work import Asked
from api.domain.errors import Invalid, NotFound, Refusal
from api.domain.fund_pool import yuan_of
from api.store import agreeing
from bot.work.documents import agreement_document

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
DONE = {
    "draft": "协议已起草，核对后发给认领方。",
    "send": "协议已发出，认领方会在聊天里收到。",
    "agree": "已记为认领方同意。",
    "force": "协议已生效，双方会在聊天里收到。",
    "end": "协议已终止，认领方会收到原因。",
    "plan": "节点已排好。",
    "reach": "节点已记为完成。",
    "drop": "节点已取消。",
    "deliver": "已记为送达，等上报人确认。",
}


@router.get("/claims/{number}/work")
def work_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """The agreement, the plan, what was reported, and what both sides thought of it."""
    return _one(desk, visit, number, done=DONE.get(done, ""))


@router.post("/claims/{number}/work")
def work_done(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Do what a form asks; what is refused is kept for the audit and can be mended."""
    act = fields.one("act")
    try:
        asked = _asked(fields, act)
        with desk.services.database.begin() as unit:
            claim_work.do(unit, visit.staff, number, asked)
    except NotFound:
        raise
    except Refusal as refusal:
        with desk.services.database.begin() as unit:
            claim_work.note_refused(unit, visit.staff, number, refusal.message)
        return _one(desk, visit, number, problem=refusal, typed=fields)
    return RedirectResponse(f"/desk/claims/{number}/work?done={act}", 303)


@router.get("/claims/{number}/agreements/{version}")
def agreement_page(number: Number, version: Number, visit: VisitDep, desk: DeskDep) -> Response:
    """A version as a page to be printed."""
    with desk.services.database.read() as unit:
        found = agreeing.load(unit, number, version)
    return page(
        desk,
        visit,
        "agreement.html",
        agreement=found,
        badge=AGREEMENT_BADGES.get(found.state, ""),
        title=TITLE,
        parties=parties(found),
        clauses=clauses(found),
        notice=NOTICE,
        here="claims",
    )


@router.get("/claims/{number}/agreements/{version}/file")
def agreement_file(number: Number, version: Number, _: VisitDep, desk: DeskDep) -> Response:
    """The same as a Word file."""
    with desk.services.database.read() as unit:
        found = agreeing.load(unit, number, version)
    shown = agreement_document(found)
    return Response(
        agreement_docx(found),
        media_type=shown.media_type,
        headers={"Content-Disposition": f'attachment; filename="{shown.name}"'},
    )


def _asked(fields: Fields, act: str) -> Asked:
    return Asked(
        act=act,
        key=fields.one("key")[:40],
        target=fields.whole("target"),
        text=fields.one("text").strip(),
        day=_day(fields.one("day")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid("day", "日期没有认出来。请写成 2026-12-20 这样。") from None


def _one(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    done: str = "",
    problem: Refusal | None = None,
    typed: Fields | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        found = claim_work.work_page(unit, number)
    return page(
        desk,
        visit,
        "claim_work.html",
        status=422 if problem else 200,
        found=found,
        claim=found.claim,
        badge=BADGES.get(found.claim.state, ""),
        agreement_badges=AGREEMENT_BADGES,
        history=told(found.history),
        typed=typed,
        problem=problem,
        key=token_hex(16),
        money=yuan_of,
        done=done,
        here="claims",
    )
