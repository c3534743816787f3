"""``/desk/posts``: posts with their terms; administrators make, offer and close them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.pictures import qr_picture
from api.console.post_form import PostForm
from api.console.post_view import parts, row_of, rows, told
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk import posts
from api.domain.errors import Invalid
from api.domain.invitation import Offer, shown
from bot.entrances import Door

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
DONE = {
    "made": "岗位已建好，现在可以邀请人来担任。",
    "changed": "已保存。",
    "revoked": "邀请已撤回，邀请码作废。",
    "closed": "岗位已撤销，记录保留。",
}
DOORS = {Door.WEB: "网页链接", Door.TELEGRAM: "Telegram 链接"}


@dataclass(frozen=True, slots=True)
class Shown:
    """An invitation that is on the page once and nowhere else."""

    code: str
    offer: Offer
    links: tuple[tuple[str, str], ...]
    picture: str


@router.get("/posts")
def posts_page(visit: VisitDep, desk: DeskDep, part: str = "") -> Response:
    """The list, and the form of a new post."""
    return _list(desk, visit, part=part)


@router.post("/posts")
def new_post(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Make a post; what is wrong with the form is said beside it."""
    form = PostForm.sent(fields)
    try:
        facts = form.facts(desk.services.gazetteer)
        with desk.services.database.begin() as unit:
            made = posts.make_post(unit, visit.staff, facts)
    except Invalid as refusal:
        return _list(desk, visit, form=form, problem=refusal)
    return RedirectResponse(f"/desk/posts/{made.number}?done=made", 303)


@router.get("/posts/{number}")
def post_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One post: who holds it, until when, its history, and what can be done."""
    return _one(desk, visit, number, done=done)


@router.post("/posts/{number}")
def changed_post(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Another title, unit or term."""
    form = PostForm.sent(fields)
    try:
        facts = form.facts(desk.services.gazetteer)
        with desk.services.database.begin() as unit:
            posts.change_post(
                unit, visit.staff, number, version=fields.whole("version"), facts=facts
            )
    except Invalid as refusal:
        return _one(desk, visit, number, form=form, problem=refusal)
    return RedirectResponse(f"/desk/posts/{number}?done=changed", 303)


@router.post("/posts/{number}/invite")
def invite(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Show a code, its links and its picture, this once."""
    with desk.services.database.begin() as unit:
        offer = posts.invite_to(unit, visit.staff, number, version=fields.whole("version"))
    links = desk.services.entrances.links(offer.code)
    invitation = Shown(
        code=shown(offer.code),
        offer=offer,
        links=tuple((DOORS[door], link) for door, link in links.items()),
        picture=qr_picture(next(iter(links.values()), offer.code)),
    )
    return _one(desk, visit, number, invitation=invitation)


@router.post("/posts/{number}/revoke")
def revoke(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Take the invitation back."""
    with desk.services.database.begin() as unit:
        posts.revoke_invitation(unit, visit.staff, number, version=fields.whole("version"))
    return RedirectResponse(f"/desk/posts/{number}?done=revoked", 303)


@router.post("/posts/{number}/close")
def close(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """End the post; its last holder is told."""
    with desk.services.database.begin() as unit:
        posts.close_post(
            unit,
            visit.staff,
            number,
            version=fields.whole("version"),
            notifier=desk.services.notifier,
        )
    return RedirectResponse(f"/desk/posts/{number}?done=closed", 303)


def _list(
    desk: Desk,
    visit: Visit,
    *,
    part: str = "",
    form: PostForm | None = None,
    problem: Invalid | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        lines = posts.list_posts(unit, visit.staff.regions)
    return page(
        desk,
        visit,
        "posts.html",
        status=422 if problem else 200,
        rows=rows(lines, part),
        parts=parts(lines, part),
        nothing_at_all=not lines,
        form=form or PostForm(),
        problem=problem,
        here="posts",
    )


def _one(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    done: str = "",
    invitation: Shown | None = None,
    form: PostForm | None = None,
    problem: Invalid | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        found = posts.post_page(unit, number)
    return page(
        desk,
        visit,
        "post.html",
        status=422 if problem else 200,
        post=found.line.post,
        row=row_of(found.line),
        open_invitation=found.invitation,
        history=told(found.history),
        whole=found.whole,
        form=form or PostForm.of(found.line.post),
        problem=problem,
        invitation=invitation,
        done=DONE.get(done, ""),
        here="posts",
    )
