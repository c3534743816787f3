"""Dates a policy text states about itself: when it was passed, begins, and ends."""

import re
from dataclasses import dataclass
from datetime import date

_DATE = r"(?P<{0}>\d{{4}}\s*(?:年|-|/|\.)\s*\d{{1,2}}\s*(?:月|-|/|\.)\s*\d{{1,2}}\s*日?)"
_A, _B = _DATE.format("a"), _DATE.format("b")
_PASSED = re.compile(
    rf"{_A}[^。；;,，\n]{{0,80}}?(?:通过|公布|发布|修正|修订|印发|批准|报道)|"
    rf"(?:version_date|publish_date)={_B}"
)
_BEGINS = re.compile(rf"自\s*{_A}\s*起\s*(?:施行|执行|实施|生效)|effective_date={_B}")
_AT_ONCE = re.compile(r"自(?:公布|发布|印发|颁布)之日起(?:施行|实施|执行|生效)")
_FRONT_BEGINS = re.compile(rf"{_A}\s*起?(?:施行|实施|执行)")
_ANY = re.compile(_A)
_ENDS = re.compile(rf"(?:有效期|执行期限|期限)[^。；\n]{{0,20}}?至\s*{_A}")
_PERIOD = re.compile(
    rf"^[^\w]*(?:[一二三四五六七八九十]+、)?\s*自\s*{_A}\s*起?至\s*{_B}", re.MULTILINE
)
_EXTENDED = re.compile(rf"(?:延长|延续|顺延)(?:执行)?至\s*{_A}")
_PARTS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class StatedDates:
    """What a text says of itself. ``assumed``: the beginning is only taken from publication."""

    published: date | None
    effective_from: date | None
    effective_to: date | None
    assumed: bool


def stated_dates(front: str, body: str, named: date | None, *, has_articles: bool) -> StatedDates:
    """Read the dates of a text.

    ``front`` is what stands above the first provision, ``named`` the date in the file's name. A
    text with articles that was published after the day its last article names is an amended
    version: it begins when it was published, not when the first version did. A notice may reach
    back.
    """
    published = max([*_all(_PASSED, front), *([named] if named else [])], default=None)
    stated = [*_all(_FRONT_BEGINS, front), *_all(_BEGINS, front), *_all(_BEGINS, body)[-1:]]
    period = None if has_articles else _PERIOD.search(body)
    if period:
        stated = [day for day in (_day(period["a"]),) if day]
    begins = max(stated, default=None)
    is_amended = has_articles and begins and published and begins < published
    from_publication = begins is None or bool(is_amended)
    at_once = begins is None and bool(_AT_ONCE.search(body))
    return StatedDates(
        published=published,
        effective_from=published if from_publication else begins,
        effective_to=_end(body, period),
        assumed=from_publication and published is not None and not at_once,
    )


def date_in(text: str) -> date | None:
    """The first possible date in ``text``."""
    return next(iter(_all(_ANY, text)), None)


def cut_at_date(text: str) -> str:
    """``text`` up to the first date in it."""
    found = _ANY.search(text)
    return text[: found.start()] if found else text


def _end(body: str, period: re.Match[str] | None) -> date | None:
    ends = _all(_ENDS, body)
    if period:
        ends += [day for day in (_day(period["b"]),) if day]
    return max([*ends, *_all(_EXTENDED, body)], default=None) if ends else None


def _all(pattern: re.Pattern[str], text: str) -> list[date]:
    days = (_day(next(filter(None, found.groups()))) for found in pattern.finditer(text))
    return [day for day in days if day]


def _day(written: str) -> date | None:
    year, month, day = (int(part) for part in _PARTS.findall(written))
    try:
        return date(year, month, day)
    except ValueError:  # 2023年2月30日: a slip of the text, not a date
        return None
