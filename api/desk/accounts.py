"""Staff accounts: made with a one-time password, reset, closed, linked to one's own chat."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import insert, select, update

from api.desk.passwords import Passwords
from api.desk.people import Role, Staff
from api.desk.sessions import end_sessions
from api.desk.two_step import all_on
from api.domain.errors import Invalid, NotAllowed, NotFound
from api.store.database import Unit
from api.store.people import person_of_code
from api.tables.people import staff as accounts


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the list of staff."""

    username: str
    role: Role
    disabled: bool
    must_change_password: bool
    linked: bool
    two_step: bool
    created_at: datetime


def create_admin(unit: Unit, passwords: Passwords, username: str = "admin") -> str | None:
    """The first administrator with a one-time password, which is returned and never shown again.

    Returns ``None`` when there is an account already.
    """
    if unit.connection.execute(select(accounts.c.username).limit(1)).first():
        return None
    return _create(unit, passwords, username, Role.ADMIN)


def create_staff(unit: Unit, staff: Staff, passwords: Passwords, username: str, role: Role) -> str:
    """A new account with a one-time password, which is returned.

    Raises:
        NotAllowed: not an administrator.
        Invalid: the name is taken or cannot be one.
    """
    staff.require_admin()
    name = username.strip()
    if not (2 <= len(name) <= 40 and name.isprintable() and " " not in name):
        raise Invalid("username", "用户名为 2 到 40 个字，不含空格。")
    taken = select(accounts.c.username).where(accounts.c.username == name)
    if unit.connection.execute(taken).first():
        raise Invalid("username", f"用户名“{name}”已经有人使用。请换一个。")
    return _create(unit, passwords, name, role)


def reset_password(unit: Unit, staff: Staff, passwords: Passwords, username: str) -> str:
    """A new one-time password for a colleague; ends their sessions.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is no such account.
    """
    staff.require_admin()
    return new_one_time_password(unit, passwords, username)


def new_one_time_password(unit: Unit, passwords: Passwords, username: str) -> str:
    """The same for whoever runs the service, when no administrator can get in any more.

    Raises:
        NotFound: there is no such account.
    """
    password = token_urlsafe(12)
    _change(
        unit,
        username,
        password_hash=passwords.hash(password),
        must_change_password=True,
        failures=0,
        locked_until=None,
    )
    end_sessions(unit, username)
    return password


def disable(unit: Unit, staff: Staff, username: str, *, disabled: bool = True) -> None:
    """Close an account, or open it again; the past stays under its name.

    Raises:
        NotAllowed: not an administrator, or one's own account.
        NotFound: there is no such account.
    """
    staff.require_admin()
    if username == staff.username:
        raise NotAllowed("不能停用自己的账号。请由另一位管理员操作。")
    _change(unit, username, disabled=disabled)
    end_sessions(unit, username)


def list_staff(unit: Unit, staff: Staff) -> tuple[Account, ...]:
    """All accounts by name.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require_admin()
    rows = unit.connection.execute(select(accounts).order_by(accounts.c.username)).all()
    by_code = all_on(unit)
    return tuple(
        Account(
            username=row.username,
            role=Role(row.role),
            disabled=row.disabled,
            must_change_password=row.must_change_password,
            linked=row.person is not None,
            two_step=row.username in by_code,
            created_at=row.created_at,
        )
        for row in rows
    )


def link_chat(unit: Unit, staff: Staff, code: str) -> Staff:
    """Tell which chat is one's own, by a code got there: nobody may review their own report.

    Catch the refusal inside the unit and commit it: the try must count.

    Raises:
        Invalid: the code is wrong, over, or was tried too often.
    """
    person = person_of_code(unit, code, channel="desk", chat=staff.username)
    if person is None:
        raise Invalid("code", "绑定码不对或已过期。请在聊天里重新获取后再填。")
    _change(unit, staff.username, person=person)
    return Staff(staff.username, staff.role, staff.must_change_password, person)


def _create(unit: Unit, passwords: Passwords, username: str, role: Role) -> str:
    password = token_urlsafe(12)
    unit.connection.execute(
        insert(accounts).values(
            username=username,
            password_hash=passwords.hash(password),
            role=role,
            must_change_password=True,
            disabled=False,
            failures=0,
            created_at=unit.now,
        )
    )
    return password


def _change(unit: Unit, username: str, **values: Any) -> None:
    changed = unit.connection.execute(
        update(accounts).where(accounts.c.username == username).values(**values)
    )
    if changed.rowcount != 1:
        raise NotFound(f"没有找到账号“{username}”。请刷新页面。")
