"""``/desk/tickets/{number}/beside/{other}``: two needs side by side, and merging them."""

import unicodedata
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.comparison_view import comparison_view
from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.desk.comparison_page import comparison
from api.desk.merging import merge_into
from api.domain.errors import Invalid, NotFound, Outdated, Refusal
from api.routes.problems import problem_of
from api.store import looks, tickets
from api.store.looks import Seen

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]

LONGEST_NUMBER = 9  # digits
CHOOSE = "请选合并后继续办理哪一份。"
CHANGED = "其中一份在页面打开之后有了变化，下面已经是最新内容，写的话还留着。请核对后再合并。"


@dataclass(frozen=True, slots=True)
class MergeForm:
    """The form as sent: which ticket is ``kept``, why, and both versions as they were shown."""

    kept: int = 0
    reason: str = ""
    version: int = 0
    other_version: int = 0

    @classmethod
    def sent(cls, fields: Fields) -> "MergeForm":
        """From the form."""
        return cls(
            fields.whole("kept"),
            fields.one("reason"),
            fields.whole("version"),
            fields.whole("other_version"),
        )


@router.get("/tickets/{number}/beside")
def any_other(number: Number, _: VisitDep, other: str = "") -> Response:
    """The comparison with a ticket whose number was typed."""
    typed = unicodedata.normalize("NFKC", other).strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
        raise NotFound("没有这个工单号。请返回上一页，填写要比较的那份工单的编号，例如 1001。")
    return RedirectResponse(f"/desk/tickets/{number}/beside/{int(typed)}", 303)


@router.get("/tickets/{number}/beside/{other}")
def comparison_page(number: Number, other: Number, visit: VisitDep, desk: DeskDep) -> Response:
    """The two needs field by field, and the form that merges them."""
    return _show(desk, visit, (number, other), MergeForm())


@router.post("/tickets/{number}/beside/{other}/merge")
def merge(
    number: Number, other: Number, fields: FormDep, visit: VisitDep, desk: DeskDep
) -> Response:
    """Merge one into the other; a refusal shows both as they are now, with what was typed."""
    form = MergeForm.sent(fields)
    versions = {number: form.version, other: form.other_version}
    gone = other if form.kept == number else number
    try:
        if form.kept not in versions:
            raise Invalid("kept", CHOOSE)
        with desk.services.database.begin() as unit:
            merge_into(
                unit,
                visit.staff,
                gone,
                form.kept,
                version=versions[gone],
                kept_version=versions[form.kept],
                reason=form.reason,
            )
    except NotFound:
        raise
    except Refusal as refusal:
        if _is_done_already(desk, visit, gone, form.kept):
            return _done(form.kept)
        return _show(desk, visit, (number, other), form, refusal)
    return _done(form.kept)


def _is_done_already(desk: Desk, visit: Visit, gone: int, kept: int) -> bool:
    """Whether the form was sent twice and the first time did it."""
    with desk.services.database.read() as unit:
        ticket = tickets.load(unit, gone)
    return ticket.merged_into == kept and ticket.history[-1].actor == visit.staff.username


def _done(kept: int) -> Response:
    return RedirectResponse(f"/desk/tickets/{kept}?status=all&done=merged", 303)


def _show(
    desk: Desk,
    visit: Visit,
    pair: tuple[int, int],
    form: MergeForm,
    refusal: Refusal | None = None,
) -> Response:
    database = desk.services.database
    with database.read() as unit:
        found = comparison(unit, visit.staff, *pair)
    for number in pair:
        looks.note(database, Seen.TICKET, number, visit.staff.username)
    problem = CHANGED if isinstance(refusal, Outdated) else refusal.message if refusal else ""
    return page(
        desk,
        visit,
        "comparison.html",
        status=problem_of(refusal).status if refusal else 200,
        view=comparison_view(found),
        form=form,
        problem=problem,
        here="queue",
    )
