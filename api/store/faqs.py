"""Reviewed answers in the database: each version, each move, and the chain of their history."""

from typing import Any

from sqlalchemy import Row, func, insert, select, update

from api.domain.errors import NotFound, Outdated
from api.domain.faq import FaqBody, FaqStatus, FaqVersion, body_from_json
from api.domain.faq_event import FaqEvent, body_digest
from api.domain.history import chain_is_whole
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.faqs import faq_history, faqs
from api.tables.questions import question_counts

FAQ_LOCK = 7_266_430  # PostgreSQL: numbers and versions are given out one at a time


def add(unit: Unit, body: FaqBody, *, actor: str, reason: str, number: int = 0) -> FaqVersion:
    """A new version, waiting for review; without ``number`` of a new answer."""
    unit.alone(FAQ_LOCK)
    number = number or (unit.connection.execute(select(func.max(faqs.c.number))).scalar() or 0) + 1
    last = unit.connection.execute(
        select(func.max(faqs.c.version)).where(faqs.c.number == number)
    ).scalar()
    made = FaqVersion(number, (last or 0) + 1, FaqStatus.PENDING, body, actor, unit.now)
    unit.connection.execute(
        insert(faqs).values(
            number=made.number,
            version=made.version,
            status=made.status,
            body=body.to_json(),
            written_by=actor,
            written_at=made.written_at,
        )
    )
    _record(unit, made, None, actor=actor, reason=reason)
    return made


def save(
    unit: Unit, before: FaqVersion, after: FaqVersion, *, actor: str, reason: str = ""
) -> None:
    """Store a move.

    Raises:
        Outdated: somebody moved it first.
    """
    changed = unit.connection.execute(
        update(faqs)
        .where(
            faqs.c.number == before.number,
            faqs.c.version == before.version,
            faqs.c.status == before.status,
        )
        .values(status=after.status, reviewed_by=after.reviewed_by, reviewed_at=after.reviewed_at)
    )
    if changed.rowcount != 1:
        raise Outdated("这条解答刚被其他同事处理过。请刷新页面，按最新状态处理。")
    _record(unit, after, before.status, actor=actor, reason=reason)


def versions(unit: Unit, number: int) -> tuple[FaqVersion, ...]:
    """All versions of one, the newest first.

    Raises:
        NotFound: there is none with that number.
    """
    rows = unit.connection.execute(
        select(faqs).where(faqs.c.number == number).order_by(faqs.c.version.desc())
    ).all()
    if not rows:
        raise NotFound(f"没有找到编号 {number} 的解答。请从解答的列表里打开。")
    return tuple(_version(row) for row in rows)


def newest(unit: Unit) -> tuple[FaqVersion, ...]:
    """The newest version of each, the one changed last first."""
    last = select(faqs.c.number, func.max(faqs.c.version).label("version")).group_by(faqs.c.number)
    top = last.subquery()
    rows = unit.connection.execute(
        select(faqs)
        .join(top, (faqs.c.number == top.c.number) & (faqs.c.version == top.c.version))
        .order_by(faqs.c.written_at.desc(), faqs.c.number.desc())
    ).all()
    return tuple(_version(row) for row in rows)


def approved(unit: Unit) -> tuple[FaqVersion, ...]:
    """What may answer, as far as review goes; at most one version of each."""
    rows = unit.connection.execute(
        select(faqs).where(faqs.c.status == FaqStatus.APPROVED).order_by(faqs.c.number)
    ).all()
    return tuple(_version(row) for row in rows)


def stamp(unit: Unit) -> int:
    """Changes with every version and every move."""
    return unit.connection.execute(select(func.count()).select_from(faq_history)).scalar_one()


def events(unit: Unit, number: int) -> tuple[FaqEvent, ...]:
    """The history of one, oldest entry first, with the words of each version as they are now."""
    bodies = {one.version: body_digest(one.body) for one in versions(unit, number)}
    rows = unit.connection.execute(
        select(faq_history).where(faq_history.c.faq == number).order_by(faq_history.c.ordinal)
    ).all()
    return tuple(
        FaqEvent(
            at=row.at,
            actor=row.actor,
            version=row.version,
            status_from=FaqStatus(row.status_from) if row.status_from else None,
            status_to=FaqStatus(row.status_to),
            reason=row.reason,
            body=bodies.get(row.version, ""),
            previous_hash=row.previous_hash,
        )
        for row in rows
    )


def events_are_whole(unit: Unit, number: int) -> bool:
    """Whether no entry, no word and no status was changed behind our back."""
    told = events(unit, number)
    last = unit.connection.execute(
        select(faq_history.c.hash)
        .where(faq_history.c.faq == number)
        .order_by(faq_history.c.ordinal.desc())
        .limit(1)
    ).scalar()
    stands = {event.version: event.status_to for event in told}
    is_so = {one.version: one.status for one in versions(unit, number)}
    return chain_is_whole(told) and last == told[-1].hash and stands == is_so


def uses(unit: Unit) -> dict[int, int]:
    """How often each has answered a question in chat."""
    rows = unit.connection.execute(
        select(question_counts.c.what, func.sum(question_counts.c.count))
        .where(question_counts.c.what.startswith("faq:"))
        .group_by(question_counts.c.what)
    )
    return {int(what.removeprefix("faq:")): int(count) for what, count in rows}


def _record(
    unit: Unit, moved: FaqVersion, status_from: FaqStatus | None, *, actor: str, reason: str
) -> None:
    place = next_place(unit, faq_history.c.faq, moved.number)
    event = FaqEvent(
        at=unit.now,
        actor=actor,
        version=moved.version,
        status_from=status_from,
        status_to=moved.status,
        reason=reason,
        body=body_digest(moved.body),
        previous_hash=place.previous_hash,
    )
    append(
        unit,
        faq_history.c.faq,
        moved.number,
        place.ordinal,
        event,
        version=event.version,
        status_from=status_from,
        status_to=event.status_to,
        reason=reason,
    )


def _version(row: Row[Any]) -> FaqVersion:
    return FaqVersion(
        number=row.number,
        version=row.version,
        status=FaqStatus(row.status),
        body=body_from_json(row.body),
        written_by=row.written_by,
        written_at=row.written_at,
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
    )
