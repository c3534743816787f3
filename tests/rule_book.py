"""The rules the project ships, over the texts they quote and nothing else."""

from functools import cache

from knowledge.documents import Document
from knowledge.ingest import builtin_documents
from knowledge.library import MemoryLibrary
from knowledge.programme_files import load_programmes
from retrieval.rule_book import SourcedRules


@cache
def _documents() -> tuple[Document, ...]:
    quoted = {source.document for each in load_programmes() for source in each.sources}
    return tuple(document for document in builtin_documents() if document.key in quoted)


@cache
def shipped_rules() -> SourcedRules:
    """Read once; nobody may change what is in it."""
    return SourcedRules(load_programmes(), quoted_library())


def quoted_library() -> MemoryLibrary:
    """A library of its own with the documents the programmes quote."""
    library = MemoryLibrary()
    for document in _documents():
        library.put(document, ())
    return library
