"""Where words stand in many texts, found for all texts at once.

To ask every text for every word takes some ten thousand calls for one question. Here the texts are
put end to end as an array of code points, and each word is one comparison with all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_GAP = "\0"  # between texts: no word has it, so none is found across two of them
_BEYOND = 0xFFFF  # stands for every code point that does not fit; no character is here


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Shape ``(texts, words)``: ``counts`` is how often a word stands in a text, as ``str.count``
    counts, and ``first`` the place of its first letter, as ``str.find`` gives it, -1 for none."""

    counts: NDArray[np.int32]
    first: NDArray[np.int32]

    @property
    def there(self) -> NDArray[np.bool_]:
        """Which words stand in which text."""
        return self.counts > 0


class Texts:
    """Texts made ready to be searched for one set of words after another."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take in ``texts``; those that repeat, as titles do, are read once."""
        distinct = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        self._rows = np.asarray([distinct[text] for text in texts], dtype=np.intp)
        self._texts = tuple(distinct)
        sizes = np.asarray([len(text) + 1 for text in self._texts], dtype=np.intp)
        self._starts = np.cumsum(sizes) - sizes
        self._of = np.repeat(np.arange(len(sizes)), sizes)
        joined = _GAP.join((*self._texts, ""))
        code_points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._letters = np.minimum(code_points, np.uint32(_BEYOND))
        self._pairs = (self._letters[:-1] << np.uint32(16)) | self._letters[1:]

    def having(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Which of ``words`` stand in which text: shape ``(texts, words)``."""
        there = np.zeros((len(self._texts), len(words)), dtype=np.bool_)
        for column, word in enumerate(words):
            there[self._of[self._places(word)], column] = True
        return there[self._rows]

    def occurrences(self, words: Sequence[str]) -> Occurrences:
        """How often and where each of ``words`` stands in each text."""
        shape = (len(self._texts), len(words))
        counts = np.zeros(shape, dtype=np.int32)
        first = np.full(shape, -1, dtype=np.int32)
        for column, word in enumerate(words):
            places = self._places(word)
            texts = self._of[places]
            counts[:, column] = np.bincount(texts, minlength=len(self._texts))
            # Of several values for one text the last stays: from the back, that is the first place.
            first[texts[::-1], column] = (places - self._starts[texts])[::-1]
        return Occurrences(counts[self._rows], first[self._rows])

    def _places(self, word: str) -> NDArray[np.intp]:
        """Where ``word`` begins, in all texts put end to end, in order."""
        codes = [ord(letter) for letter in word]
        if len(codes) == 1 and codes[0] < _BEYOND:
            return np.flatnonzero(self._letters == codes[0])
        # Two equal letters may overlap with themselves, which ``str.count`` counts but once.
        if len(codes) == 2 and max(codes) < _BEYOND and codes[0] != codes[1]:
            return np.flatnonzero(self._pairs == (codes[0] << 16 | codes[1]))
        return np.asarray(
            [
                start + place
                for start, text in zip(self._starts, self._texts, strict=True)
                for place in _beginnings(text, word)
            ],
            dtype=np.intp,
        )


def _beginnings(text: str, word: str) -> list[int]:
    found: list[int] = []
    place = text.find(word)
    while place >= 0:
        found.append(place)
        place = text.find(word, place + len(word))
    return found
