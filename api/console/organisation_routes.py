"""``/desk/organisations``: who can help; staff verify, suspend and invite owners."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.organisation_view import (
    BADGES,
    facts,
    offer_lines,
    pages,
    parts,
    told,
    wanted_of,
)
from api.console.pictures import qr_picture
from api.console.post_routes import DOORS
from api.console.refusing import NO_SUCH_PAGE, DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk import organisations
from api.desk.organisations import Decision, Wanted
from api.desk.past_results import past_results
from api.domain.category import Category
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotFound
from api.domain.invitation import shown
from api.domain.membership import Role
from api.domain.organisation_profile import MOVES, OrganisationAct
from api.domain.project_evaluation import ASPECTS
from api.store.invitation_codes import Issued
from knowledge.programme_files import load_programmes

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

A = OrganisationAct
DECISIONS = {
    "verify": A.VERIFIED,
    "refuse": A.REFUSED,
    "suspend": A.SUSPENDED,
    "resume": A.RESUMED,
}
DONE = {
    "verify": "已核验通过，机构成员会在聊天里看到。",
    "refuse": "已退回，原因会发给机构成员。",
    "suspend": "已暂停，机构的资源不再参与匹配。",
    "resume": "已恢复，请重新核验。",
    "revoked": "没有用掉的邀请码已作废。",
    "offered": "资源已保存，从现在起参与匹配。",
    "withdrawn": "资源已撤下。",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An invitation that is on the page once and nowhere else."""

    code: str
    issued: Issued
    links: tuple[tuple[str, str], ...]
    picture: str


@router.get("/organisations")
def organisations_page(
    visit: VisitDep, desk: DeskDep, wanted: Annotated[Wanted, Depends(wanted_of)]
) -> Response:
    """The list with its filters."""
    with desk.services.database.read() as unit:
        listing = organisations.list_organisations(unit, wanted)
        results = past_results(unit, [one.key for one in listing.profiles])
    before, after = pages(listing, wanted)
    return page(
        desk,
        visit,
        "organisations.html",
        listing=listing,
        results=results,
        wanted=wanted,
        parts=parts(listing, wanted),
        categories=tuple(Category),
        badges=BADGES,
        page_before=before,
        page_after=after,
        here="organisations",
    )


@router.get("/organisations/{key}")
def organisation_page(key: str, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One organisation: its profile, offers, members by number, history, and what can be done."""
    return _one(desk, visit, key, done=done)


@router.post("/organisations/{key}/invite")
def invite(key: str, _: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Show a code for an owner, its links and its picture, this once."""
    with desk.services.database.begin() as unit:
        _profile, issued = organisations.invite_owner(unit, visit.staff, key)
    links = desk.services.entrances.links(issued.code)
    invitation = Shown(
        code=shown(issued.code),
        issued=issued,
        links=tuple((DOORS[door], link) for door, link in links.items()),
        picture=qr_picture(next(iter(links.values()), issued.code)),
    )
    return _one(desk, visit, key, invitation=invitation)


@router.post("/organisations/{key}/revoke")
def revoke(key: str, _: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Void the codes that were not used."""
    with desk.services.database.begin() as unit:
        organisations.revoke_invitations(unit, visit.staff, key)
    return RedirectResponse(f"/desk/organisations/{key}?done=revoked", 303)


@router.post("/organisations/{key}/{act}")
def decided(key: str, act: str, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Verify, refuse, suspend or resume; a missing reason is asked for beside what was written."""
    if act not in DECISIONS:
        raise NotFound(NO_SUCH_PAGE)
    decision = Decision(DECISIONS[act], key, fields.whole("version"), fields.one("reason"))
    try:
        with desk.services.database.begin() as unit:
            organisations.decide(unit, visit.staff, decision, notifier=desk.services.notifier)
    except Invalid as refusal:
        return _one(desk, visit, key, problem=refusal, tried=act, reason=decision.reason)
    return RedirectResponse(f"/desk/organisations/{key}?done={act}", 303)


def _one(
    desk: Desk,
    visit: Visit,
    key: str,
    *,
    done: str = "",
    invitation: Shown | None = None,
    problem: Invalid | None = None,
    tried: str = "",
    reason: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        found = organisations.organisation_page(unit, key)
        past = past_results(unit, (key,))[key]
    profile = found.profile
    return page(
        desk,
        visit,
        "organisation.html",
        status=422 if problem else 200,
        found=found,
        past=past,
        aspect_labels=ASPECTS,
        titles={one.key: one.title for one in load_programmes()},
        profile=profile,
        badge=BADGES[profile.state],
        facts=facts(profile),
        offers=tuple(offer_lines(found.offers, desk.services.database.clock.now().date())),
        owners=found.members[Role.OWNER],
        helpers=found.members[Role.MEMBER],
        history=told(found.history),
        may=[
            name
            for name, act in DECISIONS.items()
            if act in MOVES[profile.state] and visit.staff.may(Duty.ADMIT_ORGANISATIONS)
        ],
        invitation=invitation,
        problem=problem,
        tried=tried,
        reason=reason,
        done=DONE.get(done, ""),
        here="organisations",
    )
