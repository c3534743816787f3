"""What a claimant does: agrees or asks for changes, plans, reports, delivers, evaluates."""

import re
from collections.abc import Callable
from dataclasses import replace

from api.domain.errors import Invalid, Refusal
from api.domain.evaluation import Evaluation, Side
from bot import texts
from bot.dialogue.session import Telling
from bot.dialogue.turn import Message, Turn
from bot.exchange import Exchange, pending, said, then_pending
from bot.understanding.dates import read_deadline
from bot.work.showing import found, plan
from bot.work_ports import WorkSeen
from knowledge.normalise import normalise

_SPACE = re.compile(r"[\s，,：:；;]+")  # between the day and what is to be done


def attempted(exchange: Exchange, number: int, act: Callable[[WorkSeen], Turn]) -> Turn:
    """``act`` on a claim of theirs; what is refused is said, and kept for the audit."""
    seen = found(exchange, number)
    if isinstance(seen, Turn):
        return seen
    try:
        return act(seen)
    except Refusal as refusal:
        exchange.tx.work.refused(number, refusal.message)
        return said(pending(exchange), refusal.message)


def agreed(exchange: Exchange, number: int) -> Turn:
    """同意协议."""

    def act(_: WorkSeen) -> Turn:
        agreement = exchange.tx.work.agree(number)
        return said(pending(exchange), texts.AGREED_NOW.format(code=agreement.code))

    return attempted(exchange, number, act)


def objecting(exchange: Exchange, number: int) -> Turn:
    """要求修改协议: the next message says what."""
    return _awaiting(exchange, number, Telling.OBJECTION, texts.OBJECTION_NOW)


def objected(exchange: Exchange, number: int, words: str) -> Turn:
    """What is to be changed goes to staff."""

    def act(_: WorkSeen) -> Turn:
        agreement = exchange.tx.work.object(number, words)
        return said(pending(exchange), texts.OBJECTED_NOW.format(code=agreement.code))

    return attempted(exchange, number, act)


def reporting(exchange: Exchange, number: int) -> Turn:
    """报进展: the next message or photograph is it."""

    def act(seen: WorkSeen) -> Turn:
        exchange.tx.work.check_under_way(number)
        return _awaiting(exchange, seen.claim, Telling.PROGRESS, texts.PROGRESS_NOW)

    return attempted(exchange, number, act)


def reported(exchange: Exchange, number: int, text: str) -> Turn:
    """进展 C12：…: kept, and photographs may follow."""

    def act(_: WorkSeen) -> Turn:
        exchange.tx.work.report(number, text)
        photos = Telling(Telling.PROGRESS_PHOTO, number)
        exchange.session = replace(exchange.session, telling=photos)
        return then_pending(exchange, Turn((Message(texts.PROGRESS_KEPT),)))

    return attempted(exchange, number, act)


def planned(exchange: Exchange, number: int, text: str) -> Turn:
    """节点 C12 12月20日 冬衣运到学校: planned; without words the plan is shown."""
    if not text:
        return plan(exchange, number)

    def act(seen: WorkSeen) -> Turn:
        first, _, rest = _SPACE.sub(" ", text).partition(" ")
        day = read_deadline(normalise(first).text, exchange.today)
        if day is not None and day.problem:
            raise Invalid("due", day.problem)
        if day is None or day.date is None:
            return said(pending(exchange), texts.PLAN_NO_DAY.format(claim=seen.code))
        made = exchange.tx.work.plan(number, rest.strip(), day.date)
        added = texts.PLAN_ADDED.format(due=made.due.isoformat(), what=made.what)
        return said(plan(exchange, number), added)

    return attempted(exchange, number, act)


def reached(exchange: Exchange, number: int, ordinal: int) -> Turn:
    """完成 C12 节点1."""

    def act(_: WorkSeen) -> Turn:
        one = exchange.tx.work.reach(number, ordinal)
        late = one.days_late(exchange.today)
        sentence = texts.PLAN_REACHED_LATE if late else texts.PLAN_REACHED
        return said(pending(exchange), sentence.format(what=one.what, days=late))

    return attempted(exchange, number, act)


def delivered(exchange: Exchange, number: int) -> Turn:
    """全部已送达."""

    def act(seen: WorkSeen) -> Turn:
        exchange.tx.work.deliver(number)
        return said(pending(exchange), texts.DELIVERED_NOW.format(claim=seen.code))

    return attempted(exchange, number, act)


def scored(exchange: Exchange, number: int, score: int, words: str = "") -> Turn:
    """评价 C12 5分 …."""

    def act(seen: WorkSeen) -> Turn:
        exchange.tx.work.evaluate(number, Evaluation(Side.CLAIMANT, score, words))
        sentence = texts.EVALUATED_WORDS if words else texts.EVALUATED_NOW
        return said(pending(exchange), sentence.format(claim=seen.code, score=score))

    return attempted(exchange, number, act)


def scored_ticket(exchange: Exchange, ticket: int, score: int, words: str = "") -> Turn:
    """评价 1001 5分 …: by the holder of the Post."""
    if not any(one.number == ticket for one in exchange.tx.my_tickets()):
        return said(pending(exchange), texts.NO_SUCH_TICKET.format(number=ticket))
    if not exchange.tx.work.evaluate_ticket(ticket, Evaluation(Side.POST, score, words)):
        return said(pending(exchange), texts.EVALUATE_NONE.format(number=ticket))
    return said(pending(exchange), texts.EVALUATED_TICKET.format(number=ticket, score=score))


def _awaiting(exchange: Exchange, number: int, what: str, sentence: str) -> Turn:
    seen = found(exchange, number)
    if isinstance(seen, Turn):
        return seen
    exchange.session = replace(exchange.session, telling=Telling(what, number))
    return Turn((Message(sentence.format(claim=seen.code)),))
