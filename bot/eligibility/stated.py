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

_CLAUSES = re.compile(r"[，,。；;？?！!]")


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
    """The one amount that, in its clause, a word for the fact ``name`` follows or goes before."""
    found: set[Decimal] = set()
    amounts = read_amounts(said)
    ends = (0, *(amount.end for amount in amounts))
    starts = (*(amount.start for amount in amounts[1:]), None)
    for amount, end, start in zip(amounts, ends, starts, strict=False):
        before = _CLAUSES.split(said[end : amount.start])[-1]
        after = said[amount.end : start]
        # What goes right up to the next amount is said of that one: 80万自筹60万.
        behind = "" if start is not None and not _CLAUSES.search(after) else after
        if (_named_before(before, facts) or _named_behind(behind, facts)) == name:
            found.add(amount.yuan)
    return found.pop() if len(found) == 1 else None


def _named_before(clause: str, facts: dict[str, FactAsked]) -> str | None:
    """Which amount the last cue before it says it is: 自筹60万."""
    cues = lexicon("applicant_facts")["amounts"]
    named = [
        (match.end(), name)
        for name in facts.keys() & cues.keys()
        for match in re.finditer(cues[name], clause)
    ]
    return max(named)[1] if named else None


def _named_behind(clause: str, facts: dict[str, FactAsked]) -> str | None:
    """Which amount the words right behind it say it is: 80万的助学项目."""
    cues = lexicon("applicant_facts")["amounts_behind"]
    named = [
        (match.end(), name)
        for name in facts.keys() & cues.keys()
        if (match := re.match(cues[name], clause))
    ]
    return min(named)[1] if named else None


def _counted(name: str, asked: FactAsked, said: str, reading: Reading) -> Decimal | None:
    pattern = lexicon("applicant_facts")["counts"].get(name)
    match = re.search(pattern, said) if pattern else None
    return count_in(asked, match[0], reading) if match else None
