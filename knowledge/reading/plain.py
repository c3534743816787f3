"""Plain text and Markdown: bytes in one of the encodings Chinese offices write."""

import codecs
import re

from knowledge.reading.refusals import ImportRefused, Reason

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def decoded(content: bytes) -> str:
    """The text of ``content``: UTF-8, UTF-16 with its mark, or GB 18030; line ends as ``\\n``.

    Raises:
        ImportRefused: none of them gives a text.
    """
    for encoding in ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return re.sub(r"\r\n|[\r\x0b\x0c]", "\n", text)
        break
    raise ImportRefused(Reason.UNKNOWN)
