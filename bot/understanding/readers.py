"""Reads the answer to one question of the report dialogue: a value, a choice, or what to type."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.need import Beneficiaries, Need
from api.domain.need_json import beneficiaries_json, item_json, number_json, place_json
from api.domain.place import Place
from api.domain.redaction import mask
from bot.understanding.budget import is_unit_price, read_amount
from bot.understanding.category import read_category
from bot.understanding.cover import read_cover, read_urgency
from bot.understanding.dates import read_deadline
from bot.understanding.lines import with_lines_ended
from bot.understanding.lists import read_items
from bot.understanding.people import read_people
from bot.understanding.places import INFERRED, PlaceFound, read_place
from bot.understanding.title import short_name
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LONGEST_READ = 1_500  # characters of an answer; some grammars take time with the square of it
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
    """The slot's JSON value, of the shape ``api.domain.need_json`` writes.

    ``note`` is a sentence to say with it; of a value that is only ``half`` of an answer it asks
    for the rest.
    """

    json: Any
    note: str = ""
    half: bool = False


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
    text = text if slot == "description" else text[:LONGEST_READ]
    plain = normalise(with_lines_ended(text[:LONGEST_READ])).text
    # A message of emoji or punctuation only answers nothing.
    if not re.search(r"[\w]", plain):
        return Misread(example)
    reading = reader(text.strip() if slot in _AS_WRITTEN else plain, context) or Misread(example)
    if slot == "deadline" and isinstance(reading, Value):
        return Value(reading.json | {"deadline": text.strip()})
    return reading


def _place(text: str, context: ReadingContext) -> Reading | None:
    if re.fullmatch(r"[\d\s.,%-]+", text):
        return Misread("这里要的是地点，不是数字。请写到县和乡镇，例如：澜沧县木戛乡中心小学。")
    known = context.need_so_far.place if context.need_so_far else None
    found = read_place(text, context.gazetteer, known)
    if found is None:
        return None
    if found.candidates:
        return _which_place(found.candidates)
    if found.inferred and _is_near(found.place, known, context):
        return Value(place_json(found.place))
    if found.inferred and (found.place.township or "") not in text:
        return _which_place((found.place,))  # 火星 may be a township, if it is a place at all
    return _one_place(found)


def _is_near(place: Place, known: Place | None, context: ReadingContext) -> bool:
    """Whether ``place`` lies in the county known, so that it need not be named again."""
    county = (known.code or "")[:6] if known else ""
    return bool(county) and context.gazetteer.within(place.code or "", county)


def _which_place(places: tuple[Place, ...]) -> Reading:
    if len(places) > MOST_CHOICES:
        return Misread(f"叫这个名字的地方有 {len(places)} 个。请把县名或州市名也写上。")
    return Choose(tuple((str(place), place_json(place)) for place in places))


def _one_place(found: PlaceFound) -> Reading:
    place = found.place
    if not (place.county or place.prefecture):
        return Value(place_json(place), "请再写一下是哪个县，有乡镇也请写上。", half=True)
    inferred = found.inferred and place.county and place.township
    note = INFERRED.format(county=short_name(place.county or ""), township=place.township)
    return Value(place_json(place), note if inferred else "")


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
    if amount is not None:
        return Value(number_json(amount))
    if is_unit_price(text):
        return Misread("这是单价。请写总共需要多少钱，例如：5万元。")
    return (
        Misread(_UNIT_MISSING)
        if re.fullmatch(r"[约大概\s]*\d{1,2}(?:\.\d+)?[吧左右\s]*", text)
        else None
    )


def _gap(text: str, context: ReadingContext) -> Reading | None:
    budget = context.need_so_far.budget_yuan if context.need_so_far else None
    amount = read_amount(text)
    if amount is None and budget is not None and _ALL_OF_IT.fullmatch(text):
        amount = budget
    if amount is None and _NOTHING_LACKS.fullmatch(text):
        amount = Decimal(0)
    if amount is None:
        return _money(text, context)
    if budget is not None and amount > budget:
        return Misread(f"资金缺口不会比预算（{_yuan(budget)}）多，请再写一次缺口，或者先修改预算。")
    return Value(number_json(amount))


def _yuan(amount: Decimal) -> str:
    """50000 as 5万元."""
    myriads = amount / 10_000
    whole = amount >= 10_000 and amount % 100 == 0
    return f"{number_json(myriads)}万元" if whole else f"{number_json(amount)}元"


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
    name = _NOTES.sub("", mask(text)).strip(" \t\n，,、；;。：:（）()")
    if len(name) > LONGEST_CONTACT:
        return Misread("联系人只写姓名和单位就可以，例如：木戛乡政府 李老师。")
    if not re.search(r"[^\W\d_]", name):
        return Misread("不需要电话号码，请写姓名和单位，例如：木戛乡政府 李老师。")
    return None if _NOBODY.fullmatch(name) else Value(name)


# The note left of a number, with the word that announced it: ，电话[电话已隐去]
_NOTES = re.compile(
    r"[（(，,、；;\s]*(?:我的?|联系|本人|他的|她的)*(?:手机号码?|手机|电话号码?|电话|座机|号码|身份证号?码?|银行卡号?|卡号|微信|tel)?"
    r"[是为:：\s]*\[[^\]]*已隐去\](?:[\s，,、（(]*(?:同?微信(?:同号)?|同号))?[)）]?",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    "(?:我|找|就|是|本人|自己|都|行|可以|不方便|说|不想|匿名|保密|先|吧|的|了|随便|谁|你们|看着办)+"
)
_UNIT_MISSING = "请带上单位，例如：5万元，或者：5000元。"
# 全部没有着落, 和预算一样; 不缺.
_ALL_OF_IT = re.compile(
    "(?:钱|资金|目前|现在|还)*(?:全部?|都|全都|全额|所有)+的?(?:都?(?:缺|没有着落|没着落|没有|没|差|要))?(?:钱|资金)?[了的吧。]*"
    "|(?:和|跟|同|与)?(?:总?预算|总数|上面)(?:的)?(?:一样|相同|一致)?(?:多)?|(?:一样|相同|同上)[的吧]?"
)
_NOTHING_LACKS = re.compile(
    "(?:现在|目前|已经|资金|钱)*(?:不缺|没有?缺口|无缺口|不差|够了|没有?资金缺口|无资金缺口)(?:钱|资金)?[了的吧。]*"
)
_MONEY_EXAMPLE = "没有认出金额，请写数字和单位，例如：5万元，或者：三十万左右。"
_AS_WRITTEN = frozenset({"description", "contact"})  # words of the person, kept to the character
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
