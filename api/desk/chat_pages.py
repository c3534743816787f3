"""What staff see of the talks: the list with who waits how long, and one with what led to it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, func, select

from api.desk.people import Staff
from api.desk.ticket_page import Line
from api.domain.region import covers
from api.domain.staff_chat import OPEN, ChatState, StaffChat
from api.domain.ticket import Ticket
from api.store import posts, tickets
from api.store import staff_chats as store
from api.store.database import Database, Unit
from api.store.files import StoredFile, file
from api.store.staff_chats import ChatLine
from api.tables.conversation import transcript
from api.tables.staff_chats import staff_chat_lines as lines
from api.tables.staff_chats import staff_chats as chats

MOST_OPEN = 200
MOST_TICKETS = 5
LINES_BEFORE = 12  # of the talk with the bot, so that staff need not ask again


@dataclass(frozen=True, slots=True)
class ChatRow:
    """One talk in the list. ``waits_since`` is when the person first wrote what nobody answered;
    ``None`` when it is their turn."""

    number: int
    state: ChatState
    holder: str | None
    opened_at: datetime
    changed_at: datetime
    last: str
    unread: int
    waits_since: datetime | None


@dataclass(frozen=True, slots=True)
class ChatPage:
    """One talk: ``before`` is what was said to the bot, ``tickets`` the person's latest in the
    regions of who looks, ``whole`` the state of the history."""

    chat: StaffChat
    before: tuple[Line, ...]
    lines: tuple[ChatLine, ...]
    files: dict[str, StoredFile]
    tickets: tuple[Ticket, ...]
    whole: bool


def open_chats(unit: Unit, staff: Staff) -> tuple[ChatRow, ...]:
    """The talks under way: those nobody has taken first, then who waits longest."""
    found = _rows(unit, chats.c.state.in_(sorted(OPEN)), MOST_OPEN, 0)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.holder is not None,
                one.waits_since is None,
                one.waits_since or one.opened_at,
            ),
        )
    )


def ended_chats(
    unit: Unit, staff: Staff, *, page: int, size: int
) -> tuple[tuple[ChatRow, ...], int]:
    """One page of the talks that are over, the latest first, and how many there are."""
    over = chats.c.state.not_in(sorted(OPEN))
    total = unit.connection.execute(
        select(func.count()).select_from(chats).where(over)
    ).scalar_one()
    return _rows(unit, over, size, (page - 1) * size), total


def chat_page(unit: Unit, staff: Staff, number: int) -> ChatPage:
    """One talk with the last lines before it.

    Raises:
        NotFound: there is none of that number.
    """
    chat = store.load(unit, number)
    said = store.lines_of(unit, number)
    held = tuple(post.number for post in posts.held_by(unit, chat.person))
    theirs = (
        one
        for one in tickets.of_person(unit, chat.person, held)
        if covers(staff.regions, one.need.place.code)
    )
    return ChatPage(
        chat=chat,
        before=_before(unit, chat),
        lines=said,
        files={line.file: file(unit, line.file) for line in said if line.file},
        tickets=tuple(islice(theirs, MOST_TICKETS)),
        whole=store.history_is_whole(unit, chat),
    )


def waiting_count(unit: Unit) -> int:
    """How many talks nobody has taken yet."""
    count: int = unit.connection.execute(
        select(func.count()).select_from(chats).where(chats.c.state == ChatState.WAITING)
    ).scalar_one()
    return count


def waiting_talks(database: Database) -> int:
    """The same, in a transaction of its own."""
    with database.read() as unit:
        return waiting_count(unit)


def _before(unit: Unit, chat: StaffChat) -> tuple[Line, ...]:
    rows = unit.connection.execute(
        select(transcript)
        .where(transcript.c.person == chat.person, transcript.c.at < chat.opened_at)
        .order_by(transcript.c.id.desc())
        .limit(LINES_BEFORE)
    ).all()
    return tuple(Line(row.speaker, row.text, row.at) for row in reversed(rows))


def _rows(unit: Unit, which: ColumnElement[bool], limit: int, offset: int) -> tuple[ChatRow, ...]:
    rows = unit.connection.execute(
        select(chats)
        .where(which)
        .order_by(chats.c.changed_at.desc(), chats.c.number.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    said: dict[int, list[ChatLine]] = {row.number: [] for row in rows}
    for line in unit.connection.execute(
        select(lines).where(lines.c.chat.in_(said)).order_by(lines.c.id)
    ):
        said[line.chat].append(
            ChatLine(line.id, line.speaker, line.author, line.text, line.file, line.at)
        )
    return tuple(
        ChatRow(
            number=row.number,
            state=ChatState(row.state),
            holder=row.holder,
            opened_at=row.opened_at,
            changed_at=row.changed_at,
            last=said[row.number][-1].text,
            unread=sum(
                line.speaker == store.PERSON and line.id > row.read_to for line in said[row.number]
            ),
            waits_since=_waits_since(said[row.number]),
        )
        for row in rows
    )


def _waits_since(said: list[ChatLine]) -> datetime | None:
    since = None
    for line in said:
        if line.speaker == store.STAFF:
            since = None
        elif since is None:
            since = line.at
    return since
