"""``/desk/bulk``: several tickets handed on or returned together; never accepted together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.console.desk import Desk, DeskDep
from api.console.phrases import RETURN
from api.console.queue_query import QueueQuery
from api.console.queue_view import queue_view
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.desk.assigning import assign
from api.desk.review import reason_of, return_to
from api.domain.errors import Invalid, Refusal
from api.domain.need import FIELDS
from api.store.database import Unit

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

MOST = 50
CHOOSE = "请至少勾选一份工单。"


class BulkAct(StrEnum):
    """What can be done to several tickets at once."""

    ASSIGN = "assign"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A ticket at the version its page showed."""

    number: int
    version: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A ticket it was not done to, and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the chosen tickets."""

    act: BulkAct
    done: tuple[int, ...]
    refused: tuple[Refused, ...]


@router.get("/bulk")
def bulk_page(request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """The tickets as the address narrows them, to be ticked."""
    return _page(desk, visit, QueueQuery.read(request.query_params))


@router.post("/bulk/{act}")
def bulk(act: BulkAct, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Do it to each; one that is refused keeps none of the others back."""
    query = QueueQuery.read(dict(parse_qsl(fields.one("query"))))
    try:
        chosen, do = _chosen(fields), _prepared(act, fields, visit, desk)
    except Invalid as refusal:
        return _page(desk, visit, query, fields=fields, problem=refusal.message)
    done, refused = [], []
    for ticket in chosen:
        try:
            with desk.services.database.begin() as unit:
                do(unit, ticket)
            done.append(ticket.number)
        except Refusal as refusal:
            refused.append(Refused(ticket.number, refusal.message))
    outcome = Outcome(act, tuple(done), tuple(refused))
    return _page(desk, visit, query, outcome=outcome)


def _chosen(fields: Fields) -> Sequence[Chosen]:
    pairs = [sent.partition(".") for sent in fields.all("ticket")[:MOST]]
    found = [
        Chosen(int(number), int(version))
        for number, _, version in pairs
        if number.isascii() and number.isdigit() and version.isascii() and version.isdigit()
    ]
    if not found:
        raise Invalid("ticket", CHOOSE)
    return found


def _prepared(
    act: BulkAct, fields: Fields, visit: Visit, desk: Desk
) -> Callable[[Unit, Chosen], object]:
    """What is done to each, once it is known that the form is whole."""
    if act is BulkAct.ASSIGN:
        to = fields.one("to")
        if not to:
            raise Invalid("to", "请选择交给哪位同事。")
        return lambda unit, ticket: assign(
            unit, visit.staff, ticket.number, version=ticket.version, to=to
        )
    names = tuple(name for name in fields.all("fields") if name in FIELDS)
    if not names:
        raise Invalid("fields", "请至少勾选一项需要补充的内容。")
    reason = reason_of(fields.one("reason"))
    return lambda unit, ticket: return_to(
        unit,
        visit.staff,
        ticket.number,
        version=ticket.version,
        fields=names,
        reason=reason,
        notifier=desk.services.notifier,
    )


def _page(
    desk: Desk,
    visit: Visit,
    query: QueueQuery,
    *,
    fields: Fields | None = None,
    problem: str = "",
    outcome: Outcome | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        view = queue_view(unit, visit.staff, query, desk.services.gazetteer)
    return page(
        desk,
        visit,
        "bulk.html",
        status=422 if problem else 200,
        queue=view,
        names=FIELDS,
        phrases=RETURN,
        sent=fields or Fields({}),
        problem=problem,
        outcome=outcome,
        here="queue",
    )
