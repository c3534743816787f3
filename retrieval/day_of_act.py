"""The day of what a question tells was done: 去年捐的款 is judged by the rules of that time."""

import calendar
import re
from datetime import date

_DONE = "捐|募|申请|申报|登记|成立|注册|签|接受|收到|受理|发生|缴|交|办"
_ACT = re.compile(
    r"(?P<year>20[0-9]{2})年(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日)?)?[）)]?"
    r"(?:(?:年?[底末初]|以?前|之前|的时候|时|期间|我们?|公司|企业|单位|协会|基金会|给|向|为"
    r"|[\u4e00-\u9fff]{1,6}?))??"
    rf"(?:{_DONE})[^，。？?；、]{{0,8}}?[的了过]"
)
_TEXT = re.compile(r"20[0-9]{2}年(?:度|版|[^，。？?]{0,8}(?:通知|细则|办法|公告|规定|文件|条例))")


def day_of_act(text: str, today: date) -> date | None:
    """The last day of the time that ``text`` tells something was done in, if that is over.

    Relative times must have their date beside them (``retrieval.relative_dates``). The year of a
    text (2017年申报通知) is none.
    """
    found = _ACT.search(text)
    if found is None or _TEXT.match(text, found.start()):
        return None
    day = _last_day(int(found["year"]), found["month"], found["day"])
    return day if day is not None and day < today else None


def _last_day(year: int, month: str | None, day: str | None) -> date | None:
    if month is None:
        return date(year, 12, 31)
    if not 1 <= int(month) <= 12:
        return None
    last = calendar.monthrange(year, int(month))[1]
    if day is None:
        return date(year, int(month), last)
    return date(year, int(month), int(day)) if 1 <= int(day) <= last else None
