"""Logging in to the desk, with a back-off after failures, and one's own password."""

from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import Row, select, update

from api.desk import sessions, two_step
from api.desk.passwords import Passwords
from api.desk.people import Staff
from api.desk.sessions import account_staff
from api.domain.errors import Invalid, NotAllowed
from api.store.database import Database, Unit
from api.tables.people import staff as accounts

FREE_FAILURES = 5  # afterwards each further failure doubles the wait
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
WRONG_CODE = "验证码不对或已用过。请等下一个六位数字再填；手机不在身边，可以填一个备用码。"
WRONG = "用户名或密码不对。请核对后再试；忘记密码请联系管理员重置。"


class LoginOver(Exception):
    """The session begun with a password is over before its code came."""


def authenticate(database: Database, passwords: Passwords, username: str, password: str) -> Staff:
    """The member of staff with that name and password.

    Takes the database, not a unit: a failure must be remembered although it is raised, and the
    slow hash must not hold a transaction. Every try counts before it is checked, so that many
    at once gain nothing.

    Raises:
        NotAllowed: wrong name or password, too many failures, or a closed account.
    """
    with database.begin() as unit:
        row = _account(unit, username, alone=True)
        if row is not None:
            _require_unlocked(row, unit.now)
            _count_try(unit, row)
    known = row is not None and not row.disabled
    fits = passwords.fits(row.password_hash if row else None, password[:LONGEST_PASSWORD])
    if row is None or not (fits and known):
        raise NotAllowed(WRONG)
    with database.begin() as unit:
        if two_step.is_on(unit, username):  # only the code ends the counting
            _uncount_try(unit, row)
        else:
            _change(unit, username, failures=0, locked_until=None)
    return account_staff(row)


def pass_code(database: Database, token: str, code: str, browser: str) -> str:
    """The token of a whole session, once ``code`` (of the app, or a spare one) was right; ``token``
    is that of the session begun with the password.

    Takes the database for the same reason as ``authenticate``.

    Raises:
        LoginOver: that session is over; the password is needed again.
        NotAllowed: a wrong or used code, or too many failures.
    """
    with database.begin() as unit:
        staff = sessions.awaiting_code(unit, token)
        row = _account(unit, staff.username, alone=True) if staff else None
        if staff is None or row is None:
            raise LoginOver
        _require_unlocked(row, unit.now)
        _count_try(unit, row)
    with database.begin() as unit:
        if not two_step.takes(unit, staff.username, code):
            raise NotAllowed(WRONG_CODE)
        _change(unit, staff.username, failures=0, locked_until=None)
        sessions.close_session(unit, token)
        return sessions.open_session(unit, staff, browser=browser)


def change_password(unit: Unit, staff: Staff, passwords: Passwords, *, old: str, new: str) -> Staff:
    """Set a password of one's own; all sessions end, open a new one afterwards.

    Raises:
        NotAllowed: the old password is wrong.
        Invalid: the new one is too short, too long, or not new.
    """
    row = _account(unit, staff.username)
    if row is None or not passwords.fits(row.password_hash, old[:LONGEST_PASSWORD]):
        raise NotAllowed("原密码不对。请核对后再试。")
    if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
        raise Invalid("new", f"新密码至少 {SHORTEST_PASSWORD} 位。建议用几个不相干的词连起来。")
    if new in (old, staff.username):
        raise Invalid("new", "新密码不能与原密码或用户名相同。请换一个。")
    _change(unit, staff.username, password_hash=passwords.hash(new), must_change_password=False)
    sessions.end_sessions(unit, staff.username)
    return replace(staff, must_change_password=False)


def _account(unit: Unit, username: str, *, alone: bool = False) -> Row[Any] | None:
    """The account; ``alone`` keeps others from counting on the same row at the same time."""
    found = select(accounts).where(accounts.c.username == username)
    return unit.connection.execute(found.with_for_update() if alone else found).one_or_none()


def _change(unit: Unit, username: str, **values: Any) -> None:
    unit.connection.execute(
        update(accounts).where(accounts.c.username == username).values(**values)
    )


def _require_unlocked(row: Row[Any], now: datetime) -> None:
    if row.locked_until is not None and row.locked_until > now:
        seconds = ceil((row.locked_until - now).total_seconds())
        wait = f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
        raise NotAllowed(f"连续输错次数较多，请 {wait}后再试。")


def _uncount_try(unit: Unit, row: Row[Any]) -> None:
    """As it was before the try, unless somebody else tried meanwhile."""
    unit.connection.execute(
        update(accounts)
        .where(accounts.c.username == row.username, accounts.c.failures == row.failures + 1)
        .values(failures=row.failures, locked_until=row.locked_until)
    )


def _count_try(unit: Unit, row: Row[Any]) -> None:
    failures = row.failures + 1
    locked_until = None
    if failures >= FREE_FAILURES:
        doublings = min(failures - FREE_FAILURES, 10)
        locked_until = unit.now + min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
    _change(unit, row.username, failures=failures, locked_until=locked_until)
