"""Years and months named from the day of the question (去年, 上个月), with the date beside them."""

import re
from datetime import date

_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上一年": -1, "今年": 0, "本年": 0, "本年度": 0}
_YEARS |= {"上年度": -1, "今年度": 0, "明年": 1, "来年": 1, "下一年": 1, "后年": 2}
_MONTHS = {"上上个月": -2, "上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "下个月": 1, "下月": 1}
_DAYS = {"昨天": -1, "今天": 0, "明天": 1}
_WORDS = re.compile(
    "(?:" + "|".join(sorted((*_YEARS, *_MONTHS, *_DAYS), key=len, reverse=True)) + r")(?![（(度])"
)


def absolute(text: str, today: date) -> str:
    """``text`` with the date after each relative one: 去年 → 去年（2025年）.

    What was said stays, for it also tells what is wanted; ``今天`` and its like in idioms do no
    harm beside a date. A date already given in brackets is not given again.
    """
    return _WORDS.sub(lambda found: f"{found[0]}（{_dated(found[0], today)}）", text)


def _dated(word: str, today: date) -> str:
    if word in _YEARS:
        return f"{today.year + _YEARS[word]}年"
    if word in _MONTHS:
        months = today.year * 12 + today.month - 1 + _MONTHS[word]
        return f"{months // 12}年{months % 12 + 1}月"
    day = date.fromordinal(today.toordinal() + _DAYS[word])
    return f"{day.year}年{day.month}月{day.day}日"
