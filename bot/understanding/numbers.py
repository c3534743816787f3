"""Numbers as people write them: 1,200, 3.5万, 三十, 五六万, 陆仟玖佰玖拾, 300余, 3.5万-5万."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.span import Found

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "〇": 0,
    "两": 2,
    "俩": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}


@dataclass(frozen=True, slots=True)
class Number:
    """A number; of a range the upper end is ``value`` and the lower end ``low``."""

    value: Decimal
    low: Decimal

    @property
    def ranged(self) -> bool:
        """Whether two ends were written."""
        return self.low != self.value


_D, _T, _M = ("".join(table) for table in (DIGITS, TENS, MYRIADS))
_HAN = f"[{_D}{_T}{_M}半廿卅]"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ABOUT = "余多来"
# 一 begins many words that count nothing (一些, 一直, 统一, 一般).
_NOT_AFTER = "统唯第专同单万周星期"
# 6万5千, 1亿2千万, and 6万5, whose last digit counts tenths of the unit before it.
_CHAIN = (
    r"\d+(?:\.\d+)?亿\d+(?:\.\d+)?[千百十]?万(?:\d+[千百十])*|"
    r"\d+(?:\.\d+)?万(?:\d+(?:\.\d+)?[千百十])+|\d+千(?:\d+[百十])+|\d+万零?\d{3,4}(?=\s*[元块圆])|"
    r"\d+[万千][1-9](?=\s*(?:元|块|圆|左右|上下|多|吧|$|[\s,。;!?、]))"
)
_LINK = re.compile(r"(\d+(?:\.\d+)?)([千百十]?[万亿]|[千百十]?)")
_NUMBER = re.compile(
    rf"(?P<chain>{_CHAIN})[{_ABOUT}]?"
    rf"|(?P<arabic>{_ARABIC})(?P<more>[{_ABOUT}几])?(?P<unit>[wWkK](?![A-Za-z])|[{_T}]?[{_M}]{{0,2}})"
    rf"(?P<after>[{_ABOUT}])?"
    rf"|(?P<han>{_HAN}+)(?P<hanmore>[{_ABOUT}])?(?P<hanunit>[{_M}]{{0,2}})(?P<hanafter>[{_ABOUT}])?"
)
_RANGE = re.compile(r"\s*(?:-|—|–|~|至|到)+\s*")
# Two neighbouring digits that rise: 五六万, 三五百. The group is the upper one.
_PAIR = re.compile("(?=一二|[二两]三|三[四五]|四五|五六|六七|七八|八九).(.)(?=[十百千万]|$)")


def han(text: str) -> Decimal | None:
    """The number written in Chinese characters, or ``None`` when ``text`` is not one.

    Of two neighbouring digits (五六万, 三四十) the upper counts; 半 is one half.
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text in {"半", "万", "亿", "百", "千", "十"}:
        return {"半": Decimal("0.5"), "十": Decimal(10)}.get(text)
    if len(text) > 2 and all(char in DIGITS for char in text):
        return Decimal("".join(str(DIGITS[char]) for char in text))  # 二〇二六
    total = section = digit = Decimal(0)
    text = _PAIR.sub(r"\1", text)
    for char in text:
        if char in DIGITS:
            digit = Decimal(DIGITS[char])
        elif char == "半":
            digit += Decimal("0.5")
        elif char in TENS:
            section += (digit or 1) * TENS[char]
            digit = Decimal(0)
        else:
            section = (section + digit) * MYRIADS[char]
            total, section, digit = (
                (total + section, Decimal(0), Decimal(0))
                if MYRIADS[char] < 10**8
                else ((total + section / MYRIADS[char]) * MYRIADS[char], Decimal(0), Decimal(0))
            )
    return total + section + digit + _trailing(text, digit)


def _trailing(text: str, digit: Decimal) -> Decimal:
    """三万五 is 35,000: a digit right after a unit counts tenths of that unit."""
    if len(text) < 3 or text[-1] not in DIGITS or not digit:
        return Decimal(0)
    unit = {**TENS, **MYRIADS}.get(text[-2], 0)
    return digit * unit / 10 - digit if unit >= 100 else Decimal(0)


def _scale(unit: str) -> int:
    product = 1
    for char in unit:
        product *= {**TENS, **MYRIADS, "w": 10_000, "k": 1000}[char.lower()]
    return product


def _chained(written: str) -> Decimal:
    """6万5千 is 65,000, and so is 6万5; 3万2800 is what it says."""
    total, last = Decimal(0), 1
    for digits, unit in _LINK.findall(written):
        scale = _scale(unit) if unit else (last // 10 if len(digits) == 1 else 1)
        total, last = total + Decimal(digits) * scale, scale
    return total


def _value(match: re.Match[str]) -> Decimal | None:
    if match["chain"]:
        return _chained(match["chain"])
    if match["arabic"]:
        return Decimal(match["arabic"].replace(",", "")) * _scale(match["unit"] or "")
    value = han(match["han"])
    return None if value is None else value * _scale(match["hanunit"] or "")


def _single(text: str) -> Iterator[Found[Decimal]]:
    for match in _NUMBER.finditer(text):
        before = text[match.start() - 1] if match.start() else "。"
        if match["han"] and before in _NOT_AFTER:
            continue
        value = _value(match)
        if value is not None:
            yield Found(value, match.start(), match.end())


def find_numbers(text: str) -> tuple[Found[Number], ...]:
    """All numbers in ``text``, in order; a range (3.5万-5万, 3-5万, 五六万) is one number."""
    singles = list(_single(text))
    found: list[Found[Number]] = []
    for one in singles:
        if found and _RANGE.fullmatch(text[found[-1].end : one.start]):
            low = found[-1].value.low
            scale = _written_scale(text[one.start : one.end])
            if low < one.value / scale or low == found[-1].value.value < one.value:
                low = low * scale if low < one.value / scale else low
                found[-1] = Found(Number(one.value, low), found[-1].start, one.end)
                continue
        found.append(
            Found(Number(one.value, _low(text[one.start : one.end], one)), one.start, one.end)
        )
    return tuple(found)


def _low(written: str, one: Found[Decimal]) -> Decimal:
    """The lower end of 五六万."""
    pair = _PAIR.search(written)
    lower = han(written[: pair.start(1)] + written[pair.end(1) :]) if pair else None
    return one.value if lower is None else lower


def _written_scale(written: str) -> Decimal:
    return Decimal(_scale("".join(char for char in written if char in MYRIADS)))


def read_number(text: str) -> Number | None:
    """The first number a short answer states (三十万左右, 约 3.5万)."""
    numbers = find_numbers(text)
    return numbers[0].value if numbers else None
