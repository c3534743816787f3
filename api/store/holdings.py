"""Every document in the database, the withdrawn ones too, with what staff decided on it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, update

from api.domain.errors import NotFound
from api.store.database import Unit
from api.store.document_rows import Decisions, decisions_of, document_of
from api.tables.knowledge import documents, passages
from knowledge.documents import Document, Passage

WITHOUT_TEXT = [column for column in documents.c if column.name != "text"]


@dataclass(frozen=True, slots=True)
class Holding:
    """A document as it was read (``read``) and what staff decided on it."""

    read: Document
    decisions: Decisions

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self.decisions.over(self.read)

    def in_use(self, as_of: date) -> bool:
        """Whether it may be quoted as current on ``as_of``."""
        return not self.decisions.withdrawn and self.document.in_force(as_of)


def holdings(unit: Unit, keys: Iterable[str] | None = None) -> tuple[Holding, ...]:
    """All documents by title, or those with these keys; without their texts, which are long."""
    query = select(*WITHOUT_TEXT)
    if keys is not None:
        query = query.where(documents.c.key.in_(tuple(keys)))
    found = [_holding(row) for row in unit.connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (one.read.title, one.read.key)))


def holding(unit: Unit, key: str) -> Holding:
    """One document with its text.

    Raises:
        NotFound: there is none with that key.
    """
    row = None
    if "\x00" not in key:  # PostgreSQL takes no such character
        row = unit.connection.execute(select(documents).where(documents.c.key == key)).one_or_none()
    if row is None:
        raise NotFound("没有找到这份文件。请从知识库的列表里打开。")
    return _holding(row)


def decide(unit: Unit, key: str, decisions: Decisions) -> None:
    """Store what staff decided."""
    unit.connection.execute(
        update(documents).where(documents.c.key == key).values(**asdict(decisions))
    )


def passages_of(unit: Unit, document: Document) -> tuple[Passage, ...]:
    """The passages of a document that comes with its text, in order."""
    rows = unit.connection.execute(
        select(passages).where(passages.c.document == document.key).order_by(passages.c.ordinal)
    ).all()
    return tuple(
        Passage(
            document=row.document,
            ordinal=row.ordinal,
            start=row.start,
            end=row.end,
            text=document.text[row.start : row.end],
            heading=tuple(row.heading),
            article=row.article,
            article_no=row.article_no,
        )
        for row in rows
    )


def passage_counts(unit: Unit) -> dict[str, int]:
    """How many passages each document has."""
    rows = unit.connection.execute(
        select(passages.c.document, func.count()).group_by(passages.c.document)
    )
    return {row[0]: row[1] for row in rows}


def _holding(row: Row[Any]) -> Holding:
    return Holding(document_of(row), decisions_of(row))
