"""Words typed wrongly by sound (慈膳 for 慈善) or in pinyin (gongkai mujuan), by how they sound."""

import importlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-zA-Z](?:[a-zA-Z' ]*[a-zA-Z])?")
_VOWEL = re.compile(r"[aeiouv]")
# Sounds that many speakers, and so their input methods, do not tell apart.
_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))
_LONGEST = 6  # characters of a word that may be typed in pinyin


@dataclass(frozen=True, slots=True)
class Heard:
    """``said``, as it stands in the text from ``start``, sounds like ``meant``."""

    start: int
    said: str
    meant: str

    @property
    def wrong(self) -> tuple[int, ...]:
        """Which characters differ, where both are of one length."""
        letters = enumerate(zip(self.said, self.meant, strict=True))
        return tuple(at for at, (said, meant) in letters if said != meant)


class Sounds:
    """Corrects what is in no text of the library towards words that are.

    A character is changed only where it makes pairs that stand in no text and the change makes one
    of ``words``: of 785 lay questions on all kinds of law, four were changed that were right.
    """

    def __init__(
        self, words: Iterable[str], fillers: Iterable[str], frequency: Callable[[str], int]
    ) -> None:
        """``words`` are what may have been meant, ``fillers`` what else may be typed in pinyin;
        ``frequency`` tells in how many passages a pair of characters stands. The table of sounds
        is read at the first need."""
        self._words = tuple(dict.fromkeys(words))
        self._fillers = tuple(dict.fromkeys(fillers))
        self._frequency = lru_cache(maxsize=4096)(frequency)

    def corrected(self, text: str) -> tuple[str, tuple[Heard, ...]]:
        """``text`` as it was probably meant, and what was changed in it."""
        spelled, typed = self._from_pinyin(text)
        heard = self._misheard(spelled)
        for one in sorted(heard, key=lambda one: -one.start):
            spelled = spelled[: one.start] + one.meant + spelled[one.start + len(one.said) :]
        return spelled, (*typed, *heard)

    def _misheard(self, text: str) -> tuple[Heard, ...]:
        if not self._has_unknown(text):
            return ()
        found = sorted(self._candidates(text), key=lambda one: (-len(one.said), one.start))
        chosen: list[Heard] = []
        for one in found:
            if all(_apart(one, other) for other in chosen):
                chosen.append(one)
        return tuple(chosen)

    def _has_unknown(self, text: str) -> bool:
        return any(not self._frequency(pair) for _, pair in _pairs(text))

    def _candidates(self, text: str) -> Iterator[Heard]:
        """Words that sound like a piece of the text and differ from it in one character."""
        for run in _HAN.finditer(text):
            sounds = _blurred(self._syllables(run[0]))
            for length, words in self._by_sound.items():
                for at in range(len(sounds) - length + 1):
                    said = run[0][at : at + length]
                    for meant in words.get(sounds[at : at + length], ()):
                        heard = Heard(run.start() + at, said, meant)
                        if len(heard.wrong) == 1 and self._is_unheard_of(heard, text):
                            yield heard

    def _is_unheard_of(self, heard: Heard, text: str) -> bool:
        """Whether the differing character makes a pair that nobody writes. In a word of two, its
        neighbour must not belong to the next word either: 向目 in 向目标 is not 项目."""
        wrong = heard.wrong[0]
        inside = [pair for at, pair in _pairs(heard.said) if at in (wrong - 1, wrong)]
        if len(heard.said) > 2:
            return not all(map(self._frequency, inside))
        outside = heard.start - 1 if wrong else heard.start + 1
        beside = [pair for at, pair in _pairs(text) if at == outside]
        return not any(map(self._frequency, (*inside, *beside)))

    def _from_pinyin(self, text: str) -> tuple[str, tuple[Heard, ...]]:
        typed: list[Heard] = []

        def spelled(found: re.Match[str]) -> str:
            meant = self._spelled(re.sub(r"[' ]", "", found[0]).lower())
            if meant is None:
                return found[0]
            typed.append(Heard(found.start(), found[0], meant))
            return meant

        return _LATIN.sub(spelled, text), tuple(typed)

    def _spelled(self, letters: str) -> str | None:
        """The words of which ``letters`` are the pinyin, in the fewest words; ``None`` when they
        are not made of such words only."""
        if len(letters) < 4 or not _VOWEL.search(letters):
            return None
        best: dict[int, tuple[str, ...]] = {0: ()}
        for at in range(len(letters)):
            if at not in best:
                continue
            for end in range(at + 2, min(len(letters), at + 6 * _LONGEST) + 1):
                word = self._by_letters.get(letters[at:end])
                if word and len(best[at]) + 1 < len(best.get(end, " " * 99)):
                    best[end] = (*best[at], word)
        whole = best.get(len(letters))
        return "".join(whole) if whole else None

    @cached_property
    def _by_sound(self) -> Mapping[int, Mapping[tuple[str, ...], tuple[str, ...]]]:
        """The words by length and by how they sound, sounds merged in speech taken as one."""
        table: dict[int, dict[tuple[str, ...], tuple[str, ...]]] = {}
        for word in self._words:
            if _HAN.fullmatch(word) and 2 <= len(word) <= _LONGEST:
                same = table.setdefault(len(word), {})
                sound = _blurred(self._syllables(word))
                same[sound] = (*same.get(sound, ()), word)
        return table

    @cached_property
    def _by_letters(self) -> Mapping[str, str]:
        """The word for each pinyin without tones; of several, the one in most passages."""
        table: dict[str, str] = {}
        for word in filter(_HAN.fullmatch, (*self._fillers, *self._words)):
            letters = "".join(self._syllables(word))
            if len(word) <= _LONGEST and self._rank(word) >= self._rank(table.get(letters, "")):
                table[letters] = word
        return table

    def _rank(self, word: str) -> int:
        return min((self._frequency(pair) for _, pair in _pairs(word)), default=-1)

    def _syllables(self, word: str) -> tuple[str, ...]:
        return tuple(map(_syllable, word))


@lru_cache(maxsize=32_768)
def _syllable(character: str) -> str:
    """The commonest reading without tone; another sign reads as itself."""
    # Half a second and 50 MB, which only those pay for whom a word has to be looked up by sound.
    pypinyin = importlib.import_module("pypinyin")
    return str(pypinyin.lazy_pinyin(character)[0])


def _blurred(syllables: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_blurred_syllable, syllables))


def _blurred_syllable(syllable: str) -> str:
    for sharp, blurred in _MERGED:
        syllable = syllable.replace(sharp, blurred)
    return syllable


def _pairs(text: str) -> Iterator[tuple[int, str]]:
    for run in _HAN.finditer(text):
        for at, (left, right) in enumerate(itertools.pairwise(run[0]), start=run.start()):
            yield at, left + right


def _apart(one: Heard, other: Heard) -> bool:
    return one.start + len(one.said) <= other.start or other.start + len(other.said) <= one.start
