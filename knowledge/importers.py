"""Policy texts from files: what a file does not say in front matter is read from the text."""

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.digests import has_front_matter, read_digest
from knowledge.documents import Document, Tier
from knowledge.outline import Kind, outline
from knowledge.provenance import front_of, issuer_of, number_of, region_of, title_of
from knowledge.stated_dates import StatedDates, date_in, stated_dates
from knowledge.statute_facts import statute_facts
from knowledge.titles import document_key
from knowledge.versions import chain_versions

SUFFIXES = frozenset((".md", ".markdown", ".txt"))
"""The kinds of file that can be read."""

_MEMBER = re.compile(r"^## (?=[A-Z][.、．]\s)", re.MULTILINE)
_SOURCE = re.compile(r"^[-*\s]*来源\s*[:：]\s*(?P<source>.+)$", re.MULTILINE)
_PARTIAL = re.compile(r"\[[^\]\n]*(?:未取得|略)\]|[（(][^（()）\n]*只(?:取得|见)[^（()）\n]*[)）]")
_ASSUMED = "施行日期未载明，按公布或修正日期推定"
_EXCERPT = "只见节录，非全文"


class ImportRefused(Exception):
    """A file cannot be read as a policy text; the message names it and says why."""


def read_folder(path: Path) -> list[Document]:
    """Every policy text below ``path``, versions of one title put in order.

    Raises:
        ImportRefused: ``path`` is no folder, or a file in it cannot be read.
    """
    if not path.is_dir():
        raise ImportRefused(f"{path.name}: not a folder")
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
    documents = {each.key: each for file in files for each in read_file(file)}
    return list(statute_facts().relate(chain_versions(documents.values())))


def read_file(path: Path) -> list[Document]:
    """The documents in one file: one, or one for each ``## A. …`` of a collection.

    Raises:
        ImportRefused: not a text in UTF-8 or GB 18030, of an unknown kind, or empty.
        DigestError: front matter that is not as it must be.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ImportRefused(f"{path.name}: expected one of {', '.join(sorted(SUFFIXES))}")
    text = _decoded(path)
    if has_front_matter(text):
        return [read_digest(text, path.name)]
    members = list(_members(text))
    if len(members) > 1:
        return [_read(member, path.stem, None) for member in members]
    return [_read(text, path.stem, path)]


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.strip() and "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        break
    raise ImportRefused(f"{path.name}: no text in UTF-8 or GB 18030")


def _members(text: str) -> Iterator[str]:
    """The documents of a collection, each from its ``## A. …`` on."""
    starts = [found.start() for found in _MEMBER.finditer(text)]
    for start, stop in zip(starts, [*starts, len(text)][1:], strict=True):
        yield text[start:stop].strip()


def _read(text: str, name: str, path: Path | None) -> Document:
    """One document. ``path`` is given where the file's name may say something about it."""
    title = title_of(text, name)
    front = front_of(text, title)
    has_articles = any(line.kind is Kind.ARTICLE for line in outline(text, title))
    named = date_in(name) if path else date_in(front)
    dates = stated_dates(front, text, named, has_articles=has_articles)
    issuer, number = issuer_of(front), number_of(front)
    known = statute_facts().began(title, dates.published)
    source = _SOURCE.search(text)
    return statute_facts().annotate(
        Document(
            key=document_key(title, dates.published),
            title=title,
            text=text,
            tier=Tier.OFFICIAL if has_articles or issuer or number else Tier.PRESS,
            source=source["source"].strip() if source else f"导入文件 {name}",
            issuer=issuer,
            number=number,
            region=region_of(title, issuer),
            published=dates.published,
            effective_from=known or dates.effective_from,
            effective_to=dates.effective_to,
            status_note=_note(text, dates, is_known=known is not None),
        )
    )


def _note(text: str, dates: StatedDates, *, is_known: bool) -> str:
    notes = (
        _EXCERPT if _PARTIAL.search(text) else "",
        _ASSUMED if dates.assumed and not is_known else "",
    )
    return "；".join(filter(None, notes))
