"""Policy texts from files: what a file does not say in front matter is read from the text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from knowledge.digests import DigestError, has_front_matter, read_digest
from knowledge.documents import Document
from knowledge.drafts import Draft, Place
from knowledge.reading.files import read
from knowledge.reading.refusals import ImportRefused, Reason
from knowledge.reading.result import Read
from knowledge.recognise import recognise
from knowledge.statute_facts import statute_facts
from knowledge.titles import LONGEST_KEY
from knowledge.versions import chain_versions

SUFFIXES = frozenset((".md", ".markdown", ".txt", ".pdf", ".docx", ".html", ".htm"))
"""Names of files that a folder is searched for; what a file is, its content decides."""

_MEMBER = re.compile(r"^## (?=[A-Z][.、．]\s)", re.MULTILINE)
_WORD = re.compile(r"\w")
_STATED = "文件开头的说明"
_FIELDS = (
    "title",
    "tier",
    "issuer",
    "number",
    "region",
    "programme",
    "published",
    "effective_from",
    "effective_to",
)


def read_upload(name: str, content: bytes) -> list[Draft]:
    """The documents in one file, with where each fact was read: one document, or one for each
    ``## A. …`` of a collection. Takes a second for a law, minutes for a long scan.

    Raises:
        ImportRefused: the file cannot be read; nothing else is raised, whatever it holds.
    """
    try:
        kind, found = read(name, content)
        return list(_drafts(found, name, kind))
    except ImportRefused as refusal:
        raise refusal.named(name) from None


def read_folder(path: Path) -> list[Document]:
    """Every policy text below ``path``, versions of one title put in order.

    Raises:
        ImportRefused: ``path`` is no folder, or a file in it cannot be read.
    """
    documents = {each.key: each for file in files_in(path) for each in read_file(file)}
    return list(statute_facts().relate(chain_versions(documents.values())))


def files_in(path: Path) -> list[Path]:
    """The files below ``path`` whose names promise a policy text, in order.

    Raises:
        ImportRefused: ``path`` is no folder.
    """
    if not path.is_dir():
        raise ImportRefused(Reason.NO_FOLDER, path.name)
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)


def read_file(path: Path) -> list[Document]:
    """The documents in one file, taken as they were recognised.

    Raises:
        ImportRefused: see ``read_upload``.
    """
    return [draft.document for draft in read_upload(path.name, path.read_bytes())]


def _drafts(found: Read, name: str, kind: str) -> Iterator[Draft]:
    stem = Path(name).stem or name
    if has_front_matter(found.text):
        yield _stated(found.text, name, kind)
        return
    members = list(_members(found.text))
    if len(members) > 1:
        for member in members:
            yield recognise(replace(found, text=member), stem, kind, is_whole_file=False)
        return
    yield recognise(found, stem, kind)


def _stated(text: str, name: str, kind: str) -> Draft:
    """A document that says everything about itself in front matter."""
    try:
        document = read_digest(text, name)
    except DigestError as error:
        detail = str(error).removeprefix(f"{name}: ")
        raise ImportRefused(Reason.FRONT_MATTER, detail=detail) from None
    if len(document.key) > LONGEST_KEY:
        raise ImportRefused(
            Reason.FRONT_MATTER, detail=f"the key has more than {LONGEST_KEY} characters"
        )
    if not _WORD.search(document.text):
        raise ImportRefused(Reason.NO_TEXT)
    said = [field for field in _FIELDS if getattr(document, field) is not None]
    return Draft(document, {field: Place(_STATED) for field in said}, kind=kind, is_stated=True)


def _members(text: str) -> Iterator[str]:
    """The documents of a collection, each from its ``## A. …`` on."""
    starts = [found.start() for found in _MEMBER.finditer(text)]
    for start, stop in zip(starts, [*starts, len(text)][1:], strict=True):
        yield text[start:stop].strip()
