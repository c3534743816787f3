"""Two-step login (两步验证): a code from an app on one's telephone beside the password."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from secrets import choice

import pyotp
from sqlalchemy import delete, func, insert, select, update

from api.desk.passwords import Passwords
from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotAllowed, NotFound
from api.domain.staff_event import StaffAct
from api.store import staff_history
from api.store.database import Unit
from api.tables.people import staff as accounts
from api.tables.people import staff_spare_codes as spare
from api.tables.people import staff_two_step as two_step

ISSUER = "山海桥工作台"
SPARE_CODES = 8
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
_LENGTH = 10
_DRIFT = 1  # steps of 30 s by which the clock of a telephone may be wrong
_NOISE = re.compile(r"[\s\-]")


@dataclass(frozen=True, slots=True)
class TwoStep:
    """How it stands for one account. ``since`` is ``None`` while it is off; ``secret`` is there
    only while it is being set up, with ``address`` for the app to read as a picture."""

    since: datetime | None = None
    spare_codes: int = 0
    secret: str = ""
    address: str = ""


def is_on(unit: Unit, username: str) -> bool:
    """Whether a login needs a code."""
    found = select(two_step.c.username).where(
        two_step.c.username == username, two_step.c.confirmed_at.is_not(None)
    )
    return unit.connection.execute(found).first() is not None


def all_on(unit: Unit) -> frozenset[str]:
    """The accounts whose login needs a code."""
    found = select(two_step.c.username).where(two_step.c.confirmed_at.is_not(None))
    return frozenset(unit.connection.execute(found).scalars())


def standing(unit: Unit, staff: Staff) -> TwoStep:
    """How it stands for oneself."""
    row = unit.connection.execute(
        select(two_step).where(two_step.c.username == staff.username)
    ).one_or_none()
    if row is None:
        return TwoStep()
    if row.confirmed_at is None:
        address = pyotp.TOTP(row.secret).provisioning_uri(name=staff.username, issuer_name=ISSUER)
        return TwoStep(secret=row.secret, address=address)
    left = unit.connection.execute(
        select(func.count()).select_from(spare).where(spare.c.username == staff.username)
    ).scalar_one()
    return TwoStep(since=row.confirmed_at, spare_codes=left)


def begin(unit: Unit, staff: Staff) -> None:
    """Make a secret to put into an app; logins stay as they are until ``confirm``.

    Raises:
        NotAllowed: it is on already.
    """
    if is_on(unit, staff.username):
        raise NotAllowed("两步验证已经开启。要换手机，请先关闭再重新开启。")
    forget(unit, staff.username)
    unit.connection.execute(
        insert(two_step).values(username=staff.username, secret=pyotp.random_base32(), last_step=0)
    )


def confirm(unit: Unit, staff: Staff, code: str) -> tuple[str, ...]:
    """Turn it on with the first code of the app; returns the spare codes, shown only once.

    Raises:
        Invalid: it is not the code of this moment.
        NotFound: it was not begun.
    """
    found = standing(unit, staff)
    if not found.secret:
        raise NotFound("还没有开始设置两步验证。请从“账号”页面重新开始。")
    if not _takes_app_code(unit, staff.username, _plain(code)):
        raise Invalid("code", "验证码不对。请核对手机的时间，填应用里正在显示的六位数字。")
    unit.connection.execute(
        update(two_step).where(two_step.c.username == staff.username).values(confirmed_at=unit.now)
    )
    return new_spare_codes(unit, staff)


def new_spare_codes(unit: Unit, staff: Staff) -> tuple[str, ...]:
    """Spare codes for when the telephone is not at hand; earlier ones are void. Each is used once.

    Raises:
        NotAllowed: it is not on.
    """
    if not is_on(unit, staff.username):
        raise NotAllowed("还没有开启两步验证。请先开启。")
    codes = tuple("".join(choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(SPARE_CODES))
    unit.connection.execute(delete(spare).where(spare.c.username == staff.username))
    unit.connection.execute(
        insert(spare),
        [{"username": staff.username, "code_digest": _digest(code)} for code in codes],
    )
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def turn_off(unit: Unit, staff: Staff, passwords: Passwords, password: str) -> None:
    """Log in by password alone again.

    Raises:
        NotAllowed: the password is wrong.
    """
    stored = unit.connection.execute(
        select(accounts.c.password_hash).where(accounts.c.username == staff.username)
    ).scalar()
    if not passwords.fits(stored, password):
        raise NotAllowed("密码不对，两步验证没有关闭。请核对后再试。")
    forget(unit, staff.username)


def turn_off_for(unit: Unit, staff: Staff, username: str) -> None:
    """The same for a colleague who lost their telephone.

    Raises:
        NotAllowed: not an administrator, or one's own account.
    """
    staff.require(Duty.MANAGE)
    if username == staff.username:
        raise NotAllowed("自己的两步验证请在“账号”里关闭。")
    forget(unit, username)
    staff_history.note(unit, username, StaffAct.FREED, actor=staff.username)


def forget(unit: Unit, username: str) -> None:
    """Forget the secret and the spare codes of an account."""
    unit.connection.execute(delete(spare).where(spare.c.username == username))
    unit.connection.execute(delete(two_step).where(two_step.c.username == username))


def takes(unit: Unit, username: str, code: str) -> bool:
    """Whether ``code`` opens the account now; one that did is used up."""
    plain = _plain(code)
    if plain.isdigit() and len(plain) == 6:
        return _takes_app_code(unit, username, plain)
    used = unit.connection.execute(
        delete(spare).where(spare.c.username == username, spare.c.code_digest == _digest(plain))
    )
    return used.rowcount == 1


def _takes_app_code(unit: Unit, username: str, code: str) -> bool:
    row = unit.connection.execute(
        select(two_step).where(two_step.c.username == username).with_for_update()
    ).one_or_none()
    if row is None:
        return False
    app = pyotp.TOTP(row.secret)
    now = app.timecode(unit.now)
    steps = range(max(now - _DRIFT, row.last_step + 1), now + _DRIFT + 1)
    fits = [step for step in steps if pyotp.utils.strings_equal(app.generate_otp(step), code)]
    if fits:
        unit.connection.execute(
            update(two_step).where(two_step.c.username == username).values(last_step=fits[0])
        )
    return bool(fits)


def _plain(code: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", code)).lower()


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
