"""Personal numbers (手机号、身份证号、银行卡号) are masked before anything is stored."""

import re

# Lookarounds keep a number inside a longer run of digits or letters untouched.
_ID_CARD = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-  ]\d{7,8}(?!\d)")
_BANK_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")


def _passes_luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _bank_card(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    # ISO/IEC 7812: a card number carries a Luhn check digit; other long numbers stay.
    return "[银行卡号已隐去]" if _passes_luhn(digits) else match[0]


def mask(text: str) -> str:
    """``text`` with telephone, identity-card and bank-card numbers replaced by a Chinese note."""
    text = _ID_CARD.sub("[身份证号已隐去]", text)
    text = _MOBILE.sub("[电话已隐去]", text)
    text = _LANDLINE.sub("[电话已隐去]", text)
    return _BANK_CARD.sub(_bank_card, text)
