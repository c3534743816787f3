"""``/desk/tickets/{number}``: one ticket beside the list, and what is decided on it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from api.console.decision import Action, Decision, is_done_already, perform
from api.console.decision_forms import forms
from api.console.desk import Desk, DeskDep
from api.console.place_map import place_map
from api.console.queue_query import QueueQuery
from api.console.refusing import DeskRoute
from api.console.ticket_view import ticket_view
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.ticket_page import retry_delivery
from api.domain.errors import NotFound, Refusal, WrongMove
from api.routes.problems import problem_of
from api.store import looks, tickets
from api.store.looks import Seen

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]

DONE = {
    "take": "已开始审核，这份工单由你负责。",
    "accept": "已受理。需求正在推送到匹配服务，上报人会在聊天里收到通知。",
    "return": "已退回补充。上报人会在聊天里收到要补的内容，补完后工单回到审核。",
    "reject": "已记为不予受理，原因会在聊天里告诉上报人。",
    "progress": "进展已记下，上报人会在聊天里收到。",
    "ask": "问题已发到上报人的聊天里，回答会显示在“问答和反馈”里，工单照常办理。",
    "assign": "已交给这位同事，工单会出现在对方的“审核人”筛选里。",
    "put_back": "已放回，任何同事都可以接手。",
    "merged": "两份工单已合并，这一份继续办理。两位上报人都会在聊天里收到通知。",
    "unmerge": "合并已撤销，这份工单恢复单独办理。两位上报人都会在聊天里收到通知。",
    "note": "备注已记入办理记录，只有工作人员能看到。",
    "retry": "已安排重新推送，结果会显示在“推送与匹配”里。",
    "sent": "这次推送已经送达，不需要再推送。",
}


@router.get("/tickets/{number}")
def ticket_page(
    number: Number, request: Request, visit: VisitDep, desk: DeskDep, done: str = ""
) -> Response:
    """The ticket, with the list as the address narrows it."""
    return _show(request, desk, visit, number, done=DONE.get(done, ""))


@router.post("/tickets/{number}/{action}")
def decide(
    *,
    number: Number,
    action: Action,
    request: Request,
    fields: FormDep,
    visit: VisitDep,
    desk: DeskDep,
) -> Response:
    """Do it; a refusal shows the ticket as it is now, with what was typed."""
    decision = Decision.read(action, fields)
    try:
        with desk.services.database.begin() as unit:
            perform(unit, visit.staff, number, decision, desk.services.notifier)
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, desk, visit, number, decision=decision, refusal=refusal)
    return _done(request, number, action)


@router.post("/tickets/{number}/deliveries/{delivery}/retry")
def retry(
    *,
    number: Number,
    delivery: Number,
    request: Request,
    _: FormDep,
    visit: VisitDep,
    desk: DeskDep,
) -> Response:
    """Send a delivery again; one that arrived meanwhile is good news, not an error."""
    try:
        with desk.services.database.begin() as unit:
            retry_delivery(unit, visit.staff, delivery)
    except WrongMove:
        return _done(request, number, "sent")
    return _done(request, number, "retry")


def _done(request: Request, number: int, what: str) -> Response:
    query = QueueQuery.read(request.query_params).here(done=what)
    return RedirectResponse(f"/desk/tickets/{number}{query}", 303)


def _show(
    request: Request,
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    decision: Decision | None = None,
    refusal: Refusal | None = None,
    done: str = "",
) -> Response:
    query = QueueQuery.read(request.query_params)
    with desk.services.database.read() as unit:
        tickets.load(unit, number)
    looks.note(desk.services.database, Seen.TICKET, number, visit.staff.username)
    with desk.services.database.read() as unit:
        view = ticket_view(unit, visit.staff, number, query, desk.services.gazetteer)
    if decision and refusal and is_done_already(decision, view.page, visit.staff):
        return _done(request, number, decision.action)
    return page(
        desk,
        visit,
        "ticket.html",
        status=problem_of(refusal).status if refusal else 200,
        queue=view.queue,
        view=view,
        ticket=view.page.ticket,
        forms=forms(view.page, visit.staff, decision, refusal),
        place_map=place_map(desk.services.gazetteer, view.page.ticket.need.place.code),
        done=done,
        here="queue",
    )
