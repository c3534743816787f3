"""Long text in pieces that a channel accepts, cut where a reader would pause."""

from collections.abc import Callable

Measure = Callable[[str], int]

_SENTENCE_ENDS = "。！？；.!?;"


def split(text: str, limit: int, measure: Measure) -> list[str]:
    """``text`` in pieces that ``measure`` at most ``limit``, in order; cut after a line or a
    sentence where that leaves more than half of the room used. Blank pieces are left out."""
    pieces = []
    while measure(text) > limit:
        cut = _cut(text, limit, measure)
        pieces.append(text[:cut].strip())
        text = text[cut:].strip()
    pieces.append(text)
    return [piece for piece in pieces if piece]


def _cut(text: str, limit: int, measure: Measure) -> int:
    end, used = 0, 0
    while (used := used + measure(text[end])) <= limit:
        end += 1
    window = text[:end]
    line = window.rfind("\n") + 1
    sentence = max(window.rfind(mark) for mark in _SENTENCE_ENDS) + 1
    best = line if line > end // 2 else sentence
    return best if best > end // 2 else end
