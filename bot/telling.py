"""What a person writes to staff about a ticket: the answer to a question, or a sentence of remark.

After the button the next message is it. An answer given without the button is offered to be sent.
"""

from dataclasses import replace

from api.domain.followup import MAY_ANSWER_WITHIN
from bot import texts
from bot.about import topic_of
from bot.commands import Command, command, plain
from bot.dialogue.buttons import DeskButton, decode
from bot.dialogue.session import Telling
from bot.dialogue.turn import Choice, IncomingFile, Message, Turn
from bot.exchange import Exchange, pending, said, then_pending
from bot.linking import code_in
from bot.questions import is_question
from bot.staff_questions import answered, open_question
from bot.ticket_words import names_ticket
from bot.transcript import person_line
from bot.understanding.intent import Intent, asks_policy, intent_of
from bot.work.awaited import AWAITED
from bot.work.awaited import told as told_of_work

SEND, AFRESH = "send", "afresh"
_NOT_NOW = frozenset({Command.CANCEL, Command.LATER})
_SOMETHING_ELSE = frozenset(
    {
        Command.HELP,
        Command.MINE,
        Command.REPORT,
        Command.ASK,
        Command.HUMAN,
        Command.LINK,
        Command.DRAFTS,
        Command.LANGUAGE,
    }
)
_NOTHING_MORE = frozenset({Command.NO, Command.NOTHING, Command.SKIP, Command.DONE})
_OTHER_WISHES = frozenset(
    {
        Intent.ASK,
        Intent.ELIGIBILITY,
        Intent.SEARCH_NEEDS,
        Intent.CLAIM,
        Intent.MY_TICKETS,
        Intent.HELP,
    }
)
_YES = frozenset({Command.YES, Command.RIGHT})


def told(exchange: Exchange) -> Turn | str | None:
    """The turn for a message that was awaited for staff; ``None`` when it is something else, and
    the text when what was written before is to be taken for something else after all."""
    telling = exchange.session.telling
    if telling is None:
        return None
    exchange.session = replace(exchange.session, telling=None)
    if telling.what in AWAITED:
        return told_of_work(exchange, telling)
    if telling.text:
        return _doubted(exchange, telling)
    if exchange.inbound.file is not None:
        if telling.what == Telling.PHOTO and exchange.frame is not None:
            return None  # it belongs to what is being filled in
        return _given(exchange, telling, exchange.inbound.file)
    return _written(exchange, telling, (exchange.inbound.text or "").strip())


def doubted(exchange: Exchange, text: str, before: str = "") -> Turn | None:
    """Asks whether ``text`` answers what staff asked, when they asked something; else ``None``."""
    question = open_question(exchange)
    if question is None or exchange.now - question.asked_at > MAY_ANSWER_WITHIN:
        return None
    whole = "\n".join(filter(None, (before, text)))
    exchange.session = replace(
        exchange.session, telling=Telling(Telling.ANSWER, question.number, whole)
    )
    sentence = texts.IS_IT_THE_ANSWER.format(number=question.ticket, question=question.text)
    choices = (
        Choice(DeskButton(SEND, str(question.number)).code, texts.SEND_TO_STAFF),
        Choice(DeskButton(AFRESH, str(question.number)).code, texts.NOT_THE_ANSWER),
    )
    return Turn((Message(sentence),), choices)


def _doubted(exchange: Exchange, telling: Telling) -> Turn | str | None:
    """What was written before is sent, taken for something else, or added to."""
    decided = _decision(exchange)
    if decided == SEND:
        return answered(exchange, telling.number, telling.text)
    if decided == AFRESH:
        return telling.text
    text = (exchange.inbound.text or "").strip()
    if not text or command(text) is not None or asks_policy(text) or is_question(text):
        return None
    return doubted(exchange, text, telling.text)


def _decision(exchange: Exchange) -> str:
    text = exchange.inbound.text
    if text is None:
        button = decode(exchange.inbound.choice or "")
        return button.verb if isinstance(button, DeskButton) else ""
    if command(text) in _YES or plain(text) == plain(texts.SEND_TO_STAFF):
        return SEND
    no = command(text) is Command.NO or plain(text) == plain(texts.NOT_THE_ANSWER)
    return AFRESH if no else ""


def _given(exchange: Exchange, telling: Telling, file: IncomingFile) -> Turn:
    if file.refused is not None:
        exchange.session = replace(exchange.session, telling=telling)
        return said(pending(exchange), file.refused)
    if telling.what == Telling.ANSWER:
        return answered(exchange, telling.number, person_line(exchange.inbound, ()), file)
    exchange.tx.followup.attach(telling.number, file)
    exchange.session = replace(exchange.session, telling=telling)
    return Turn((Message(texts.PHOTO_TAKEN.format(number=telling.number)),))


def _written(exchange: Exchange, telling: Telling, text: str) -> Turn | None:
    asked = command(text) if text else None
    if telling.what == Telling.PHOTO or asked in _SOMETHING_ELSE or _names_something(text):
        return None
    if asked in _NOT_NOW:
        return said(pending(exchange, again=True), texts.NOT_TOLD)
    if telling.what == Telling.ANSWER:
        return answered(exchange, telling.number, text)
    if asked in _NOTHING_MORE:
        return said(pending(exchange, again=True), texts.NOTHING_MORE)
    if asked is not None or not _may_be_remark(text):
        return None
    exchange.tx.followup.explain(telling.number, text)
    return then_pending(exchange, Turn((Message(texts.EXPLAINED.format(number=telling.number)),)))


def _names_something(text: str) -> bool:
    """Whether it can only be meant otherwise: nothing, a ticket's number, a code to join chats."""
    return not text or names_ticket(text) or code_in(text) is not None


def _may_be_remark(text: str) -> bool:
    """What is missing is worded like a report, or like anything; thanks, a question and another
    wish are none."""
    if intent_of(text) in _OTHER_WISHES or topic_of(text, None) is not None:
        return False
    return not asks_policy(text) and not is_question(text)
