"""Webhooks in the database: changed under a version, with every decision in a history."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, insert, select, update

from api.domain.administration_event import AdministrationAct
from api.domain.errors import NotFound, Outdated
from api.domain.webhook import Webhook, WebhookEvent, WebhookFacts, new_secret
from api.store import administration
from api.store.database import Unit
from api.tables.administration import webhooks as table


def subject_of(number: int) -> str:
    """What its history is kept under."""
    return f"webhook:{number}"


def add(unit: Unit, facts: WebhookFacts, *, actor: str) -> Webhook:
    """A new webhook with a secret of its own."""
    number = unit.connection.execute(
        insert(table)
        .values(
            **_columns(facts),
            secret=new_secret(),
            paused=False,
            removed=False,
            made_by=actor,
            made_at=unit.now,
            version=1,
        )
        .returning(table.c.number)
    ).scalar_one()
    made = load(unit, number)
    act = AdministrationAct.ADDED
    administration.record(unit, subject_of(number), act, made.state, actor=actor)
    return made


def save(
    unit: Unit, before: Webhook, after: Webhook, act: AdministrationAct, *, actor: str
) -> Webhook:
    """Write what changed from ``before``, and that it did.

    Raises:
        Outdated: somebody changed it since ``before`` was read.
    """
    saved = replace(after, version=before.version + 1)
    changed = unit.connection.execute(
        update(table)
        .where(table.c.number == before.number, table.c.version == before.version)
        .values(
            **_columns(saved.facts),
            secret=saved.secret,
            paused=saved.paused,
            removed=saved.removed,
            version=saved.version,
        )
    )
    if changed.rowcount != 1:
        raise Outdated("这个推送刚被其他人修改。请看过最新内容再操作。")
    administration.record(unit, subject_of(saved.number), act, saved.state, actor=actor)
    return saved


def load(unit: Unit, number: int) -> Webhook:
    """The webhook with that number, removed or not.

    Raises:
        NotFound: there is none.
    """
    row = unit.connection.execute(select(table).where(table.c.number == number)).one_or_none()
    if row is None:
        raise NotFound("没有找到这个推送。请从推送列表里打开。")
    return _read(row)


def all_webhooks(unit: Unit) -> tuple[Webhook, ...]:
    """All there ever were, the oldest first."""
    return tuple(map(_read, unit.connection.execute(select(table).order_by(table.c.number)).all()))


def told_of(unit: Unit, event: WebhookEvent) -> tuple[int, ...]:
    """The numbers of those that want to know of ``event``, paused ones too: they hear later."""
    rows = unit.connection.execute(
        select(table.c.number, table.c.events).where(table.c.removed.is_(False))
    ).all()
    return tuple(row.number for row in rows if event.value in row.events)


def history_is_whole(unit: Unit, webhook: Webhook) -> bool:
    """Whether it stands as its history says."""
    return administration.is_whole(unit, subject_of(webhook.number), webhook.state)


def _columns(facts: WebhookFacts) -> dict[str, Any]:
    return {"name": facts.name, "url": facts.url, "events": [one.value for one in facts.events]}


def _read(row: Row[Any]) -> Webhook:
    return Webhook(
        number=row.number,
        facts=WebhookFacts(row.name, row.url, tuple(map(WebhookEvent, row.events))),
        secret=row.secret,
        paused=row.paused,
        removed=row.removed,
        made_by=row.made_by,
        made_at=row.made_at,
        version=row.version,
    )
