"""Who is at the desk: the session's cookie, and forms that only its own pages may send."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from starlette.responses import Response

from api.console.desk import Desk, DeskDep
from api.console.form_tokens import is_form_token, new_form_token
from api.console.regional_pages import require_place
from api.console.sections import menu, opens, require_section
from api.desk.chat_pages import waiting_count
from api.desk.claim_pages import claims_waiting
from api.desk.people import Staff
from api.desk.sessions import SESSION_LENGTH, is_stale, note_seen, staff_of
from api.routes.chat_access import same_origin
from api.routes.problems import SENTENCES, Problem
from api.routes.services import Web, WebDep
from api.routes.uploads import read_body

COOKIE = "shanhai_desk"
PATH = "/desk"
MOST_FIELDS = 100
LONGEST_FORM = 128 * 1024  # bytes; the longest answer takes a third of it
TOKEN_FIELD = "form_token"  # noqa: S105 - the name of a field, not a secret


class LoginNeeded(Exception):
    """Nobody is logged in, or the session is over."""


class StaleForm(Exception):
    """The form belongs to another session: somebody logged in anew since it was shown."""

    def __init__(self, visit: "Visit") -> None:
        """``visit`` is the present session."""
        super().__init__("stale form")
        self.visit = visit


class PasswordChangeNeeded(Exception):
    """A one-time password opens only the page where it is changed."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A member of staff in a session, whose cookie holds ``token``."""

    staff: Staff
    token: str

    def form_token(self) -> str:
        """What the forms of a page carry."""
        return new_form_token(self.token)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form as sent."""

    values: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        """The field's value, empty when it was not sent."""
        return self.values.get(name, [""])[0]

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field that may be ticked several times."""
        return tuple(self.values.get(name, ()))

    def whole(self, name: str) -> int:
        """The field as a whole number, 0 when it is none."""
        text = self.one(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


async def sent_fields(request: Request, web: WebDep) -> Fields:
    """The form, when our own page sent it.

    Raises:
        Problem: 403 when another site sent it, 413 when far too long, 400 when unreadable.
    """
    if not same_origin(request, web):
        raise Problem(403, "cross_site", "请从工作台的页面里操作。刷新页面后再试一次。")
    fields = fields_in(await read_body(request, LONGEST_FORM))
    request.state.fields = fields  # kept for the page that says the session is over
    return fields


def fields_in(body: bytes) -> Fields:
    """The form in the body of a request.

    Raises:
        Problem: 400 when unreadable.
    """
    try:
        values = parse_qs(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise Problem(400, "bad_form", SENTENCES[400]) from None
    return Fields({name: [_plain(text) for text in texts] for name, texts in values.items()})


def _plain(text: str) -> str:
    """Line breaks as we store them, without the character PostgreSQL cannot."""
    return text.replace("\r\n", "\n").replace("\x00", "")


def visit_before_change(request: Request, desk: DeskDep) -> Visit:
    """The session of this request, be its password a one-time one or not.

    Raises:
        LoginNeeded: there is none.
    """
    token = request.cookies.get(COOKIE, "")
    with desk.services.database.read() as unit:
        staff = staff_of(unit, token) if token else None
        unnoted = staff is not None and is_stale(unit, token)
    if staff is None:
        raise LoginNeeded
    if unnoted:
        with desk.services.database.begin(durable=False) as unit:
            note_seen(unit, token)
    return Visit(staff, token)


def visit(
    request: Request, desk: DeskDep, found: Annotated[Visit, Depends(visit_before_change)]
) -> Visit:
    """The session of this request.

    Raises:
        LoginNeeded: there is none.
        PasswordChangeNeeded: the password is still the one-time one.
        NotAllowed: the page is not for the roles of this member of staff, or not for their regions.
    """
    if found.staff.must_change_password:
        raise PasswordChangeNeeded
    if request.url.path != PATH:  # where everybody begins: it leads on to what they may open
        require_section(found.staff, request.url.path)
    if found.staff.regions:
        with desk.services.database.read() as unit:
            require_place(unit, found.staff, request.url.path)
    return found


FieldsDep = Annotated[Fields, Depends(sent_fields)]
VisitBeforeChangeDep = Annotated[Visit, Depends(visit_before_change)]
VisitDep = Annotated[Visit, Depends(visit)]


def form_before_change(fields: FieldsDep, found: VisitBeforeChangeDep) -> Fields:
    """The form of a page of this very session.

    Raises:
        StaleForm: it belongs to another session.
    """
    if not is_form_token(found.token, fields.one(TOKEN_FIELD)):
        raise StaleForm(found)
    return fields


def form(found: Annotated[Fields, Depends(form_before_change)], _: VisitDep) -> Fields:
    """The same, once the password is one's own."""
    return found


FormBeforeChangeDep = Annotated[Fields, Depends(form_before_change)]
FormDep = Annotated[Fields, Depends(form)]


def keep_session(response: Response, web: Web, token: str) -> None:
    """Put the session's token where scripts cannot read it."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION_LENGTH.total_seconds()),
        path=PATH,
        httponly=True,
        samesite="lax",
        secure=web.services.settings.public_url.startswith("https://"),
    )


def browser_of(request: Request) -> str:
    """What the browser calls itself."""
    return request.headers.get("user-agent", "")


def forget_session(response: Response) -> None:
    """Take the token away again."""
    response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="lax")


def page(
    desk: Desk, visit: Visit, template: str, *, status: int = 200, **context: object
) -> Response:
    """A page for somebody who is logged in; its frame tells who and what waits for staff."""
    with desk.services.database.read() as unit:
        menu_counts = {"chats": waiting_count(unit), "claims": claims_waiting(unit, visit.staff)}
    return desk.pages.render(
        template,
        status=status,
        staff=visit.staff,
        form_token=visit.form_token(),
        menu=menu(visit.staff),
        opens=partial(opens, visit.staff),
        menu_counts=menu_counts,
        **context,
    )
