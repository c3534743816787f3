"""The things found so far in a report: each once, under its fuller name, with its quantity."""

import re
from dataclasses import replace

from api.domain.need import Item
from bot.understanding.span import Found
from bot.understanding.things import State, without_place

_VAGUE = frozenset(("设备", "设施", "用品", "物资", "器材", "东西", "用具"))
# Common to unlike things: 医疗设备 and 康复设备 are two.
_LOOSE = frozenset(
    ("设备", "设施", "用品", "物资", "器材", "系统", "维修", "中心", "老师", "教师", "医生", "人员")
)


def said_better(item: Item, kept: list[Found[Item]]) -> bool:
    """没有热水,要装2台热水器: what has no quantity and is in the name of what has one; 设备 is in
    every list."""
    if item.quantity is not None or len(item.name) < 2:
        return False
    counted = [found.value.name for found in kept if found.value.quantity is not None]
    return item.name in _VAGUE or any(item.name in name for name in counted)


def imply(kept: list[Found[Item]], state: State, match: re.Match[str]) -> None:
    """Add what a state means, unless it is stated; a vaguer statement takes the state's name."""
    for at, one in enumerate(kept):
        if state.renames and state.renames.search(one.value.name):
            kept[at] = _named(one, state.item)
            return
        if state.covered and state.covered.search(one.value.name):
            return
    if not (state.alone and kept):
        what = without_place(match.groupdict().get("thing") or "").lstrip("人户名个")
        name = state.item.replace("{}", what)
        merge(kept, Found(Item(name), match.start(), match.end()))


def _named(found: Found[Item], name: str) -> Found[Item]:
    return replace(found, value=replace(found.value, name=name))


def merge(kept: list[Found[Item]], new: Found[Item]) -> None:
    """Add ``new`` unless it is there; a quantity completes the same thing named without one."""
    for at, old in enumerate(kept):
        if not same(old.value.name, new.value.name):
            continue
        if old.value.quantity not in {None, 1} and new.value.quantity is not None:
            if old.value.name != new.value.name:
                continue
            return
        if new.value.quantity is not None:
            # 学习书桌 … 小书桌400张: the fuller name, with the quantity.
            kept[at] = _named(new, max(old.value.name, new.value.name, key=len))
        return
    kept.append(new)


def same(one: str, other: str) -> bool:
    """Whether two names are of one thing: one begins or ends with the other, or they end alike."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > 1 and (longer.endswith(shorter) or longer.startswith(shorter)):
        return True
    return one[-2:] == other[-2:] and one[-2:] not in _LOOSE
