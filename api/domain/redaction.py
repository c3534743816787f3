"""Personal numbers (手机号、座机号、身份证号、银行卡号) are masked before anything is stored.

They are looked for in a copy of the text, character for character, in which digits of every
width and the marks people put between them are written one way; masked is the text itself.
"""

import re
from collections.abc import Callable

PHONE, ID_CARD, BANK_CARD = "[电话已隐去]", "[身份证号已隐去]", "[银行卡号已隐去]"
MASK_NOTE = "已隐去]"  # what each of them ends with

_BLANKS = "\t\x0b\x0c\u00a0\u00ad\u1680\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200E))
)
_DASHES = "‐‑‒–—―−－﹣"
_DOTS = "·•・．"
_ONE_WAY = str.maketrans(
    "０１２３４５６７８９Ｘｘ（）＋" + _BLANKS + _DASHES + _DOTS,
    "0123456789XX()+" + " " * len(_BLANKS) + "-" * len(_DASHES) + "." * len(_DOTS),
)
_FEWEST = 7  # digits in the shortest of these numbers, a landline without its area

# A blank, dash or dot between two groups, twice at most: 138 - 1234.
_GAP = "[ .-]{0,2}"

# A number is whole: no digit goes before it or follows it.
_MOBILE = re.compile(
    rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?"
    rf"(?:1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|1 [3-9](?: \d){{9}})(?!\d)"
)
_SPELLED = re.compile(
    "(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}"
    "(?![零〇一二三四五六七八九幺十百千万亿])"
)
_LANDLINE = re.compile(rf"(?<!\d)(?:0\d{{2,3}}|\(0\d{{2,3}}\)){_GAP}[1-9]\d{{6,7}}(?!\d)")
# GB 11643: division, date of birth, order, check digit; of the older kind the year has two digits.
_ID_CARD = re.compile(rf"(?<!\d)[1-9]\d{{5}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx](?!\d)")
_OLD_ID_CARD = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])"
)
_BANK_CARD = re.compile(
    rf"(?<!\d)\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}(?:{_GAP}\d{{1,3}})?(?!\d)"
    rf"|(?<!\d)\d{{6}}{_GAP}\d{{10,13}}(?!\d)"
)


def mask(text: str) -> str:
    """``text`` with telephone, identity-card and bank-card numbers replaced by a Chinese note."""
    text = _SPELLED.sub(PHONE, text)
    if sum(map(str.isdecimal, text)) < _FEWEST:
        return text
    for pattern, note in _NOTES:
        text = _replaced(text, pattern, note)
    return text


def _replaced(text: str, pattern: re.Pattern[str], note: Callable[[str], str | None]) -> str:
    parts, end = [], 0
    for match in pattern.finditer(text.translate(_ONE_WAY)):
        said = note(match[0])
        if said is not None:
            parts += [text[end : match.start()], said]
            end = match.end()
    return "".join(parts) + text[end:]


def _id_card(number: str) -> str | None:
    """Whatever has the shape is taken for one, but for the code of an organisation."""
    digits = re.sub(r"[ .-]", "", number)
    return None if _is_credit_code(digits) else ID_CARD


def _is_credit_code(code: str) -> bool:
    """GB 32100: a 统一社会信用代码 may consist of digits alone; it begins with the register and
    ends with a check character, and where a person has a year of birth it has none."""
    if len(code) != 18 or not code.isdigit() or code[6:8] in ("18", "19", "20"):
        return False
    total = sum(int(digit) * pow(3, place, 31) for place, digit in enumerate(code[:17]))
    return -total % 31 == int(code[17])


def _bank_card(number: str) -> str | None:
    """ISO/IEC 7812: a card number carries a Luhn check digit; 62 is China's own issuer number, and
    people mistype. Other long numbers stay."""
    digits = re.sub(r"\D", "", number)
    if _is_credit_code(digits):
        return None
    return BANK_CARD if digits.startswith("62") or _passes_luhn(digits) else None


def _passes_luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_NOTES: tuple[tuple[re.Pattern[str], Callable[[str], str | None]], ...] = (
    (_ID_CARD, _id_card),
    (_OLD_ID_CARD, lambda _: ID_CARD),
    (_BANK_CARD, _bank_card),
    (_MOBILE, lambda _: PHONE),
    (_LANDLINE, lambda _: PHONE),
)
