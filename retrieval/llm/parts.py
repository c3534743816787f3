"""The parts of the sentences a claim cites: what lies between full stops and semicolons, clause by
clause, with the conditions before it and the exceptions behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.llm.alignment import Text, without
from retrieval.llm.rules import DENY, Rules, Sign
from retrieval.llm.sentences import Numbered

_PART = re.compile(r"[^。；\n？?！!]+")
_CLAUSE = re.compile(r"[^，：]+?(?=[，：]|$|(?<![合兼吞一])并(?![非列购]))")
_LISTS = re.compile("下列|以下")
_ARTICLE = re.compile(r"^\s*第[^ 　]{1,10}条(?:之[一二三四五六七八九十]+)?[ 　]+")
_ITEM = re.compile(r"^\s*(?:[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.、．]|[-*•]\s)\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """``clauses`` are (start, end) in ``body.text``; ``exceptions`` limit it from the parts behind
    it; ``listed`` is an item of a list, read on from its introduction."""

    body: Text
    clauses: tuple[tuple[int, int], ...]
    signs: tuple[Sign, ...]
    exceptions: tuple[str, ...]
    listed: bool

    @property
    def first(self) -> int:
        """The first place that counts."""
        return self.body.places[0]

    def clause_of(self, place: int) -> int:
        """The number of the clause that ``place`` lies in."""
        return next(n for n, (_, end) in enumerate(self.clauses) if place < end)

    def bearing(self, clause: int) -> int | None:
        """Where in ``clause`` the first command, prohibition or permission stands."""
        start, end = self.clauses[clause]
        signs = (s.start for s in self.signs if s.kind != DENY and start <= s.start < end)
        return next(signs, None)

    def words(self, clause: int) -> str:
        """The text of a clause."""
        start, end = self.clauses[clause]
        return self.body.text[start:end]


def parts(sentences: Sequence[Numbered], rules: Rules) -> list[Part]:
    """The parts of ``sentences``; an item of a list is read on from what introduces it."""
    found: list[Part] = []
    introductions: dict[int, str] = {}
    for sentence in sentences:
        texts = _PART.findall(_ARTICLE.sub("", sentence.text))
        introduction = introductions.get(sentence.introduced_by or 0)
        if introduction and texts:
            texts[0] = f"{introduction.rstrip('：')}：" + _ITEM.sub("", texts[0])
        if not texts:
            continue
        listing = (text for text in texts if _LISTS.search(text))
        introductions[sentence.number] = next(listing, texts[-1])
        if found and rules.excepts(texts[0]) and not introduction:
            found[-1] = _limited(found[-1], texts[0])
        found += _parts_of(texts, rules, listed=bool(introduction))
    return found


def _parts_of(texts: Sequence[str], rules: Rules, *, listed: bool) -> Iterator[Part]:
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        spans = tuple(match.span() for match in _CLAUSE.finditer(text))
        if not spans:
            continue
        limits = (following,) if rules.excepts(following) else ()
        signs = tuple(rules.signs(text))
        yield Part(without(text, signs), spans, signs, limits, listed)


def _limited(part: Part, exception: str) -> Part:
    return replace(part, exceptions=(*part.exceptions, exception))
