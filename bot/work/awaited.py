"""The message that 报进展 or 要求修改协议 waits for: words, or photographs one after the other."""

from dataclasses import replace

from api.domain.errors import Refusal
from bot import texts
from bot.albums import refused_file, with_album
from bot.commands import Command, command
from bot.dialogue.session import Telling
from bot.dialogue.turn import IncomingFile, Message, Turn
from bot.exchange import Exchange, pending, said
from bot.questions import is_question
from bot.understanding.intent import asks_policy
from bot.work.doing import objected, reported
from bot.work.words import names_work

AWAITED = frozenset({Telling.PROGRESS, Telling.PROGRESS_PHOTO, Telling.OBJECTION})
_NOT_NOW = frozenset({Command.CANCEL, Command.LATER, Command.NO})


def told(exchange: Exchange, telling: Telling) -> Turn | None:
    """The turn for what was awaited; ``None`` when the message is something else."""
    file = exchange.inbound.file
    if file is None:
        return _written(exchange, telling, (exchange.inbound.text or "").strip())
    if exchange.frame is not None or telling.what == Telling.OBJECTION:
        return None  # it belongs to what is being filled in, or is no wish for a change
    return _photographed(exchange, telling, file)


def _written(exchange: Exchange, telling: Telling, text: str) -> Turn | None:
    if not text or telling.what == Telling.PROGRESS_PHOTO or names_work(text):
        return None
    asked = command(text)
    if asked is not None:
        is_no = asked in _NOT_NOW
        return said(pending(exchange, again=True), texts.NOT_REPORTED) if is_no else None
    if telling.what == Telling.OBJECTION:
        return objected(exchange, telling.number, text)
    is_other = asks_policy(text) or is_question(text)
    return None if is_other else reported(exchange, telling.number, text)


def _photographed(exchange: Exchange, telling: Telling, file: IncomingFile) -> Turn:
    exchange.session = replace(exchange.session, telling=telling)
    if file.refused is not None:
        return refused_file(exchange, file.refused)
    try:
        if telling.what == Telling.PROGRESS:
            exchange.tx.work.report(telling.number, texts.PROGRESS_PHOTO_ONLY)
        count = exchange.tx.work.attach(telling.number, file)
    except Refusal as refusal:
        return refused_file(exchange, refusal.message)
    photos = Telling(Telling.PROGRESS_PHOTO, telling.number)
    exchange.session = replace(exchange.session, telling=photos)
    sentence = texts.PROGRESS_PHOTOS.format(claim=f"C{telling.number}", count=count)
    return with_album(exchange, Turn((Message(sentence),)))
