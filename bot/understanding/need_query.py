"""What a sentence looks for among published needs: text in, a ``NeedQuery`` with spans out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from api.domain.category import Category
from api.domain.need import Urgency
from api.domain.need_filters import Order, Standing
from api.domain.need_groups import people_groups, site_groups
from api.domain.need_query import LONGEST_WORD, MOST_VALUES, NeedQuery
from api.domain.same_words import words
from bot.understanding.dates import find_deadline, is_season
from bot.understanding.lexicon import lexicon
from bot.understanding.need_typos import mended
from bot.understanding.open_sum import find_bounds, find_counted
from bot.understanding.places_named import find_within
from bot.understanding.things import thing
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LONGEST = 200  # characters read; more is no search
_BETWEEN = re.compile(r"(?<=\S{2})[和与及跟](?=\S{2})|[、,，。;；:!?！？/\s~()（）\"“”'《》\-—+|]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """``query`` and where in the text each of its filters stood, by the name of the field."""

    query: NeedQuery
    spans: dict[str, tuple[tuple[int, int], ...]]


@dataclass(slots=True)
class _Text:
    """The text, out of which what was read is taken: blanks of the same length stay."""

    rest: str
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def take(self, name: str, start: int, end: int) -> None:
        """``rest[start:end]`` says something of ``name`` (empty: of nothing that is kept)."""
        self.rest = self.rest[:start] + " " * (end - start) + self.rest[end:]
        if name:
            self.spans.setdefault(name, []).append((start, end))


@dataclass(frozen=True, slots=True)
class _Patterns:
    asker: re.Pattern[str]
    countryside: re.Pattern[str]
    fillers: re.Pattern[str]
    openers: re.Pattern[str]
    ends: re.Pattern[str]
    named: dict[str, tuple[tuple[str, re.Pattern[str]], ...]]


@cache
def _patterns() -> _Patterns:
    lists = lexicon("need_query")
    named = {
        name: tuple((value, re.compile(pattern)) for value, pattern in lists[name].items())
        for name in ("categories", "urgency", "standing", "order")
    }
    fillers, ends = lists["fillers"], lists["ends"]
    return _Patterns(
        re.compile(lists["asker"]),
        re.compile(lists["countryside"]),
        re.compile(fillers),
        re.compile(f"{fillers}|{lists['openers']}"),
        re.compile(f"^(?:{ends})+|(?:{ends})+$"),
        named,
    )


@cache
def _group_words() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """For people and sites: one pattern over all words, longest first, and the group of each; of
    a word of two groups the narrower, which the file names first."""
    found = {}
    for name, groups in (("sites", site_groups()), ("people", people_groups())):
        of: dict[str, str] = {}
        for group in groups.values():
            for word in group.words:
                of.setdefault(word, group.code)
        longest = sorted(of, key=len, reverse=True)
        found[name] = (re.compile("|".join(map(re.escape, longest))), of)
    return found


def read_need_query(text: str, gazetteer: Gazetteer, today: date) -> Reading:
    """What ``text`` looks for. What no reader knows stays as words; a text that says nothing
    gives a query that filters by nothing. Spans are of ``text`` as written."""
    plain = normalise(text[:LONGEST])
    reading = _read(plain.text, gazetteer, today)
    if len(meant := _mended(plain.text, reading.query.words)) == len(plain.text):
        reading = reading if meant == plain.text else _read(meant, gazetteer, today)
    spans = {
        name: tuple(plain.span(start, end) for start, end in pairs)
        for name, pairs in reading.spans.items()
    }
    return Reading(reading.query, spans)


def _mended(text: str, words: tuple[str, ...]) -> str:
    """``text`` with the words nobody knows as they were probably meant."""
    for word in words:
        text = text.replace(word, mended(word))
    return text


def _read(plain: str, gazetteer: Gazetteer, today: date) -> Reading:
    left = _Text(plain)
    for beside in (_patterns().asker, _patterns().countryside):
        for match in beside.finditer(left.rest):
            left.take("", *match.span())
    found: dict[str, Any] = {}
    for read in (_before, _sums, _standing, _order, _places, _categories, _urgency, _groups):
        found |= read(left, gazetteer, today)
    found["words"] = _words(left)
    spans = {name: tuple(sorted(pairs)) for name, pairs in left.spans.items()}
    return Reading(NeedQuery(**found), spans)


def _before(left: _Text, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    deadline = find_deadline(left.rest, today)
    if deadline is None or deadline.value.date is None or is_season(deadline.value.phrase):
        return {}
    left.take("before", deadline.start, deadline.end)
    return {"before": deadline.value.date}


def _sums(left: _Text, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    bounds = find_bounds(left.rest)
    for start, end in find_counted(left.rest):
        left.take("", start, end)
    if bounds is None:
        return {}
    name = "least_yuan" if bounds.value.most is None else "most_yuan"
    left.take(name, bounds.start, bounds.end)
    return {"least_yuan": bounds.value.least, "most_yuan": bounds.value.most}


def _places(left: _Text, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    # What stands before a name makes it a beginning (想帮云南), without being taken for good.
    opened = _patterns().openers.sub(lambda match: " " * len(match[0]), left.rest)
    found = find_within(opened, gazetteer)
    for one in found:
        left.take("places", one.start, one.end)
    places = dict.fromkeys(place for one in found for place in one.value)
    return {"places": tuple(places)[:MOST_VALUES]}


def _categories(left: _Text, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    codes = _all_named(left, "categories")
    return {"categories": tuple(map(Category, codes))}


def _urgency(left: _Text, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    code = next(_named(left, "urgency"), None)
    return {} if code is None else {"urgency": Urgency(code)}


def _standing(left: _Text, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    code = next(_named(left, "standing"), None)
    return {} if code is None else {"standing": Standing(code)}


def _order(left: _Text, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    code = next(_named(left, "order"), None)
    return {} if code is None else {"order": Order(code)}


def _groups(left: _Text, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    found: dict[str, tuple[str, ...]] = {}
    for name, (pattern, group_of) in _group_words().items():
        codes: list[str] = []
        end = -1
        for match in pattern.finditer(left.rest):
            if match.start() != end:
                codes.append(group_of[match[0]])
            elif name == "sites":  # 村卫生室 is a clinic, but 孤寡老人 are of the first group
                codes[-1] = group_of[match[0]]
            end = match.end()
            left.take(name, *match.span())
        found[name] = tuple(dict.fromkeys(codes))[:MOST_VALUES]
    return found


def _named(left: _Text, name: str) -> Iterator[str]:
    """The values whose patterns fit, each taken out when it is asked for."""
    for value, pattern in _patterns().named[name]:
        if match := pattern.search(left.rest):
            left.take(name, *match.span())
            yield value


def _all_named(left: _Text, name: str) -> tuple[str, ...]:
    """All values of ``name``, in the order they are said."""
    found = []
    for value, pattern in _patterns().named[name]:
        starts = []
        for match in pattern.finditer(left.rest):
            left.take(name, *match.span())
            starts.append(match.start())
        if starts:
            found.append((starts[0], value))
    return tuple(value for _, value in sorted(found))


def _words(left: _Text) -> tuple[str, ...]:
    """What is left, without fillers and without what surrounds the name of a thing."""
    kept: dict[str, None] = {}
    rest = _patterns().fillers.sub(lambda match: " " * len(match[0]), left.rest)
    at = 0
    for piece in _BETWEEN.split(rest):
        start = rest.index(piece, at) if piece else at
        word = _trimmed(piece)
        if len(word) > 1 and word not in kept and word not in words().weak:
            kept[word] = None
            begins = rest.index(word, start) if word in rest[start:] else start
            left.spans.setdefault("words", []).append((begins, begins + len(word)))
        at = start + len(piece)
    return tuple(kept)[:MOST_VALUES]


def _trimmed(piece: str) -> str:
    bare = _patterns().ends.sub("", piece)
    return (thing(bare) or bare)[:LONGEST_WORD]
