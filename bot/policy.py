"""Policy questions in the conversation: answered with their citations, or offered to staff."""

import hashlib
from dataclasses import replace

from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, menu, pending, said, then_pending
from retrieval.answer import AnswerStatus


def answered(exchange: Exchange, question: str) -> Turn:
    """The answer to ``question``, then the pending question again; declined, a way to staff."""
    answer = exchange.asker.ask(question, context=exchange.session.recent)
    exchange.note_recent(question)
    citations = tuple(answer.to_json()["citations"])
    messages = [Message(answer.text, citations=citations)]
    choices: tuple[Choice, ...] = ()
    declined = answer.status.declined
    exchange.session = replace(
        exchange.session,
        pending_question=question if declined else None,
        wants_facts=answer.status is AnswerStatus.NEEDS_FACTS,
    )
    if declined:
        if texts.HAND_ON not in answer.text:  # an answer may already offer it
            messages.append(Message(texts.DECLINED_OFFER))
        choices = (Choice(DeskButton("pass", _digest(question)).code, texts.HAND_ON),)
    turn = Turn(tuple(messages), choices)
    return then_pending(exchange, turn)


def passed_on(exchange: Exchange, digest: str = "") -> Turn:
    """The declined question goes to staff. ``digest`` is that of the button, if one was tapped."""
    question = exchange.session.pending_question
    if question is None or (digest and digest != _digest(question)):
        sentence = texts.HAND_ON_STALE if digest else texts.NOTHING_TO_HAND_ON
        return said(pending(exchange), sentence)
    number = exchange.tx.pass_on(question, _key(exchange))
    exchange.session = replace(exchange.session, pending_question=None)
    return said(pending(exchange), texts.HANDED_ON.format(number=number))


def unserved(exchange: Exchange, text: str, *, wish: str) -> Turn:
    """What cannot be done here yet (``wish``: search_needs, claim, human, upset) goes to staff."""
    question = text
    if wish == "human":
        question = exchange.session.pending_question or "；".join(
            (*exchange.session.recent[-1:], text)
        )
    number = exchange.tx.pass_on(question, _key(exchange))
    exchange.session = replace(exchange.session, pending_question=None)
    sentence = texts.UNSERVED[wish].format(number=number)
    return said(pending(exchange), sentence)


def invited(exchange: Exchange) -> Turn:
    """问政策 was chosen: the question is to be typed."""
    if exchange.frame is None:
        return Turn((Message(texts.ASK_AWAY),), menu())
    return said(pending(exchange), texts.ASK_AWAY)


def _digest(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def _key(exchange: Exchange) -> str:
    return f"pass:{exchange.inbound_id}"
