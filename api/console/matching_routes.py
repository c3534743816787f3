"""``/desk/matching``: the full re-ranking, how far it is, and what it found last."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.console.allocation_view import BADGES
from api.console.desk import DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, VisitDep, page
from api.desk.rematching import start_rematch
from api.domain.job import JobKind
from api.store import jobs, organisations
from api.store.match_results import OPEN
from api.store.suiting import named, suited_needs

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

ADDRESS = "/desk/matching"
REFRESH_SECONDS = 2
LONGEST_NAME = 60
SHOWN = 20


@router.get("/matching")
def matching_page(visit: VisitDep, desk: DeskDep) -> Response:
    """The re-rankings made last; while one runs the page loads itself anew."""
    with desk.services.database.read() as unit:
        recent = jobs.recent(unit, JobKind.REMATCH)
        now = unit.now
    response = page(
        desk,
        visit,
        "matching.html",
        recent=recent,
        badges=BADGES,
        now=now,
        section="rematch",
        here="matching",
    )
    if any(job.is_open for job in recent):
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@router.post("/matching/rematch")
def rematch(_: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Begin a re-ranking, or lead to the one that runs."""
    with desk.services.database.begin() as unit:
        job = start_rematch(unit, visit.staff)
    desk.services.jobs.begin(job.number)
    return RedirectResponse(ADDRESS, 303)


@router.get("/matching/needs")
def needs_page(visit: VisitDep, desk: DeskDep, q: str = "", organisation: str = "") -> Response:
    """Organisations by name, and the open needs that suit the one chosen."""
    regions = visit.staff.regions
    words = q.replace("\x00", "").strip()[:LONGEST_NAME]
    with desk.services.database.read() as unit:
        chosen = organisations.find(unit, organisation) if organisation else None
        found = named(unit, words) if words and chosen is None else ()
        matches = suited_needs(unit, chosen.key, SHOWN, OPEN, regions) if chosen else []
    return page(
        desk,
        visit,
        "matching_needs.html",
        q=words,
        found=found,
        chosen=chosen,
        matches=matches,
        section="needs",
        here="matching",
    )
