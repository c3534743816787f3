"""The list of policy documents as staff narrow it: by words, tier and state."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from api.desk.document_state import DocumentState, state_of
from api.store.database import Unit
from api.store.holdings import Holding, holdings, passage_counts
from knowledge.documents import Tier
from knowledge.titles import short_title

PAGE_SIZE = 30
_ONE_WAY = str.maketrans("〔〕", "[]", "《》")


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What narrows the list; ``None`` and an empty text narrow nothing."""

    words: str = ""
    tier: Tier | None = None
    state: DocumentState | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the list; ``passages`` counts what answers can be quoted from."""

    holding: Holding
    state: DocumentState
    passages: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of the list. ``counts`` has every state, over the words and the tier alone."""

    rows: tuple[DocumentRow, ...]
    total: int
    pages: int
    counts: Mapping[DocumentState, int]
    holdings: int


def list_documents(unit: Unit, narrowed: DocumentFilter, as_of: date) -> DocumentPage:
    """The documents by title, as they stand on ``as_of``."""
    everything = holdings(unit)
    found = [(one, state_of(one, as_of)) for one in everything if _fits(one, narrowed)]
    counts = {state: sum(each is state for _, each in found) for state in DocumentState}
    shown = [pair for pair in found if narrowed.state in {None, pair[1]}]
    first = (narrowed.page - 1) * PAGE_SIZE
    passages = passage_counts(unit)
    return DocumentPage(
        rows=tuple(
            DocumentRow(one, state, passages.get(one.read.key, 0))
            for one, state in shown[first : first + PAGE_SIZE]
        ),
        total=len(shown),
        pages=max(1, ceil(len(shown) / PAGE_SIZE)),
        counts=counts,
        holdings=len(everything),
    )


def _fits(holding: Holding, narrowed: DocumentFilter) -> bool:
    document = holding.read
    if narrowed.tier not in {None, document.tier}:
        return False
    said = (document.title, document.issuer, document.number, document.region, *document.aliases)
    text = " ".join(filter(None, said))
    haystack = _plain(f"{text} {short_title(document.title)}")
    return all(_plain(word) in haystack for word in narrowed.words.split())


def _plain(text: str) -> str:
    """Brackets of 文号 and letters are typed in many forms; 《》 are typed or not."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return plain.translate(_ONE_WAY)
