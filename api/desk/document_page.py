"""Everything the desk knows of one policy document, read in one view."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from api.desk.document_state import DocumentState, state_of
from api.domain.document_event import DocumentEvent
from api.store.database import Unit
from api.store.document_history import events_are_whole, events_of
from api.store.document_origins import origins_of
from api.store.holdings import Holding, holding, holdings, passages_of
from api.tables.knowledge import documents
from knowledge.documents import Passage
from knowledge.drafts import Place


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its passages, its neighbours in time and its history, oldest entry first.

    ``places`` says where facts were read; ``file`` is the id of the file it came from.
    """

    holding: Holding
    state: DocumentState
    passages: tuple[Passage, ...]
    older: tuple[Holding, ...]
    newer: Holding | None
    events: tuple[DocumentEvent, ...]
    whole: bool
    places: Mapping[str, Place]
    file: str | None

    @property
    def version(self) -> int:
        """How often it changed; a form carries it, to notice a colleague's change."""
        return len(self.events)


def document_view(unit: Unit, key: str, as_of: date) -> DocumentView:
    """The document ``key``.

    Raises:
        NotFound: there is none.
    """
    found = holding(unit, key)
    document = found.document
    events = events_of(unit, key)
    places, file = origins_of(unit, document)
    newer = holdings(unit, [document.replaced_by] if document.replaced_by else [])
    return DocumentView(
        holding=found,
        state=state_of(found, as_of),
        passages=passages_of(unit, document),
        older=_older(unit, found),
        newer=newer[0] if newer else None,
        events=events,
        whole=events_are_whole(unit, key, events),
        places=places,
        file=file,
    )


def _older(unit: Unit, found: Holding) -> tuple[Holding, ...]:
    """What this document takes the place of: as read, and as staff decided."""
    key = found.read.key
    decided = unit.connection.execute(
        select(documents.c.key).where(
            (documents.c.successor == key) | (documents.c.replaced_by == key)
        )
    )
    return holdings(unit, {*found.read.replaces, *decided.scalars()})
