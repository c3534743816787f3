"""``/desk/keys``: keys by which other systems use the API, for administrators."""

from dataclasses import dataclass
from secrets import token_hex

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.desk.api_keys import issue_key, list_keys, revoke_key
from api.domain.api_key import LIVES, KeyFacts, Scope
from api.domain.errors import Invalid

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

DONE = {"revoked": "密钥已停用，从现在起不能再用。"}
USUAL_DAYS = 365


@dataclass(frozen=True, slots=True)
class KeyForm:
    """The form of a new key, as typed."""

    name: str = ""
    owner: str = ""
    purpose: str = ""
    scopes: tuple[str, ...] = ()
    days: int = USUAL_DAYS

    @classmethod
    def sent(cls, fields: Fields) -> "KeyForm":
        """What the form sent."""
        name, owner, purpose = (fields.one(one).strip() for one in ("name", "owner", "purpose"))
        return cls(name, owner, purpose, fields.all("scopes"), fields.whole("days"))

    def facts(self) -> KeyFacts:
        """What is stated.

        Raises:
            Invalid: ``field`` names what cannot be.
        """
        known = {scope.value: scope for scope in Scope}
        scopes = tuple(known[one] for one in self.scopes if one in known)
        return KeyFacts(self.name, self.owner, self.purpose, scopes, self.days)


@dataclass(frozen=True, slots=True)
class Told:
    """A key that is on the page once and nowhere else."""

    name: str
    words: str


@router.get("/keys")
def keys_page(visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """All keys, and the form of a new one."""
    return _page(desk, visit, done=done)


@router.post("/keys")
def new_key(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Issue a key and show it once; what is wrong with the form is said beside it."""
    form = KeyForm.sent(fields)
    try:
        with desk.services.database.begin() as unit:
            made, words = issue_key(unit, visit.staff, form.facts(), key=fields.one("key")[:40])
    except Invalid as refusal:
        return _page(desk, visit, form=form, problem=refusal)
    return _page(desk, visit, told=Told(made.name, words))


@router.post("/keys/revoke")
def revoke(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Close a key at once."""
    with desk.services.database.begin() as unit:
        revoke_key(unit, visit.staff, fields.whole("number"))
    return RedirectResponse("/desk/keys?done=revoked", 303)


def _page(
    desk: Desk,
    visit: Visit,
    *,
    done: str = "",
    form: KeyForm | None = None,
    problem: Invalid | None = None,
    told: Told | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        lines = list_keys(unit, visit.staff)
    return page(
        desk,
        visit,
        "keys.html",
        status=422 if problem else 200,
        lines=lines,
        form=form or KeyForm(),
        problem=problem,
        told=told,
        scopes=Scope,
        lives=LIVES,
        key=token_hex(16),
        done=DONE.get(done, ""),
        here="settings",
    )
