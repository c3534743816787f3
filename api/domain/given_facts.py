"""Facts as they are handed in from outside, read into what a Programme's rules compare."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from api.domain.errors import Invalid
from api.domain.programme import Fact, Programme
from api.domain.programme_facts import FactAsked, FactType
from api.domain.subsidy import FEN, LARGEST

LONGEST_TEXT = 200  # characters
_NAMED = 40  # characters of an unknown name that are said again
_DIGITS = re.compile(r"\d{1,15}(?:\.\d+)?", re.ASCII)


def read_facts(
    programme: Programme, given: Mapping[str, object], place_of: Callable[[str], str | None]
) -> dict[str, Fact]:
    """``given`` as facts of ``programme``; ``None`` counts as not given.

    An amount is a Decimal, an int or a text of digits, with two decimals at most. ``place_of``
    gives the full official name of a place, or ``None`` when it is none or may be more than one.

    Raises:
        Invalid: the programme does not ask for such a fact, or it is not of its type. Names it.
    """
    facts: dict[str, Fact] = {}
    for name, value in given.items():
        asked = programme.facts.get(name)
        if asked is None:
            known = "、".join(programme.facts)
            raise Invalid(name[:_NAMED], f"这里不问“{name[:_NAMED]}”。可以填写的有：{known}。")
        if value is not None:
            facts[name] = _fact(name, asked, value, place_of)
    return facts


def _fact(
    name: str, asked: FactAsked, value: object, place_of: Callable[[str], str | None]
) -> Fact:
    if asked.type.is_amount:
        return _amount(name, asked, value)
    if asked.type is FactType.YES_NO:
        if not isinstance(value, bool):
            raise Invalid(name, f"“{asked.label}”请填 true（是）或者 false（否）。")
        return value
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        raise Invalid(name, f"“{asked.label}”请填一段不超过 {LONGEST_TEXT} 字的文字。")
    return _words(name, asked, value.strip(), place_of)


def _words(name: str, asked: FactAsked, text: str, place_of: Callable[[str], str | None]) -> str:
    if asked.type is FactType.TEXT:
        return text
    if asked.type is FactType.PLACE:
        found = place_of(text)
        way_on = "请写全省、市、县，例如“云南省普洱市”"
    else:
        found = asked.chosen(text)
        way_on = f"请从这些里面选一个：{'、'.join(asked.choices)}"
    if found is None:
        raise Invalid(name, f"没有认准“{asked.label}”。{way_on}。")
    return found


def _amount(name: str, asked: FactAsked, value: object) -> Decimal:
    number = _decimal(value)
    unit = "元" if asked.type is FactType.YUAN else asked.unit
    if number is None or not 0 <= number <= LARGEST:
        raise Invalid(name, f"“{asked.label}”请填 0 到一百万亿的数，单位是{unit}。")
    if number % FEN:
        raise Invalid(name, f"“{asked.label}”最多写两位小数。")
    return number.quantize(FEN) if number % 1 else Decimal(int(number))


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        return Decimal(value.strip())
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        number = Decimal(value)
        return number if number.is_finite() else None
    return None
