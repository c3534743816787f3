"""Amounts of money as typed into forms of the desk: 120000, 12,500.50, 12.5万."""

import re
from decimal import Decimal

from api.domain.errors import Invalid
from api.domain.fund_movement import FEN_PER_YUAN

_AMOUNT = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([万亿]?)\s*元?")
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}


def fen_of(text: str, field: str) -> int:
    """The whole fen that ``text`` states.

    Raises:
        Invalid: it states no amount, or parts of a fen; ``field`` is handed on.
    """
    plain = text.strip().replace(",", "").replace("，", "").replace("¥", "")
    found = _AMOUNT.fullmatch(plain)
    fen = Decimal(found[1]) * _TIMES[found[2]] * FEN_PER_YUAN if found else None
    if fen is None or fen != int(fen):
        raise Invalid(field, "请用数字写金额，比如 120000 或 12.5万，最小到分。")
    return int(fen)


def fen_or_none(text: str, field: str) -> int | None:
    """The same; ``None`` where nothing was typed.

    Raises:
        Invalid: see ``fen_of``.
    """
    return fen_of(text, field) if text.strip() else None
