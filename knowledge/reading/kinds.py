"""What kind of file it is: decided by its content, since a name may say anything."""

import io
import re
import zipfile
from enum import StrEnum

from knowledge.reading.limits import MAX_ENTRIES
from knowledge.reading.plain import decoded
from knowledge.reading.refusals import ImportRefused, Reason


class Kind(StrEnum):
    """The kinds that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xfd7zXZ", b"BZh")
_PARTS = {
    "word/document.xml": None,
    "xl/workbook.xml": Reason.SHEET,
    "ppt/presentation.xml": Reason.SLIDES,
    "OFD.xml": Reason.OFD,
}
_MARKUP = re.compile(r"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(r"<(?:p|div|table|span|h[1-6]|br)[\s/>]", re.IGNORECASE)
_HEAD = 4096


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of ``content``; ``name`` only tells a piece of a web page from plain text.

    Raises:
        ImportRefused: empty, or of a kind that cannot be read.
    """
    if not content.strip():
        raise ImportRefused(Reason.EMPTY)
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(b"PK"):
        return _packed(content)
    if content.startswith(_OLE):
        raise ImportRefused(_compound(content))
    if content.startswith(b"{\\rtf"):
        raise ImportRefused(Reason.OLD_OFFICE)
    if content.startswith(_PICTURES) or content[8:12] == b"WEBP" or content[4:8] == b"ftyp":
        raise ImportRefused(Reason.PICTURE)
    if content.startswith(_ARCHIVES):
        raise ImportRefused(Reason.ARCHIVE)
    return _written(content, name)


def _packed(content: bytes) -> Kind:
    if content.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise ImportRefused(Reason.UNPACKS_TOO_FAR)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise ImportRefused(Reason.DAMAGED) from None
    for part, refused in _PARTS.items():
        if part in names:
            if refused:
                raise ImportRefused(refused)
            return Kind.DOCX
    raise ImportRefused(Reason.ARCHIVE)


def _compound(content: bytes) -> Reason:
    """Which of Microsoft's old containers it is, by the names in its directory (UTF-16)."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Reason.ENCRYPTED
    if "Workbook".encode("utf-16-le") in content:
        return Reason.SHEET
    if "PowerPoint Document".encode("utf-16-le") in content:
        return Reason.SLIDES
    return Reason.OLD_OFFICE


def _written(content: bytes, name: str) -> Kind:
    head = decoded(content)[:_HEAD]
    is_page = name.lower().endswith((".html", ".htm")) and _FRAGMENT.search(head)
    return Kind.HTML if is_page or _MARKUP.search(head) else Kind.TEXT
