"""All the divisions a short text names (云南或者贵州, 文山州, 彝良), each to look for needs in."""

from functools import cache

from api.domain.need_filters import Within
from bot.understanding.divisions import choose
from bot.understanding.lexicon import lexicon
from bot.understanding.mentions import Mention, find_mentions
from bot.understanding.span import Found
from knowledge.places.gazetteer import Gazetteer

_COUNTY_DIGITS = 6
MOST_MEANT = 4  # places of one name; a name of more says nothing


@cache
def _common() -> frozenset[str]:
    return frozenset(lexicon("need_query")["common"])


def find_within(text: str, gazetteer: Gazetteer) -> tuple[Found[tuple[Within, ...]], ...]:
    """The divisions ``text`` (normalised) names, in order: names of one line (云南文山) are one,
    a name of several places (朝阳区) is all of them."""
    lines: list[list[Mention]] = []
    for mention in find_mentions(text, gazetteer):
        if lines and _goes_on(lines[-1], mention, gazetteer):
            lines[-1].append(mention)
        else:
            lines.append([mention])
    found = [one for line in lines if (one := _meant(line, gazetteer))]
    return tuple(found) or _alone(text, gazetteer)


def _goes_on(line: list[Mention], mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether ``mention`` lies in, or around, what was named just before."""
    before = [match.division.code for match in line[-1].matches]
    return any(
        gazetteer.within(match.division.code, code) or gazetteer.within(code, match.division.code)
        for match in mention.matches
        for code in before
    )


def _meant(line: list[Mention], gazetteer: Gazetteer) -> Found[tuple[Within, ...]] | None:
    divisions = choose(tuple(line), gazetteer)
    if divisions is None:
        return None
    codes = divisions.candidates or ((divisions.code,) if divisions.code else ())
    if not codes or len(codes) > MOST_MEANT:
        return None
    return Found(tuple(_within(code, gazetteer) for code in codes), line[0].start, line[-1].end)


def _alone(text: str, gazetteer: Gazetteer) -> tuple[Found[tuple[Within, ...]], ...]:
    """A county without suffix that stands by itself (马关 医疗)."""
    at = 0
    for word in text.split():
        at = text.index(word, at)
        matches = gazetteer.match(word) if word not in _common() else ()
        counties = [m.division.code for m in matches if len(m.division.code) == _COUNTY_DIGITS]
        if 1 <= len(counties) <= MOST_MEANT:
            places = tuple(_within(code, gazetteer) for code in counties)
            return (Found(places, at, at + len(word)),)
        at += len(word)
    return ()


def _within(code: str, gazetteer: Gazetteer) -> Within:
    return Within(code, str(gazetteer.place(code)))
