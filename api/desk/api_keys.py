"""Keys for other systems as administrators issue and revoke them."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.desk.people import Staff
from api.domain.administration_event import AdministrationEvent
from api.domain.api_key import ApiKey, KeyFacts
from api.domain.duties import Duty
from api.domain.errors import Invalid
from api.store import administration
from api.store import api_keys as store
from api.store.database import Unit
from api.store.idempotency import recall, record

ALREADY = "这张表单已经生成过密钥，只显示那一次。没有抄下来的，请在下面停用它，再新建一个。"


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key in the list: whether it still opens something, and what was done to it."""

    key: ApiKey
    holds: bool
    events: Sequence[AdministrationEvent]


def list_keys(unit: Unit, staff: Staff) -> tuple[KeyLine, ...]:
    """All keys, the newest first.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    return tuple(
        KeyLine(
            key, key.holds(unit.now), administration.history_of(unit, store.subject_of(key.number))
        )
        for key in store.all_keys(unit)
    )


def issue_key(unit: Unit, staff: Staff, facts: KeyFacts, *, key: str) -> tuple[ApiKey, str]:
    """A new key, once for each form (``key``), and the words to hand to its owner.

    Raises:
        NotAllowed: not an administrator.
        Invalid: the form was sent before; the key is told only once.
    """
    staff.require(Duty.MANAGE)
    if not key or recall(unit, "api-key", key):
        raise Invalid("key", ALREADY)
    made, words = store.issue(unit, facts, actor=staff.username)
    record(unit, "api-key", key, made.number)
    return made, words


def revoke_key(unit: Unit, staff: Staff, number: int) -> ApiKey:
    """From this moment on the key opens nothing.

    Raises:
        NotAllowed: not an administrator.
        NotFound, WrongMove: see ``store.revoke``.
    """
    staff.require(Duty.MANAGE)
    return store.revoke(unit, number, actor=staff.username)
