"""Sentences of the conversation in other words, with every wording there was in a history."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update

from api.domain.administration_event import AdministrationAct
from api.domain.errors import Outdated
from api.store import administration
from api.store.database import Unit
from api.tables.administration import administration_history
from api.tables.administration import reworded_texts as table
from bot.texts.rewording import Override

LOCK = 7_266_440  # PostgreSQL advisory lock: one wording is written at a time
_SUBJECT = "text:"
OUTDATED = "这句话刚被其他人改过。请看过最新内容再改。"


@dataclass(frozen=True, slots=True)
class Kept:
    """An override as it is kept."""

    override: Override
    version: int


def subject_of(key: str) -> str:
    """What the history of a sentence is kept under."""
    return f"{_SUBJECT}{key}"


def state_of(override: Override | None) -> str:
    """What its history says stands; nothing once it was put back."""
    if override is None:
        return ""
    words = {"simplified": override.simplified, "english": override.english}
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


def all_overrides(unit: Unit) -> Mapping[str, Override]:
    """Every sentence in other words, by key."""
    rows = unit.connection.execute(select(table).order_by(table.c.key)).all()
    return {row.key: Override(row.simplified, row.english) for row in rows}


def override_of(unit: Unit, key: str) -> Kept | None:
    """How a sentence was reworded; ``None`` when it is as written."""
    row = unit.connection.execute(select(table).where(table.c.key == key)).one_or_none()
    return Kept(Override(row.simplified, row.english), row.version) if row else None


def put(unit: Unit, key: str, override: Override, *, version: int, actor: str) -> None:
    """Say it so from now on; ``version`` is 0 where it was as written.

    Raises:
        Outdated: somebody reworded it, or put it back, meanwhile.
    """
    words = {"simplified": override.simplified, "english": override.english}
    _hold(unit, key, version)
    if version:
        changed = update(table).where(table.c.key == key).values(**words, version=version + 1)
        unit.connection.execute(changed)
    else:
        unit.connection.execute(insert(table).values(key=key, **words, version=1))
    act = AdministrationAct.REWORDED
    administration.record(unit, subject_of(key), act, state_of(override), actor=actor)


def put_back(unit: Unit, key: str, *, version: int, actor: str) -> None:
    """Say it as written again.

    Raises:
        Outdated: somebody reworded it, or put it back, meanwhile.
    """
    _hold(unit, key, version)
    unit.connection.execute(delete(table).where(table.c.key == key))
    act = AdministrationAct.PUT_BACK
    administration.record(unit, subject_of(key), act, state_of(None), actor=actor)


def changes(unit: Unit) -> int:
    """How often anything was reworded or put back; grows with every change."""
    return int(
        unit.connection.execute(
            select(func.count())
            .select_from(administration_history)
            .where(administration_history.c.subject.startswith(_SUBJECT))
        ).scalar_one()
    )


def ever_reworded(unit: Unit) -> tuple[str, ...]:
    """The keys of sentences that are reworded, or were once."""
    subject = administration_history.c.subject
    told = unit.connection.execute(
        select(subject).where(subject.startswith(_SUBJECT)).distinct()
    ).scalars()
    return tuple(sorted({one.removeprefix(_SUBJECT) for one in told} | set(all_overrides(unit))))


def history_is_whole(unit: Unit, key: str) -> bool:
    """Whether a sentence stands as its history says."""
    kept = override_of(unit, key)
    return administration.is_whole(unit, subject_of(key), state_of(kept.override if kept else None))


def _hold(unit: Unit, key: str, version: int) -> None:
    unit.alone(LOCK)
    kept = override_of(unit, key)
    if (kept.version if kept else 0) != version:
        raise Outdated(OUTDATED)
