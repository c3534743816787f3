"""What comes after something has ended: the flow below, or what can be done next."""

from dataclasses import replace

from bot import drafts, texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, pending, said


def onward(exchange: Exchange, *messages: Message) -> Turn:
    """``messages``, then the flow below goes on; with none below, what can be done next."""
    if exchange.frame is not None:
        turn = said(pending(exchange), texts.GO_ON)
        return replace(turn, messages=(*messages, *turn.messages))
    choices = (
        *drafts.button(exchange),
        Choice(DeskButton("mine").code, texts.MENU_MINE),
        Choice(DeskButton("report").code, texts.MENU_REPORT),
        Choice(DeskButton("ask").code, texts.MENU_ASK),
    )
    return Turn(messages, choices)
