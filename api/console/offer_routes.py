"""``/desk/organisations/{key}/offers``: what an organisation offers, entered by staff."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.offer_form import OfferForm
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk import offers
from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.organisation import OfferKind

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.get("/organisations/{key}/offers")
def new_offer(key: str, visit: VisitDep, desk: DeskDep) -> Response:
    """The form of a new offer."""
    return _form(desk, visit, key, "")


@router.post("/organisations/{key}/offers")
def entered(key: str, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Store a new offer; what is wrong with the form is said beside it."""
    return _entered(desk, visit, key, "", OfferForm.sent(fields))


@router.get("/organisations/{key}/offers/{offer}")
def offer_page(key: str, offer: str, visit: VisitDep, desk: DeskDep) -> Response:
    """The form of an offer there is, and its withdrawal."""
    return _form(desk, visit, key, offer)


@router.post("/organisations/{key}/offers/{offer}")
def changed(key: str, offer: str, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Store the change."""
    return _entered(desk, visit, key, offer, OfferForm.sent(fields))


@router.post("/organisations/{key}/offers/{offer}/withdraw")
def withdrawn(key: str, offer: str, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Take it away; a missing reason is asked for."""
    try:
        with desk.services.database.begin() as unit:
            offers.withdraw(unit, visit.staff, key, offer, fields.one("reason"))
    except Invalid as refusal:
        return _form(desk, visit, key, offer, problem=refusal)
    return RedirectResponse(f"/desk/organisations/{key}?done=withdrawn", 303)


def _entered(desk: Desk, visit: Visit, key: str, offer: str, form: OfferForm) -> Response:
    try:
        with desk.services.database.begin() as unit:
            owner = offers.offer_page(unit, key, offer).profile.organisation
            stated = form.offer(offer, owner, desk.services.gazetteer)
            offers.enter_offer(unit, visit.staff, stated)
    except Invalid as refusal:
        return _form(desk, visit, key, offer, form=form, problem=refusal)
    return RedirectResponse(f"/desk/organisations/{key}?done=offered", 303)


def _form(
    desk: Desk,
    visit: Visit,
    key: str,
    offer: str,
    *,
    form: OfferForm | None = None,
    problem: Invalid | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        found = offers.offer_page(unit, key, offer)
    standing = OfferForm.of(found.offer) if found.offer else OfferForm()
    return page(
        desk,
        visit,
        "offer.html",
        status=422 if problem else 200,
        found=found,
        form=form or standing,
        problem=problem,
        kinds=tuple(OfferKind),
        categories=tuple(Category),
        here="organisations",
    )
