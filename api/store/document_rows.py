"""A policy document to its row and back: what was read, and beside it what staff decided."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

from knowledge.documents import Document, Tier

NAMES = tuple(field.name for field in fields(Document))
DATES = ("published", "effective_from", "effective_to")
LISTS = ("replaces", "aliases")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What staff decided on a document: its last day in force, the version that takes its place
    from a day on, and whether it may be used at all."""

    withdrawn: bool = False
    last_day: date | None = None
    successor: str | None = None
    successor_from: date | None = None

    @property
    def end(self) -> date | None:
        """The last day in force by these decisions alone."""
        days = [self.last_day] if self.last_day else []
        if self.successor_from:
            days.append(self.successor_from - timedelta(days=1))
        return min(days, default=None)

    def over(self, document: Document) -> Document:
        """``document`` as it stands with the decisions taken."""
        days = [day for day in (document.effective_to, self.end) if day]
        return replace(
            document,
            effective_to=min(days, default=None),
            replaced_by=self.successor or document.replaced_by,
        )

    def out_of(self, document: Document, stored: Document) -> Document:
        """``document`` without the decisions, where it is ``over(stored)`` given back to us."""
        seen = self.over(stored)
        if document.effective_to == seen.effective_to:
            document = replace(document, effective_to=stored.effective_to)
        if document.replaced_by == seen.replaced_by:
            document = replace(document, replaced_by=stored.replaced_by)
        return document


def document_of(row: Row[Any]) -> Document:
    """The document as it was read; without ``text`` in the row its text is empty."""
    values: dict[str, Any] = {name: getattr(row, name, "") for name in NAMES}
    values |= {name: tuple(values[name]) for name in LISTS}
    return Document(**values | {"tier": Tier(row.tier)})


def decisions_of(row: Row[Any]) -> Decisions:
    """What staff decided on it."""
    return Decisions(row.withdrawn, row.last_day, row.successor, row.successor_from)


def row_of(document: Document) -> dict[str, Any]:
    """The columns of what was read."""
    values = {name: getattr(document, name) for name in NAMES}
    return values | {name: list(values[name]) for name in LISTS}


def facts_json(document: Document) -> dict[str, Any]:
    """The document as JSON, its text included; dates as ISO strings."""
    values = row_of(document)
    return values | {name: str(values[name]) for name in DATES if values[name]}


def document_from_json(body: Mapping[str, Any]) -> Document:
    """The other way round."""
    values = dict(body)
    values |= {name: tuple(values[name]) for name in LISTS}
    values |= {name: date.fromisoformat(values[name]) for name in DATES if values[name]}
    return Document(**values | {"tier": Tier(values["tier"])})
