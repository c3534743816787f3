"""One state of the library in memory: what ranking and quoting look up by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge.documents import Document, Passage
from knowledge.library import Library, fingerprint
from knowledge.numerals import article_number
from knowledge.titles import short_title


@dataclass(frozen=True)
class Corpus:
    """All documents and passages by key. 24,000 articles take about 20 MB."""

    documents: Mapping[str, Document]
    passages: Mapping[str, Passage]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Comparable title of every document, by its key."""
        return {key: short_title(document.title) for key, document in self.documents.items()}

    @cached_property
    def articles(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Passage keys of each article, by document key and label as statutes write it
        (第二十二条), however the document writes its numbers (第22条)."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for key, passage in self.passages.items():
            label = _label(passage.article) if passage.article else None
            if label is not None:
                place = (passage.document, label)
                found[place] = (*found.get(place, ()), key)
        return found

    @cached_property
    def fingerprint(self) -> str:
        """Changes with any passage, and with the dates that decide what may be quoted."""
        dates = "".join(
            f"{key}{one.title}{one.effective_from}{one.effective_to}\x1e"
            for key, one in sorted(self.documents.items())
        )
        return fingerprint((*self.passages.values(), _as_passage(dates)))


@lru_cache(maxsize=4096)  # every law has a 第一条: 24,000 articles carry 1,500 labels
def _label(article: str) -> str | None:
    number = article_number(article)
    return number.label if number is not None else None


def _as_passage(text: str) -> Passage:
    return Passage("", 0, 0, len(text), text)


def load(library: Library) -> Corpus:
    """Read ``library`` once."""
    return Corpus(
        {document.key: document for document in library.documents()},
        {passage.key: passage for passage in library.passages()},
    )
