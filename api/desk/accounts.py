"""Staff accounts: made with a one-time password, given roles and regions, reset, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import insert, select, update

from api.desk.passwords import Passwords
from api.desk.people import Staff
from api.desk.sessions import account_staff, end_sessions
from api.desk.two_step import all_on
from api.domain.duties import EVERY_ROLE, Duty, Role, in_order
from api.domain.errors import Invalid, NotAllowed, NotFound
from api.domain.region import Region
from api.domain.staff_event import StaffAct, StaffEvent
from api.store import staff_history
from api.store.database import Unit
from api.tables.people import staff as accounts

SERVICE = "service"  # the actor of what is done on the machine itself
MOST_REGIONS = 40


@dataclass(frozen=True, slots=True)
class Remit:
    """What somebody is there for, and where; no ``regions`` means everywhere."""

    roles: frozenset[Role]
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the list of staff."""

    username: str
    roles: tuple[Role, ...]
    regions: tuple[Region, ...]
    disabled: bool
    must_change_password: bool
    linked: bool
    two_step: bool
    created_at: datetime


def create_admin(unit: Unit, passwords: Passwords, username: str = "admin") -> str | None:
    """The first administrator, who may do everything until there are colleagues, with a one-time
    password, which is returned and never shown again.

    Returns ``None`` when there is an account already.
    """
    if unit.connection.execute(select(accounts.c.username).limit(1)).first():
        return None
    return _create(unit, passwords, username, Remit(EVERY_ROLE), actor=SERVICE)


def create_staff(
    unit: Unit, staff: Staff, passwords: Passwords, username: str, remit: Remit
) -> str:
    """A new account with a one-time password, which is returned.

    Raises:
        NotAllowed: not an administrator.
        Invalid: the name is taken or cannot be one, or there is no role.
    """
    staff.require(Duty.MANAGE)
    name = username.strip()
    if not (2 <= len(name) <= 40 and name.isprintable() and " " not in name):
        raise Invalid("username", "用户名为 2 到 40 个字，不含空格。")
    taken = select(accounts.c.username).where(accounts.c.username == name)
    if unit.connection.execute(taken).first():
        raise Invalid("username", f"用户名“{name}”已经有人使用。请换一个。")
    _check(remit)
    return _create(unit, passwords, name, remit, actor=staff.username)


def change_remit(unit: Unit, staff: Staff, username: str, remit: Remit) -> None:
    """Give a colleague, or oneself, other roles and regions; their sessions go on with them.

    Raises:
        NotAllowed: not an administrator, or one who would leave the service without any.
        NotFound: there is no such account.
        Invalid: there is no role, or too many regions.
    """
    staff.require(Duty.MANAGE)
    _check(remit)
    before = account_of(unit, username)
    if Role.ADMIN in before.roles and Role.ADMIN not in remit.roles:
        _require_another_admin(unit, username)
    if (frozenset(before.roles), before.regions) == (remit.roles, remit.regions):
        return
    _change(unit, username, **_columns(remit))
    staff_history.note(unit, username, StaffAct.CHANGED, actor=staff.username)


def reset_password(unit: Unit, staff: Staff, passwords: Passwords, username: str) -> str:
    """A new one-time password for a colleague; ends their sessions.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is no such account.
    """
    staff.require(Duty.MANAGE)
    return new_one_time_password(unit, passwords, username, actor=staff.username)


def new_one_time_password(
    unit: Unit, passwords: Passwords, username: str, *, actor: str = SERVICE
) -> str:
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
    staff_history.note(unit, username, StaffAct.RESET, actor=actor)
    return password


def disable(unit: Unit, staff: Staff, username: str, *, disabled: bool = True) -> None:
    """Close an account, or open it again; the past stays under its name.

    Raises:
        NotAllowed: not an administrator, or one's own account.
        NotFound: there is no such account.
    """
    staff.require(Duty.MANAGE)
    if username == staff.username:
        raise NotAllowed("不能停用自己的账号。请由另一位管理员操作。")
    _change(unit, username, disabled=disabled)
    end_sessions(unit, username)
    act = StaffAct.CLOSED if disabled else StaffAct.OPENED
    staff_history.note(unit, username, act, actor=staff.username)


def list_staff(unit: Unit, staff: Staff) -> tuple[Account, ...]:
    """All accounts by name.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    names = unit.connection.execute(
        select(accounts.c.username).order_by(accounts.c.username)
    ).scalars()
    return tuple(account_of(unit, name) for name in names.all())


def account_of(unit: Unit, username: str) -> Account:
    """The account of that name.

    Raises:
        NotFound: there is none.
    """
    row = unit.connection.execute(
        select(accounts).where(accounts.c.username == username)
    ).one_or_none()
    if row is None:
        raise _unknown(username)
    one = account_staff(row)
    return Account(
        username=one.username,
        roles=in_order(one.roles),
        regions=one.regions,
        disabled=row.disabled,
        must_change_password=row.must_change_password,
        linked=row.person is not None,
        two_step=one.username in all_on(unit),
        created_at=row.created_at,
    )


def account_history(unit: Unit, staff: Staff, username: str) -> tuple[StaffEvent, ...]:
    """What administrators did with the account, the latest first.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    return staff_history.events_of(unit, username)[::-1]


def _check(remit: Remit) -> None:
    if not remit.roles:
        raise Invalid("roles", "请至少勾选一个角色。")
    if len(remit.regions) > MOST_REGIONS:
        raise Invalid("regions", f"最多 {MOST_REGIONS} 个地区。地区多的话，请写上一级的名字。")


def _require_another_admin(unit: Unit, username: str) -> None:
    others = unit.connection.execute(
        select(accounts.c.roles).where(
            accounts.c.username != username, accounts.c.disabled.is_(False)
        )
    ).scalars()
    if not any(Role.ADMIN in roles for roles in others):
        raise NotAllowed("这是唯一的管理员，不能去掉“管理员”。请先让另一位同事当管理员。")


def _create(unit: Unit, passwords: Passwords, username: str, remit: Remit, *, actor: str) -> str:
    password = token_urlsafe(12)
    unit.connection.execute(
        insert(accounts).values(
            username=username,
            password_hash=passwords.hash(password),
            must_change_password=True,
            disabled=False,
            failures=0,
            created_at=unit.now,
            **_columns(remit),
        )
    )
    staff_history.note(unit, username, StaffAct.MADE, actor=actor)
    return password


def _columns(remit: Remit) -> dict[str, Any]:
    regions: Sequence[Region] = remit.regions
    return {
        "roles": list(in_order(remit.roles)),
        "regions": [[one.code, one.name] for one in regions],
    }


def _change(unit: Unit, username: str, **values: Any) -> None:
    changed = unit.connection.execute(
        update(accounts).where(accounts.c.username == username).values(**values)
    )
    if changed.rowcount != 1:
        raise _unknown(username)


def _unknown(username: str) -> NotFound:
    return NotFound(f"没有找到账号“{username}”。请刷新页面。")
