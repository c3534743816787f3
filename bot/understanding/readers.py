"""Reads the answer to one question of the report dialogue: a value, a choice, or what to type."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.need import Beneficiaries, Need
from api.domain.need_json import beneficiaries_json, item_json, number_json, place_json
from api.domain.redaction import mask
from bot.understanding.budget import read_amount
from bot.understanding.category import read_category
from bot.understanding.cover import read_cover, read_urgency
from bot.understanding.dates import read_deadline
from bot.understanding.people import read_people
from bot.understanding.places import read_place
from bot.understanding.quantity import read_items
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LONGEST_DESCRIPTION = 2_000
LONGEST_CONTACT = 60
MOST_CHOICES = 8


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
    reader, example = _READERS[slot]
    plain = normalise(text).text
    # A message of emoji or punctuation only answers nothing.
    if not re.search(r"[\w]", plain):
        return Misread(example)
    return reader(plain, context) or Misread(example)


def _place(text: str, context: ReadingContext) -> Reading | None:
    if re.fullmatch(r"[\d\s.,%-]+", text):
        return Misread("这里要的是地点，不是数字。请写到县和乡镇，例如：澜沧县木戛乡中心小学。")
    known = context.need_so_far.place if context.need_so_far else None
    found = read_place(text, context.gazetteer, known)
    if found is None:
        return None
    if not found.candidates:
        return Value(place_json(found.place))
    return Choose(
        tuple((str(place), place_json(place)) for place in found.candidates[:MOST_CHOICES])
    )


def _category(text: str, context: ReadingContext) -> Reading | None:
    category = read_category(text)
    return Value(category.value) if category else None


def _items(text: str, context: ReadingContext) -> Reading | None:
    items = read_items(text)
    return Value([item_json(item) for item in items]) if items else None


def _beneficiaries(text: str, context: ReadingContext) -> Reading | None:
    people = read_people(text)
    return Value(beneficiaries_json(people)) if people != Beneficiaries() else None


def _money(text: str, context: ReadingContext) -> Reading | None:
    amount = read_amount(text)
    return Value(number_json(amount)) if amount is not None else None


def _gap(text: str, context: ReadingContext) -> Reading | None:
    budget = context.need_so_far.budget_yuan if context.need_so_far else None
    amount = read_amount(text)
    if amount is None and budget is not None and re.search("全部|都缺|全缺|同预算|一样|全额", text):
        amount = budget
    if amount is None and re.search("^(?:没有|无|不缺|没)(?:资金)?(?:缺口)?", text):
        amount = Decimal(0)
    if amount is None:
        return None
    if budget is not None and amount > budget:
        return Misread(
            f"资金缺口不会比预算（{number_json(budget)} 元）多，请再写一次缺口，或者先修改预算。"
        )
    return Value(number_json(amount))


def _fiscal_cover(text: str, context: ReadingContext) -> Reading | None:
    cover = read_cover(text)
    return Value(cover.value) if cover else None


def _urgency(text: str, context: ReadingContext) -> Reading | None:
    urgency = read_urgency(text)
    return Value(urgency.value) if urgency else None


def _deadline(text: str, context: ReadingContext) -> Reading | None:
    deadline = read_deadline(text, context.today)
    if deadline is None:
        return None
    if deadline.problem:
        return Misread(deadline.problem)
    day = deadline.date.isoformat() if deadline.date else None
    return Value({"deadline": deadline.phrase, "deadline_date": day})


def _description(text: str, context: ReadingContext) -> Reading | None:
    if len(text) > LONGEST_DESCRIPTION:
        return Misread(f"情况说明请控制在 {LONGEST_DESCRIPTION} 字以内，写最要紧的几句就可以。")
    return Value(mask(text))


def _contact(text: str, context: ReadingContext) -> Reading | None:
    masked = mask(text)
    if len(masked) > LONGEST_CONTACT:
        return Misread("联系人只写姓名和单位就可以，例如：木戛乡政府 李老师。")
    if not re.search(r"[^\W\d_]", re.sub(r"\[[^\]]*\]", "", masked)):
        return Misread("不需要电话号码，请写姓名和单位，例如：木戛乡政府 李老师。")
    return Value(masked)


_MONEY_EXAMPLE = "没有认出金额，请写数字和单位，例如：5万元，或者：三十万左右。"
# For each slot the reader, and what to say when nothing was understood.
_READERS: dict[str, tuple[Callable[[str, ReadingContext], Reading | None], str]] = {
    "place": (_place, "没有认出这个地点，请写到县和乡镇，例如：澜沧县木戛乡中心小学。"),
    "category": (_category, "没有认出类别，请写一个，例如：教育、医疗卫生、住房，或者：其他。"),
    "items": (_items, "请写需要的东西和数量，例如：200套冬衣、50双棉鞋。"),
    "beneficiaries": (_beneficiaries, "请写受益的人数或户数，例如：120名学生，或者：26户88人。"),
    "budget_yuan": (_money, _MONEY_EXAMPLE),
    "gap_yuan": (_gap, _MONEY_EXAMPLE),
    "fiscal_cover": (_fiscal_cover, "请写财政资金是否覆盖：未覆盖、部分覆盖，或者：已覆盖。"),
    "urgency": (_urgency, "请写紧急程度：一般、急需，或者：突发困难。"),
    "deadline": (_deadline, "没有认出期限，请写一个日期，例如：11月底前，或者：两周内。"),
    "description": (_description, "请用一两句话说明情况。"),
    "contact": (_contact, "请写联系人的姓名和单位，例如：木戛乡政府 李老师。"),
}
