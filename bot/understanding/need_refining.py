"""A further sentence changes an open search: 只看云南的, 换成医疗, 便宜点的, 去掉5万以内."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from api.domain.need_query import MOST_VALUES, NeedQuery
from bot.understanding.lexicon import lexicon
from bot.understanding.need_query import read_need_query
from bot.understanding.open_sum import find_counted
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LONGEST = 40  # characters; whoever writes more reports, or asks something else
SHORT = 14  # characters in which a filter alone changes the search
_MARKS = re.compile(r"^[\s,。.!?、:;~]+|[\s,。.!?、:;~]+$")
_SEVERAL = ("categories", "places", "people", "sites", "words")
_OF_MONEY = ("least_yuan", "most_yuan")


@dataclass(frozen=True, slots=True)
class _Cues:
    anew: re.Pattern[str]
    removal: re.Pattern[str]
    change: re.Pattern[str]
    more_of: re.Pattern[str]
    exchange: re.Pattern[str]
    reports: re.Pattern[str]
    fields: dict[str, re.Pattern[str]]


@cache
def _cues() -> _Cues:
    lists = lexicon("need_refining")
    names = ("anew", "removal", "change", "more_of", "exchange", "reports")
    return _Cues(
        **{name: re.compile(lists[name]) for name in names},
        fields={name: re.compile(pattern) for name, pattern in lists["fields"].items()},
    )


def refined(query: NeedQuery, text: str, gazetteer: Gazetteer, today: date) -> NeedQuery | None:
    """``query`` as ``text`` changes it; ``None`` when the text is no change of it.

    Raises:
        Invalid: what is said makes no sense together with the rest.
    """
    plain = _MARKS.sub("", normalise(text[: LONGEST + 1]).text.lower())
    cues = _cues()
    if len(plain) > LONGEST or cues.reports.search(plain):
        return None
    if cues.anew.fullmatch(plain):
        return NeedQuery()
    if (removal := cues.removal.fullmatch(plain)) and (
        less := _without(query, removal["what"], gazetteer, today)
    ):
        return less
    said = read_need_query(plain, gazetteer, today).query
    return None if said == NeedQuery() else _changed(query, said, plain)


def _changed(query: NeedQuery, said: NeedQuery, plain: str) -> NeedQuery | None:
    """``query`` with what ``plain`` says, by the word it begins with."""
    cues = _cues()
    if cues.more_of.match(plain):
        return _both(query, said)
    if (said.categories or said.words) and cues.exchange.match(plain):
        return replace(query, categories=(), words=()).refined(said)
    is_change = cues.change.match(plain) or (len(plain) <= SHORT and not said.words)
    return query.refined(said) if is_change else None


def is_query(text: str, gazetteer: Gazetteer, today: date) -> NeedQuery | None:
    """The query that ``text`` is when nothing but what to look for was asked; ``None`` for what
    says nothing of it, or is a report."""
    plain = normalise(text[: LONGEST + 1]).text
    counts = next(find_counted(plain), None) is not None  # 200套: that is lacking, or offered
    if len(plain) > LONGEST or counts or _cues().reports.search(plain):
        return None
    said = read_need_query(plain, gazetteer, today).query
    return None if said == NeedQuery() else said


def _without(query: NeedQuery, said: str, gazetteer: Gazetteer, today: date) -> NeedQuery | None:
    """``query`` without the filters ``said`` names; ``None`` when it has no such filter."""
    left = query
    for chip in query.chips():
        label = chip.label.strip("“”")
        if label in said or (len(said) > 1 and said in label):
            left = left.without(chip.key)
    if left == query:
        named = [name for name, words in _cues().fields.items() if words.fullmatch(said)]
        left = _emptied(query, named) if named else _unsaid(query, said, gazetteer, today)
    return None if left == query else left


def _emptied(query: NeedQuery, names: list[str]) -> NeedQuery:
    """``query`` without all filters of the fields called ``names``."""
    if "standing" in names:
        query = query.without("standing")
    fields = [field for name in names for field in (_OF_MONEY if name == "money" else (name,))]
    usual = NeedQuery()
    reset: dict[str, Any] = {n: getattr(usual, n) for n in fields if n != "standing"}
    return replace(query, **reset)


def _unsaid(query: NeedQuery, said: str, gazetteer: Gazetteer, today: date) -> NeedQuery:
    """``query`` without whatever ``said`` would filter by (不要5万以内的)."""
    other, usual = read_need_query(said, gazetteer, today).query, NeedQuery()
    kept: dict[str, Any] = {
        name: tuple(one for one in getattr(query, name) if one not in getattr(other, name))
        for name in _SEVERAL
    }
    for name in (*_OF_MONEY, "urgency", "before", "standing", "order"):
        if getattr(other, name) != getattr(usual, name):
            kept[name] = getattr(usual, name)
    return replace(query, **kept)


def _both(query: NeedQuery, said: NeedQuery) -> NeedQuery:
    """All alternatives of both."""
    merged: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(query, name), *getattr(said, name))))[:MOST_VALUES]
        for name in _SEVERAL
    }
    return replace(query.refined(said), **merged)
