"""Persons and their channels: recognised by chat, joined by a short-lived code; posts."""

from datetime import timedelta
from secrets import randbelow
from uuid import uuid4

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.store.database import Unit
from api.tables.batches import batch_rows, batches
from api.tables.conversation import files, inbound, sessions, transcript
from api.tables.delivery import notices
from api.tables.drafts import drafts
from api.tables.people import identities, link_attempts, link_codes, persons, posts, staff
from api.tables.questions import questions
from api.tables.staff_chats import staff_chats
from api.tables.tickets import tickets

CODE_LIFE = timedelta(minutes=15)
TRIES_PER_CHAT = 5  # in an hour
TRIES_OF_ALL = 200  # in an hour, whoever tries: new chats cost an attacker nothing


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

    Every try is counted against the chat that tries and against all, whatever its outcome.
    """
    hour_ago = unit.now - timedelta(hours=1)
    unit.connection.execute(delete(link_attempts).where(link_attempts.c.at <= hour_ago))
    tries = select(func.count()).select_from(link_attempts)
    of_chat = unit.connection.execute(
        tries.where(link_attempts.c.channel == channel, link_attempts.c.chat == chat)
    ).scalar_one()
    of_all = unit.connection.execute(tries).scalar_one()
    if of_chat >= TRIES_PER_CHAT or of_all >= TRIES_OF_ALL:
        return None
    unit.connection.execute(insert(link_attempts).values(channel=channel, chat=chat, at=unit.now))
    person: str | None = unit.connection.execute(
        delete(link_codes)
        .where(link_codes.c.code == code.strip(), link_codes.c.expires_at > unit.now)
        .returning(link_codes.c.person)
    ).scalar()
    return person


def join(unit: Unit, guest: str, holder: str) -> None:
    """Make two persons one: all that was ``guest``'s is ``holder``'s, whose session stays."""
    if guest == holder:
        return
    for column in (
        identities.c.person,
        inbound.c.person,
        transcript.c.person,
        files.c.person,
        drafts.c.person,
        notices.c.person,
        questions.c.person,
        staff_chats.c.person,
        posts.c.person,
        staff.c.person,
        tickets.c.reporter,
    ):
        unit.connection.execute(
            update(column.table).where(column == guest).values({column: holder})
        )
    _join_batches(unit, guest, holder)
    unit.connection.execute(delete(link_codes).where(link_codes.c.person == guest))
    unit.connection.execute(delete(sessions).where(sessions.c.person == guest))
    unit.connection.execute(delete(persons).where(persons.c.id == guest))


def _join_batches(unit: Unit, guest: str, holder: str) -> None:
    """All that was ``guest``'s is ``holder``'s; a row both submitted stays the holder's."""
    both = select(batch_rows.c.digest).where(batch_rows.c.person == holder)
    unit.connection.execute(
        delete(batch_rows).where(batch_rows.c.person == guest, batch_rows.c.digest.in_(both))
    )
    for table in (batch_rows, batches):
        unit.connection.execute(update(table).where(table.c.person == guest).values(person=holder))


def hold_post(unit: Unit, person: str, name: str, county_code: str | None) -> int:
    """Make the person hold a post (岗位), which is created or handed over; returns its number.

    The tickets of the post go with it: a successor inherits them.
    """
    post: int | None = unit.connection.execute(
        update(posts)
        .where(posts.c.name == name, posts.c.county_code == county_code)
        .values(person=person, since=unit.now)
        .returning(posts.c.id)
    ).scalar()
    if post is None:
        post = unit.connection.execute(
            insert(posts)
            .values(name=name, county_code=county_code, person=person, since=unit.now)
            .returning(posts.c.id)
        ).scalar_one()
    return post


def counties_of(unit: Unit, person: str) -> tuple[str, ...]:
    """The counties of the posts a person holds, of the latest post first."""
    return tuple(
        unit.connection.execute(
            select(posts.c.county_code)
            .where(posts.c.person == person, posts.c.county_code.is_not(None))
            .order_by(posts.c.since.desc(), posts.c.id.desc())
        ).scalars()
    )


def posts_of(unit: Unit, person: str) -> tuple[int, ...]:
    """The numbers of the posts a person holds, the latest first."""
    return tuple(
        unit.connection.execute(
            select(posts.c.id)
            .where(posts.c.person == person)
            .order_by(posts.c.since.desc(), posts.c.id.desc())
        ).scalars()
    )
