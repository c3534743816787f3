"""Counts that tell how the service stands: what waits, what was lost, what takes up room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from api.domain.imported import FileState
from api.domain.job import OPEN, JobState
from api.outbox import DeliveryStatus
from api.store.database import Unit
from api.tables.conversation import files
from api.tables.delivery import notices, outbox
from api.tables.jobs import jobs
from api.tables.knowledge import document_files
from api.tables.people import identities

LATELY = timedelta(days=7)  # what was lost before that somebody has seen, or nobody misses
PATIENCE = timedelta(minutes=10)  # what waits longer than that is held up by something


@dataclass(frozen=True, slots=True)
class Posted:
    """What goes out one way: how many wait, how many of them for long, how many need somebody."""

    waiting: int = 0
    held_up: int = 0
    stuck: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Of each channel, by its name, when anybody wrote last (UTC) and what goes out there; of
    files how many there are, and their bytes."""

    heard: Mapping[str, datetime]
    told: Mapping[str, Posted]
    matching: Posted
    webhooks: Posted
    jobs_open: int
    jobs_failed: int
    files_reading: int
    files: int
    file_bytes: int


def counts(unit: Unit) -> Counts:
    """All of it, as of this moment."""
    stored = unit.connection.execute(
        select(func.count(), func.coalesce(func.sum(files.c.size), 0)).select_from(files)
    ).one()
    return Counts(
        heard=_heard(unit),
        told=_told(unit),
        matching=_posted(unit, webhooks=False),
        webhooks=_posted(unit, webhooks=True),
        jobs_open=_count(unit, select(jobs.c.number).where(jobs.c.state.in_(OPEN))),
        jobs_failed=_count(
            unit,
            select(jobs.c.number).where(
                jobs.c.state == JobState.FAILED, jobs.c.finished_at >= unit.now - LATELY
            ),
        ),
        files_reading=_count(
            unit, select(document_files.c.id).where(document_files.c.state == FileState.READING)
        ),
        files=int(stored[0]),
        file_bytes=int(stored[1]),
    )


def _heard(unit: Unit) -> dict[str, datetime]:
    rows = unit.connection.execute(
        select(identities.c.channel, func.max(identities.c.last_seen_at).label("at")).group_by(
            identities.c.channel
        )
    )
    return {row.channel: row.at for row in rows}


def _told(unit: Unit) -> dict[str, Posted]:
    rows = unit.connection.execute(
        select(notices.c.channel, notices.c.dead_reason, notices.c.created_at).where(
            notices.c.delivered_at.is_(None)
        )
    ).all()
    told: dict[str, Posted] = {}
    for row in rows:
        so_far, age = told.get(row.channel, Posted()), unit.now - row.created_at
        if row.dead_reason is None:
            held_up = so_far.held_up + (age > PATIENCE)
            told[row.channel] = Posted(so_far.waiting + 1, held_up, so_far.stuck)
        elif age < LATELY:
            told[row.channel] = Posted(so_far.waiting, so_far.held_up, so_far.stuck + 1)
    return told


def _posted(unit: Unit, *, webhooks: bool) -> Posted:
    of = outbox.c.webhook.is_not(None) if webhooks else outbox.c.webhook.is_(None)
    pending = select(outbox.c.id).where(of, outbox.c.status == DeliveryStatus.PENDING)
    stuck = select(outbox.c.id).where(of, outbox.c.status == DeliveryStatus.NEEDS_ATTENTION)
    return Posted(
        _count(unit, pending),
        _count(unit, pending.where(outbox.c.created_at < unit.now - PATIENCE)),
        _count(unit, stuck),
    )


def _count(unit: Unit, rows: Select[Any]) -> int:
    counted = select(func.count()).select_from(rows.subquery())
    return int(unit.connection.execute(counted).scalar_one())
