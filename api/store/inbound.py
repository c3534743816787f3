"""What people send, stored before it is answered: masked text in a row, contents in a spool."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.domain.errors import Outdated
from api.domain.redaction import mask
from api.store.database import Unit
from api.store.files import write_durably
from api.store.notices import queue_answer
from api.tables.conversation import inbound as table
from bot.dialogue.turn import Inbound, IncomingFile, Turn
from bot.dialogue.turn_json import turn_json

LOST = "这个文件没有收完整。请重新发送一次。"
TOO_LARGE = "文件超过大小限制，没有保存。请压缩后再发。"
LONGEST_ALBUM = 40  # characters; Telegram's are digits
LONGEST_CHOICE = 64  # characters; a made-up one need not be kept whole
SWEEP_AFTER_S = 3_600  # a file younger than this may belong to a transaction under way


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder for contents between their arrival and their answer."""

    folder: Path
    max_bytes: int

    def put(self, content: bytes) -> str:
        """Keep a content durably; returns its name in the folder."""
        name = uuid4().hex
        write_durably(self.folder / name, content)
        return name

    def get(self, name: str) -> bytes | None:
        """A content, ``None`` when it is gone."""
        with suppress(FileNotFoundError):
            return (self.folder / name).read_bytes()
        return None

    def drop(self, name: str) -> None:
        """Forget a content."""
        (self.folder / name).unlink(missing_ok=True)

    def sweep(self, wanted: set[str], now: float) -> None:
        """Drop what an earlier crash left behind; ``now`` is in seconds since the epoch."""
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if path.name not in wanted and path.stat().st_mtime < now - SWEEP_AFTER_S:
                path.unlink(missing_ok=True)


def storable(text: str) -> str:
    """``text`` without what no database stores: NUL and half characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def clean(text: str) -> str:
    """``text`` as it may be stored, with the numbers of persons masked."""
    return mask(storable(text))


def payload_of(inbound: Inbound, spool: Spool) -> dict[str, Any]:
    """The JSON stored for an inbound; a file's content goes to the spool."""
    body: dict[str, Any] = {}
    if inbound.text is not None:
        body["text"] = clean(inbound.text)
    if inbound.choice is not None:
        body["choice"] = storable(inbound.choice)[:LONGEST_CHOICE]
    if inbound.location is not None:
        body["location"] = list(inbound.location)
    if inbound.file is not None:
        body["file"] = _file_payload(inbound.file, spool)
    if inbound.album:
        body["album"] = storable(inbound.album)[:LONGEST_ALBUM]
    return body


def _file_payload(file: IncomingFile, spool: Spool) -> dict[str, Any]:
    refused = file.refused
    if refused is None and len(file.content) > spool.max_bytes:
        refused = TOO_LARGE
    return {
        "name": clean(file.name),
        "refused": refused,
        "spool": None if refused else spool.put(file.content),
    }


def inbound_of(row: Row[Any], spool: Spool | None) -> Inbound:
    """The inbound a row was stored for; without a spool a file's content is left empty."""
    body = row.payload
    location = body.get("location")
    return Inbound(
        channel=row.channel,
        chat=row.chat,
        update=row.update_key,
        received_at=row.received_at,
        text=body.get("text"),
        choice=body.get("choice"),
        location=(location[0], location[1]) if location else None,
        file=_file_of(body["file"], spool) if body.get("file") else None,
        album=body.get("album") or "",
    )


def _file_of(body: dict[str, Any], spool: Spool | None) -> IncomingFile:
    file = IncomingFile(body["name"], b"", body["refused"])
    if spool is None or body["spool"] is None:
        return file
    content = spool.get(body["spool"])
    return replace(file, refused=LOST) if content is None else replace(file, content=content)


def store(unit: Unit, inbound: Inbound, person: str, payload: dict[str, Any]) -> int | None:
    """Add an inbound; ``None`` when one of the same channel, chat and update is there already."""
    values = {
        "channel": inbound.channel,
        "chat": inbound.chat,
        "update_key": inbound.update,
        "person": person,
        "payload": payload,
        "received_at": inbound.received_at,
    }
    made: int | None = unit.connection.execute(
        (postgresql.insert(table) if unit.is_postgresql else sqlite.insert(table))
        .values(**values)
        .on_conflict_do_nothing()
        .returning(table.c.id)
    ).scalar()
    return made


def find(unit: Unit, inbound: Inbound) -> Row[Any]:
    """The stored row of an inbound."""
    return unit.connection.execute(
        select(table).where(
            table.c.channel == inbound.channel,
            table.c.chat == inbound.chat,
            table.c.update_key == inbound.update,
        )
    ).one()


def unanswered(unit: Unit) -> tuple[Row[Any], ...]:
    """The rows stored but not answered, oldest first."""
    return tuple(
        unit.connection.execute(
            select(table).where(table.c.handled_at.is_(None)).order_by(table.c.id)
        ).all()
    )


def answered(unit: Unit, inbound_id: int, turn: Turn, push: frozenset[str]) -> str | None:
    """Record a turn beside its inbound, queue it if the channel pushes; returns the spool name.

    Raises:
        Outdated: another delivery of the same inbound was answered meanwhile.
    """
    body = turn_json(turn)
    row = unit.connection.execute(
        update(table)
        .where(table.c.id == inbound_id, table.c.handled_at.is_(None))
        .values(handled_at=unit.now, turn=body)
        .returning(table.c.channel, table.c.chat, table.c.payload)
    ).one_or_none()
    if row is None:
        raise Outdated("这条消息已经处理过了。")
    if row.channel in push and turn.messages:
        album = row.payload.get("album") or ""
        where = {"channel": row.channel, "chat": row.chat}
        queue_answer(unit, **where, turn=body, inbound=inbound_id, album=album)
    spooled: str | None = (row.payload.get("file") or {}).get("spool")
    return spooled
