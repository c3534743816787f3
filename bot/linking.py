"""One person on two channels: a short-lived code said on the other one joins them."""

import re
from dataclasses import replace

from bot import texts
from bot.commands import plain
from bot.dialogue.session import Session
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, pending, said
from bot.texts import Language

_LINK = re.compile(r"(?:绑定|綁定|/link)(?:码|碼)?[:：]?([0-9a-z]{4,12})", re.IGNORECASE)


def code_in(text: str) -> str | None:
    """The code in 绑定 123456; ``None`` when the text is something else."""
    match = _LINK.fullmatch(plain(text))
    return match[1] if match else None


def offered_code(exchange: Exchange) -> Turn:
    """换渠道: a code to say on the other channel."""
    code = exchange.tx.link_code()
    return said(pending(exchange), texts.LINK_CODE.format(code=code))


def linked(exchange: Exchange, code: str) -> Turn:
    """绑定: this chat becomes the holder's; what was begun here goes on below what was begun there.

    The pending question is shown again, so that it can be answered here.
    """
    here = exchange.session
    before = exchange.tx.person
    if not exchange.tx.link(exchange.inbound.channel, exchange.inbound.chat, code):
        return said(pending(exchange), texts.LINK_WRONG)
    if exchange.tx.person != before:
        exchange.session = _joined(here, exchange.tx.session())
    return said(pending(exchange), texts.LINKED)


def _joined(here: Session, there: Session) -> Session:
    """The holder's session with nothing of this chat's lost."""
    return replace(
        there,
        stack=(*here.stack, *there.stack),
        consented=here.consented or there.consented,
        held=there.held or here.held,
        finished=(*here.finished, *there.finished),
        judged=there.judged or here.judged,
        recent=there.recent or here.recent,
        pending_question=there.pending_question or here.pending_question,
        language=here.language if there.language is Language.SIMPLIFIED else there.language,
        told_masking=here.told_masking or there.told_masking,
        spent={
            doing: max(here.spent.get(doing, 0.0), there.spent.get(doing, 0.0))
            for doing in here.spent | there.spent
        },
        silent_until=max(here.silent_until, there.silent_until),
    )
