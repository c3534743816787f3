"""Reads the answers of the flows about an organisation: its code, name, areas, outcomes."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from api.domain.category import Category
from api.domain.credit_code import LENGTH, CreditCode, credit_code
from api.domain.errors import Invalid
from api.domain.organisation import LONGEST_TITLE, LONGEST_WORDS, MOST_YUAN, OfferKind
from api.domain.organisation_details import (
    LONGEST_TEXT,
    Review,
    check_capacity,
    check_year,
    clean_name,
)
from api.domain.redaction import MASK_NOTE, mask
from bot import texts
from bot.dialogue.flows.organisation import NO_RATING, ORGANISATION_KEY
from bot.dialogue.session import Frame
from bot.exchange import Exchange
from bot.organisations.areas import read_areas
from bot.understanding.category import read_category
from bot.understanding.readers import Misread, Reading, ReadingContext, Value, read
from knowledge.normalise import normalise

_SEPARATORS = re.compile(r"[、,，;；\s和与及]+")
_ANYTHING = re.compile(r"(?:什么|哪些|所有|全部)?(?:都|领域)?(?:做|可以|不限|行)+")
FALSE_CODE = "false_credit_code"  # the rule in the audit of refusals
_CODE_LIKE = 15  # characters; the older registration numbers have as many
_YEAR = re.compile(r"((?:19|20)\d\d)\s*(?:年度?)?")
_RATING = re.compile(r"([1-5一二三四五])\s*[AaＡ]|(?<![0-9A-Za-z])([Aa]{1,5})(?![A-Za-z0-9])")
_UNRATED = re.compile(r"(?:没有?|未|不|无)(?:参加|参评|评|有)?")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_REVIEWS = (
    (re.compile(r"不合格|没通过|未通过|没有通过"), Review.FAILED),
    (re.compile(r"基本合格"), Review.BASIC),
    (re.compile(r"(?:没有?|还没|未)(?:参加|做|有)?(?:年检|年报)?|新(?:成立|登记)"), Review.NONE),
    (re.compile(r"合格|通过"), Review.PASSED),
)
_SEPARATORS_OF_THINGS = re.compile(r"[、,，;；\n]+")
_LONG_TERM = re.compile("长期|一直|不限|随时|永久|没有?期限")
_KINDS = (
    (re.compile("资金|钱|捐款|资助|助学金|贷款"), OfferKind.MONEY),
    (re.compile("物资|物品|东西|实物|设备"), OfferKind.GOODS),
    (re.compile("服务|人力|志愿|培训|手术|支教|义诊"), OfferKind.SERVICE),
)


def read_of_organisation(exchange: Exchange, frame: Frame, slot: str, text: str) -> Reading:
    """What ``text`` answers to the question for ``slot``; a wrong value says what to write."""
    plain = normalise(text.strip()).text
    try:
        return _READERS[slot](exchange, frame, plain)
    except Invalid as refusal:
        return Misread(refusal.message)


def _credit_code(exchange: Exchange, frame: Frame, text: str) -> Reading:
    if MASK_NOTE in text:
        return Misread(texts.CODE_HIDDEN)
    try:
        code = credit_code(text)
    except Invalid as refusal:
        if len(text) >= _CODE_LIKE:
            exchange.tx.note_refusal(FALSE_CODE, text[:LENGTH], refusal.message)
        if texts.spoken() is texts.Language.ENGLISH:
            return Misread(texts.CODE_WRONG)
        raise
    if refused := exchange.tx.organisations.refusal(code, ""):
        return Misread(refused)
    return Value(code.text, texts.CODE_READ.format(kind=code.kind, region=code.region))


def _name(exchange: Exchange, frame: Frame, text: str) -> Reading:
    name = clean_name(mask(text))
    refused = exchange.tx.organisations.refusal(None, name)
    return Misread(refused) if refused else Value(name)


def _focus(exchange: Exchange, frame: Frame, text: str) -> Reading:
    if _ANYTHING.fullmatch(text):
        return Value([])
    found = [read_category(part) for part in _SEPARATORS.split(text) if part]
    known = [category.value for category in found if isinstance(category, Category)]
    return Value(list(dict.fromkeys(known))) if known else Misread(texts.FOCUS_EXAMPLE)


def _areas(exchange: Exchange, frame: Frame, text: str) -> Reading:
    return read_areas(text, exchange.gazetteer)


def _served(exchange: Exchange, frame: Frame, text: str) -> Reading:
    said = mask(text)
    if len(said) > LONGEST_TEXT:
        return Misread(texts.SERVED_TOO_LONG.format(limit=LONGEST_TEXT))
    return Value(said)


def _capacity(exchange: Exchange, frame: Frame, text: str) -> Reading:
    reading = read("budget_yuan", text, ReadingContext(exchange.gazetteer, exchange.today))
    if isinstance(reading, Value):
        check_capacity(Decimal(str(reading.json)))
    return reading


def _review(exchange: Exchange, frame: Frame, text: str) -> Reading:
    for pattern, outcome in _REVIEWS:
        if pattern.search(text):
            return Value(_with_year(exchange, text, outcome.value, "review"))
    return Misread(texts.REVIEW_EXAMPLE)


def _rating(exchange: Exchange, frame: Frame, text: str) -> Reading:
    match = _RATING.search(text)
    if match is None:
        return Value(NO_RATING) if _UNRATED.match(text) else Misread(texts.RATING_EXAMPLE)
    grade = match[1] or str(len(match[2]))
    code = f"{_DIGITS.get(grade, grade)}a"
    return Value(_with_year(exchange, text, code, "rating"))


def _with_year(exchange: Exchange, text: str, code: str, slot: str) -> Any:
    year = _YEAR.search(text)
    if year is None:
        return code
    check_year(int(year[1]), exchange.today, slot)
    return {"code": code, "year": int(year[1])}


def _kind(exchange: Exchange, frame: Frame, text: str) -> Reading:
    for pattern, kind in _KINDS:
        if pattern.search(text):
            return Value(kind.value)
    return Misread(texts.KIND_EXAMPLE)


def _what(exchange: Exchange, frame: Frame, text: str) -> Reading:
    parts = [mask(part) for part in _SEPARATORS_OF_THINGS.split(text) if part.strip()]
    if not parts or len("、".join(parts)) > LONGEST_TITLE:
        return Misread(texts.WHAT_TOO_LONG.format(limit=LONGEST_TITLE))
    return Value(list(dict.fromkeys(part.strip() for part in parts)))


def _quantity(exchange: Exchange, frame: Frame, text: str) -> Reading:
    said = mask(text)
    if len(said) > LONGEST_WORDS:
        return Misread(texts.WORDS_TOO_LONG.format(limit=LONGEST_WORDS))
    reading = read("budget_yuan", text, ReadingContext(exchange.gazetteer, exchange.today))
    is_money = isinstance(reading, Value)
    slot = frame.slots.get("kind")
    if slot is not None and slot.value == OfferKind.MONEY and not is_money:
        return reading
    yuan = reading.json if isinstance(reading, Value) else None
    if yuan is not None and not 0 < yuan <= MOST_YUAN:
        return Misread(texts.AMOUNT_ABSURD)
    return Value({"text": said, "yuan": yuan})


def _until(exchange: Exchange, frame: Frame, text: str) -> Reading:
    if _LONG_TERM.search(text):
        return Value({"deadline": texts.LONG_TERM, "deadline_date": None})
    reading = read("deadline", text, ReadingContext(exchange.gazetteer, exchange.today))
    if isinstance(reading, Value) and reading.json["deadline_date"] is None:
        return Misread(texts.UNTIL_EXAMPLE)
    return reading


def _conditions(exchange: Exchange, frame: Frame, text: str) -> Reading:
    said = mask(text)
    if len(said) > LONGEST_WORDS:
        return Misread(texts.WORDS_TOO_LONG.format(limit=LONGEST_WORDS))
    return Value(said)


_READERS: dict[str, Callable[[Exchange, Frame, str], Reading]] = {
    "credit_code": _credit_code,
    "name": _name,
    "focus": _focus,
    "areas": _areas,
    "served": _served,
    "capacity_yuan": _capacity,
    "review": _review,
    "rating": _rating,
    "kind": _kind,
    "what": _what,
    "quantity": _quantity,
    "until": _until,
    "conditions": _conditions,
}


# Questions whose answers have a form: what has none is told how, also when it is only politeness.
READ_STRICTLY = _READERS.keys() - {"name", "served", "what", "quantity", "conditions"}


def code_of(frame: Frame) -> CreditCode:
    """The credit code answered in ``frame``."""
    return credit_code(frame.slots["credit_code"].value)


def key_of(frame: Frame) -> str | None:
    """The organisation whose profile ``frame`` changes; ``None`` for a new one."""
    slot = frame.slots.get(ORGANISATION_KEY)
    return slot.value if slot else None
