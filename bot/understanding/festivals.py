"""Days that people name instead of a date: 春节, 六一, 开学, 入冬."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

# Month and day of what falls on the same day every year; solar terms vary by a day at most.
FIXED: dict[str, tuple[int, int]] = {
    "元旦": (1, 1), "新年": (1, 1), "妇女节": (3, 8), "三八": (3, 8), "清明": (4, 5),
    "五一": (5, 1), "劳动节": (5, 1), "五四": (5, 4), "青年节": (5, 4), "六一": (6, 1),
    "儿童节": (6, 1), "高考": (6, 7), "七一": (7, 1), "八一": (8, 1), "教师节": (9, 10),
    "国庆": (10, 1), "十一": (10, 1), "冬至": (12, 22), "圣诞": (12, 25),
    "入春": (2, 4), "开春": (2, 4), "立春": (2, 4), "春季": (2, 4), "春天": (2, 4),
    "春耕": (3, 20), "入夏": (5, 5), "立夏": (5, 5), "夏季": (5, 5), "夏天": (5, 5),
    "入秋": (8, 7), "立秋": (8, 7), "秋季": (8, 7), "秋天": (8, 7),
    "入冬": (11, 7), "立冬": (11, 7), "冬季": (11, 7), "冬天": (11, 7), "过冬": (11, 7),
    "越冬": (11, 7), "寒冬": (11, 7), "天冷": (11, 7), "上冻": (11, 7),
    "供暖季": (11, 15), "采暖季": (11, 15), "供暖期": (11, 15), "下雪": (11, 7),
    "暑假": (7, 1), "寒假": (1, 20), "年底": (12, 31), "年末": (12, 31), "岁末": (12, 31),
}  # fmt: skip
LUNAR: dict[str, str] = {
    "春节": "spring", "过年": "spring", "年前": "spring", "农历年": "spring", "除夕": "spring",
    "元宵": "lantern", "端午": "dragon_boat", "中秋": "mid_autumn", "重阳": "double_ninth",
}  # fmt: skip
# Terms begin about these days; which one is meant follows from the season or from today.
TERM_STARTS = {"春": (3, 1), "秋": (9, 1)}


@cache
def _lunar_days() -> dict[tuple[int, str], date]:
    """Solar dates of the lunar festivals, 2000 to 2050 (computed with borax and lunardate)."""
    source = (files(__package__) / "lexicon" / "festivals.csv").read_text(encoding="utf-8")
    days: dict[tuple[int, str], date] = {}
    for row in csv.DictReader(source.splitlines()):
        year = int(row.pop("year"))
        for name, month_day in row.items():
            days[year, name] = date.fromisoformat(f"{year}-{month_day}")
    return days


def festival(name: str, year: int) -> date | None:
    """The day ``name`` falls on in ``year``; ``None`` when that is not known."""
    if name in FIXED:
        return date(year, *FIXED[name])
    return _lunar_days().get((year, LUNAR.get(name, "")))


def next_festival(name: str, today: date) -> date | None:
    """The next such day, today included."""
    for year in (today.year, today.year + 1):
        day = festival(name, year)
        if day and day >= today:
            return day
    return None


def term_start(season: str, today: date) -> date:
    """The next beginning of a school term; ``season`` is 春, 秋 or empty."""
    starts = [
        date(year, *TERM_STARTS[one])
        for year in (today.year, today.year + 1)
        for one in (season or "春秋")
    ]
    return min(day for day in starts if day >= today)
