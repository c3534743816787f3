"""Deadlines: 11月底前, 下个月15号前, 两周内, 开学前, 春节前, 尽快."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.understanding.days import AT_ONCE, DISASTER, GRAMMAR, SEASON, SOON, NoSuchDay, Read
from bot.understanding.span import Found


@dataclass(frozen=True, slots=True)
class Deadline:
    """``phrase`` as written; ``date`` the last day that meets it, when that can be told.

    ``problem`` is a Chinese sentence when there is no such day or it is past.
    """

    phrase: str
    date: date | None
    problem: str | None = None


# In an answer: what may follow the day, a date in eight digits, days gone, and no day at all.
_LOOSE_END = re.compile(
    "(?:都行|都可以|也行|就行|就可以|就好|行|可以|左右|这样|的样子|吧|哈|啊|哦|呢|[。!])+$"
)
_DIGITS = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
_GONE = re.compile("去年|前年|昨天|前天|上个?月|上周|上个?星期|早就过了")
_ANY_TIME = re.compile("随时|不限|什么时候都|哪天都|不着?急|慢慢来|越早|早一?点|尽量早|抓紧")
_PAST = "“{phrase}”已经过去，请写一个今天以后的日期。"


def find_deadline(text: str, today: date) -> Found[Deadline] | None:
    """The deadline ``text`` (normalised) states; dates without a year lie at or after ``today``.

    A stated day wins over 尽快, and that over a season the things are for (过冬物资).
    """
    for pattern, read in GRAMMAR:
        if pattern is AT_ONCE and not DISASTER.search(text):
            continue
        for match in pattern.finditer(text):
            if found := _deadline(match, read, today):
                return found
    return None


def _deadline(match: re.Match[str], read: Read, today: date) -> Found[Deadline] | None:
    phrase = match[0]
    try:
        day = read(match, today)
    except NoSuchDay:
        problem = f"日历上没有“{phrase}”说的这一天，请核对日期。"
        return Found(Deadline(phrase, None, problem), match.start(), match.end())
    if day and day < today:
        problem = _PAST.format(phrase=phrase)
        return Found(Deadline(phrase, None, problem), match.start(), match.end())
    return Found(Deadline(phrase, day), match.start(), match.end())


def read_deadline(text: str, today: date) -> Deadline | None:
    """The deadline a short answer states; 前 may be left out (11月底, 国庆, 下周五)."""
    said = _DIGITS.sub(r"\1-\2-\3", _LOOSE_END.sub("", text))
    gone = _GONE.search(text)
    for written in (text, said) if gone else (text, said, f"{said}内", f"{said}前"):
        if found := find_deadline(written, today):
            problem = found.value.problem and found.value.problem.replace(found.value.phrase, text)
            return replace(found.value, phrase=text, problem=problem)
    if gone:
        return Deadline(text, None, _PAST.format(phrase=text))
    return Deadline(text, None) if _ANY_TIME.search(text) else None


def is_soon(phrase: str) -> bool:
    """Whether ``phrase`` asks for as soon as possible, without a day."""
    return bool(SOON.search(phrase) or AT_ONCE.search(phrase))


def is_season(phrase: str) -> bool:
    """Whether ``phrase`` only names the season the things are for, not a day to keep."""
    return bool(SEASON.fullmatch(phrase))
