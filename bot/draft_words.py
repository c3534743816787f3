"""Sentences about one draft: 打开草稿2, 删草稿2, 草稿2叫木戛冬衣."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot import drafts, texts
from bot.dialogue.flows.report import REPORT
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, pending, said
from bot.ports import Draft

_PLACE = r"(?:第?(?P<before>[0-9]{1,2})[份个]?)?(?:这|那)?份?(?:草稿|暂存)\s*(?P<after>[0-9]{1,2})?"
_ONE = re.compile(
    rf"(?P<act>打开|接着填|继续填?|恢复|删掉?|删除|不要|确定删掉?|确认删掉?|确定删除|确认删除)\s*{_PLACE}(?:\s*·.*)?"
)
_NAME = re.compile(
    rf"(?:把|给)?{_PLACE}(?:改名|命名|取名|起名|改|名字|标题)*(?:为|成|叫做?|是)[“\"「]?(?P<name>[^”\"」]+)[”\"」]?"
)
_ACTS: dict[str, Callable[[Exchange, Draft], Turn]] = {
    "打开": drafts.taken_up,
    "接着": drafts.taken_up,
    "继续": drafts.taken_up,
    "恢复": drafts.taken_up,
    "删": drafts.discarding,
    "不要": drafts.discarding,
    "确": drafts.discarded,
}


def on_draft(exchange: Exchange, text: str) -> Turn | None:
    """The turn for ``text`` when it speaks of one draft; ``None`` when it does not."""
    said_of = text.strip(" 。.，,！!")
    if one := _ONE.fullmatch(said_of):
        act = next(act for start, act in _ACTS.items() if one["act"].startswith(start))
        return _place(exchange, one, act)
    named = _NAME.fullmatch(said_of)
    return _named(exchange, named) if named else None


def _place(
    exchange: Exchange, match: re.Match[str], act: Callable[[Exchange, Draft], Turn]
) -> Turn:
    number = match["before"] or match["after"]
    only = len(drafts.kept(exchange)) == 1
    if number is None and not only:
        return (drafts.tidied if act is drafts.discarding else drafts.listed)(exchange)
    return drafts.by_place(exchange, int(number or 1), act)


def _named(exchange: Exchange, match: re.Match[str]) -> Turn:
    """The name is given to the draft of that number, else to the report in progress."""
    name = match["name"].strip()
    if len(name) > drafts.LONGEST_NAME:
        return said(pending(exchange), texts.DRAFT_NAME_LONG.format(limit=drafts.LONGEST_NAME))
    frame = exchange.frame
    if not (match["before"] or match["after"]) and frame is not None and frame.flow == REPORT.name:
        exchange.put(replace(frame, name=name))
        return said(pending(exchange), texts.DRAFT_NAMED.format(title=name))

    def rename(exchange: Exchange, draft: Draft) -> Turn:
        exchange.tx.drafts.rename(draft.frame.nonce, name)
        return said(drafts.listed(exchange), texts.DRAFT_NAMED.format(title=name))

    return _place(exchange, match, rename)
