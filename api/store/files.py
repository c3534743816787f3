"""Evidence files: the content in DATA/files under its digest, what is known of it in a table."""

import hashlib
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, and_, func, insert, or_, select, update

from api.domain.errors import Invalid, NotFound
from api.domain.redaction import mask
from api.store.database import Unit
from api.store.examined import Examined
from api.tables.conversation import files

FILES_PER_REPORT = 10
FILES_PER_HOUR = 40  # kept but in no ticket: stops one chat from filling the disk


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of a kept file. ``path`` is relative to the folder of files."""

    id: str
    person: str
    ticket: int | None
    name: str
    type: str
    size: int
    sha256: str
    path: str
    has_thumbnail: bool
    stored_at: datetime

    @property
    def is_image(self) -> bool:
        """Whether a page may show it; anything else is offered for download."""
        return self.type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Kept:
    """A content that lies in the folder, by ``path``, and what is to be known of it; ``thumbnail``
    is a small JPEG of a photograph."""

    name: str
    type: str
    size: int
    sha256: str
    path: str
    thumbnail: bytes | None


@dataclass(frozen=True, slots=True)
class FileStore:
    """Where contents are kept, and how large one may be."""

    folder: Path
    max_bytes: int
    examined: Examined = field(default_factory=Examined, repr=False, compare=False)

    def examine_ahead(self, content: bytes) -> None:
        """Do what takes long of ``keep`` before the transaction begins."""
        self.examined.ahead(content, self.max_bytes)

    def keep(self, unit: Unit, person: str, name: str, content: bytes) -> str:
        """Clean and store evidence; returns its id. A rolled-back unit leaves a harmless file.

        Raises:
            Invalid: not acceptable, or too many in one hour.
        """
        recent = unit.connection.execute(
            select(func.count())
            .select_from(files)
            .where(
                files.c.person == person,
                files.c.ticket.is_(None),
                files.c.stored_at > unit.now - timedelta(hours=1),
            )
        ).scalar_one()
        if recent >= FILES_PER_HOUR:
            raise Invalid("evidence", "一小时内发送的文件太多了。请过一会儿再发，已发的都保存着。")
        key = uuid4().hex
        kept = asdict(self.put(name, content))
        unit.connection.execute(
            insert(files).values(id=key, person=person, stored_at=unit.now, **kept)
        )
        return key

    def put(self, name: str, content: bytes) -> Kept:
        """Clean ``content`` and put it into the folder, for a row of whatever table.

        Raises:
            Invalid: it is not acceptable.
        """
        evidence = self.examined.take(content, self.max_bytes)
        digest = hashlib.sha256(evidence.content).hexdigest()
        path = f"{digest[:2]}/{digest}.{evidence.ending}"
        write_durably(self.folder / path, evidence.content)
        return Kept(
            name=_shown_name(name, evidence.ending),
            type=evidence.type,
            size=len(evidence.content),
            sha256=digest,
            path=path,
            thumbnail=evidence.thumbnail,
        )

    def content(self, file: StoredFile) -> bytes:
        """The bytes of a stored file.

        Raises:
            NotFound: it is gone from the folder.
        """
        return self.kept_bytes(file.path)

    def kept_bytes(self, path: str) -> bytes:
        """The bytes kept at ``path``, relative to the folder.

        Raises:
            NotFound: they are gone from there.
        """
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            raise NotFound("这个文件的内容找不到了。请联系管理员检查数据目录。") from None


def file(unit: Unit, key: str) -> StoredFile:
    """What is known of one file.

    Raises:
        NotFound: there is none with that id.
    """
    row = unit.connection.execute(select(files).where(files.c.id == key)).one_or_none()
    if row is None:
        raise NotFound("没有找到这个文件。")
    return _stored(row)


def handed_in_by(unit: Unit, person: str, key: str) -> Kept:
    """A file that ``person`` sent, to be kept with something else too.

    Raises:
        Invalid: they sent none with that id.
    """
    mine = (files.c.id == key) & (files.c.person == person)
    row = unit.connection.execute(select(files).where(mine)).one_or_none()
    if row is None:
        raise Invalid("evidence", "有一个附件没有保存成功。请重新发送这个附件。")
    return Kept(row.name, row.type, row.size, row.sha256, row.path, row.thumbnail)


def thumbnail(unit: Unit, key: str) -> bytes | None:
    """A small JPEG of a photograph, ``None`` for other files and unknown ids."""
    small: bytes | None = unit.connection.execute(
        select(files.c.thumbnail).where(files.c.id == key)
    ).scalar()
    return small


def files_of(unit: Unit, ticket: int) -> tuple[StoredFile, ...]:
    """The files of a ticket, oldest first."""
    rows = unit.connection.execute(
        select(files).where(files.c.ticket == ticket).order_by(files.c.stored_at, files.c.id)
    ).all()
    return tuple(_stored(row) for row in rows)


def attach(unit: Unit, person: str, ticket: int, keys: tuple[str, ...]) -> None:
    """Make these files part of a ticket; those that are already stay, whoever sent them.

    Raises:
        Invalid: more than ten, or one that this person did not send, or for another ticket.
    """
    if len(keys) > FILES_PER_REPORT:
        raise Invalid("evidence", f"一份上报最多附 {FILES_PER_REPORT} 个文件。请删去几个再提交。")
    free = and_(files.c.person == person, files.c.ticket.is_(None))
    changed = unit.connection.execute(
        update(files)
        .where(files.c.id.in_(keys), or_(files.c.ticket == ticket, free))
        .values(ticket=ticket)
    )
    if changed.rowcount != len(set(keys)):
        raise Invalid("evidence", "有一个附件没有保存成功。请重新发送这个附件。")


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that it is either whole or absent, and there once this returns, even after
    a power cut."""
    if path.exists():
        return  # named by its digest: the same content is there already
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    try:
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)  # a full disk must not be filled by failed attempts
    for folder in (path.parent, path.parent.parent):  # the names, too, have to reach the disk
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _shown_name(name: str, ending: str) -> str:
    """The name as shown: no folders, no control characters, no numbers of people, true ending."""
    plain = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(char for char in plain if char.isprintable())
    stem = mask(printable.rsplit(".", 1)[0].strip())[:100] or "附件"
    return f"{stem}.{ending}"


def _stored(row: Row[Any]) -> StoredFile:
    return StoredFile(
        id=row.id,
        person=row.person,
        ticket=row.ticket,
        name=row.name,
        type=row.type,
        size=row.size,
        sha256=row.sha256,
        path=row.path,
        has_thumbnail=row.thumbnail is not None,
        stored_at=row.stored_at,
    )
