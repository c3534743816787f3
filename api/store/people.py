"""Persons and their channels: recognised by chat, joined by a short-lived code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import randbelow
from uuid import uuid4

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.domain.membership import Role
from api.store.database import Unit
from api.tables.assessments import assessments
from api.tables.batches import batch_rows, batches
from api.tables.claims import claims
from api.tables.conversation import files, inbound, sessions, transcript
from api.tables.delivery import notices
from api.tables.drafts import drafts, open_reports
from api.tables.organisations import organisation_members
from api.tables.overlap import supporters
from api.tables.people import (
    identities,
    joined_persons,
    link_attempts,
    link_codes,
    persons,
    staff,
)
from api.tables.posts import posts
from api.tables.questions import questions
from api.tables.staff_chats import staff_chats
from api.tables.subscriptions import digests, subscriptions
from api.tables.tickets import tickets

CODE_LIFE = timedelta(minutes=15)
MASKED_ABOVE = 6  # characters; of less, the end would be nearly all
TRIES_PER_CHAT = 5  # in an hour
TRIES_OF_ALL = 200  # in an hour, whoever tries: new chats cost an attacker nothing


@dataclass(frozen=True, slots=True)
class Channel:
    """One way a person is reached. ``chat`` keeps only its last characters."""

    channel: str
    chat: str
    last_seen_at: datetime


def person_of_chat(unit: Unit, channel: str, chat: str) -> str:
    """The person behind a chat, seen now; a new one on first sight."""
    seen = unit.connection.execute(
        update(identities)
        .where(identities.c.channel == channel, identities.c.chat == chat)
        .values(last_seen_at=unit.now)
        .returning(identities.c.person)
    ).scalar()
    if seen is not None:
        return str(seen)
    person = uuid4().hex
    unit.connection.execute(insert(persons).values(id=person, created_at=unit.now))
    values = {"channel": channel, "chat": chat, "person": person, "last_seen_at": unit.now}
    # Two first messages at once: the later one takes the person the earlier one made.
    made: str = unit.connection.execute(
        (
            postgresql.insert(identities)
            .values(**values)
            .on_conflict_do_update(
                index_elements=["channel", "chat"], set_={"last_seen_at": unit.now}
            )
            .returning(identities.c.person)
        )
        if unit.is_postgresql
        else sqlite.insert(identities).values(**values).returning(identities.c.person)
    ).scalar_one()
    return made


def known_person(unit: Unit, channel: str, chat: str) -> str | None:
    """The person behind a chat, ``None`` when nobody ever wrote there."""
    person: str | None = unit.connection.execute(
        select(identities.c.person).where(
            identities.c.channel == channel, identities.c.chat == chat
        )
    ).scalar()
    return person


def channels_of(unit: Unit, person: str) -> tuple[Channel, ...]:
    """The channels a person uses, the one used last first; the chats masked."""
    rows = unit.connection.execute(
        select(identities)
        .where(identities.c.person == person)
        .order_by(identities.c.last_seen_at.desc(), identities.c.channel, identities.c.chat)
    ).all()
    return tuple(Channel(row.channel, _masked(row.chat), row.last_seen_at) for row in rows)


def _masked(chat: str) -> str:
    return f"…{chat[-4:]}" if len(chat) > MASKED_ABOVE else "…"


def new_link_code(unit: Unit, person: str) -> str:
    """Six digits that stand for this person for fifteen minutes; an earlier code is void."""
    unit.connection.execute(
        delete(link_codes).where(
            (link_codes.c.expires_at <= unit.now) | (link_codes.c.person == person)
        )
    )
    taken = set(unit.connection.execute(select(link_codes.c.code)).scalars())
    code = f"{randbelow(1_000_000):06}"
    while code in taken:
        code = f"{randbelow(1_000_000):06}"
    unit.connection.execute(
        insert(link_codes).values(code=code, person=person, expires_at=unit.now + CODE_LIFE)
    )
    return code


def person_of_code(unit: Unit, code: str, *, channel: str, chat: str) -> str | None:
    """Whose code that is; it is used up. ``None`` when wrong, over, or tried too often.

    Every try is counted, whatever its outcome.
    """
    if not may_try(unit, channel=channel, chat=chat):
        return None
    person: str | None = unit.connection.execute(
        delete(link_codes)
        .where(link_codes.c.code == code.strip(), link_codes.c.expires_at > unit.now)
        .returning(link_codes.c.person)
    ).scalar()
    return person


def may_try(unit: Unit, *, channel: str, chat: str) -> bool:
    """Whether this chat may try one more code, of a channel or of an invitation.

    The try is counted against the chat that tries and against all.
    """
    if not tries_left(unit, channel=channel, chat=chat):
        return False
    unit.connection.execute(insert(link_attempts).values(channel=channel, chat=chat, at=unit.now))
    return True


def tries_left(unit: Unit, *, channel: str, chat: str) -> bool:
    """Whether ``may_try`` would still say yes; counts nothing."""
    hour_ago = unit.now - timedelta(hours=1)
    unit.connection.execute(delete(link_attempts).where(link_attempts.c.at <= hour_ago))
    tries = select(func.count()).select_from(link_attempts)
    of_chat = unit.connection.execute(
        tries.where(link_attempts.c.channel == channel, link_attempts.c.chat == chat)
    ).scalar_one()
    of_all = unit.connection.execute(tries).scalar_one()
    return of_chat < TRIES_PER_CHAT and of_all < TRIES_OF_ALL


def join(unit: Unit, guest: str, holder: str) -> None:
    """Make two persons one: all that was ``guest``'s is ``holder``'s, whose session stays."""
    if guest == holder:
        return
    for column in (
        identities.c.person,
        inbound.c.person,
        transcript.c.person,
        files.c.person,
        assessments.c.person,
        drafts.c.person,
        notices.c.person,
        questions.c.person,
        staff_chats.c.person,
        supporters.c.person,
        posts.c.person,
        staff.c.person,
        claims.c.person,
        subscriptions.c.person,
        tickets.c.reporter,
    ):
        unit.connection.execute(
            update(column.table).where(column == guest).values({column: holder})
        )
    _join_batches(unit, guest, holder)
    _join_memberships(unit, guest, holder)
    unit.connection.execute(delete(link_codes).where(link_codes.c.person == guest))
    unit.connection.execute(delete(sessions).where(sessions.c.person == guest))
    unit.connection.execute(delete(open_reports).where(open_reports.c.person == guest))
    unit.connection.execute(delete(digests).where(digests.c.person == guest))
    unit.connection.execute(delete(persons).where(persons.c.id == guest))
    _note_joined(unit, guest, holder)


def all_ids(unit: Unit, person: str) -> frozenset[str]:
    """Every id under which ``person`` may stand in a history: theirs, and those joined to it."""
    joined = joined_persons.c
    earlier = unit.connection.execute(select(joined.guest).where(joined.holder == person))
    return frozenset({person, *earlier.scalars()})


def _note_joined(unit: Unit, guest: str, holder: str) -> None:
    joined = joined_persons.c
    unit.connection.execute(
        update(joined_persons).where(joined.holder == guest).values(holder=holder)
    )
    unit.connection.execute(insert(joined_persons).values(guest=guest, holder=holder, at=unit.now))


def _join_batches(unit: Unit, guest: str, holder: str) -> None:
    """All that was ``guest``'s is ``holder``'s; a row both submitted stays the holder's."""
    both = select(batch_rows.c.digest).where(batch_rows.c.person == holder)
    unit.connection.execute(
        delete(batch_rows).where(batch_rows.c.person == guest, batch_rows.c.digest.in_(both))
    )
    for table in (batch_rows, batches):
        unit.connection.execute(update(table).where(table.c.person == guest).values(person=holder))


def _join_memberships(unit: Unit, guest: str, holder: str) -> None:
    """Of an organisation both act for, the owner's part stays."""
    members = organisation_members.c
    rows = unit.connection.execute(
        select(organisation_members).where(members.person.in_((guest, holder)))
    ).all()
    parts = {(row.organisation, row.person): row for row in rows}
    for row in rows:
        other = parts.get((row.organisation, holder))
        if row.person == holder or other is None:
            continue
        kept = row if row.role == Role.OWNER else other
        unit.connection.execute(
            delete(organisation_members).where(
                members.organisation == row.organisation, members.person == guest
            )
        )
        unit.connection.execute(
            update(organisation_members)
            .where(members.organisation == row.organisation, members.person == holder)
            .values(role=kept.role, since=min(row.since, other.since))
        )
    unit.connection.execute(
        update(organisation_members).where(members.person == guest).values(person=holder)
    )
