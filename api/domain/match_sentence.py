"""A score in one sentence: what counted most for it, and what cost it most."""

from collections.abc import Mapping
from dataclasses import dataclass

SHOWN = 2  # parts named on each side
LEAST_COST = 0.03  # of a whole score; smaller losses are not worth a person's time
GOOD = 0.7  # a part that fits this well speaks for the match

FOR = {
    "category": "类别一致",
    "place": "服务地区包括这里",
    "people": "帮的正是这类人",
    "things": "提供的与所需的相近",
    "money": "金额够用",
    "record": "以往认领办成得多",
    "load": "手上没有多少未办完的认领",
    "urgency": "需求紧急",
    "fairness": "这里以往得到的帮助少",
}
AGAINST = {
    "category": "类别不完全一致",
    "place": "没有写明专门服务这里",
    "people": "没有写明帮的是这类人",
    "things": "提供的与所需的不大相近",
    "money": "金额不够或没有写明",
    "record": "还没有多少办成的认领",
    "load": "手上还有未办完的认领",
    "urgency": "不算紧急",
    "fairness": "这里以往得到过帮助",
    "no_category": "类别不符",
    "no_place": "服务地区不含这里",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The parts that counted most for a score, and those that cost it most, weightiest first.

    A cost is the name of its part, or ``no_category`` and ``no_place`` where a hard rule fails.
    """

    gains: tuple[str, ...]
    costs: tuple[str, ...]


def weighed(shares: Mapping[str, float], fits: Mapping[str, float]) -> Weighed:
    """For parts with these shares of a score, which fit from 0 to 1."""
    good = {part for part in fits if fits[part] >= GOOD}
    if not fits.get("record"):
        good.discard("load")  # whoever never claimed anything has nothing open: no merit
    gains = sorted(good, key=lambda part: (-shares[part] * fits[part], part))
    dear = (part for part in fits if shares[part] * (1 - fits[part]) >= LEAST_COST)
    costs = sorted(dear, key=lambda part: (-shares[part] * (1 - fits[part]), part))
    return Weighed(tuple(gains[:SHOWN]), tuple(_cost(part, fits[part]) for part in costs[:SHOWN]))


def sentence(found: Weighed) -> str:
    """``最看重：…；扣分：….``"""
    praise = "、".join(FOR[part] for part in found.gains) or "没有特别突出的一项"
    blame = "、".join(AGAINST[part] for part in found.costs)
    return f"最看重：{praise}；扣分：{blame}。" if blame else f"最看重：{praise}；没有扣分项。"


def _cost(part: str, fit: float) -> str:
    return f"no_{part}" if fit == 0 and f"no_{part}" in AGAINST else part
