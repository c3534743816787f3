"""The policy library in the database; implements ``knowledge.library.Library``.

What staff withdrew is not in it; what they decided on dates is.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import delete, false, insert, select, update

from api.domain.document_event import DocumentAct
from api.store.database import Database, Unit
from api.store.document_history import record
from api.store.document_rows import decisions_of, document_of, facts_json, row_of
from api.tables.knowledge import documents, passages
from knowledge.documents import Document, Passage

LIBRARY_LOCK = 7_266_428  # PostgreSQL: two processes that fill an empty library take turns
MOST_REST_SECONDS = 0.2
SYSTEM = "系统"
IN_USE = documents.c.withdrawn == false()


class SqlLibrary:
    """``Library`` over the database. Thread-safe."""

    def __init__(self, database: Database, *, gives_way: bool = False) -> None:
        """Each call is a transaction of its own. One that ``gives_way`` rests after each for as
        long as it took: on SQLite a writer that waits is not told when the other is done, and
        beside an import without gaps it could miss its turn for seconds."""
        self._database = database
        self._rests = gives_way and database.is_sqlite

    def put(self, document: Document, passages: Iterable[Passage]) -> bool:
        """See ``Library.put``."""
        began = time.perf_counter()
        is_new = self.put_all([(document, passages)]) == 1
        if self._rests:
            time.sleep(min(time.perf_counter() - began, MOST_REST_SECONDS))
        return is_new

    def put_all(
        self,
        entries: Iterable[tuple[Document, Iterable[Passage]]],
        *,
        actor: str = SYSTEM,
        reason: str = "",
    ) -> int:
        """Put many in one transaction; returns how many were new or changed.

        Raises:
            ValueError: a passage is not the piece of the text it says it is.
        """
        with self._database.begin() as unit:
            unit.alone(LIBRARY_LOCK)
            return sum(
                put_document(unit, document, tuple(parts), actor=actor, reason=reason)
                for document, parts in entries
            )

    def remove(self, key: str) -> None:
        """See ``Library.remove``."""
        with self._database.begin() as unit:
            unit.alone(LIBRARY_LOCK)
            _remove(unit, key)

    def documents(self) -> tuple[Document, ...]:
        """See ``Library.documents``."""
        with self._database.read() as unit:
            rows = unit.connection.execute(select(documents).where(IN_USE)).all()
        found = (decisions_of(row).over(document_of(row)) for row in rows)
        # Sorted here: databases differ in how they order text.
        return tuple(sorted(found, key=lambda document: document.key))

    def document(self, key: str) -> Document | None:
        """See ``Library.document``."""
        if "\x00" in key:  # PostgreSQL takes no such character, and no document has it
            return None
        with self._database.read() as unit:
            row = unit.connection.execute(
                select(documents).where(documents.c.key == key, IN_USE)
            ).one_or_none()
        return decisions_of(row).over(document_of(row)) if row else None

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
                for row in unit.connection.execute(
                    select(documents.c.key, documents.c.text).where(IN_USE)
                )
            }
            rows = [
                row for row in unit.connection.execute(select(*columns)) if row.document in texts
            ]
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
        columns = (
            documents.c.key,
            documents.c.digest,
            documents.c.last_day,
            documents.c.successor,
            documents.c.successor_from,
        )
        with self._database.read() as unit:
            rows = unit.connection.execute(select(*columns).where(IN_USE)).all()
        lines = "\n".join(sorted(" ".join(map(str, row)) for row in rows))
        return hashlib.sha256(lines.encode()).hexdigest()


def put_document(
    unit: Unit, document: Document, parts: tuple[Passage, ...], *, actor: str, reason: str = ""
) -> bool:
    """Store one document with its passages and its history; False when nothing is new.

    What staff decided on it stands: a withdrawn document stays withdrawn.

    Raises:
        ValueError: a passage is not the piece of the text it says it is.
    """
    for part in parts:
        if document.text[part.start : part.end] != part.text:
            raise ValueError(f"{part.key} is not document.text[{part.start}:{part.end}]")
    row = unit.connection.execute(
        select(documents).where(documents.c.key == document.key)
    ).one_or_none()
    stored = document_of(row) if row else None
    if row and stored:
        document = decisions_of(row).out_of(document, stored)
    digest = _digest(document, parts)
    if row and row.digest == digest:
        return False
    _write(unit, document, parts, digest, stored)
    before, after = _difference(stored, document)
    act = DocumentAct.CHANGED if row else DocumentAct.ADDED
    record(unit, document.key, act, actor=actor, reason=reason, before=before, after=after)
    return True


def _write(
    unit: Unit,
    document: Document,
    parts: tuple[Passage, ...],
    digest: str,
    stored: Document | None,
) -> None:
    values = row_of(document) | {"digest": digest}
    if stored is not None and stored.text != document.text:
        values |= {"origins": {}, "file": None}  # they were places in the text that is gone
    if stored is None:
        unit.connection.execute(insert(documents).values(**values))
    else:
        unit.connection.execute(delete(passages).where(passages.c.document == document.key))
        unit.connection.execute(
            update(documents).where(documents.c.key == document.key).values(**values)
        )
    if parts:
        unit.connection.execute(insert(passages), [_row(part) for part in parts])


def _difference(
    stored: Document | None, document: Document
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts that change, before and after; the new text stands in the document itself."""
    old, new = facts_json(stored) if stored else {}, facts_json(document)
    changed = [name for name, value in new.items() if value != old.get(name)]
    before = {name: old[name] for name in changed if name in old}
    return before, {name: new[name] for name in changed if name != "text" and new[name]}


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
