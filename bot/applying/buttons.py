"""What the buttons and the typed words about applications (申报) do."""

import re
from collections.abc import Callable

from bot.applying.beginning import applying, applying_for, mending, open_programmes
from bot.applying.withdrawing import withdrawing, withdrawn, withdrawn_for
from bot.commands import plain
from bot.dialogue.turn import Turn
from bot.eligibility.beginning import programme_named
from bot.exchange import Exchange
from bot.own_applications import VERB, own_applications, shown_application

MENU: dict[str, Callable[[Exchange], Turn]] = {VERB: own_applications, "apply": applying}
MARKED: dict[str, Callable[[Exchange, str], Turn]] = {
    "applyfor": applying_for,
    "unapplied": withdrawn_for,
}
NUMBERED: dict[str, Callable[[Exchange, int], Turn]] = {
    "appone": shown_application,
    "mend": mending,
    "unapply": withdrawing,
}
_LISTED_BY = (
    "我的申报 我们的申报 申报进展 申报进度 申报列表 查申报 看申报 查申报进度 申报怎么样了 "
    "申报到哪一步了 我的申报怎么样了 我们的申报怎么样了 myapplications /applications"
)
_LIST = frozenset(_LISTED_BY.split(" "))
_APPLY = re.compile(
    r"(?:我们?|本机构)?(?:想|要|来|想要)?"
    r"(?:申报(?:一个|一份|新)?(?:项目|专项|专项资金)?|申请专项资金|项目申报|专项资金申报)"
    r"|applyforfunding|/apply"
)
_APPLY_FOR = re.compile(r"(?:我们?|本机构)?(?:想|要|来|想要)?申报(?P<programme>[^?？吗呢]{2,30})")
_ONE = r"(?:申报)?s(?P<number>\d{1,9})"
_OF_ONE: tuple[tuple[re.Pattern[str], Callable[[Exchange, int], Turn]], ...] = tuple(
    (re.compile(pattern), act)
    for pattern, act in (
        (rf"(?:查看|查|看|see)?{_ONE}(?:的?进展|怎么样了|到哪了|到哪一步了)?", shown_application),
        (rf"(?:去|开始|要)?(?:补正|修改|mend){_ONE}", mending),
        (rf"(?:撤回|取消|撤销|withdraw){_ONE}", withdrawing),
    )
)
_BECAUSE = re.compile(
    r"\s*(?:撤回|取消|撤销)\s*(?:申报)?\s*[sS](?P<number>\d{1,9})[，,：:\s]+(?P<why>.+)", re.DOTALL
)


def about_application(exchange: Exchange, text: str) -> Turn | None:
    """我的申报, 申报项目, 补正 S1, 撤回 S1：…, typed; ``None`` for all else."""
    words = plain(text)
    if words in _LIST:
        return own_applications(exchange)
    if _APPLY.fullmatch(words):
        return applying(exchange, words)
    if because := _BECAUSE.fullmatch(text):
        return withdrawn(exchange, int(because["number"]), because["why"])
    for pattern, act in _OF_ONE:
        if one := pattern.fullmatch(words):
            return act(exchange, int(one["number"]))
    named = _APPLY_FOR.fullmatch(words)
    return _named(exchange, named["programme"]) if named else None


def _named(exchange: Exchange, words: str) -> Turn | None:
    """申报沪帮沪助: only of a programme that can be applied for by this name."""
    found = programme_named(open_programmes(exchange), words)
    return None if found is None else applying(exchange, words)
