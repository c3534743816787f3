"""Questions staff ask about a ticket (问上报人): found again, and answered once."""

from dataclasses import replace

from api.domain.followup import StaffQuestion
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.session import Telling
from bot.dialogue.turn import Choice, IncomingFile, Message, Turn
from bot.exchange import Exchange, pending, said, then_pending

ANSWER = "answer"


def answer_button(question: StaffQuestion) -> Choice:
    """回答, for this question."""
    return Choice(DeskButton(ANSWER, str(question.number)).code, texts.ANSWER_STAFF)


def open_question(exchange: Exchange, ticket: int | None = None) -> StaffQuestion | None:
    """What staff asked last and nobody has answered, of ``ticket`` if one is named."""
    waiting = [
        one
        for one in exchange.tx.followup.questions()
        if one.answer is None and ticket in (None, one.ticket)
    ]
    return waiting[-1] if waiting else None


def answering_any(exchange: Exchange) -> Turn:
    """回答 without a number: what staff asked last."""
    question = open_question(exchange)
    if question is None:
        return said(pending(exchange), texts.NO_STAFF_QUESTION)
    return answering(exchange, question.number)


def answering(exchange: Exchange, number: int) -> Turn:
    """回答: the next message is the answer to question ``number``."""
    question = _mine(exchange, number)
    if question is None or question.answer is not None:
        return _stale(exchange, question)
    exchange.session = replace(exchange.session, telling=Telling(Telling.ANSWER, question.number))
    sentence = texts.ANSWER_NOW.format(number=question.ticket, question=question.text)
    return Turn((Message(sentence),))


def answered_about(exchange: Exchange, ticket: int, text: str) -> Turn:
    """回答 1001：… in one message; with nothing said, the answer is asked for."""
    question = open_question(exchange, ticket)
    if question is None:
        return said(pending(exchange), texts.NO_STAFF_QUESTION)
    return (
        answered(exchange, question.number, text) if text else answering(exchange, question.number)
    )


def answered(exchange: Exchange, number: int, text: str, file: IncomingFile | None = None) -> Turn:
    """The answer goes to the ticket, once; then whatever was in progress goes on."""
    question = _mine(exchange, number)
    if question is None or not exchange.tx.followup.answer(question, text, file):
        return _stale(exchange, question)
    sentence = texts.ANSWER_TAKEN.format(number=question.ticket)
    more = open_question(exchange)
    choices = (answer_button(more),) if more else ()
    lines = [sentence, texts.STILL_ASKED.format(question=more.text) if more else ""]
    return then_pending(exchange, Turn((Message("\n".join(filter(None, lines))),), choices))


def _mine(exchange: Exchange, number: int) -> StaffQuestion | None:
    return next((one for one in exchange.tx.followup.questions() if one.number == number), None)


def _stale(exchange: Exchange, question: StaffQuestion | None) -> Turn:
    if question is None:
        return said(pending(exchange), texts.NO_STAFF_QUESTION)
    return said(pending(exchange), texts.ANSWERED_BEFORE.format(number=question.ticket))
