"""``/desk/knowledge``: the policy documents answers come from, and what is decided on each."""

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.clock import SHANGHAI
from api.console.desk import Desk, DeskDep
from api.console.document_forms import DONE, Act, Decision, forms, perform
from api.console.document_view import entries, facts
from api.console.knowledge_query import KnowledgeQuery, document_path
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.document_page import document_view
from api.desk.document_state import DocumentState
from api.desk.knowledge_list import list_documents
from api.desk.stale_rules import stale_rules
from api.domain.duties import Duty
from api.domain.errors import NotAllowed, NotFound, Refusal
from api.routes.problems import problem_of
from api.store.database import Unit
from knowledge.documents import Tier
from knowledge.programme_files import load_programmes

IMPORTED = "已入库，可以用来回答问题。"

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.get("/knowledge")
def list_page(request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """All documents, narrowed as the address says."""
    query = KnowledgeQuery.read(request.query_params)
    with desk.services.database.read() as unit:
        found = list_documents(unit, query.filter(), today(unit))
        stale = stale_rules(unit, load_programmes(), today(unit))
    return page(
        desk,
        visit,
        "knowledge.html",
        query=query,
        found=found,
        stale=len(stale),
        tiers=tuple(Tier),
        states=tuple(DocumentState),
        path=document_path,
        here="knowledge",
    )


@router.get("/knowledge/documents/{key}")
def document_page(key: str, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One document: its facts, its passages, its history, and what may be decided."""
    said = DONE[Act(done)] if done in set(Act) else IMPORTED if done == "import" else ""
    return _show(desk, visit, key, done=said)


@router.post("/knowledge/documents/{key}/{act}")
def decide(*, key: str, act: Act, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Do it; a refusal shows the document as it is now, with what was typed."""
    decision = Decision.read(act, fields)
    try:
        with desk.services.database.begin() as unit:
            perform(unit, visit.staff, key, decision)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _show(desk, visit, key, decision=decision, refusal=refusal)
    desk.services.answers.soon()
    return RedirectResponse(f"{document_path(key)}?done={act}", 303)


def today(unit: Unit) -> date:
    """The day in China at which ``unit`` happens."""
    return unit.now.astimezone(SHANGHAI).date()


def _show(
    desk: Desk,
    visit: Visit,
    key: str,
    *,
    decision: Decision | None = None,
    refusal: Refusal | None = None,
    done: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        view = document_view(unit, key, today(unit))
        offered = forms(unit, view, decision, refusal)
        day = today(unit)
    return page(
        desk,
        visit,
        "document.html",
        status=problem_of(refusal).status if refusal else 200,
        view=view,
        document=view.holding.document,
        facts=facts(view),
        entries=entries(view),
        forms=offered,
        may_change=visit.staff.may(Duty.KEEP_KNOWLEDGE),
        today=day,
        path=document_path,
        done=done,
        following=bool(done) and desk.services.answers.busy,
        here="knowledge",
    )
