"""Work on a claim named in a sentence: 进展 C12：…, 节点 C12 12月20日 …, 评价 C12 5分."""

import re
from collections.abc import Callable, Iterable

from api.domain.agreement import AgreementState
from api.domain.claim import ClaimState
from bot import texts
from bot.commands import plain
from bot.dialogue.turn import Turn
from bot.exchange import Exchange
from bot.work import doing, showing
from bot.work_ports import WorkSeen

Act = Callable[[Exchange, re.Match[str]], Turn]
_C = r"\s*[#:：]?\s*[Cc]\s*([0-9]{1,9})"
_REST = r"[\s:：，,。]*(.*)"

_SCORE = re.compile(
    r"(?:评价|打分|评分|rate)\s*(?:工单)?[#:：\s]*(c?)\s*([0-9]{1,9})[\s:：，,]+([0-9]{1,2})\s*分?"
    r"[\s:：，,。]*(.*)",
    re.DOTALL | re.IGNORECASE,
)
_LIST = frozenset({"实施情况", "看实施情况", "我的实施", "认领的实施", "work", "mywork"})
_AGREES = frozenset({"同意", "我同意", "我们同意", "同意的", "iagree", "weagree"})
WORKING = frozenset({ClaimState.IN_PROGRESS})


def about_work(exchange: Exchange, text: str) -> Turn | None:
    """The turn for a sentence about work on a claim; ``None`` when it is about anything else."""
    score = _SCORE.fullmatch(text)
    if score:
        rate = doing.scored if score[1] else doing.scored_ticket
        return rate(exchange, int(score[2]), int(score[3]), score[4].strip())
    for pattern, act in _PATTERNS:
        at = pattern.fullmatch(text)
        if at:
            return act(exchange, at)
    if plain(text) in _LIST and exchange.tx.organisations.mine():
        return showing.listed(exchange)
    return _labelled(exchange, text)


def names_work(text: str) -> bool:
    """Whether ``about_work`` would have a turn for it because a claim is named."""
    return bool(_SCORE.fullmatch(text)) or any(one.fullmatch(text) for one, _ in _PATTERNS)


def _labelled(exchange: Exchange, text: str) -> Turn | None:
    """The label of a button, typed without a number: of the only claim it can mean."""
    meant = plain(text)
    if meant in _AGREES and exchange.frame is None:
        meant = plain(texts.AGREE)
    for label, fits, act in _labels():
        if plain(label) == meant:
            fitting = [one for one in exchange.tx.work.mine() if fits(one)]
            if len(fitting) == 1:
                return act(exchange, fitting[0].claim)
            return showing.listed(exchange) if fitting else None
    return None


def _labels() -> Iterable[tuple[str, Callable[[WorkSeen], bool], Callable[[Exchange, int], Turn]]]:
    def working(seen: WorkSeen) -> bool:
        return seen.state in WORKING

    def sent(seen: WorkSeen) -> bool:
        agreement = seen.agreement
        return agreement is not None and agreement.state is AgreementState.SENT

    return (
        (texts.REPORT_PROGRESS, working, doing.reporting),
        (texts.ALL_DELIVERED, working, doing.delivered),
        (texts.SEE_PLAN, lambda _: True, showing.plan),
        (texts.SEE_AGREEMENT, lambda seen: seen.agreement is not None, showing.agreement),
        (texts.AGREE, sent, doing.agreed),
        (texts.ASK_FOR_CHANGES, sent, doing.objecting),
    )


def _progress(exchange: Exchange, at: re.Match[str]) -> Turn:
    text = _last(at)
    number = _number(at)
    return doing.reported(exchange, number, text) if text else doing.reporting(exchange, number)


def _objection(exchange: Exchange, at: re.Match[str]) -> Turn:
    words = _last(at)
    number = _number(at)
    return doing.objected(exchange, number, words) if words else doing.objecting(exchange, number)


def _number(at: re.Match[str]) -> int:
    return int(next(group for group in at.groups() if group is not None))


def _last(at: re.Match[str]) -> str:
    """What follows the number; each pattern has it in whichever of its ways matched."""
    said = [group for group in at.groups() if group is not None]
    return said[-1].strip()


_PATTERNS: tuple[tuple[re.Pattern[str], Act], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), act)
    for pattern, act in (
        (
            rf"(?:报告?|汇报)?进展{_C}{_REST}|progress{_C}{_REST}",
            _progress,
        ),
        (
            rf"(?:看|加|新增)?(?:节点|计划){_C}{_REST}|milestones?{_C}{_REST}",
            lambda exchange, at: doing.planned(exchange, _number(at), _last(at)),
        ),
        (
            rf"完成{_C}\s*(?:的)?\s*节点\s*([0-9]{{1,2}})|完成节点{_C}[\s,，第]+([0-9]{{1,2}})个?|done{_C}\s*(?:milestone)?\s*([0-9]{{1,2}})",
            lambda exchange, at: doing.reached(exchange, _number(at), int(_last(at))),
        ),
        (
            rf"同意协议{_C}|同意{_C}\s*的?协议|agree{_C}",
            lambda exchange, at: doing.agreed(exchange, _number(at)),
        ),
        (
            rf"(?:要求)?修改协议{_C}{_REST}|change\s*agreement{_C}{_REST}",
            _objection,
        ),
        (
            rf"(?:看|查看)?协议{_C}|agreement{_C}",
            lambda exchange, at: showing.agreement(exchange, _number(at)),
        ),
        (
            rf"(?:全部)?(?:已)?(?:送达|送到){_C}|delivered{_C}",
            lambda exchange, at: doing.delivered(exchange, _number(at)),
        ),
        (
            rf"(?:看)?实施(?:情况)?{_C}|work{_C}",
            lambda exchange, at: showing.overview(exchange, _number(at)),
        ),
    )
)
