"""Sessions at the desk: opened by a login, seen again, listed, ended."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from api.desk.people import Staff
from api.domain.duties import Role
from api.domain.errors import NotFound
from api.store.database import Unit
from api.store.staff_history import regions_of
from api.tables.people import staff as accounts
from api.tables.people import staff_sessions as sessions

SESSION_LENGTH = timedelta(hours=12)
CODE_WAIT = timedelta(minutes=10)  # from the password to the code
SEEN_EVERY = timedelta(minutes=5)  # a page view writes no more often than that
LONGEST_BROWSER = 200
_HANDLE = 16  # characters of the digest: enough to name a session, useless to open one


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session of one's own. ``handle`` names it, ``browser`` is what the browser calls itself."""

    handle: str
    browser: str
    opened_at: datetime
    seen_at: datetime
    is_this: bool


def open_session(unit: Unit, staff: Staff, *, browser: str = "", awaits_code: bool = False) -> str:
    """A token for the cookie; only its digest is stored. Old sessions are swept out.

    With ``awaits_code`` it opens nothing but the page that asks for the code.
    """
    unit.connection.execute(delete(sessions).where(sessions.c.expires_at <= unit.now))
    token = token_urlsafe(32)
    unit.connection.execute(
        insert(sessions).values(
            token_digest=_digest(token),
            username=staff.username,
            awaits_code=awaits_code,
            browser=browser[:LONGEST_BROWSER],
            opened_at=unit.now,
            seen_at=unit.now,
            expires_at=unit.now + (CODE_WAIT if awaits_code else SESSION_LENGTH),
        )
    )
    return token


def staff_of(unit: Unit, token: str) -> Staff | None:
    """Whose session ``token`` opens; ``None`` when it is unknown, over, or the account closed."""
    return _holder(unit, token, awaits_code=False)


def awaiting_code(unit: Unit, token: str) -> Staff | None:
    """Who gave the right password in this session and owes a code; ``None`` when nobody does."""
    return _holder(unit, token, awaits_code=True)


def is_stale(unit: Unit, token: str) -> bool:
    """Whether it is time to note that the session was seen."""
    old = select(sessions.c.username).where(
        sessions.c.token_digest == _digest(token), sessions.c.seen_at <= unit.now - SEEN_EVERY
    )
    return unit.connection.execute(old).first() is not None


def note_seen(unit: Unit, token: str) -> None:
    """Note that the session is in use."""
    unit.connection.execute(
        update(sessions).where(sessions.c.token_digest == _digest(token)).values(seen_at=unit.now)
    )


def sessions_of(unit: Unit, staff: Staff, token: str) -> tuple[OpenSession, ...]:
    """One's own sessions, the one of ``token`` first, then the one seen last."""
    rows = unit.connection.execute(
        select(sessions)
        .where(
            sessions.c.username == staff.username,
            sessions.c.awaits_code.is_(False),
            sessions.c.expires_at > unit.now,
        )
        .order_by(sessions.c.seen_at.desc(), sessions.c.token_digest)
    ).all()
    found = [
        OpenSession(
            handle=row.token_digest[:_HANDLE],
            browser=row.browser,
            opened_at=row.opened_at,
            seen_at=row.seen_at,
            is_this=row.token_digest == _digest(token),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: not one.is_this))


def close_session(unit: Unit, token: str) -> None:
    """Log out."""
    unit.connection.execute(delete(sessions).where(sessions.c.token_digest == _digest(token)))


def end_session(unit: Unit, staff: Staff, handle: str) -> None:
    """Log oneself out somewhere else.

    Raises:
        NotFound: it is over already, or not one's own.
    """
    ended = unit.connection.execute(
        delete(sessions).where(
            sessions.c.username == staff.username,
            sessions.c.token_digest.startswith(handle, autoescape=True),
        )
    )
    if len(handle) != _HANDLE or ended.rowcount != 1:
        raise NotFound("这个登录已经退出了。请刷新页面查看现在的登录。")


def end_sessions(unit: Unit, username: str, *, but: str | None = None) -> None:
    """Log an account out everywhere, except where the token ``but`` is used."""
    ending = delete(sessions).where(sessions.c.username == username)
    if but is not None:
        ending = ending.where(sessions.c.token_digest != _digest(but))
    unit.connection.execute(ending)


def account_staff(row: Row[Any]) -> Staff:
    """The member of staff of a row of ``staff``."""
    return Staff(
        username=row.username,
        roles=frozenset(Role(role) for role in row.roles),
        must_change_password=row.must_change_password,
        person=row.person,
        regions=regions_of(row.regions),
    )


def _holder(unit: Unit, token: str, *, awaits_code: bool) -> Staff | None:
    row = unit.connection.execute(
        select(accounts)
        .join(sessions, sessions.c.username == accounts.c.username)
        .where(
            sessions.c.token_digest == _digest(token),
            sessions.c.awaits_code.is_(awaits_code),
            sessions.c.expires_at > unit.now,
            accounts.c.disabled.is_(False),
        )
    ).one_or_none()
    return account_staff(row) if row else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
