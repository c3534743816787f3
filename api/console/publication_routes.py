"""``/desk/tickets/{number}/publication``: what everybody sees of a need, before and after."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.clock import SHANGHAI
from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.desk import publishing
from api.domain.errors import Invalid
from api.domain.public_need import LONGEST_DESCRIPTION, LONGEST_TITLE, PublicWords
from api.domain.publication import NOTICE_DAYS, public_words
from api.pages.need_view import need_view

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]

DONE = {
    "published": "已公开发布，谁都能在需求页上看到。上报人会在聊天里收到通知。",
    "reworded": "公开的内容已修改，需求页上马上就是新的。",
    "taken": "已停止公开。上报人会在聊天里收到原因，写好的公开内容留着，可以再发布。",
}
TRIED = "下面是改后的样子，还没有保存。"


@dataclass(frozen=True, slots=True)
class PublicationForm:
    """What was typed, to be shown again."""

    title: str = ""
    description: str = ""
    days: int = 0
    reason: str = ""

    @classmethod
    def sent(cls, fields: Fields) -> "PublicationForm":
        """From a form of the page."""
        return cls(
            fields.one("title"),
            fields.one("description"),
            fields.whole("days"),
            fields.one("reason"),
        )

    def words(self) -> PublicWords:
        """See ``public_words``."""
        return public_words(self.title, self.description)


@router.get("/tickets/{number}/publication")
def publication_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """The public form exactly as it will appear or appears, and what may be done with it."""
    return _show(desk, visit, number, done=DONE.get(done, ""))


@router.post("/tickets/{number}/publication/preview")
def preview(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """How it would look in these words; nothing is kept yet."""
    form = PublicationForm.sent(fields)
    try:
        return _show(desk, visit, number, form=form, words=form.words(), done=TRIED)
    except Invalid as refusal:
        return _show(desk, visit, number, form=form, problem=refusal)


@router.post("/tickets/{number}/publication/publish")
def publish(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Make it public."""
    form = PublicationForm.sent(fields)
    try:
        with desk.services.database.begin() as unit:
            publishing.publish(
                unit,
                visit.staff,
                number,
                version=fields.whole("version"),
                words=form.words(),
                days=form.days,
                notifier=desk.services.notifier,
            )
    except Invalid as refusal:
        return _show(desk, visit, number, form=form, problem=refusal)
    return _done(number, "published")


@router.post("/tickets/{number}/publication/reword")
def reword(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Change the words everybody reads."""
    form = PublicationForm.sent(fields)
    try:
        with desk.services.database.begin() as unit:
            publishing.reword(
                unit, visit.staff, number, version=fields.whole("version"), words=form.words()
            )
    except Invalid as refusal:
        return _show(desk, visit, number, form=form, problem=refusal)
    return _done(number, "reworded")


@router.post("/tickets/{number}/publication/take-back")
def take_back(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """End the publication."""
    try:
        with desk.services.database.begin() as unit:
            publishing.take_back(
                unit,
                visit.staff,
                number,
                version=fields.whole("version"),
                reason=fields.one("reason"),
                notifier=desk.services.notifier,
            )
    except Invalid as refusal:
        form = PublicationForm(reason=fields.one("reason"))
        return _show(desk, visit, number, form=form, problem=refusal)
    return _done(number, "taken")


def _done(number: int, what: str) -> Response:
    return RedirectResponse(f"/desk/tickets/{number}/publication?done={what}", 303)


def _show(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    form: PublicationForm | None = None,
    words: PublicWords | None = None,
    problem: Invalid | None = None,
    done: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        found = publishing.publication_page(unit, visit.staff, number, words)
        today = unit.now.astimezone(SHANGHAI).date()
    kept = found.publication.words
    return page(
        desk,
        visit,
        "publication.html",
        status=422 if problem else 200,
        ticket=found.ticket,
        seen=need_view(found.seen, found.publication.notice, today),
        heading="h2",
        form=form or PublicationForm(kept.title, kept.description),
        problem=problem,
        days=NOTICE_DAYS,
        longest_title=LONGEST_TITLE,
        longest_description=LONGEST_DESCRIPTION,
        done=done,
        here="queue",
    )
