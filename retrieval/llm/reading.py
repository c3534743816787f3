"""Claims read out of a reply while it arrives: out of plain JSON, out of fences and reasoning."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LONGEST_REPLY = 12_000  # characters, reasoning included; no answer needs as many
MOST_NUMBERS = 8  # sentences one claim may cite

_DECODER = json.JSONDecoder(strict=False)
_THOUGHT_ENDS = re.compile(r"</(?:think|thinking|reasoning)>")
_THINKS = re.compile(r"\s*<(?:think|thinking|reasoning)>")


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as a model wrote it, not yet checked."""

    text: str
    sentences: tuple[int, ...]


class Reading:
    """Reads one reply piece by piece."""

    def __init__(self) -> None:
        """Nothing has arrived."""
        self._text = ""
        self._at = 0
        self._read: set[Draft] = set()
        self._nothing_to_say = False

    def feed(self, piece: str) -> tuple[Draft, ...]:
        """Take in ``piece``; the claims that are whole since then, none of them twice."""
        self._text += piece
        for end in _THOUGHT_ENDS.finditer(self._text, self._at):
            self._at = end.end()
        if "}" not in piece or (self._at == 0 and _THINKS.match(self._text)):
            return ()
        fresh = tuple(dict.fromkeys(draft for draft in self._whole() if draft not in self._read))
        self._read.update(fresh)
        return fresh

    @property
    def too_long(self) -> bool:
        """Whether it goes on longer than any answer."""
        return len(self._text) > LONGEST_REPLY

    @property
    def well_formed(self) -> bool:
        """Whether claims were read, or an empty list of them: the model has nothing to say."""
        return bool(self._read) or self._nothing_to_say

    def _whole(self) -> Iterator[Draft]:
        """Drafts in what was not read yet; an object is read when its last brace is there."""
        look = self._at
        while (brace := self._text.find("{", look)) >= 0:
            try:
                value, end = _DECODER.raw_decode(self._text, brace)
            except (ValueError, RecursionError):
                look = brace + 1  # it is not whole yet, but one inside it may be
                continue
            self._at = look = end
            self._nothing_to_say |= isinstance(value, dict) and value.get("claims") == []
            yield from _drafts(value)


def _drafts(value: Any) -> Iterator[Draft]:
    if not isinstance(value, dict):
        return
    items = value.get("claims", [value])
    for item in items if isinstance(items, list) else []:
        draft = _draft(item)
        if draft is not None:
            yield draft


def _draft(item: Any) -> Draft | None:
    match item:
        case {"text": str(text), "sentences": [*numbers]} if len(numbers) <= MOST_NUMBERS:
            read = [_number(one) for one in numbers]
            return Draft(text, tuple(n for n in read if n is not None)) if all(read) else None
    return None


def _number(value: Any) -> int | None:
    """A sentence's number; some models write it as text, or in its brackets."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value > 0 else None
    if isinstance(value, str):
        digits = value.strip().strip("[]")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else None
    return None
