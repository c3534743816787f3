"""Files that staff import: kept as they came below DATA/files, once for the same bytes."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, insert, select, update

from api.domain.errors import NotFound
from api.domain.imported import FILE_MOVES, FileState
from api.store.database import Unit
from api.store.files import FileStore, write_durably
from api.tables.knowledge import document_files, documents

FOLDER = "policies"
LONGEST_NAME = 200  # characters


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """An imported file. ``refusal`` is the reader's sentence where it was refused."""

    id: str
    name: str
    size: int
    path: str
    state: FileState
    refusal: str
    staff: str
    begun_at: datetime


def keep_bytes(files: FileStore, content: bytes) -> tuple[str, str]:
    """Keep ``content``; returns its SHA-256 and where it is. Before the transaction: it waits for
    the disk, and a file nobody comes to know of does no harm."""
    digest = hashlib.sha256(content).hexdigest()
    path = f"{FOLDER}/{digest[:2]}/{digest}"
    write_durably(files.folder / path, content)
    return digest, path


def file_of_digest(unit: Unit, sha256: str) -> DocumentFile | None:
    """The file with these very bytes."""
    row = unit.connection.execute(
        select(document_files).where(document_files.c.sha256 == sha256)
    ).one_or_none()
    return _file(row) if row else None


def add_file(unit: Unit, staff: str, name: str, size: int, kept: tuple[str, str]) -> str:
    """Remember a file that is about to be read; returns its id."""
    key = uuid4().hex
    unit.connection.execute(
        insert(document_files).values(
            id=key,
            sha256=kept[0],
            name=shown_name(name),
            size=size,
            path=kept[1],
            state=FileState.READING,
            refusal="",
            staff=staff,
            begun_at=unit.now,
        )
    )
    return key


def move_file(unit: Unit, file: DocumentFile, to: FileState, refusal: str = "") -> bool:
    """Bring the file on; False when it has gone on already, as when two workers read it."""
    if to not in FILE_MOVES[file.state]:
        return False
    values: dict[str, Any] = {"state": to, "refusal": refusal}
    if to is FileState.READING:
        values["begun_at"] = unit.now
    changed = unit.connection.execute(
        update(document_files)
        .where(document_files.c.id == file.id, document_files.c.state == file.state)
        .values(**values)
    )
    return changed.rowcount == 1


def document_file(unit: Unit, key: str) -> DocumentFile:
    """One file.

    Raises:
        NotFound: there is none with that id.
    """
    row = unit.connection.execute(
        select(document_files).where(document_files.c.id == key)
    ).one_or_none()
    if row is None:
        raise NotFound("没有找到这个文件。请从导入的列表里打开。")
    return _file(row)


def files_in_state(unit: Unit, state: FileState) -> tuple[DocumentFile, ...]:
    """The files in ``state``, newest first."""
    rows = unit.connection.execute(
        select(document_files)
        .where(document_files.c.state == state)
        .order_by(document_files.c.begun_at.desc(), document_files.c.id)
    )
    return tuple(_file(row) for row in rows)


def keys_from(unit: Unit, file: str) -> tuple[str, ...]:
    """The keys of the documents that stand as they were read in the file."""
    rows = unit.connection.execute(select(documents.c.key).where(documents.c.file == file))
    return tuple(sorted(rows.scalars()))


def shown_name(name: str) -> str:
    """The name as shown: no folders, no control characters, not too long."""
    plain = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in plain if char.isprintable()).strip()[:LONGEST_NAME] or "文件"


def _file(row: Row[Any]) -> DocumentFile:
    return DocumentFile(
        id=row.id,
        name=row.name,
        size=row.size,
        path=row.path,
        state=FileState(row.state),
        refusal=row.refusal,
        staff=row.staff,
        begun_at=row.begun_at,
    )
