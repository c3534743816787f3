"""``/desk/pools``: fund pools (资金池) with their ledgers; administrators enter movements."""

import io
from secrets import token_hex
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.csv_export import attached
from api.console.desk import Desk, DeskDep
from api.console.pool_form import MovementForm, PoolForm
from api.console.pool_sheet import pool_sheet
from api.console.programme_today import programme_today
from api.console.refusing import DeskRoute
from api.console.sheet_files import MEDIA, WRITERS
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk import pools
from api.desk.exports import note_export
from api.domain.errors import Invalid, NotAllowed, Refusal
from api.domain.export_event import ExportKind, Taken
from api.domain.fund_movement import MovementKind
from api.domain.fund_pool import yuan_of
from api.domain.programme import Programme
from knowledge.programme_files import load_programmes

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
DONE = {"made": "资金池已建好，现在可以登记入账。", "entered": "已登记，余额已更新。"}


@router.get("/pools")
def pools_page(visit: VisitDep, desk: DeskDep) -> Response:
    """The list, and the form of a new pool."""
    return _list(desk, visit)


@router.post("/pools")
def new_pool(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Make a pool; what is wrong with the form is said beside it."""
    form = PoolForm.sent(fields)
    try:
        with desk.services.database.begin() as unit:
            made = pools.make_pool(unit, visit.staff, form.facts(), _titles())
    except Invalid as refusal:
        return _list(desk, visit, form=form, problem=refusal)
    return RedirectResponse(f"/desk/pools/{made.number}?done=made", 303)


@router.get("/pools/{number}")
def pool_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One pool: balances, ledger, and what can be entered."""
    return _one(desk, visit, number, done=done)


@router.post("/pools/{number}")
def new_movement(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Enter a movement; one that is refused is kept for the audit and can be mended."""
    form = MovementForm.sent(fields)
    try:
        wish = form.wish()
        programme = _programme(desk, number)  # read before the pool is locked
        with desk.services.database.begin() as unit:
            pools.enter(
                unit,
                visit.staff,
                number,
                wish,
                key=fields.one("key")[:40],
                programme=programme,
            )
    except NotAllowed:
        raise
    except Refusal as refusal:
        with desk.services.database.begin() as unit:
            pools.note_refused(unit, visit.staff, number, refusal.message)
        return _one(desk, visit, number, form=form, problem=refusal)
    return RedirectResponse(f"/desk/pools/{number}?done=entered", 303)


@router.get("/pools/{number}/ledger.{kind}")
def pool_ledger(
    number: Number, kind: Literal["csv", "xlsx"], visit: VisitDep, desk: DeskDep
) -> Response:
    """The ledger as a file."""
    with desk.services.database.begin() as unit:
        found = pools.pool_page(unit, number)
        scope = f"{number} 号 {found.line.pool.facts.name}"
        taken = Taken(ExportKind.POOL_LEDGER, scope, kind, len(found.entries))
        note_export(unit, visit.staff, taken)
    out = io.BytesIO()
    WRITERS[kind](out, pool_sheet(found.entries))
    headers = attached(f"pool-{number}.{kind}")
    return Response(out.getvalue(), media_type=MEDIA[kind], headers=headers)


def _programme(desk: Desk, number: int) -> Programme | None:
    with desk.services.database.read() as unit:
        key = pools.programme_of(unit, number)
    return programme_today(desk, key)


def _list(
    desk: Desk, visit: Visit, *, form: PoolForm | None = None, problem: Invalid | None = None
) -> Response:
    with desk.services.database.read() as unit:
        lines = pools.list_pools(unit)
    return page(
        desk,
        visit,
        "pools.html",
        status=422 if problem else 200,
        lines=lines,
        programmes=_programmes(),
        titles=_titles(),
        form=form or PoolForm(),
        problem=problem,
        money=yuan_of,
        here="pools",
    )


def _one(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    done: str = "",
    form: MovementForm | None = None,
    problem: Refusal | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        found = pools.pool_page(unit, number)
    return page(
        desk,
        visit,
        "pool.html",
        status=422 if problem else 200,
        found=found,
        pool=found.line.pool,
        kinds=MovementKind,
        titles=_titles(),
        form=form or MovementForm(),
        problem=problem,
        key=token_hex(16),
        money=yuan_of,
        done=DONE.get(done, ""),
        here="pools",
    )


def _titles() -> dict[str, str]:
    return {one.key: one.title for one in _programmes()}


def _programmes() -> list[Programme]:
    return [one for one in load_programmes() if not one.general]
