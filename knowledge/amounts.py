"""Amounts of money in Chinese text: 120万, 一百二十万元, 1,200,000元, 三万五, 80到100万."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from knowledge.numerals import chinese_to_int

_SCALE = {
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "w": Decimal(10) ** 4,
    "千": Decimal(1000),
    "百": Decimal(100),
    "十": Decimal(10),
}
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_HAN = "[零〇一二两三四五六七八九十百千]"
_NUMBER = rf"(?:{_ARABIC}|{_HAN}+)"
_PART = rf"{_NUMBER}\s*(?:[多余]?[十百千]?(?:万|亿)|w(?![a-z])|[十百千])?"
_MONEY = re.compile(rf"(?P<sign>[¥￥]\s*)?(?P<number>{_PART}(?:\s*零?\s*{_PART})*)", re.IGNORECASE)
_SEGMENT = re.compile(
    rf"(?P<number>{_NUMBER})\s*[多余]?(?P<units>[十百千]?[万亿]|w|[十百千])?", re.IGNORECASE
)
_CURRENCY = re.compile(r"\s*[多余来几]?\s*(?:人民币\s*(?:元|块)?|元|块)")
# What is counted when 万 is not money: 120万人, 3万册, 5万亩.
_COUNTED = re.compile(
    r"\s*[多余来几]?\s*(?:人|名|户|个|家|册|本|斤|公斤|吨|亩|件|套|台|棵|株|只|头|次|字|平方|米|公里)"
)
_RANGE = re.compile(r"\s*(?:到|至|-|—|–|~|～)+\s*")
# A bare figure of this length is taken for yuan: years are shorter, telephone numbers longer.
_BARE = re.compile(r"\d{5,8}(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NOT_YUAN = re.compile(r"\s*[号年月日条%％\-]")


@dataclass(frozen=True, slots=True)
class Amount:
    """Yuan written at ``text[start:end]``; ``low`` differs from ``yuan`` when it is a range."""

    yuan: Decimal
    low: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Figure:
    value: Decimal
    scale: Decimal  # of its largest unit, 1 when there is none
    money: bool
    start: int
    end: int


def read_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of money in ``text``, in order; counts of people or things are left out."""
    plain = "".join(_plain(character) for character in text)
    figures = [each for match in _MONEY.finditer(plain) if (each := _figure(plain, match))]
    amounts: list[Amount] = []
    position = 0
    while position < len(figures):
        first = figures[position]
        following = figures[position + 1] if position + 1 < len(figures) else None
        if following and following.money and _RANGE.fullmatch(plain, first.end, following.start):
            amounts.append(_range(first, following))
            position += 2
            continue
        if first.money:
            amounts.append(Amount(first.value, first.value, first.start, first.end))
        position += 1
    return tuple(amounts)


def _plain(character: str) -> str:
    if character == "，":  # a comma of the sentence, not of the figure
        return character
    folded = unicodedata.normalize("NFKC", character)
    return {"萬": "万", "億": "亿", "兩": "两"}.get(
        character, folded if len(folded) == 1 else character
    )


def _range(first: _Figure, second: _Figure) -> Amount:
    """80到100万 means 80万 to 100万: a first end without a unit takes the second's."""
    low = first.value * second.scale if not first.money and first.scale == 1 else first.value
    ends = sorted((low, second.value))
    return Amount(ends[1], ends[0], first.start, second.end)


def _figure(plain: str, match: re.Match[str]) -> _Figure | None:
    written = _sum(match["number"])
    if written is None:
        return None
    value, scale = written
    end = match.end()
    currency = _CURRENCY.match(plain, end)
    money = currency is not None or bool(match["sign"]) or _alone(plain, match, scale)
    return _Figure(value, scale, money, match.start(), currency.end() if currency else end)


def _alone(plain: str, match: re.Match[str], scale: Decimal) -> bool:
    """Whether a figure without a currency word is money nevertheless."""
    if _COUNTED.match(plain, match.end()) or _NOT_YUAN.match(plain, match.end()):
        return False
    return scale >= 10_000 or _BARE.fullmatch(match["number"]) is not None


def _sum(written: str) -> tuple[Decimal, Decimal] | None:
    """Value and largest scale of 1亿2000万, 一百二十万, 3万5; None when it is no number."""
    total, largest, last = Decimal(0), Decimal(1), Decimal(1)
    for segment in _SEGMENT.finditer(written):
        number = _number(segment["number"])
        if number is None:
            return None
        scale = Decimal(1)
        for unit in (segment["units"] or "").lower():
            scale *= _SCALE[unit]
        # 三万五 is 35,000, but 三万零五 is 30,005: a lone digit after 万 counts thousands.
        if scale == 1 and last >= 10_000 and re.fullmatch("[1-9一二三四五六七八九]", segment[1]):
            scale = last / 10
        total += number * scale
        largest, last = max(largest, scale), scale
    return total, largest


def _number(written: str) -> Decimal | None:
    if written[0].isdigit() and written.isascii():
        return Decimal(written.replace(",", ""))
    value = chinese_to_int(written)
    if value is None:
        return None
    # 一百二 is 120: a digit right after 百 or 千 counts the next smaller unit.
    tail = re.fullmatch(r".*([百千])([一二三四五六七八九])", written)
    if tail:
        digit = chinese_to_int(tail[2]) or 0
        value += digit * (int(_SCALE[tail[1]]) // 10 - 1)
    return Decimal(value)
