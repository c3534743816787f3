"""有用 or 没用 to an answer: counted, and what was of no use is kept for staff."""

from dataclasses import replace
from typing import Any

from bot import texts
from bot.commands import Command
from bot.dialogue.buttons import DeskButton
from bot.dialogue.session import Given
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, pending, said, then_pending
from bot.handing_on import hand_on
from bot.ports import Unanswered
from retrieval.answer import Answer

USEFUL, USELESS = "useful", "useless"
VERDICTS = {Command.USEFUL: USEFUL, Command.USELESS: USELESS}
KEPT = 3  # answers that can still be rated: on Telegram the buttons of older ones stay


def offered(
    exchange: Exchange, question: str, answer: Answer, before: tuple[str, ...]
) -> tuple[Choice, ...]:
    """Remember the answer, and the two buttons to rate it with."""
    given = Given(exchange.nonce(), question, kept(answer, before))
    exchange.session = replace(exchange.session, given=(*exchange.session.given, given)[-KEPT:])
    return (
        Choice(DeskButton(USEFUL, given.nonce).code, texts.USEFUL),
        Choice(DeskButton(USELESS, given.nonce).code, texts.USELESS),
    )


def kept(answer: Answer, before: tuple[str, ...]) -> dict[str, Any]:
    """The answer as it is kept beside its question; ``after`` is what was asked before it, since
    a question may lean on that (那上海呢)."""
    body = answer.to_json() | {"after": list(before[-1:])}
    del body["took_ms"]
    return body


def may_rate(exchange: Exchange) -> bool:
    """Whether a bare 没用 can speak of an answer."""
    return any(not given.rated for given in exchange.session.given)


def rated(exchange: Exchange, verdict: str, nonce: str = "") -> Turn:
    """The verdict on an answer: the one whose button was tapped, else the last. The first 没用
    stands; whoever found an answer useful may still change their mind."""
    given = _meant(exchange, nonce)
    if given is None:
        return said(pending(exchange), texts.RATING_STALE if nonce else texts.NOTHING_TO_RATE)
    if given.rated in (verdict, USELESS):
        return said(pending(exchange), texts.RATED_ALREADY)
    _mark(exchange, replace(given, rated=verdict))
    exchange.tx.count(verdict)
    if verdict == USEFUL:
        return said(pending(exchange), texts.FOUND_USEFUL)
    noted = exchange.tx.note_unanswered(Unanswered(given.question, USELESS, given.answer))
    exchange.session = replace(
        exchange.session, pending_question=given.question, noted=noted, wants_facts=False
    )
    return then_pending(exchange, Turn((Message(texts.FOUND_USELESS),), (hand_on(given.question),)))


def _meant(exchange: Exchange, nonce: str) -> Given | None:
    all_given = exchange.session.given
    if not nonce:
        return all_given[-1] if all_given else None
    return next((given for given in all_given if given.nonce == nonce), None)


def _mark(exchange: Exchange, rated: Given) -> None:
    given = tuple(rated if one.nonce == rated.nonce else one for one in exchange.session.given)
    exchange.session = replace(exchange.session, given=given)
