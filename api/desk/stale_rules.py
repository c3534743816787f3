"""Rules whose quotation is in no document in force any more, and what became of it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from api.desk.document_state import DocumentState, state_of
from api.domain.document_event import DocumentEvent
from api.domain.errors import NotFound
from api.domain.programme import Programme, checked
from api.domain.stale_rules import StaleSource, stale_sources
from api.store.database import Unit
from api.store.document_history import events_of
from api.store.holdings import Holding, holding
from knowledge.documents import Document
from knowledge.succession import standing_version

ALIKE = 0.4  # of 1, by difflib: below, a sentence is about something else
GONE = "文件已经不在知识库里"
CAUSES = {
    DocumentState.IN_FORCE: "文件的文字有改动，原来的句子不在了",
    DocumentState.TO_COME: "文件还没有生效",
    DocumentState.ENDED: "文件已经失效",
    DocumentState.REPLACED: "文件已被新版替代，新版里没有原来的句子",
    DocumentState.WITHDRAWN: "文件已经撤下",
}
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")

Held = Callable[[str], Holding | None]


@dataclass(frozen=True, slots=True)
class StaleRule:
    """What rests on a quotation that is gone; ``cause`` in Chinese, ``event`` the document's last
    change, ``nearest`` the sentence most like the quotation in the text that stands now."""

    stale: StaleSource
    title: str
    cause: str
    event: DocumentEvent | None
    nearest: str

    @property
    def key(self) -> str:
        """The document's key; there may be none of it left."""
        return self.stale.source.document


def stale_rules(unit: Unit, programmes: Sequence[Programme], as_of: date) -> tuple[StaleRule, ...]:
    """Everything that rests on no text in force on ``as_of``."""
    held = _held(unit)

    def standing(key: str) -> Document | None:
        return standing_version(key, as_of, lambda each: _in_use(held(each)))

    def text_of(key: str) -> str | None:
        document = standing(key)
        return document.text if document else None

    return tuple(
        _rule(unit, stale, held(stale.source.document), standing(stale.source.document), as_of)
        for programme in programmes
        for stale in stale_sources(checked(programme, text_of), as_of)
    )


def _rule(
    unit: Unit, stale: StaleSource, found: Holding | None, now: Document | None, as_of: date
) -> StaleRule:
    quote = stale.source.quote
    near = get_close_matches(quote, list(_sentences(now)), n=1, cutoff=ALIKE)
    if found is None:
        return StaleRule(stale, stale.source.document, GONE, None, "")
    events = events_of(unit, found.read.key)
    return StaleRule(
        stale=stale,
        title=found.read.title,
        cause=CAUSES[state_of(found, as_of)],
        event=events[-1] if events else None,
        nearest=near[0] if near else "",
    )


def _sentences(document: Document | None) -> Iterator[str]:
    if document is not None:
        yield from (found[0].strip() for found in _SENTENCE.finditer(document.text))


def _in_use(found: Holding | None) -> Document | None:
    return None if found is None or found.decisions.withdrawn else found.document


def _held(unit: Unit) -> Held:
    """Documents by key, each read once."""
    known: dict[str, Holding | None] = {}

    def held(key: str) -> Holding | None:
        if key not in known:
            try:
                known[key] = holding(unit, key)
            except NotFound:
                known[key] = None
        return known[key]

    return held
