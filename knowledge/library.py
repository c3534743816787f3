"""Where documents live. The SQL library is the product's; the memory one serves evaluation runs
and tests."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from knowledge.documents import Document, Passage


class Library(Protocol):
    """Documents and their passages; the indexes are rebuilt from it."""

    def put(self, document: Document, passages: Iterable[Passage]) -> bool:
        """Store a document with its passages, replacing one of the same key.

        Returns False, and writes nothing, when the stored one is identical.
        """

    def remove(self, key: str) -> None:
        """Forget a document."""

    def documents(self) -> tuple[Document, ...]:
        """All documents, by key."""

    def document(self, key: str) -> Document | None:
        """One document."""

    def passages(self) -> Iterator[Passage]:
        """All passages, in order of document key and ordinal."""

    def fingerprint(self) -> str:
        """Changes when any document or passage changes; guards the indexes."""


class MemoryLibrary:
    """A library that lives as long as the process."""

    def __init__(self) -> None:
        """Start empty."""
        self._documents: dict[str, Document] = {}
        self._passages: dict[str, tuple[Passage, ...]] = {}

    def put(self, document: Document, passages: Iterable[Passage]) -> bool:
        """See ``Library.put``."""
        kept = tuple(passages)
        if self._documents.get(document.key) == document and (
            self._passages.get(document.key) == kept
        ):
            return False
        self._documents[document.key] = document
        self._passages[document.key] = kept
        return True

    def remove(self, key: str) -> None:
        """See ``Library.remove``."""
        self._documents.pop(key, None)
        self._passages.pop(key, None)

    def documents(self) -> tuple[Document, ...]:
        """See ``Library.documents``."""
        return tuple(self._documents[key] for key in sorted(self._documents))

    def document(self, key: str) -> Document | None:
        """See ``Library.document``."""
        return self._documents.get(key)

    def passages(self) -> Iterator[Passage]:
        """See ``Library.passages``."""
        for key in sorted(self._passages):
            yield from self._passages[key]

    def fingerprint(self) -> str:
        """See ``Library.fingerprint``."""
        documents = hashlib.sha256(repr(self.documents()).encode("utf-8", "replace"))
        return f"{documents.hexdigest()}{fingerprint(self.passages())}"


def fingerprint(passages: Iterable[Passage]) -> str:
    """A digest over keys and texts of ``passages``, the same for the same content."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(f"{passage.key}\x1f{passage.text}\x1e".encode())
    return digest.hexdigest()
