"""Reads the answer to one question of the report dialogue: a value, a choice, or what to type."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.domain.category import Category
from api.domain.need import FiscalCover, Need, Urgency
from api.domain.need_json import number_json, place_json
from api.domain.redaction import mask
from bot.understanding.numbers import find_numbers, read_number
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What a reader may know besides the answer. ``today`` is the date in Asia/Shanghai."""

    gazetteer: Gazetteer
    today: date
    need_so_far: Need | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """The slot's JSON value, of the shape ``api.domain.need_json`` writes."""

    json: Any


@dataclass(frozen=True, slots=True)
class Choose:
    """The answer fits several values; each candidate is a label and a JSON value."""

    candidates: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Misread:
    """The answer could not be read; ``message`` says in Chinese what to type instead."""

    message: str


Reading = Value | Choose | Misread


def read(slot: str, text: str, context: ReadingContext) -> Reading:
    """What ``text`` answers to the question for ``slot`` (a key of ``api.domain.need.FIELDS``).

    Raises:
        KeyError: the slot takes no text (``evidence``) or does not exist.
    """
    reader = _READERS[slot]
    return reader(normalise(text).text, context)


def _place(text: str, context: ReadingContext) -> Reading:
    matches = context.gazetteer.match(text)
    places = [context.gazetteer.place(match.division.code) for match in matches[:8]]
    if not places:
        return Misread("没有认出这个地点，请写到县和乡镇，例如：澜沧县木戛乡中心小学。")
    if len(places) == 1:
        return Value(place_json(places[0]))
    return Choose(tuple((str(place), place_json(place)) for place in places))


def _category(text: str, context: ReadingContext) -> Reading:
    for category in Category:
        if text in {category.value, category.label}:
            return Value(category.value)
    return Misread("请选一个类别，例如：教育、医疗卫生、住房。")


def _items(text: str, context: ReadingContext) -> Reading:
    numbers = find_numbers(text)
    if numbers and text[: numbers[0].start].strip() == "":
        rest = text[numbers[0].end :].strip()
        quantity = number_json(numbers[0].value.value)
        return Value([{"name": rest[1:], "quantity": quantity, "unit": rest[:1]}])
    if not text:
        return Misread("请写需要的东西和数量，例如：200套冬衣。")
    return Value([{"name": text, "quantity": None, "unit": None}])


def _beneficiaries(text: str, context: ReadingContext) -> Reading:
    number = read_number(text)
    if number is None:
        return Misread("请写受益的人数或户数，例如：120名学生，或者：26户88人。")
    return Value({"count": int(number.value), "households": None, "kind": None})


def _money(text: str, context: ReadingContext) -> Reading:
    number = read_number(text)
    if number is None:
        return Misread("请写金额，例如：5万元，或者：三十万左右。")
    return Value(number_json(number.value))


def _fiscal_cover(text: str, context: ReadingContext) -> Reading:
    for cover in FiscalCover:
        if text in {cover.value, cover.label}:
            return Value(cover.value)
    return Misread("请说明财政资金是否覆盖，例如：未覆盖、部分覆盖、已覆盖。")


def _urgency(text: str, context: ReadingContext) -> Reading:
    for urgency in Urgency:
        if text in {urgency.value, urgency.label}:
            return Value(urgency.value)
    return Misread("请选紧急程度：一般、急需，或者突发困难。")


def _deadline(text: str, context: ReadingContext) -> Reading:
    if not text:
        return Misread("请写希望什么时候之前送到，例如：11月底前。")
    return Value({"deadline": text, "deadline_date": None})


def _free_text(text: str, context: ReadingContext) -> Reading:
    if not text:
        return Misread("请用一两句话写下来。")
    return Value(mask(text))


_READERS: dict[str, Callable[[str, ReadingContext], Reading]] = {
    "place": _place,
    "category": _category,
    "items": _items,
    "beneficiaries": _beneficiaries,
    "budget_yuan": _money,
    "gap_yuan": _money,
    "fiscal_cover": _fiscal_cover,
    "urgency": _urgency,
    "deadline": _deadline,
    "description": _free_text,
    "contact": _free_text,
}
