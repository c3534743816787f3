"""Decides which divisions a set of mentions means: the leaf with the most support."""

from dataclasses import dataclass

from api.domain.place import Place
from bot.understanding.mentions import Mention
from knowledge.places.gazetteer import Fit, Gazetteer

_WEIGHT = {Fit.EXACT: 1.0, Fit.ALIAS: 1.0, Fit.RENAMED: 0.9, Fit.SHORT: 0.6}


@dataclass(frozen=True, slots=True)
class Divisions:
    """The decision. ``code`` is the lowest division that is certain (empty: none).

    ``candidates`` are codes that fit equally well; ``township`` is then as written.
    ``mentions`` are those that agree with the decision, in order of the text.
    """

    code: str
    mentions: tuple[Mention, ...]
    candidates: tuple[str, ...] = ()
    township: str | None = None
    inferred: bool = False

    def place(self, gazetteer: Gazetteer) -> Place:
        """The official names of what is certain, and the township."""
        if not self.code:
            return Place(township=self.township)
        place = gazetteer.place(self.code)
        if place.township or not self.township:
            return place
        return Place(
            place.province,
            place.prefecture,
            place.county,
            self.township,
            code=place.code,
            table_year=place.table_year,
        )

    def candidate_places(self, gazetteer: Gazetteer) -> tuple[Place, ...]:
        """The places to choose from."""
        return tuple(gazetteer.place(code) for code in self.candidates)


def choose(mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> Divisions | None:
    """The division most mentions agree on; of equals the one named first."""
    distinct = tuple({mention.written: mention for mention in reversed(mentions)}.values())
    rated = [
        (_support(match.division.code, distinct, gazetteer), -mention.start, match, mention)
        for mention in distinct
        for match in mention.matches
    ]
    if not rated:
        return None
    top = max(rated, key=lambda one: one[:2])
    tied = [match for score, start, match, _ in rated if (score, start) == top[:2]]
    fit = min(match.fit for match in tied)
    codes = [match.division.code for match in tied if match.fit == fit]
    if fit is Fit.SHORT:
        codes = _highest(codes)
    return _decide(codes, top[3], mentions, gazetteer)


def _support(code: str, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> float:
    line = gazetteer.parents(code)
    return sum(
        max((_WEIGHT[m.fit] for m in mention.matches if m.division.code in line), default=0.0)
        for mention in mentions
    )


def _highest(codes: list[str]) -> list[str]:
    """A name without suffix means the largest division that bears it: 海南 is the province."""
    size = min(map(len, codes))
    return [code for code in codes if len(code) == size]


def _decide(
    codes: list[str], leaf: Mention, mentions: tuple[Mention, ...], gazetteer: Gazetteer
) -> Divisions:
    lines = [gazetteer.parents(code) for code in codes]
    common = [step[0] for step in zip(*lines, strict=False) if len(set(step)) == 1]
    code = codes[0] if len(codes) == 1 else (common[-1] if common else "")
    line = set(lines[0]) if len(codes) == 1 else set(common)
    agreeing = tuple(
        mention
        for mention in mentions
        if mention.written == leaf.written
        or any(match.division.code in line for match in mention.matches)
    )
    above = any(mention.written != leaf.written for mention in agreeing)
    if len(codes) == 1:
        return Divisions(code, agreeing, (), _township(leaf), len(code) == 9 and not above)
    return Divisions(code, agreeing, tuple(codes), _township(leaf))


def _township(leaf: Mention) -> str | None:
    return leaf.written if leaf.township_only else None
