"""Sentences that change the list of things: 冬衣改成300套, 棉被不要了, 再加20个书包."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Act(StrEnum):
    """What becomes of the list."""

    COUNT = "count"  # the thing at ``place`` gets another quantity
    REPLACE = "replace"  # the thing at ``place`` gives way to others
    DROP = "drop"  # the thing at ``place`` is left out
    ADD = "add"  # others are put behind the list


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One change of the list; ``phrase`` names the new quantity or the other things."""

    act: Act
    phrase: str | None = None
    place: int | None = None


_NUMBER = "(?:[\\d,.]+|[零〇一二三四五六七八九十百千万两]+)"
_QUANTITY = re.compile(rf"(?:大概|大约|约)?{_NUMBER}\s*[^\W\d]{{0,2}}")
_MONEY = re.compile(rf"{_NUMBER}\s*(?:元|块|万|亿|[wW]$)")
_TO = (
    "(?:(?:的)?数量)?(?:应该|应|其实|实际上?)?"
    "(?:改成|改为|改到|换成|换为|变成|写成|调整?[到为]|(?:增?加|提高|减少?|降)到|改|换|是|为|要|需要|[:：])"
)
_DROPPED = (
    "(?:都|全|全部|也|就|先|那个)*(?:不要|去掉|删掉|删除|删|取消|不需要|不用|拿掉)(?:了|吧|它)*"
)
_DROP = "(?:去掉|删掉|删除|不要|取消|拿掉|减去|不需要)"
_MORE = re.compile(
    r"(?:(?:再|还|另外|此外|同时|顺便|,|，)+(?:要|想要|需要?|缺)?(?:增?加|添加?|补充|报)?|增加|加上|添加|补上|追加)"
    rf"(?:上|一下|个)?(?P<phrase>(?={_NUMBER}).+|[^\W\d]{{1,10}}{_NUMBER}.{{0,3}})"
)
_NOT_THIS = re.compile(
    rf"(?:不要|不是)(?:了)?{_NUMBER}\s*[^\W\d]{{0,2}}?(?:了)?[，,;；。\s]*(?:而|应该|改成|改为)*(?:是|要)?"
    rf"(?P<new>{_NUMBER}\s*[^\W\d]{{0,2}})"
)
_THIS_NOT = re.compile(
    rf"(?:应该)?(?:是|要)(?P<new>{_NUMBER}\s*[^\W\d]{{0,2}}?)[，,;；。\s]*(?:而)?不(?:是|要){_NUMBER}.*"
)


def item_change(name: str, clause: str, items: list[dict[str, Any]]) -> ItemChange | None:
    """The change ``clause`` makes to the thing called ``name``, or to a list without a name.

    ``items`` is the list so far. A quantity alone is meant for the only thing in the list.
    """
    if not name:
        return _of_the_list(clause, items)
    place = next(at for at, one in enumerate(items) if one["name"] == name)
    written = re.escape(name)
    if re.fullmatch(f"{written}{_DROPPED}|{_DROP}(?:那个|这个)?{written}(?:了|吧)?", clause):
        return ItemChange(Act.DROP, place=place)
    if not clause.startswith(name):
        return None
    said = clause[len(name) :]
    for pattern in (_NOT_THIS, _THIS_NOT):
        if match := pattern.fullmatch(said):
            return ItemChange(Act.COUNT, match["new"].strip(), place)
    return _becoming(said, place)


def _becoming(said: str, place: int) -> ItemChange | None:
    """What stands after the name: 改成300套, 换成棉被150床."""
    match = re.fullmatch(rf"(?P<verb>{_TO})\s*(?P<phrase>.+)", said)
    if match is None or re.search("[?？吗呢]|什么|多少|几", said):
        return None
    phrase = match["phrase"].strip()
    if _QUANTITY.fullmatch(phrase) and not _MONEY.match(phrase):
        return ItemChange(Act.COUNT, phrase, place)
    changed = re.search("[改换变]", match["verb"])
    return ItemChange(Act.REPLACE, phrase, place) if changed else None


def _of_the_list(clause: str, items: list[dict[str, Any]]) -> ItemChange | None:
    if len(items) == 1 and _QUANTITY.fullmatch(clause) and not _MONEY.match(clause):
        return ItemChange(Act.COUNT, clause, 0)
    match = _MORE.fullmatch(clause)
    if match is None or _MONEY.search(clause) or re.search("[?？吗呢]", clause):
        return None
    return ItemChange(Act.ADD, match["phrase"].strip())


def changed_items(
    change: ItemChange, items: list[dict[str, Any]], new: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The list after ``change``; ``new`` is what its phrase was read as."""
    if change.place is None:
        return joined(items, new)
    before, after = items[: change.place], items[change.place + 1 :]
    if change.act is Act.COUNT:
        old = items[change.place]
        unit = new[0].get("unit") or old.get("unit")
        return [*before, {**old, "quantity": new[0]["quantity"], "unit": unit}, *after]
    return joined([*before, *after], new)


def joined(items: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The list with ``new`` in it: a thing of the same name takes the new quantity."""
    named = {one["name"]: one for one in new}
    kept = [named.pop(one["name"], one) for one in items]
    return [*kept, *named.values()]
