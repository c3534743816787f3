"""Figures of a policy text by kind, so that texts can be compared: 30%, 50万元, 二十日, 三年."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.amounts import read_amounts
from knowledge.numerals import chinese_to_int

_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千]+)"
_PERCENT = re.compile(rf"百分之(?P<han>{_NUMBER})|(?P<plain>[0-9]+(?:\.[0-9]+)?)\s*%")
_DATE = re.compile(r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:度)?|[0-9]{1,2}月[0-9]{1,2}日")
_ORDINAL = re.compile(rf"第{_NUMBER}(?:条|款|项|章|节|号|季度|年)?")
_COUNTED = re.compile(
    rf"(?<![上前近后])(?P<number>{_NUMBER})\s*(?:多|余)?(?P<unit>个?工作日|日|天|周(?!岁)|个月|年|周?岁|倍|人|名|位|家|户|次)(?!度)"
)
_WHOLE = re.compile(
    r"(?:低于|少于|超过|高于|大于|小于|占|达到?|为|按|至|或者?|和|^|[，；：、])"
    r"(?P<of>(?:(?!低于|少于|超过|高于|或者)[\u4e00-\u9fff]){2,14})的\s*$"
)
_UNITS = {
    "工作日": ("workday", 1),
    "个工作日": ("workday", 1),
    "日": ("day", 1),
    "天": ("day", 1),
    "周": ("day", 7),
    "个月": ("month", 1),
    "年": ("month", 12),
    "倍": ("times", 1),
    "名": ("people", 1),
    "位": ("people", 1),
    "人": ("people", 1),
    "周岁": ("age", 1),
    "岁": ("age", 1),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """``kind`` is percent, yuan, day, workday, month, times, people or the unit as written;
    ``value`` is in that unit, and for a percentage ``of`` is the whole it is a part of, where it
    stands right before (上一年总收入的70%). The figure stands at ``text[start:end]``."""

    kind: str
    value: Decimal
    start: int
    end: int
    of: str = ""


def read_figures(text: str) -> tuple[Figure, ...]:
    """The figures in ``text`` in order; dates and numbers of provisions are none."""
    plain = "".join(_plain(character) for character in text)
    for pattern in (_DATE, _ORDINAL):
        plain = pattern.sub(lambda found: "　" * len(found[0]), plain)
    amounts = [Figure("yuan", one.yuan, one.start, one.end) for one in read_amounts(plain)]
    taken = [*amounts, *_percents(plain)]
    counted = (one for one in _counted(plain) if all(_apart(one, other) for other in taken))
    return tuple(sorted([*taken, *counted], key=lambda one: one.start))


def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _percents(plain: str) -> Iterator[Figure]:
    for found in _PERCENT.finditer(plain):
        value = _value(found["han"] or found["plain"])
        if value is not None:
            whole = _WHOLE.search(plain[: found.start()])
            yield Figure("percent", value, found.start(), found.end(), whole["of"] if whole else "")


def _counted(plain: str) -> Iterator[Figure]:
    for found in _COUNTED.finditer(plain):
        value = _value(found["number"])
        if value is not None:
            kind, factor = _UNITS.get(found["unit"], (found["unit"], 1))
            yield Figure(kind, value * factor, found.start(), found.end())


def _value(written: str) -> Decimal | None:
    if written.isascii():
        return Decimal(written)
    number = chinese_to_int(written)
    return None if number is None else Decimal(number)


def _apart(one: Figure, other: Figure) -> bool:
    return one.end <= other.start or other.end <= one.start
