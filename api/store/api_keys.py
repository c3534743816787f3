"""Keys for other systems as the database holds them: found by their digest, never readable."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from api.domain.administration_event import AdministrationAct
from api.domain.api_key import SHOWN_END, ApiKey, KeyFacts, Scope, expiry, key_digest, new_key
from api.domain.errors import NotFound, WrongMove
from api.store import administration
from api.store.database import Database, Unit
from api.tables.administration import api_keys as table

NOTE_EVERY = timedelta(minutes=1)  # a key in use must not write with every request


def subject_of(number: int) -> str:
    """What its history is kept under."""
    return f"key:{number}"


def issue(unit: Unit, facts: KeyFacts, *, actor: str) -> tuple[ApiKey, str]:
    """A new key, and the key itself, which is told only now."""
    key = new_key()
    number = unit.connection.execute(
        insert(table)
        .values(
            name=facts.name,
            owner=facts.owner,
            purpose=facts.purpose,
            scopes=sorted(facts.scopes),
            digest=key_digest(key),
            end=key[-SHOWN_END:],
            made_by=actor,
            made_at=unit.now,
            expires_at=expiry(unit.now, facts.days),
        )
        .returning(table.c.number)
    ).scalar_one()
    made = load(unit, number)
    act = AdministrationAct.ISSUED
    administration.record(unit, subject_of(number), act, made.state, actor=actor)
    return made, key


def revoke(unit: Unit, number: int, *, actor: str) -> ApiKey:
    """From this moment on the key opens nothing.

    Raises:
        NotFound: there is none with that number.
        WrongMove: it was revoked already.
    """
    changed = unit.connection.execute(
        update(table)
        .where(table.c.number == number, table.c.revoked_at.is_(None))
        .values(revoked_at=unit.now)
    )
    gone = load(unit, number)
    if changed.rowcount != 1:
        raise WrongMove(f"密钥“{gone.name}”已经停用，不用再停用一次。")
    act = AdministrationAct.REVOKED
    administration.record(unit, subject_of(number), act, gone.state, actor=actor)
    return gone


def load(unit: Unit, number: int) -> ApiKey:
    """The key with that number.

    Raises:
        NotFound: there is none.
    """
    row = unit.connection.execute(select(table).where(table.c.number == number)).one_or_none()
    if row is None:
        raise NotFound("没有找到这个密钥。请刷新页面，从列表里选择。")
    return _read(row)


def all_keys(unit: Unit) -> tuple[ApiKey, ...]:
    """All that were ever issued, the newest first."""
    rows = unit.connection.execute(select(table).order_by(table.c.number.desc())).all()
    return tuple(map(_read, rows))


def history_is_whole(unit: Unit, key: ApiKey) -> bool:
    """Whether it stands as its history says."""
    return administration.is_whole(unit, subject_of(key.number), key.state)


class SqlKeys:
    """Finds the key a request came with, and notes that it is in use."""

    def __init__(self, database: Database) -> None:
        """Look into ``database``, where another worker may have revoked it a moment ago."""
        self._database = database

    def __call__(self, key: str) -> ApiKey | None:
        """The key, when it holds; else ``None``, whatever is wrong with it."""
        with self._database.read() as unit:
            row = unit.connection.execute(
                select(table).where(table.c.digest == key_digest(key))
            ).one_or_none()
            found = _read(row) if row else None
            if found is None or not found.holds(unit.now):
                return None
            noted = found.last_used_at is not None and unit.now - found.last_used_at < NOTE_EVERY
        if not noted:
            with self._database.begin(durable=False) as unit:
                unit.connection.execute(
                    update(table)
                    .where(table.c.number == found.number)
                    .values(last_used_at=unit.now)
                )
        return found


def _read(row: Row[Any]) -> ApiKey:
    return ApiKey(
        number=row.number,
        name=row.name,
        owner=row.owner,
        purpose=row.purpose,
        scopes=frozenset(map(Scope, row.scopes)),
        end=row.end,
        made_by=row.made_by,
        made_at=row.made_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
