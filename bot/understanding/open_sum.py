"""Bounds on a sum of money (5万以内, 三十万以上, 10万到30万, 5w左右), as one looks for needs by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.understanding.lexicon import lexicon
from bot.understanding.money import LARGEST, counts_things
from bot.understanding.numbers import MYRIADS, TENS, Number, find_numbers
from bot.understanding.span import Found

ABOUT = Decimal("0.2")  # 5万左右 is 4 to 6
_CURRENCY = re.compile(
    r"\s*(?:元|块钱?|圆|人民币|rmb)(?!石|地|板)(?:钱)?(?:人民币)?", re.IGNORECASE
)
_MYRIAD = re.compile("[万亿wW]")
_UNIT_AFTER = re.compile(r"^\s*(?:以上|以下|的)?(?:名|人|户|口|岁|年|天|个月|周|日|号|级)")
_NEAR = 8  # characters before an amount that may say what it is


@dataclass(frozen=True, slots=True)
class Bounds:
    """Yuan; ``None`` is no bound. At least one of the two is set."""

    least: Decimal | None = None
    most: Decimal | None = None


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    names = ("least_before", "least_after", "most_before", "most_after", "about", "some_money")
    lists = lexicon("need_query")
    return {name: re.compile(lists[name]) for name in names}


def find_bounds(text: str) -> Found[Bounds] | None:
    """The bounds ``text`` (normalised) states; an amount without a word beside it is the most one
    can give. Of several the narrowest of each side."""
    found = [*_stated(text), *_rough(text)]
    if not found:
        return None
    least = [one.value.least for one in found if one.value.least is not None]
    most = [one.value.most for one in found if one.value.most is not None]
    bounds = Bounds(max(least, default=None), min(most, default=None))
    if bounds.least is not None and bounds.most is not None and bounds.least > bounds.most:
        bounds = Bounds(bounds.most, bounds.least)
    return Found(bounds, min(one.start for one in found), max(one.end for one in found))


def find_counted(text: str) -> Iterator[tuple[int, int]]:
    """Where ``text`` counts things or people (200件, 50人以上): no sum of money."""
    for number in find_numbers(text):
        if not _CURRENCY.match(text, number.end) and (
            measure := re.match(
                r"\s*(?:余|多)?(?:件|套|台|个|人|名|户|张|床|本|辆|把)", text[number.end :]
            )
        ):
            yield number.start, number.end + measure.end()


def _stated(text: str) -> Iterator[Found[Bounds]]:
    for number in find_numbers(text):
        currency = _CURRENCY.match(text, number.end)
        end = currency.end() if currency else number.end
        written = text[number.start : number.end]
        if not currency and (not _MYRIAD.search(written) or counts_things(text, number.end)):
            continue
        if _UNIT_AFTER.match(text[end:]) or not 0 < number.value.value <= LARGEST:
            continue
        yield _bounded(text, number, end)


def _bounded(text: str, number: Found[Number], end: int) -> Found[Bounds]:
    before, cues = text[max(0, number.start - _NEAR) : number.start], _cues()
    value, start = number.value.value, number.start
    for name in ("about", "least_after", "most_after"):
        if match := cues[name].match(text[end:]):
            return Found(_as(name, value), start, end + match.end())
    for name in ("least_before", "most_before"):
        if match := cues[name].search(before):
            return Found(_as(name, value), start - len(match[0]), end)
    if number.value.ranged:
        return Found(Bounds(number.value.low, value), start, end)
    return Found(Bounds(None, value), start, end)


def _as(cue: str, value: Decimal) -> Bounds:
    if cue == "about":
        return Bounds(value * (1 - ABOUT), value * (1 + ABOUT))
    return Bounds(least=value) if cue.startswith("least") else Bounds(most=value)


def _rough(text: str) -> Iterator[Found[Bounds]]:
    """几千块: below the next unit."""
    for match in _cues()["some_money"].finditer(text):
        unit = 1
        for char in match["unit"]:
            unit *= {**TENS, **MYRIADS}[char]
        yield Found(Bounds(most=Decimal(unit * 10)), match.start(), match.end())
