"""Documents read in imported files, which wait to be confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, delete, insert, select, update

from api.domain.errors import NotFound
from api.domain.imported import DraftState, settle
from api.store.database import Unit
from api.store.document_origins import places_from_json, places_json
from api.store.document_rows import document_from_json, facts_json
from api.tables.knowledge import document_drafts
from knowledge.drafts import Draft


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft with its id and its file's; ``stored_as`` is the document's key once confirmed."""

    id: str
    file: str
    draft: Draft
    state: DraftState
    stored_as: str | None


def add_drafts(unit: Unit, file: str, drafts: Iterable[Draft]) -> None:
    """Keep what was read in a file; drafts of an earlier reading that were discarded go."""
    unit.connection.execute(
        delete(document_drafts).where(
            document_drafts.c.file == file, document_drafts.c.state == DraftState.DISCARDED
        )
    )
    rows = [
        {
            "id": uuid4().hex,
            "file": file,
            "ordinal": ordinal,
            "document": {
                "facts": facts_json(draft.document),
                "kind": draft.kind,
                "is_stated": draft.is_stated,
            },
            "origins": places_json(draft.places),
            "warnings": list(draft.warnings),
            "state": DraftState.OPEN,
        }
        for ordinal, draft in enumerate(drafts)
    ]
    unit.connection.execute(insert(document_drafts), rows)


def kept_draft(unit: Unit, key: str) -> KeptDraft:
    """One draft.

    Raises:
        NotFound: there is none with that id.
    """
    row = unit.connection.execute(
        select(document_drafts).where(document_drafts.c.id == key)
    ).one_or_none()
    if row is None:
        raise NotFound("没有找到这份草稿。请从导入的列表里打开。")
    return _kept(row)


def drafts_of(unit: Unit, file: str) -> tuple[KeptDraft, ...]:
    """The drafts of a file in the order they stand in it."""
    rows = unit.connection.execute(
        select(document_drafts)
        .where(document_drafts.c.file == file)
        .order_by(document_drafts.c.ordinal, document_drafts.c.id)
    )
    return tuple(_kept(row) for row in rows)


def settle_draft(unit: Unit, kept: KeptDraft, to: DraftState, stored_as: str | None = None) -> None:
    """Confirm or discard it.

    Raises:
        WrongMove: that was done before.
    """
    unit.connection.execute(
        update(document_drafts)
        .where(document_drafts.c.id == kept.id)
        .values(state=settle(kept.state, to), stored_as=stored_as)
    )


def _kept(row: Row[Any]) -> KeptDraft:
    body = row.document
    draft = Draft(
        document_from_json(body["facts"]),
        places_from_json(row.origins),
        tuple(row.warnings),
        body["kind"],
        body["is_stated"],
    )
    return KeptDraft(row.id, row.file, draft, DraftState(row.state), row.stored_as)
