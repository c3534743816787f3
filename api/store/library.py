"""The policy library in the database; implements ``knowledge.library.Library``."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, delete, insert, select

from api.store.database import Database, Unit
from api.tables.knowledge import documents, passages
from knowledge.documents import Document, Passage, Tier

LIBRARY_LOCK = 7_266_428  # PostgreSQL: two processes that fill an empty library take turns
NAMES = tuple(field.name for field in fields(Document))


class SqlLibrary:
    """``Library`` over the database. Thread-safe."""

    def __init__(self, database: Database) -> None:
        """Each call is a transaction of its own."""
        self._database = database

    def put(self, document: Document, passages: Iterable[Passage]) -> bool:
        """See ``Library.put``."""
        return self.put_all([(document, passages)]) == 1

    def put_all(self, entries: Iterable[tuple[Document, Iterable[Passage]]]) -> int:
        """Put many in one transaction; returns how many were new or changed.

        Raises:
            ValueError: a passage is not the piece of the text it says it is.
        """
        with self._database.begin() as unit:
            unit.alone(LIBRARY_LOCK)
            return sum(_put(unit, document, tuple(parts)) for document, parts in entries)

    def remove(self, key: str) -> None:
        """See ``Library.remove``."""
        with self._database.begin() as unit:
            unit.alone(LIBRARY_LOCK)
            _remove(unit, key)

    def documents(self) -> tuple[Document, ...]:
        """See ``Library.documents``."""
        with self._database.read() as unit:
            rows = unit.connection.execute(select(documents)).all()
        # Sorted here: databases differ in how they order text.
        return tuple(sorted(map(_document, rows), key=lambda document: document.key))

    def document(self, key: str) -> Document | None:
        """See ``Library.document``."""
        if "\x00" in key:  # PostgreSQL takes no such character, and no document has it
            return None
        with self._database.read() as unit:
            row = unit.connection.execute(
                select(documents).where(documents.c.key == key)
            ).one_or_none()
        return _document(row) if row else None

    def passages(self) -> Iterator[Passage]:
        """See ``Library.passages``."""
        columns = (
            passages.c.document,
            passages.c.ordinal,
            passages.c.start,
            passages.c.end,
            passages.c.heading,
            passages.c.article,
            passages.c.article_no,
        )
        with self._database.read() as unit:
            texts = {
                row.key: row.text
                for row in unit.connection.execute(select(documents.c.key, documents.c.text))
            }
            rows = unit.connection.execute(select(*columns)).all()
        for row in sorted(rows, key=lambda row: (row.document, row.ordinal)):
            yield Passage(
                document=row.document,
                ordinal=row.ordinal,
                start=row.start,
                end=row.end,
                text=texts[row.document][row.start : row.end],
                heading=tuple(row.heading),
                article=row.article,
                article_no=row.article_no,
            )

    def fingerprint(self) -> str:
        """See ``Library.fingerprint``; made of stored digests, so it costs a millisecond."""
        with self._database.read() as unit:
            rows = unit.connection.execute(select(documents.c.key, documents.c.digest)).all()
        lines = "\n".join(sorted(f"{row.key} {row.digest}" for row in rows))
        return hashlib.sha256(lines.encode()).hexdigest()


def _put(unit: Unit, document: Document, parts: tuple[Passage, ...]) -> bool:
    for part in parts:
        if document.text[part.start : part.end] != part.text:
            raise ValueError(f"{part.key} is not document.text[{part.start}:{part.end}]")
    digest = _digest(document, parts)
    stored = unit.connection.execute(
        select(documents.c.digest).where(documents.c.key == document.key)
    ).scalar()
    if stored == digest:
        return False
    _remove(unit, document.key)
    values: dict[str, Any] = {name: getattr(document, name) for name in NAMES}
    values |= {"replaces": list(document.replaces), "aliases": list(document.aliases)}
    unit.connection.execute(insert(documents).values(**values, digest=digest))
    if parts:
        unit.connection.execute(insert(passages), [_row(part) for part in parts])
    return True


def _remove(unit: Unit, key: str) -> None:
    unit.connection.execute(delete(passages).where(passages.c.document == key))
    unit.connection.execute(delete(documents).where(documents.c.key == key))


def _digest(document: Document, parts: tuple[Passage, ...]) -> str:
    digest = hashlib.sha256(repr(document).encode("utf-8", "replace"))
    for part in parts:
        digest.update(
            f"{part.ordinal} {part.start} {part.end} {part.heading} {part.article} "
            f"{part.article_no}\n".encode()
        )
    return digest.hexdigest()


def _row(part: Passage) -> dict[str, Any]:
    return {
        "document": part.document,
        "ordinal": part.ordinal,
        "start": part.start,
        "end": part.end,
        "heading": list(part.heading),
        "article": part.article,
        "article_no": part.article_no,
    }


def _document(row: Row[Any]) -> Document:
    values = {name: getattr(row, name) for name in NAMES}
    values |= {
        "tier": Tier(row.tier),
        "replaces": tuple(row.replaces),
        "aliases": tuple(row.aliases),
    }
    return Document(**values)
