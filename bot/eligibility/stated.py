"""What a sentence in one's own words says of an applicant: 我们是上海的基金会，自筹60万."""

import re
from decimal import Decimal

from api.domain.programme import Fact
from api.domain.programme_facts import FactAsked, FactType
from bot.eligibility.reading import Reading, choice_in, count_in, place_named
from bot.understanding.lexicon import lexicon
from bot.understanding.places import find_places
from knowledge.amounts import read_amounts
from knowledge.normalise import normalise


def stated(facts: dict[str, FactAsked], text: str, reading: Reading) -> dict[str, Fact]:
    """What a sentence in one's own words says of ``facts``; only what is said clearly."""
    said = normalise(text).text
    found: dict[str, Fact] = {}
    rest = said
    for name, asked in facts.items():
        if asked.type is FactType.YES_NO and (held := _held(name, said)) is not None:
            found[name], (start, end) = held
            rest = rest.replace(said[start:end], "，")
    for name in facts:
        value = _said(name, facts, said, rest, reading)
        if value is not None:
            found[name] = value
    return found


def _said(
    name: str, facts: dict[str, FactAsked], said: str, rest: str, reading: Reading
) -> Fact | None:
    asked = facts[name]
    if asked.type is FactType.CHOICE:
        return choice_in(asked, said)
    if asked.type is FactType.YUAN:
        return _amount(name, facts, said)
    if asked.type is FactType.NUMBER:
        return _counted(name, asked, said, reading)
    if asked.type is FactType.PLACE:
        place = find_places(rest, reading.gazetteer)
        return place_named(place.value) if place else None
    return None


def _held(name: str, said: str) -> tuple[bool, tuple[int, int]] | None:
    """Whether a yes-or-no fact is stated, and where; the denial is looked for first."""
    patterns = lexicon("applicant_facts")["stated"].get(name, {})
    for value in (False, True):
        if value in patterns and (match := re.search(patterns[value], said)):
            return value, match.span()
    return None


def _amount(name: str, facts: dict[str, FactAsked], said: str) -> Decimal | None:
    """The one amount before which, in its clause, stands a word for the fact ``name``."""
    cues = {n: c for n, c in lexicon("applicant_facts")["amounts"].items() if n in facts}
    found: set[Decimal] = set()
    end = 0
    for amount in read_amounts(said):
        before = re.split(r"[，,。；;？?！!]", said[end : amount.start])[-1]
        end = amount.end
        named = [
            (match.end(), other)
            for other, pattern in cues.items()
            for match in re.finditer(pattern, before)
        ]
        if named and max(named)[1] == name:
            found.add(amount.yuan)
    return found.pop() if len(found) == 1 else None


def _counted(name: str, asked: FactAsked, said: str, reading: Reading) -> Decimal | None:
    pattern = lexicon("applicant_facts")["counts"].get(name)
    match = re.search(pattern, said) if pattern else None
    return count_in(asked, match[0], reading) if match else None
