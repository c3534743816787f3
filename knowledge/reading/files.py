"""One file in, its kind and its text out."""

import re
from dataclasses import replace

from knowledge.reading.apart import read_apart
from knowledge.reading.kinds import Kind, kind_of
from knowledge.reading.limits import MAX_BYTES, MAX_CHARACTERS
from knowledge.reading.plain import decoded
from knowledge.reading.refusals import ImportRefused, Reason
from knowledge.reading.result import Read

_WORD = re.compile(r"\w")


def read(name: str, content: bytes) -> tuple[Kind, Read]:
    """The kind and the text of ``content``; the kind is decided by content.

    Raises:
        ImportRefused: see ``Reason``.
    """
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1_048_576:.1f}"
        raise ImportRefused(Reason.TOO_LARGE, size=size, limit=MAX_BYTES // 1_048_576)
    kind = kind_of(content, name)
    found = Read(decoded(content)) if kind is Kind.TEXT else read_apart(content, kind)
    found = _storable(found)
    if not _WORD.search(found.text):
        raise ImportRefused(Reason.NO_TEXT)
    if len(found.text) > MAX_CHARACTERS:
        raise ImportRefused(Reason.TOO_MUCH_TEXT, limit=MAX_CHARACTERS // 10_000)
    return kind, found


def _storable(found: Read) -> Read:
    """``found`` without what no database takes: NUL, and halves of surrogate pairs, which files
    that were cut or converted badly hold. A pair in two halves is put together."""
    title, issuer = (_clean(part) if part else part for part in (found.title, found.issuer))
    return replace(found, text=_clean(found.text), title=title, issuer=issuer)


def _clean(text: str) -> str:
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return joined.replace("\x00", "")
