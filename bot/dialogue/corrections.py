"""Sentences that change an answer given before: 人数改成120, 不对，是300人, 冬衣不要了."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.dialogue.flow import Flow
from bot.dialogue.item_changes import Act, ItemChange, item_change

_CHANGE = (
    "(?:改成|改为|改到|换成|换为|更正为|更正成|更改为|修改为|修改成|调整为|调整到|调到|变成|写成|"
    "(?:增?加|提高|减少?|降低?|提前|推迟|延后|延长)到|应该是|应该为|应为|应是|其实是|实际是|实际上是)"
)
_STATE = "(?:是|为|:|：)"
_WRONG = (
    "(?:我|给|刚才|可能|好像|都)*(?:(?:[写填说选弄搞输打报答]|写得|填得)(?:错|的?不对)|不对|错|有误|"
    "不准确?|不正确)(?:了|啦|咯)?"
)
_SHIFT = re.compile(
    "(?:增加|减少|多|少|加|减|提高|降低)了?(?:大概|大约|约)?[\\d一二两三四五六七八九十百千万]"
)
_BECOMES = re.compile("改成|改为|换成")
_ASKING = re.compile(r"[?？吗呢]|多少|什么|怎么|哪|是否|能不能|可不可以|几")
_BARE_NUMBER = re.compile(r"[\d,.，]+|[零〇一二三四五六七八九十百千万两]+")
_CLAUSES = re.compile(r"[，,；;。\n]+")
_POLITE = re.compile(
    r"^(?:[，,；;。\s]|请|麻烦|帮我|我要|我想|想|把|将|哦|噢|啊|嗯|那个|不好意思|抱歉|对不起|另外|还有|再就是|"
    r"(?:刚才|刚刚|之前|前面|上面)(?:我)?(?:说|写|填|报|答)?的?(?:那个)?)+|[。.！!]+$"
)
_OWNED = re.compile(
    f"^(?:不对|不是的?|不|等一?下|等等|更正一?下|纠正一?下|{_WRONG})(?:[，,。！!\\s]|不对|错了)+"
)
# 不是A，是B and 是B，不是A: B is meant.
_NOT_BUT = re.compile(
    r"不是(?P<old>[^，,。;；\n]{1,20}?)[，,；;。\s]*(?:而|应该|应|其实|实际上?)*是(?P<new>.+)",
    re.DOTALL,
)
_BUT_NOT = re.compile(
    r"(?:应该|应|其实|实际上?)*是(?P<new>[^\n]{1,40}?)[，,；;。\s]*(?:而)?不是(?P<old>[^，,。;；\n]{1,20})"
)
_ADDED = re.compile(
    r"(?:(?:情况)?说明|情况|描述)(?:里|中|上)?面?(?:再|还|也)*(?:加|补充|添|写)"
    r"(?:上|一?句|一下|几句)+[:：,，\s]*(?P<phrase>.+)"
    r"|再?补充(?:一句|一下|一点|几句|说明)[:：,，\s]+(?P<other>.+)",
    re.DOTALL,
)
_FILES = "(?:所有|全部|刚才|上面)?的?(?:那|这)?[几些张份个]?(?:照片|图片|文件|材料|附件)"
_GONE = "(?:都|全部?|我)*(?:删掉|删除|删了?|去掉|撤掉|撤回|拿掉|不要)(?:了|吧)*"
_EMPTIED = re.compile(f"{_GONE}{_FILES}(?:了|吧)*|{_FILES}{_GONE}")


@dataclass(frozen=True, slots=True)
class Correction:
    """``slot`` is to change; ``phrase`` is the new answer as typed, ``None``: ask for it.

    An empty ``slot`` leaves it to the phrase to tell what it changes, an empty ``phrase`` takes
    the answer away. ``item`` says what becomes of the list of things; with ``more`` the phrase
    is put behind the answer there is. Unless ``sure``, the sentence may be an ordinary answer as
    well, if ``phrase`` cannot be read as one.
    """

    slot: str
    phrase: str | None
    item: ItemChange | None = None
    sure: bool = True
    more: bool = False


@dataclass(frozen=True, slots=True)
class Corrections:
    """The changes a text asks for, and the text that is left when a part of it asks for none."""

    changes: tuple[Correction, ...] = ()
    rest: str = ""


def corrections(flow: Flow, text: str, items: list[dict[str, Any]]) -> Corrections:
    """The changes ``text`` asks for; none when it is not such a sentence.

    ``items`` is the present value of the slot of that name: things already listed can be named
    (冬衣改成300套). Of several clauses those before the first change are left as ``rest``; one
    after it that is no change belongs to the phrase before it.
    """
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    several = [_one(flow, clause, items) for clause in clauses]
    if several and all(several):
        return Corrections(tuple(one for one in several if one))
    if whole := _one(flow, text, items):
        return Corrections((whole,))
    for at in range(1, len(clauses)):
        if (last := several[at]) and last.sure and all(several[at:]):
            found = tuple(one for one in several[at:] if one)
            return Corrections(found, "，".join(clauses[:at]))
    return Corrections()


def named_field(flow: Flow, text: str) -> str | None:
    """The slot that ``text`` names by itself (预算, 联系人吧); ``None`` when it says more."""
    short = re.sub(r"(?:这一?[个项]|那一?[个项]|吧|的)+$", "", _POLITE.sub("", text.strip()))
    for alias, slot, _ in _aliases(flow):
        if short == alias:
            return slot
    return None


def _one(flow: Flow, clause: str, items: list[dict[str, Any]]) -> Correction | None:
    clause = _without_courtesy(clause)
    owned = bool(_OWNED.match(clause))
    clause = _without_courtesy(_OWNED.sub("", clause))
    for found in (
        _named(flow, clause, items),
        _of_items(clause, items),
        _wish(flow, clause),
        _added(clause),
        _emptied(clause),
        _opposed(clause),
        _unnamed(clause) if owned or _BECOMES.match(clause) else None,
    ):
        if found is not None:
            return found
    return None


def _without_courtesy(clause: str) -> str:
    clause = _POLITE.sub("", clause.strip()).strip()
    return _POLITE.sub("", clause)


def _aliases(flow: Flow) -> list[tuple[str, str, str]]:
    """(name people use, slot, unit of a bare number), longest name first."""
    rows = [(a, step.slot, unit) for step in flow.steps for a, unit in step.aliases.items()]
    return sorted(rows, key=lambda row: -len(row[0]))


def _named(flow: Flow, clause: str, items: list[dict[str, Any]]) -> Correction | None:
    for alias, slot, unit in _aliases(flow):
        if not clause.removeprefix("的").startswith(alias):
            continue
        said = clause.removeprefix("的")[len(alias) :]
        found = _new_answer(said)
        if found is None:
            continue
        phrase, sure = found
        change = item_change("", phrase, items) if slot == "items" else None
        if change is not None:
            return Correction("items", change.phrase, change)
        return Correction(
            slot, phrase + unit if _BARE_NUMBER.fullmatch(phrase) else phrase, sure=sure
        )
    return None


def _new_answer(said: str) -> tuple[str, bool] | None:
    """What follows the name of a field as its new answer, and whether that is sure."""
    for pattern in (_NOT_BUT, _BUT_NOT):
        if match := pattern.fullmatch(said):
            return match["new"].strip(), True
    match = re.fullmatch(
        rf"(?:(?P<wrong>{_WRONG})[，,。\s]*)?(?P<verb>{_CHANGE}|{_STATE})[\s:：]*(?P<phrase>.+)",
        said,
        re.DOTALL,
    )
    if match is None:
        return None
    stated = match["wrong"] is None and re.fullmatch(_STATE, match["verb"]) is not None
    if stated and _ASKING.search(said):
        return None
    return match["phrase"].strip(), not stated


def _of_items(clause: str, items: list[dict[str, Any]]) -> Correction | None:
    """A thing already listed gets another quantity, gives way to another or is left out."""
    for one in sorted(items, key=lambda item: -len(item["name"])):
        if (change := item_change(one["name"], clause, items)) is not None:
            return Correction("items", change.phrase, change, sure=change.act is not Act.ADD)
    change = item_change("", clause, items) if items else None
    if change is not None and change.act is Act.ADD:
        return Correction("items", change.phrase, change)
    return None


def _wish(flow: Flow, clause: str) -> Correction | None:
    """改一下期限, 期限写错了, 预算减少1万: the field is named, the new answer is not."""
    for alias, slot, _ in _aliases(flow):
        if alias in clause and any(re.fullmatch(form, clause) for form in _wishes(alias)):
            return Correction(slot, None)
    return None


def _wishes(alias: str) -> Iterator[str]:
    change = "(?:修改|更改|更正|重新?(?:填|写|传|发|拍|选|报)|改|换)(?:一?下|一改)?"
    which = "(?:这个|那个|一下)?(?:前面|上面|刚才|之前)?(?:的|那个)?"
    yield f"{change}{which}{alias}(?:吧|一下)?"
    yield f"{alias}(?:我)?(?:要|需要|想|得)*{change}(?:吧)?"
    yield f"{alias}{_WRONG}"
    yield f"{alias}{_SHIFT.pattern}.*"


def _added(clause: str) -> Correction | None:
    """说明里再加一句：…"""
    match = _ADDED.fullmatch(clause)
    if match is None:
        return None
    return Correction("description", (match["phrase"] or match["other"]).strip(), more=True)


def _emptied(clause: str) -> Correction | None:
    """Files sent by mistake are taken away."""
    return Correction("evidence", "") if _EMPTIED.fullmatch(clause) else None


def _opposed(clause: str) -> Correction | None:
    """不是A，是B without a field: what B is tells the field."""
    for pattern in (_NOT_BUT, _BUT_NOT):
        if match := pattern.fullmatch(clause):
            return Correction("", match["new"].strip(), sure=False)
    return None


def _unnamed(clause: str) -> Correction | None:
    """What follows 不对 or 写错了."""
    match = re.fullmatch(rf"(?:{_CHANGE}|应该|应|其实|实际上?)*{_STATE}?\s*(?P<phrase>.+)", clause)
    if match is None or _ASKING.search(clause):
        return None
    return Correction("", match["phrase"].strip(), sure=False)
