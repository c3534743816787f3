"""Whether a sentence may stand in for the one that was written: same places to fill, sayable."""

import re
from string import Formatter

LONGEST = 4_096  # characters of a message in Telegram
LONGEST_LABEL = 40
_LABEL = re.compile(r"[^。？：；，…\n{]{1,16}")
_UNSAYABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

EMPTY = "请写内容。不想改的，用“恢复原文”。"
TOO_LONG = f"太长了，最多 {LONGEST:,} 个字，再长聊天里发不出去。"
TOO_LONG_LABEL = f"这是按钮或名称，最多 {LONGEST_LABEL} 个字，不换行。"
HIDDEN = "里面有看不见的字符。请删掉重打，不要从别处粘贴。"
BRACES = "花括号不成对，或者用在了不能填内容的地方。请照原文写。"
MISSING = "少了 {places}，这里会填上具体内容，请放回去。"
UNKNOWN = "没有 {places} 这一项可以填。请照原文写，或者删去。"


def is_label(text: str) -> bool:
    """Whether it stands on a button or names something, rather than saying a sentence."""
    return _LABEL.fullmatch(text) is not None


def places(text: str) -> frozenset[str]:
    """What is filled into ``text``, each as written between its braces.

    Raises:
        ValueError: its braces do not match.
    """
    found = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            found.add(
                name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            )
    return frozenset(found)


def fault_of(text: str, original: str, *, also: str = "") -> str | None:
    """What is wrong with ``text`` in place of ``original``, as a sentence; ``None``: nothing.

    The places of ``also``, the same sentence in another language, may be filled too.
    """
    if not text.strip():
        return EMPTY
    if len(text) > LONGEST:
        return TOO_LONG
    if _UNSAYABLE.search(text):
        return HIDDEN
    if is_label(original.strip()) and (len(text) > LONGEST_LABEL or "\n" in text):
        return TOO_LONG_LABEL
    return _fault_of_places(text, places(original), places(original) | places(also))


def _fault_of_places(text: str, wanted: frozenset[str], known: frozenset[str]) -> str | None:
    try:
        filled = places(text)
    except ValueError:
        return BRACES
    if not known:  # it is said as it stands: even a doubled brace would be seen
        return BRACES if "{" in text or "}" in text else None
    if missing := wanted - filled:
        return MISSING.format(places=_listed(missing))
    if unknown := filled - known:
        return UNKNOWN.format(places=_listed(unknown))
    return None


def _listed(names: frozenset[str]) -> str:
    return "、".join(f"{{{name}}}" for name in sorted(names))
