"""The rules of the programmes, held against the documents they quote, and quoted from there."""

from collections.abc import Sequence
from datetime import date

from api.domain.parameter import Source
from api.domain.programme import Programme
from knowledge.documents import Document
from knowledge.library import Library
from knowledge.programme_sources import checked_against, quoted_documents
from retrieval.answer import Citation


class SourcedRules:
    """``bot.eligibility.ports.RuleBook`` over a library."""

    def __init__(self, programmes: Sequence[Programme], library: Library) -> None:
        """``library`` holds the documents the programmes quote. Funds come before general law,
        first the one that is meant when none is named."""
        self.programmes = tuple(sorted(programmes, key=lambda p: (p.general, not p.assumed)))
        self._library = library

    def checked(self, key: str, as_of: date) -> Programme | None:
        """See ``RuleBook.checked``."""
        for programme in self.programmes:
            if programme.key == key:
                return checked_against(programme, quoted_documents(programme, self._library, as_of))
        return None

    def citations(self, programme: Programme, as_of: date) -> dict[Source, Citation]:
        """See ``RuleBook.citations``."""
        quoted = quoted_documents(programme, self._library, as_of)
        return {
            source: citation_of(source, quoted[source.document])
            for source in programme.sources
            if source.document in quoted and source.quote in quoted[source.document].text
        }


def citation_of(source: Source, document: Document) -> Citation:
    """The quotation of ``source`` where it stands in ``document``, which must hold it."""
    start = document.text.index(source.quote)
    return Citation(
        document=document.key,
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        article=None,
        quote=source.quote,
        start=start,
        end=start + len(source.quote),
        tier=document.tier,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        score=1.0,
    )
