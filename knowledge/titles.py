"""Titles of policy texts: how two ways of writing one title are recognised as the same."""

import hashlib
import re
import unicodedata
from datetime import date

_BRACKETED_VERSION = re.compile(
    r"(?<!修正案)[（(\[【][^（()）\]】]*(?:\d{4}|修正|修订|现行|全文|转述|节录)[^（()）\]】]*[)）\]】]"
)
_MARKS = re.compile(r"[《》〈〉<>「」『』“”\"'‘’\s]")
_COUNTRY = "中华人民共和国"
LONGEST_KEY = 120
"""Characters of a document's key that the database keeps."""
_LONGEST_NAME = 90  # of the title in a key; version and digest follow
_NOT_IN_KEY = re.compile(r"[^\w\-]+")


def short_title(title: str) -> str:
    """The title without 《》, 中华人民共和国 and a bracketed version, as people write it.

    《中华人民共和国慈善法》(2023修正) → 慈善法; 浙江省实施《中华人民共和国慈善法》办法 →
    浙江省实施慈善法办法.
    """
    plain = unicodedata.normalize("NFKC", title)
    plain = _MARKS.sub("", _BRACKETED_VERSION.sub("", plain))
    return plain.replace(_COUNTRY, "") or plain


def document_key(title: str, version: date | None) -> str:
    """The slug of an official text: the same text gets the same one, wherever it was read from."""
    name = _NOT_IN_KEY.sub("-", short_title(title)).strip("-").lower()
    if not name or len(name) > _LONGEST_NAME:
        digest = hashlib.blake2b(title.encode("utf-8", "replace"), digest_size=4).hexdigest()
        name = f"{name[:_LONGEST_NAME]}-{digest}".strip("-")
    return f"{name}-{version:%Y%m%d}" if version else name
