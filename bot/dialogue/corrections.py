"""Sentences that change an answer given before: 人数改成120, 把地点改为…, 预算是6万, 改一下期限."""

import re
from dataclasses import dataclass
from typing import Any

from bot.dialogue.flow import Flow

_CHANGE = (
    "(?:改成|改为|改到|换成|换为|更正为|更正成|更改为|修改为|修改成|调整为|应该是|应该为|应为)"
)
_STATE = "(?:是|为|:|：)"
_ASKING = re.compile(r"[?？吗呢]|多少|什么|怎么|哪|是否|能不能|可不可以|几")
_BARE_NUMBER = re.compile(r"[\d,.，]+|[零〇一二三四五六七八九十百千万两]+")
_QUANTITY = re.compile(r"(?:[\d,.]+|[零〇一二三四五六七八九十百千万两]+)\s*[^\W\d]{0,2}")
_CLAUSES = re.compile(r"[，,；;。\n]+")
_POLITE = re.compile(r"^(?:请|麻烦|帮我|我要|我想|想|把|将)+|[。.！!]+$")


@dataclass(frozen=True, slots=True)
class Correction:
    """``slot`` is to change; ``phrase`` is the new answer as typed, ``None``: ask for it.

    ``item`` is the place in the list of items whose quantity ``phrase`` replaces.
    """

    slot: str
    phrase: str | None
    item: int | None = None


def corrections(flow: Flow, text: str, items: list[dict[str, Any]]) -> tuple[Correction, ...]:
    """The changes ``text`` asks for; empty when it is not such a sentence.

    ``items`` is the present value of the slot of that name: things already listed can be named
    (冬衣改成300套). A sentence of several clauses counts only if every clause is a change, else
    it is read as one.
    """
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    several = [_one(flow, clause, items) for clause in clauses]
    found = tuple(one for one in several if one is not None)
    if found and len(found) == len(clauses):
        return found
    whole = _one(flow, text, items)
    return (whole,) if whole else ()


def _one(flow: Flow, clause: str, items: list[dict[str, Any]]) -> Correction | None:
    clause = _POLITE.sub("", clause.strip()).strip()
    clause = _POLITE.sub("", clause)
    return _named(flow, clause, items) or _item(clause, items) or _wish(flow, clause)


def _aliases(flow: Flow) -> list[tuple[str, str, str]]:
    """(name people use, slot, unit of a bare number), longest name first."""
    rows = [(a, step.slot, unit) for step in flow.steps for a, unit in step.aliases.items()]
    return sorted(rows, key=lambda row: -len(row[0]))


def _named(flow: Flow, clause: str, items: list[dict[str, Any]]) -> Correction | None:
    for alias, slot, unit in _aliases(flow):
        match = re.fullmatch(
            rf"(?:的)?{alias}(?P<verb>{_CHANGE}|{_STATE})\s*(?P<phrase>.+)", clause, re.DOTALL
        )
        if match is None or (re.fullmatch(_STATE, match["verb"]) and _ASKING.search(clause)):
            continue
        phrase = match["phrase"].strip()
        if slot == "items" and len(items) == 1 and _QUANTITY.fullmatch(phrase):
            return Correction("items", phrase, item=0)
        return Correction(slot, phrase + unit if _BARE_NUMBER.fullmatch(phrase) else phrase)
    return None


def _item(clause: str, items: list[dict[str, Any]]) -> Correction | None:
    """A thing already listed gets another quantity; the longest name that fits is meant."""
    for place, one in sorted(enumerate(items), key=lambda pair: -len(pair[1]["name"])):
        match = re.fullmatch(rf"{re.escape(one['name'])}(?:的?数量)?{_CHANGE}\s*(.+)", clause)
        if match and _QUANTITY.fullmatch(match[1].strip()):
            return Correction("items", match[1].strip(), item=place)
    return None


def _wish(flow: Flow, clause: str) -> Correction | None:
    """改一下期限, 期限写错了: the field is named, the new answer is not."""
    for alias, slot, _ in _aliases(flow):
        before = rf"(?:改一下|改下|修改一下|修改|更改|更正|重填|重写|改)(?:一下)?(?:这个)?{alias}"
        after = rf"{alias}(?:要|需要|想)?(?:改一下|改下|修改|改|填错了?|写错了?|不对|错了)(?:一下)?"
        if re.fullmatch(f"{before}|{after}", clause):
            return Correction(slot, None)
    return None
