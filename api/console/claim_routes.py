"""``/desk/claims``: claims with their totals; staff confirm, decline, free and enter them."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from api.console import claim_view
from api.console.claim_form import ClaimForm
from api.console.claim_view import ClaimQuery
from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk import claim_pages, claims
from api.domain.claimable import claimable
from api.domain.duties import Duty
from api.domain.errors import NotAllowed, NotFound, Refusal
from api.routes.problems import problem_of
from api.store import tickets

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]

DONE = {
    "entered": "认领已登记，份额已保留，等确认。",
    "confirmed": "认领已确认，机构和上报人会在聊天里收到。",
    "declined": "已记为不成立，份额重新开放，机构会收到原因。",
    "released": "份额已释放，需求重新开放认领，双方会收到原因。",
}


@router.get("/claims")
def claims_page(request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """The list, what it comes to, and its parts."""
    query = ClaimQuery.read(request.query_params)
    with desk.services.database.read() as unit:
        found = claim_pages.list_claims(
            unit, visit.staff, states=query.states, text=query.q, page=query.page
        )
        refused = claims.refused_lately(unit)
    before, after, last = claim_view.pages(found, query)
    return page(
        desk,
        visit,
        "claims.html",
        lines=found.lines,
        totals=found.totals,
        tabs=claim_view.tabs(found, query),
        badge=claim_view.badge,
        query=query,
        before=before,
        after=after,
        last=last,
        nothing_at_all=not any(found.counts.values()),
        refused=refused,
        here="claims",
    )


@router.get("/claims/new/{ticket}")
def new_claim_page(ticket: Number, visit: VisitDep, desk: DeskDep, lead: str = "") -> Response:
    """The form of a claim on a need, with what is open of it; ``lead`` is the claim it joins."""
    visit.staff.require(Duty.HANDLE_CLAIMS)  # before anything is typed
    return _form(desk, visit, ticket, ClaimForm(lead=lead))


@router.post("/claims/new/{ticket}")
def new_claim(ticket: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Enter it; what is wrong with the form is said beside it."""
    with desk.services.database.read() as unit:
        whole = claimable(tickets.load(unit, ticket).need)
    form = ClaimForm.sent(fields, whole)
    try:
        entered = form.entered(ticket)
        key = f"{visit.staff.username}:{form.once}"
        with desk.services.database.begin() as unit:
            made = claims.enter(unit, visit.staff, entered, key=key)
    except NotFound:
        raise
    except Refusal as refusal:
        return _form(desk, visit, ticket, form, refusal)
    return RedirectResponse(f"/desk/claims/{made.number}?done=entered", 303)


@router.get("/claims/{number}")
def claim_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One claim: who, what, its history, and what can be done."""
    return _one(desk, visit, number, done=DONE.get(done, ""))


@router.post("/claims/{number}/confirm")
def confirm(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """The claim stands; a colleague's own organisation is left to others, and that is kept."""
    try:
        with desk.services.database.begin() as unit:
            claims.confirm(unit, visit.staff, number, version=fields.whole("version"))
    except NotFound:
        raise
    except Refusal as refusal:
        if isinstance(refusal, NotAllowed):
            with desk.services.database.begin() as unit:
                claims.note_own(unit, visit.staff, number)
        return _one(desk, visit, number, refusal=refusal)
    return RedirectResponse(f"/desk/claims/{number}?done=confirmed", 303)


@router.post("/claims/{number}/decline")
def decline(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """The claim does not stand."""
    try:
        with desk.services.database.begin() as unit:
            claims.decline(
                unit,
                visit.staff,
                number,
                version=fields.whole("version"),
                reason=fields.one("reason"),
            )
    except NotFound:
        raise
    except Refusal as refusal:
        return _one(desk, visit, number, refusal=refusal, reason=fields.one("reason"))
    return RedirectResponse(f"/desk/claims/{number}?done=declined", 303)


@router.post("/claims/{number}/release")
def release(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Free what a confirmed claim keeps."""
    try:
        with desk.services.database.begin() as unit:
            claims.release(
                unit,
                visit.staff,
                number,
                version=fields.whole("version"),
                reason=fields.one("reason"),
            )
    except NotFound:
        raise
    except Refusal as refusal:
        return _one(desk, visit, number, refusal=refusal, reason=fields.one("reason"))
    return RedirectResponse(f"/desk/claims/{number}?done=released", 303)


def _form(
    desk: Desk, visit: Visit, number: int, form: ClaimForm, refusal: Refusal | None = None
) -> Response:
    with desk.services.database.read() as unit:
        ticket = tickets.load(unit, number)
        found = claim_pages.need_claims(unit, ticket)
        names = claims.known_names(unit)
    return page(
        desk,
        visit,
        "claim_new.html",
        status=problem_of(refusal).status if refusal else 200,
        ticket=ticket,
        found=found,
        form=form,
        names=names,
        problem=refusal,
        field=getattr(refusal, "field", ""),
        here="claims",
    )


def _one(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    done: str = "",
    refusal: Refusal | None = None,
    reason: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        found = claim_pages.claim_page(unit, visit.staff, number)
        need = claim_pages.need_claims(unit, found.ticket)
    return page(
        desk,
        visit,
        "claim.html",
        status=problem_of(refusal).status if refusal else 200,
        found=found,
        line=found.line,
        claim=found.line.claim,
        need=need,
        badge=claim_view.badge,
        history=claim_view.told(found.history),
        done=done,
        problem=refusal,
        reason=reason,
        here="claims",
    )
