"""Amounts in Chinese capitals (大写), as contracts and cheques write them."""

from api.domain.errors import Invalid
from api.domain.fund_movement import FEN_PER_YUAN

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_GROUP = 10_000
MOST_FEN = FEN_PER_YUAN * _GROUP ** len(_GROUPS) - 1


def capitals(fen: int) -> str:
    """``fen`` in capitals: 叁万伍仟元整, 壹拾元零伍分 (正确填写票据和结算凭证的基本规定).

    Raises:
        Invalid: below zero, or too large to be written.
    """
    if not 0 <= fen <= MOST_FEN:
        raise Invalid("amount", "这个金额写不成大写。请核对金额。")
    yuan, rest = divmod(fen, FEN_PER_YUAN)
    jiao, single = divmod(rest, 10)
    said = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"{said or '零元'}整"
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif yuan:
        said += "零"
    return said + (f"{_DIGITS[single]}分" if single else "整")


def _whole(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, _GROUP)
        groups.append(group)
    said, gap = "", False
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            gap = True
            continue
        if said and (gap or group < _GROUP // 10):
            said += "零"
        said, gap = said + _four(group) + _GROUPS[at], False
    return said


def _four(group: int) -> str:
    """Up to four digits; zeros between them are said once."""
    said, gap = "", False
    for at, digit in zip(range(3, -1, -1), f"{group:04d}", strict=True):
        if digit == "0":
            gap = bool(said)
            continue
        said, gap = said + ("零" if gap else "") + _DIGITS[int(digit)] + _PLACES[at], False
    return said
