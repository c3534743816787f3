"""A ticket named by its number in a sentence: 查看 1001, 撤回1001, 回答 1001：…, 1001到哪了."""

import re
from collections.abc import Callable
from functools import partial

from api.domain.followup import Feedback
from bot.delivery import remarking, said_of
from bot.dialogue.turn import Turn
from bot.exchange import Exchange
from bot.returned import supply
from bot.staff_questions import answered_about
from bot.tickets import content, timeline, withdrawal, withdrawn

_TICKET = re.compile(
    r"(?:(确认撤回|确定撤回|撤回|开始补充|补充|看内容|查看|查|收到了|部分收到|没收到|还没解决|再说一句)\s*(?:工单)?|工单)[#:：\s]*([0-9]{1,12})"
)
_HOW_IS_TICKET = re.compile(
    r"(?:工单)?[#:：\s]*([0-9]{3,12})\s*号?(?:工单|单子)?(?:现在|目前)?"
    r"(?:到哪|怎么样|进度|进展|审|处理|状态|结果|有消息|有结果|批|办).{0,10}"
)
_ANSWER = re.compile(r"(?:回答|答复)\s*(?:工单)?[#:：\s]*([0-9]{3,12})[,，:：\s]*(.*)", re.DOTALL)
_TICKET_WORDS: dict[str, Callable[[Exchange, int], Turn]] = {
    "查看": timeline,
    "看内容": content,
    "查": timeline,
    "补充": supply,
    "开始补充": supply,
    "撤回": withdrawal,
    "确认撤回": withdrawn,
    "确定撤回": withdrawn,
    "收到了": partial(said_of, feedback=Feedback.RECEIVED),
    "部分收到": partial(said_of, feedback=Feedback.PARTLY),
    "没收到": partial(said_of, feedback=Feedback.MISSING),
    "还没解决": partial(said_of, feedback=Feedback.UNSOLVED),
    "再说一句": remarking,
}


def about_ticket(exchange: Exchange, text: str) -> Turn | None:
    """The turn for a sentence that names a ticket; ``None`` when it names none."""
    ticket = _TICKET.fullmatch(text)
    if ticket:
        return _TICKET_WORDS[ticket[1] or "查看"](exchange, int(ticket[2]))
    answer = _ANSWER.fullmatch(text)
    if answer:
        return answered_about(exchange, int(answer[1]), answer[2].strip())
    asked = _HOW_IS_TICKET.fullmatch(text)
    return timeline(exchange, int(asked[1])) if asked else None


def names_ticket(text: str) -> bool:
    """Whether ``about_ticket`` would have a turn for it."""
    return any(pattern.fullmatch(text) for pattern in (_TICKET, _ANSWER, _HOW_IS_TICKET))
