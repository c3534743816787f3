"""Finds the places of a sentence that a clause repeats, in their order, by leaving words out.

Nobody proves with simple means that two sentences mean the same. That a clause is what is left of
its sentence when words are taken out can be shown, and what was taken out can be looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.llm.rules import Sign

_GAP = 4  # cost of leaving something out
_ALONE = 40  # of a character picked by itself: 公司 out of 公开 and 司法
_ACROSS = 60  # of leaving out the end of one clause and the beginning of the next
_GLUE = 2  # of a word of the claim's own, where it is one of those that say nothing
_TOO_MUCH = 40
_SIGNS = frozenset("，：；。、（）()“”《》〈〉 \n")
_ENDS = frozenset("，：；。\n")
_SMALL = frozenset("的地得由向与和在等其该及或对以为于之所被把从至后前内中上下时并则即是有")

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its places that count: neither sign nor saying (应当, 不得), which are weighed
    elsewhere."""

    text: str
    places: tuple[int, ...]

    @property
    def content(self) -> str:
        """The characters that count."""
        return "".join(self.text[place] for place in self.places)


@dataclass(frozen=True, slots=True)
class Alignment:
    """``kept`` are the places of a sentence that a clause repeats, ascending, and ``said`` the
    places of the clause that repeat them."""

    kept: tuple[int, ...]
    said: tuple[int, ...]

    def gaps(self, sentence: Text) -> list[tuple[int, int]]:
        """The stretches between what is kept out of which something that counts is left."""
        counting = set(sentence.places)
        pairs = zip(self.kept, self.kept[1:], strict=False)
        return [
            (left + 1, right)
            for left, right in pairs
            if any(place in counting for place in range(left + 1, right))
        ]


def without(text: str, signs: Iterable[Sign]) -> Text:
    """``text`` where ``signs`` do not count."""
    skipped = {place for sign in signs for place in range(sign.start, sign.end)}
    places = (at for at, sign in enumerate(text) if sign not in _SIGNS and at not in skipped)
    return Text(text, tuple(places))


def aligned(clause: Text, glue: Spans, sentence: Text) -> Alignment | None:
    """The cheapest way to read ``clause`` out of ``sentence``; ``None`` when there is none that is
    cheap enough. Words at ``glue`` may be the clause's own."""
    own = {place for start, end in glue for place in range(start, end)}
    order = {place: number for number, place in enumerate(sentence.places)}
    where: dict[str, list[int]] = {}
    for place in sentence.places:
        where.setdefault(sentence.text[place], []).append(place)
    # Best way to have read so far, by the place read last; -1: nothing yet.
    ways: dict[int, _Way] = {-1: _Way(0, (), (), False)}
    for at in clause.places:
        following: dict[int, _Way] = {}
        for place in where.get(clause.text[at], ()):
            nexts = [w.to(place, at, order, sentence) for w in ways.values() if w.before(place)]
            if nexts:
                following[place] = min(nexts, key=_cost)
        if at in own:
            for last, way in ways.items():
                skipping = _Way(way.cost + _GLUE, way.kept, way.said, way.alone)
                following[last] = min(following.get(last, skipping), skipping, key=_cost)
        ways = following
    whole = [way.ended(sentence.text) for way in ways.values() if way.kept]
    cheapest = min(whole, key=_cost, default=_NO_WAY)
    if cheapest.cost >= min(_TOO_MUCH, _GAP + len(clause.places) + 1):
        return None
    return Alignment(cheapest.kept, cheapest.said)


@dataclass(frozen=True, slots=True)
class _Way:
    """``alone``: the last place kept has no neighbour kept before it."""

    cost: int
    kept: tuple[int, ...]
    said: tuple[int, ...]
    alone: bool

    def before(self, place: int) -> bool:
        return not self.kept or self.kept[-1] < place

    def to(self, place: int, at: int, order: dict[int, int], sentence: Text) -> "_Way":
        """This way, and ``place`` after it, repeated by the clause's ``at``."""
        kept, said = (*self.kept, place), (*self.said, at)
        if not self.kept:
            return _Way(self.cost, kept, said, True)
        last = self.kept[-1]
        if order[place] == order[last] + 1:
            return _Way(self.cost, kept, said, False)
        cost = self.ended(sentence.text).cost + _GAP
        left_out = sentence.places[order[last] + 1 : order[place]]
        if _crosses(sentence.text, last + 1, place, left_out):
            cost += _ACROSS
        return _Way(cost, kept, said, True)

    def ended(self, text: str) -> "_Way":
        """This way, when nothing adjoins the place kept last."""
        if self.alone and text[self.kept[-1]] not in _SMALL:
            return _Way(self.cost + _ALONE, self.kept, self.said, self.alone)
        return self


_NO_WAY = _Way(_TOO_MUCH, (), (), True)


def _cost(way: _Way) -> int:
    return way.cost


def _crosses(text: str, start: int, end: int, left_out: Sequence[int]) -> bool:
    """Whether of what is left out something stands before, and something behind, all the ends of
    clauses in ``text[start:end]``."""
    ends = [at for at in range(start, end) if text[at] in _ENDS]
    return bool(ends) and left_out[0] < ends[0] and left_out[-1] > ends[-1]
