"""The units things are counted in, and clauses that say nothing but a quantity."""

import re
from decimal import Decimal

from bot.understanding.numbers import find_numbers

UNITS = (
    "组(?=$|[\\s,。;、!?)])|平方米|平米|立方米|公里|千米|公斤|公顷|块(?!钱)|"
    "[套件张盏杆台个本册支把床顶双副盒辆名口座间所眼处米亩斤吨桶袋箱份只头株棵部架条根面批项"
    "串瓶栋幢艘匹包捆卷罐筐幅对门扇盆枚位羽]"
)
# Lengths of road are kept in metres, so that one unit compares and adds up.
_IN_METRES = {"公里": 1000, "千米": 1000}
UNIT = re.compile(f"(?:{UNITS})(?:\\([^)\\d]{{1,3}}\\))?")
_ALL_TOLD = re.compile(
    r"\s*(?:一?共|总共|总计|共计|合计|大概|大约|约|要|需要?|是|数量|(?P<each>各|均|每样|每种)|[:\s])*"
)
_ROUGHLY = re.compile(r"(?:左右|上下|以上)?\s*")


def metric(quantity: Decimal, unit: str) -> tuple[Decimal, str]:
    """The quantity in the unit it is kept in."""
    if unit in _IN_METRES:
        return quantity * _IN_METRES[unit], "米"
    return quantity, unit


def counted_alone(clause: str) -> tuple[Decimal, str, bool] | None:
    """The quantity that is all a clause says, and whether it is that of each: 一共200套, 各50个."""
    for number in find_numbers(clause):
        unit = UNIT.match(clause, number.end)
        before = _ALL_TOLD.fullmatch(clause, 0, number.start)
        if unit and before and _ROUGHLY.fullmatch(clause, unit.end()):
            return (*metric(number.value.value, unit[0]), bool(before["each"]))
    return None
