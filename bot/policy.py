"""Policy questions in the conversation: answered with their citations, or offered to staff."""

from dataclasses import replace

from api.domain.search_outcome import SearchOutcome
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.eligibility.beginning import named
from bot.exchange import Exchange, menu, pending, said, then_pending
from bot.handing_on import hand_on, mark
from bot.limits import Doing
from bot.ports import Unanswered
from bot.rating import kept, offered
from bot.slowing import too_many
from bot.understanding.intent import Intent, intent_of
from retrieval.answer import Answer, AnswerStatus, Mode
from retrieval.texts import DECLINED

# Questions about policy that the texts cannot answer; the other refusals are only counted.
_FOR_STAFF = frozenset({AnswerStatus.NO_SOURCE, AnswerStatus.EXPIRED})
OUTCOMES = {
    AnswerStatus.ANSWERED: SearchOutcome.ANSWERED,
    AnswerStatus.PARTIAL: SearchOutcome.ANSWERED,
    AnswerStatus.NEEDS_FACTS: SearchOutcome.ASKED_BACK,
    AnswerStatus.NO_SOURCE: SearchOutcome.DECLINED,
    AnswerStatus.EXPIRED: SearchOutcome.DECLINED,
    AnswerStatus.OUT_OF_SCOPE: SearchOutcome.OUTSIDE,
    AnswerStatus.PRIVATE: SearchOutcome.OUTSIDE,
}


def answered(exchange: Exchange, question: str, *, keep: bool = True) -> Turn:
    """The answer to ``question``, then the pending question again; declined, a way to staff.

    Without ``keep`` a declined one leaves no trace at the desk: it may be no question at all.
    """
    if refusal := too_many(exchange, Doing.QUESTION):
        return said(pending(exchange, again=True), refusal)
    before = exchange.session.recent
    answer = exchange.asker.ask(question, context=before)
    exchange.note_recent(question)
    citations = tuple(answer.to_json()["citations"])
    messages = [Message(answer.text, citations=citations)]
    choices: tuple[Choice, ...] = ()
    declined = answer.status.declined
    if keep or not declined:
        exchange.tx.count(OUTCOMES[answer.status])
    if answer.faq is not None:
        exchange.tx.count(f"faq:{answer.faq}")
    noted = _noted(exchange, question, answer, before) if declined and keep else None
    exchange.session = replace(
        exchange.session,
        pending_question=question if declined else None,
        noted=noted,
        wants_facts=answer.status is AnswerStatus.NEEDS_FACTS,
    )
    if declined:
        if texts.HAND_ON not in answer.text:  # an answer may already offer it
            messages.append(Message(texts.DECLINED_OFFER))
        choices = (hand_on(question),)
    elif answer.status is not AnswerStatus.NEEDS_FACTS:
        choices = offered(exchange, question, answer, before)
    if exchange.rules.programmes and _is_about_a_case(exchange, question, answer):
        choices = (Choice(DeskButton("fittry").code, texts.TRY_ELIGIBILITY), *choices)
    turn = Turn(tuple(messages), choices)
    return then_pending(exchange, turn)


def _is_about_a_case(exchange: Exchange, question: str, answer: Answer) -> bool:
    """Whether somebody asked what they may get, so that asking back would tell more."""
    if answer.mode is Mode.RULES:
        return True
    return intent_of(question) is Intent.ELIGIBILITY and named(exchange, question) is not None


def _noted(
    exchange: Exchange, question: str, answer: Answer, before: tuple[str, ...]
) -> int | None:
    """Keep a declined question for staff, once however often it is repeated, or only count it."""
    reason = next(
        (reason.value for reason, text in DECLINED.items() if answer.text.startswith(text)),
        answer.status.value,
    )
    if answer.status not in _FOR_STAFF:
        exchange.tx.count(reason)
        return None
    if exchange.session.noted is not None and exchange.session.pending_question == question:
        return exchange.session.noted
    return exchange.tx.note_unanswered(Unanswered(question, reason, kept(answer, before)))


def passed_on(exchange: Exchange, digest: str = "") -> Turn:
    """The declined question goes to staff. ``digest`` is that of the button, if one was tapped."""
    question = exchange.session.pending_question
    if question is None or (digest and digest != mark(question)):
        sentence = texts.HAND_ON_STALE if digest else texts.NOTHING_TO_HAND_ON
        return said(pending(exchange), sentence)
    number = exchange.tx.pass_on(question, _key(exchange), exchange.session.noted)
    exchange.session = replace(exchange.session, pending_question=None, noted=None)
    return said(pending(exchange), texts.HANDED_ON.format(number=number))


def unserved(exchange: Exchange, text: str, *, wish: str) -> Turn:
    """What cannot be done here yet (``wish``: search_needs, claim, upset) goes to staff."""
    number = exchange.tx.pass_on(text, _key(exchange))
    exchange.session = replace(exchange.session, pending_question=None, noted=None)
    sentence = texts.UNSERVED[wish].format(number=number)
    return said(pending(exchange), sentence)


def invited(exchange: Exchange) -> Turn:
    """问政策 was chosen: the question is to be typed."""
    if exchange.frame is None:
        return Turn((Message(texts.ASK_AWAY),), menu())
    return said(pending(exchange), texts.ASK_AWAY)


def _key(exchange: Exchange) -> str:
    return f"pass:{exchange.inbound_id}"
