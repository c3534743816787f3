"""What the buttons and the typed words about claims do."""

import re
from collections.abc import Callable

from api.domain.claim import ClaimState
from bot.claims import beginning, mine
from bot.claims.runs import LEAVE
from bot.commands import plain
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, said
from bot.market.searching import met_by
from bot.policy import unserved

MENU: dict[str, Callable[[Exchange], Turn]] = {
    "claims": mine.listed,
    LEAVE: beginning.left,
}
NUMBERED: dict[str, Callable[[Exchange, int], Turn]] = {
    "claim": beginning.begun,
    "myclaim": mine.shown,
    "unclaim": mine.withdrawing,
    "askjoin": mine.inviting,
    "handclaim": mine.handing_over,
    "joinclaim": mine.accepted,
    "noclaim": mine.declined,
}
# What is typed for a list of one's claims, to be told how to claim, and to leave it.
_WORDS: dict[str, Callable[[Exchange], Turn]] = {
    word: act
    for act, words in (
        (
            mine.listed,
            "我的认领 我们的认领 认领进展 我的认领怎么样了 我们的认领怎么样了 认领怎么样了 "
            "我认领的 我认领的需求 我认领的需求怎么样了 认领列表 查认领 看认领 看认领进展 "
            "myclaims seetheclaim /claims "
            # Labels of buttons, typed without saying which claim: one is chosen from the list.
            "撤回认领 撤销认领 转交给别的机构 转交认领 邀请联合认领 "
            "withdrawtheclaim handitover invitetojoin",
        ),
        (
            beginning.which,
            "认领 我要认领 我想认领 我们想认领 我们要认领 怎么认领 认领需求 claim /claim",
        ),
        (beginning.left, "先不认领 不认领了 不认领 取消认领"),
    )
    for word in words.split()
}
_NEED = re.compile(
    r"(?:(?:我|我们|本机构)?(?:想|要|来|申请)?认领(?:需求|工单)?|claim(?:need)?)#?(\d{1,9})(?:号|号?需求)?"
)
_ONE = r"(?:这份|我的)?(?:认领|claim)?c(\d{1,9})"
_OF_ONE: tuple[tuple[re.Pattern[str], Callable[[Exchange, int], Turn]], ...] = tuple(
    (re.compile(pattern), act)
    for pattern, act in (
        (rf"(?:查看|查|看|see)?{_ONE}(?:的?进展|怎么样了|到哪了|到哪一步了)?", mine.shown),
        (rf"(?:撤回|取消|撤销|withdraw){_ONE}", mine.withdrawing),
        (rf"(?:转交|移交|handover){_ONE}", mine.handing_over),
        (rf"(?:邀请机构|邀请联合|联合|invite){_ONE}", mine.inviting),
        (rf"(?:接受|同意|accept){_ONE}", mine.accepted),
        (rf"(?:不接受|谢绝|拒绝|decline){_ONE}", mine.declined),
    )
)


# What the buttons under an invitation say, typed without its number.
_ANSWERS: dict[str, Callable[[Exchange, int], Turn]] = {
    **dict.fromkeys(("接受", "我们接受", "accept"), mine.accepted),
    **dict.fromkeys(("不接受", "谢绝", "decline"), mine.declined),
}
_SPOKEN = re.compile(r"认领\D{0,8}(?<!\d)([1-9]\d{3,8})(?!\d|[元块万套台件个人])")


def wished(exchange: Exchange, text: str) -> Turn:
    """A sentence of somebody who wants to help: of a need it names, that one is claimed; one that
    only says 认领 is told how; an offer of help goes to staff, and needs it may meet are shown."""
    if named := _SPOKEN.search(plain(text)):
        return beginning.begun(exchange, int(named[1]))
    if "认领" in plain(text):
        return beginning.which(exchange)
    fitting = met_by(exchange, text)
    passed_on = unserved(exchange, text, wish="claim")
    return passed_on if fitting is None else said(fitting, passed_on.messages[0].text)


def _waiting(exchange: Exchange) -> tuple[int, ...]:
    """The claims one was asked to take up and has not answered; none while a code is."""
    if exchange.session.joining is not None or exchange.session.invited is not None:
        return ()
    claims = [seen.claim for seen in exchange.tx.claims.mine()]
    return tuple(one.number for one in claims if one.state is ClaimState.INVITED)


def about_claim(exchange: Exchange, text: str) -> Turn | None:
    """认领 1001, C12, 撤回认领 C12, typed; ``None`` for all else."""
    words = plain(text)
    if words in _WORDS:
        return _WORDS[words](exchange)
    if need := _NEED.fullmatch(words):
        return beginning.begun(exchange, int(need[1]))
    if words in _ANSWERS and (waiting := _waiting(exchange)):
        return _ANSWERS[words](exchange, waiting[0]) if len(waiting) == 1 else mine.listed(exchange)
    for pattern, act in _OF_ONE:
        if one := pattern.fullmatch(words):
            return act(exchange, int(one[1]))
    return None
