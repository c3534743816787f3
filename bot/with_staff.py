"""转人工: a talk with staff. While it is open the bot keeps what is said and is silent."""

import re

from api.domain.staff_chat import SAY_AGAIN_AFTER
from bot import texts
from bot.commands import Command, command
from bot.dialogue.buttons import DeskButton, decode
from bot.dialogue.turn import Choice, Inbound, IncomingFile, Message, Turn
from bot.exchange import Exchange, pending, said, then_pending
from bot.staff_ports import OpenChat
from bot.transcript import person_line

CALL, AUTO, LEAVE = "human", "auto", "leave"
_WAYS_OUT = {Command.AUTO: AUTO, Command.LEAVE: LEAVE}
_NAMES_STAFF = re.compile(
    r"人工|客服|工作人员|真人|活人|专人|个人|负责人|管理员|领导|老师|投诉|机器人|转人|换人|人呢|"
    r"[和跟同]人|(?:给|留|要|有|你们?|回).{0,6}(?:电话|联系方式)|电话(?:号码|多少|是什么)|打电话"
)
_OPENING = "/start"  # said by an app, not by a person


def called(exchange: Exchange, text: str = "") -> Turn:
    """A talk begins with ``text``; whatever was in progress stays as it is, below it."""
    number = exchange.tx.staff.call(text or exchange.inbound.text or texts.CALL_STAFF)
    exchange.tx.count("staff_chat")
    lines = [texts.STAFF_CALLED.format(number=number), texts.STAFF_MAY_READ]
    if exchange.frame is not None:
        lines.append(texts.STAFF_REPORT_KEPT)
    return Turn((Message("\n".join(lines)),), _ways_back(number))


def wished_for(exchange: Exchange, text: str) -> Turn:
    """A sentence that seems to want staff: they are called when it says so, else offered, for
    whoever did not mean it would find the bot silent."""
    if _NAMES_STAFF.search(text):
        return called(exchange, text)
    choice = Choice(DeskButton(CALL).code, texts.CALL_STAFF)
    return then_pending(exchange, Turn((Message(texts.STAFF_OFFER),), (choice,)))


def told(exchange: Exchange, chat: OpenChat) -> Turn:
    """What is said while ``chat`` is open: kept for staff, unless it ends the talk."""
    inbound = exchange.inbound
    way = _way_out(inbound)
    if way is not None:
        return left(exchange, chat.number, with_question=way == LEAVE)
    if inbound.choice is not None or _only_calls(inbound):
        return _standing(chat)
    if inbound.file is not None:
        return _given(exchange, chat, inbound.file)
    return _kept(exchange, chat, _words(inbound))


def left(exchange: Exchange, number: int, *, with_question: bool = False) -> Turn:
    """回到自动服务 or 留下问题: the question that was pending before is asked again.

    Of a talk that is over already only that is said: an old button changes nothing.
    """
    chat = exchange.tx.staff.current()
    if chat is None or chat.number != number:
        return said(standing(exchange), texts.STAFF_TALK_OVER)
    words = exchange.tx.staff.leave(number, with_question=with_question)
    sentence = _left_question(exchange, words) if with_question else texts.BACK_TO_AUTO
    return said(pending(exchange, again=True), sentence)


def not_open(exchange: Exchange) -> Turn:
    """结束人工 or 留下问题 where there is no talk to end."""
    return said(pending(exchange), texts.NO_STAFF_TALK)


def standing(exchange: Exchange) -> Turn:
    """The pending question; with staff, only the way back."""
    chat = exchange.tx.staff.current()
    return pending(exchange) if chat is None else Turn(choices=_ways_back(chat.number))


def _way_out(inbound: Inbound) -> str | None:
    """The way out of the talk that was typed or tapped, whichever talk its button was of."""
    if inbound.text is not None:
        asked = command(inbound.text)
        return _WAYS_OUT.get(asked) if asked else None
    button = decode(inbound.choice or "")
    return button.verb if isinstance(button, DeskButton) and button.verb in (AUTO, LEAVE) else None


def _only_calls(inbound: Inbound) -> bool:
    text = inbound.text or ""
    return text.startswith(_OPENING) or command(text) is Command.HUMAN


def _standing(chat: OpenChat) -> Turn:
    sentence = texts.STAFF_ANSWERING if chat.taken else texts.STAFF_AWAITED
    return Turn((Message(sentence.format(number=chat.number)),), _ways_back(chat.number))


def _given(exchange: Exchange, chat: OpenChat, file: IncomingFile) -> Turn:
    if file.refused is not None:
        return said(standing(exchange), file.refused)
    return _kept(exchange, chat, person_line(exchange.inbound, ()), file)


def _kept(exchange: Exchange, chat: OpenChat, text: str, file: IncomingFile | None = None) -> Turn:
    """Silence, after one line for the first thing they write, or the first after a long pause."""
    exchange.tx.staff.tell(chat.number, text, file)
    if chat.said == 1:
        return Turn((Message(texts.STAFF_GOT_IT),), _ways_back(chat.number))
    if exchange.now - chat.last_at >= SAY_AGAIN_AFTER:
        return _standing(chat)
    return Turn(choices=_ways_back(chat.number))


def _words(inbound: Inbound) -> str:
    if inbound.location is not None:
        latitude, longitude = inbound.location
        return texts.STAFF_LOCATION.format(latitude=latitude, longitude=longitude)
    return inbound.text or person_line(inbound, ())


def _left_question(exchange: Exchange, words: tuple[str, ...]) -> str:
    """What was said becomes a question for staff; with nothing said, it is still to be asked."""
    said_more = words if len(words) == 1 and command(words[0]) is None else words[1:]
    if not said_more:
        return texts.STAFF_LEAVE_WHAT
    number = exchange.tx.pass_on("\n".join(said_more), f"pass:{exchange.inbound_id}")
    return texts.STAFF_QUESTION_LEFT.format(number=number)


def _ways_back(number: int) -> tuple[Choice, ...]:
    return (Choice(DeskButton(AUTO, str(number)).code, texts.BACK_TO_BOT),)
