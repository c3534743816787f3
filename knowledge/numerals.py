"""Chinese numerals and the numbers of articles (第一千二百六十条, 第12条, 第二十二条之一)."""

import re
import unicodedata
from typing import NamedTuple

DIGITS = "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖○"
_VALUES = dict(
    zip(DIGITS, (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0), strict=True)
)
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WRITTEN = "零一二三四五六七八九"
NUMERAL = r"[0-9０-９〇零○一二三四五六七八九两十百千万廿卅]"
"""A character class for the numerals that number provisions; for use inside other patterns."""

_ARTICLE = re.compile(rf"第?\s*({NUMERAL}{{1,9}})\s*条(?:\s*之\s*({NUMERAL}{{1,3}}))?")


class ArticleNumber(NamedTuple):
    """The number of an article; ``sub`` is the 1 of 第二十二条之一, and 0 for a plain article."""

    main: int
    sub: int = 0

    @property
    def label(self) -> str:
        """The label as a statute writes it: 第二十二条, 第二十二条之一."""
        inserted = f"之{int_to_chinese(self.sub)}" if self.sub else ""
        return f"第{int_to_chinese(self.main)}条{inserted}"


def chinese_to_int(text: str) -> int | None:
    """The number written in ``text``, or None when it is not a whole number.

    Reads 一千二百六十, 二〇二四, 两百, 十二, 廿二; ASCII and full-width digits too.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain.replace("廿", "二十").replace("卅", "三十")
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    if all(character in _VALUES for character in plain):
        return int("".join(str(_VALUES[character]) for character in plain))
    return _by_units(plain)


def _by_units(text: str) -> int | None:
    """Read 万 as a separator of two groups below ten thousand."""
    groups = text.split("万")
    if len(groups) > 2 or not groups[0]:
        return None
    values = [_below_ten_thousand(group) if group else 0 for group in groups]
    total = 0
    for value in values:
        if value is None:
            return None
        total = total * 10_000 + value
    return total


def _below_ten_thousand(text: str) -> int | None:
    total, digit, smallest = 0, None, 10_000
    for character in text:
        if character in _VALUES:
            if digit:  # two digits in a row belong to neither way of writing
                return None
            digit = _VALUES[character]
        elif character in _UNITS and _UNITS[character] < smallest:
            smallest = _UNITS[character]
            total += (1 if digit is None else digit) * smallest
            digit = None
        else:
            return None
    return total + (digit or 0)


def int_to_chinese(number: int) -> str:
    """``number`` (0 to 9999) as statutes write it: 12 → 十二, 1260 → 一千二百六十.

    Raises:
        ValueError: outside the range that numbers provisions.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"no provision is numbered {number}")
    written, pending_zero = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += ("零" if pending_zero else "") + _WRITTEN[digit] + unit
            pending_zero = False
        else:
            pending_zero = bool(written)
    return (written or "零").removeprefix("一") if 10 <= number < 20 else written or "零"


def article_number(label: str) -> ArticleNumber | None:
    """The number in an article label; None when ``label`` holds none."""
    found = _ARTICLE.search(label)
    if found is None:
        return None
    main = chinese_to_int(found[1])
    sub = chinese_to_int(found[2]) if found[2] else 0
    return None if main is None or sub is None else ArticleNumber(main, sub)
