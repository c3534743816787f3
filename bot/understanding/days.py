"""How deadlines are written, and the day each way of writing means."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.understanding.festivals import FIXED, LUNAR, festival, next_festival, term_start
from bot.understanding.numbers import find_numbers

_N = r"(?:\d{1,4}|[一二两三四五六七八九十廿卅]{1,3})"
_BEFORE = "(?:之前|以前|之内|以内|前|内|为止|截止)"
_DONE = (
    "(?=[能可]?(?:送到|送达|运到|到位|完成|完工|竣工|使用|投用|交付|到货|发放|解决|建成|落实|"
    "要用|开工))"
)
_UNTIL = f"(?:{_BEFORE}|{_DONE})"
_MONTHS = {"本月": 0, "这个月": 0, "当月": 0, "下月": 1, "下个月": 1, "下下个月": 2, "下下月": 2}
_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2}
_PARTS = {"上旬": 10, "初": 10, "中下旬": 31, "中旬": 20, "中": 20, "下旬": 31, "底": 31, "末": 31}
_MONTH_AND_DAY = (
    rf"(?<!去年)(?<!前年)(?<!\d)(?:(?P<year>(?:19|20)\d\d)[年./-]|(?P<ryear>{'|'.join(_YEARS)}))?"
    rf"(?:(?P<month>{_N})(?:月份?|[./-](?=\d))|(?P<rmonth>{'|'.join(_MONTHS)})的?)"
    rf"(?:(?P<day>{_N})(?:日|号)?|(?P<part>{'|'.join(_PARTS)}))?"
)
_ABSOLUTE = re.compile(rf"{_MONTH_AND_DAY}(?P<until>{_UNTIL})")
_LATEST = re.compile(
    rf"(?:最晚|最迟|不晚于|不迟于|不要?超过|赶在|截止)(?:要|到|至|在|是|日期|:)*{_MONTH_AND_DAY}(?P<until>)"
)
_DAY_OF_MONTH = re.compile(
    rf"(?<![\d一二三四五六七八九十月.:/-])(?P<day>{_N})(?:号|日)(?:{_UNTIL})"
)
_PART_OF_MONTH = re.compile(
    rf"(?<![\d一二三四五六七八九十两个本下当])月(?P<part>[初中底末])(?:{_UNTIL})"
)
_NEAR = {"今天": 0, "今晚": 0, "明天": 1, "明晚": 1, "后天": 2, "大后天": 3}
_NEAR_DAY = re.compile(rf"(?P<near>{'|'.join(reversed(_NEAR))})(?:{_UNTIL})")
_YEAR_END = re.compile(
    rf"(?:(?P<year>20\d\d)年|(?P<ryear>{'|'.join(_YEARS)}))?"
    rf"(?:(?P<end>年[底末]|(?<=年)[底末内]|年内)(?:之前|以前|前)?|(?P<half>[上下]半年)(?:之?前|内)?)"
)
_UNITS = {"天": 1, "日": 1, "工作日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
_WITHIN = re.compile(
    rf"(?<!\d)(?P<n>\d{{1,3}}|[一二两三四五六七八九十廿卅]{{1,3}}|半)个?(?P<unit>{'|'.join(_UNITS)})(?:之内|以内|内)"
    rf"|(?:未来|今后|接下来)(?:的)?(?P<n2>{_N}|半)个?(?P<unit2>{'|'.join(_UNITS)})"
)
_WEEK = re.compile(
    rf"(?P<which>本|这|下下|下)个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?(?:{_UNTIL})"
)
_SEASONAL = ("冬季", "冬天", "过冬", "越冬", "入冬", "寒冬")
_NAMES = "|".join(sorted((*FIXED, *LUNAR), key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<![\d多几十余来百])(?P<ryear>{'|'.join(_YEARS)})?(?P<name>{_NAMES})(?:节|期间?|到来|来临|放假)*"
    rf"(?P<until>之前|以前|之?前|(?<=年前)|(?=[能要]))"
)
_TERM = re.compile(
    r"(?P<ryear>明年|今年)?(?P<season>春季|秋季|新|下)?(?:学期)?(?:开学|学期开始)(?:之前|以前|前)"
)
# What comes at another time in every place: the phrase stands, no date.
_LOCAL = re.compile(
    "(?:雨季|汛期|旱季|封山|大雪封山|农忙|春播|秋收|开工|泥石流)(?:到来|来临)?(?:之前|以前|前)"
)
SOON = re.compile(
    "尽快|尽早|今晚(?=之?前|就|急)|今天(?=之?内|就)|立即|立刻|马上|越快越好|刻不容缓|迫在眉睫|火速"
)
# After a disaster 急需 means at once; elsewhere it says only how urgent the need is.
AT_ONCE = re.compile("急需|亟需")
DISASTER = re.compile("地震|洪水|洪涝|山洪|火灾|泥石流|台风|滑坡|雪灾|受灾")
SEASON = re.compile("|".join(_SEASONAL))

Read = Callable[[re.Match[str], date], date | None]


class NoSuchDay(Exception):
    """The calendar has no such day."""


def _number(text: str) -> int:
    return int(find_numbers(text)[0].value.value)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay from None


def _month_end(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise NoSuchDay
    return calendar.monthrange(year, month)[1]


def _year(match: re.Match[str], today: date) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    return today.year + _YEARS[groups["ryear"]] if groups.get("ryear") else None


def _absolute(match: re.Match[str], today: date) -> date | None:
    year = _year(match, today)
    if match["rmonth"]:
        ahead = today.month - 1 + _MONTHS[match["rmonth"]]
        return _in_month(match, today.year + ahead // 12, ahead % 12 + 1)
    month = _number(match["month"])
    if year is not None:
        return _in_month(match, year, month)
    day = _in_month(match, today.year, month)
    return day if day >= today else _in_month(match, today.year + 1, month)


def _in_month(match: re.Match[str], year: int, month: int) -> date:
    last = _month_end(year, month)
    if match["day"]:
        return _day(year, month, _number(match["day"]))
    if match["part"]:
        return date(year, month, min(last, _PARTS[match["part"]]))
    if "前" in (match["until"] or "") and not match["rmonth"]:
        return date(year, month, 1) - timedelta(days=1)
    return date(year, month, last)


def _of_month(match: re.Match[str], today: date) -> date | None:
    """15号, 月底: in this month, or the next when that is past."""
    for ahead in (0, 1):
        month = today.month - 1 + ahead
        year, month = today.year + month // 12, month % 12 + 1
        if "part" in match.re.groupindex:
            day = date(year, month, min(_month_end(year, month), _PARTS[match["part"]]))
        elif _number(match["day"]) <= _month_end(year, month):
            day = _day(year, month, _number(match["day"]))
        else:
            continue
        if day >= today:
            return day
    raise NoSuchDay


def _near_day(match: re.Match[str], today: date) -> date | None:
    return today + timedelta(days=_NEAR[match["near"]])


def _year_end(match: re.Match[str], today: date) -> date | None:
    year = _year(match, today) or today.year
    if match["half"] == "上半年":
        return date(year, 6, 30)
    return date(year, 12, 31)


def _within(match: re.Match[str], today: date) -> date | None:
    count = match["n"] or match["n2"]
    days = _UNITS[match["unit"] or match["unit2"]]
    whole = days // 2 if count == "半" else _number(count) * days
    return today + timedelta(days=min(whole, 3650))


def _week(match: re.Match[str], today: date) -> date | None:
    weeks = {"本": 0, "这": 0, "下": 1, "下下": 2}[match["which"]]
    weekday = {"末": 6, "天": 6, "日": 6}.get(match["day"] or "末")
    if weekday is None:
        weekday = "一二三四五六".index(match["day"])
    return today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks + weekday)


def _named(match: re.Match[str], today: date) -> date | None:
    year = _year(match, today)
    return festival(match["name"], year) if year else next_festival(match["name"], today)


def _term(match: re.Match[str], today: date) -> date | None:
    start = (
        today.replace(month=1, day=1, year=today.year + 1) if match["ryear"] == "明年" else today
    )
    season = match["season"] or ""
    return term_start(season[:1] if season[:1] in "春秋" else "", start)


def _season(match: re.Match[str], today: date) -> date | None:
    return next_festival(match[0], today)


def _unknown(match: re.Match[str], today: date) -> date | None:
    return None


# Tried in this order; the first that matches wins.
GRAMMAR: tuple[tuple[re.Pattern[str], Read], ...] = (
    (_LATEST, _absolute),
    (_ABSOLUTE, _absolute),
    (_DAY_OF_MONTH, _of_month),
    (_PART_OF_MONTH, _of_month),
    (_NEAR_DAY, _near_day),
    (_TERM, _term),
    (_WEEK, _week),
    (_WITHIN, _within),
    (_NAMED, _named),
    (_YEAR_END, _year_end),
    (_LOCAL, _unknown),
    (SOON, _unknown),
    (AT_ONCE, _unknown),
    (SEASON, _season),
)
