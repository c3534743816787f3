"""Characters as a page program holds them: look-alikes folded, unreadable ones told apart."""

import unicodedata

from knowledge.han import simplified

UNREADABLE = "\ufffd"


def readable(code: int) -> str:
    """The character a code point stands for; a font's private one is ``UNREADABLE``, a control
    character nothing.

    Radicals (⼀, ⺠) come from the way a file was made, not from its author: where they stayed,
    第⼀条 would begin no article.
    """
    if 0x2F00 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", chr(code))
    if 0x2E80 <= code <= 0x2EFF:
        return simplified(chr(code))
    if code == 0xFFFD or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or code >= 0xF0000:
        return UNREADABLE
    character = chr(code)
    category = unicodedata.category(character)
    return "" if category in {"Cc", "Cf", "Cn"} and character != "\t" else character
