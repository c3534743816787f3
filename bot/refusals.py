"""A named refusal in the conversation: its own sentence, then the way on."""

from api.domain.errors import Invalid, Refusal
from bot.albums import refused_file
from bot.dialogue.events import Changing
from bot.dialogue.progress import can_change
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, flow_of, said
from bot.reporting import run
from bot.with_staff import standing


def refused(exchange: Exchange, refusal: Refusal) -> Turn:
    """What the rule says, then the pending question; a field that is wrong is asked again."""
    if refusal.misuse is not None:
        exchange.tx.note_refusal(*refusal.misuse, refusal.message)
    frame = exchange.frame
    if exchange.inbound.file is not None:
        return refused_file(exchange, refusal.message, standing(exchange))
    wrong = refusal.field if isinstance(refusal, Invalid) else ""
    if frame is not None and can_change(flow_of(frame), frame, wrong):
        return said(run(exchange, frame, Changing(wrong)), refusal.message)
    return said(standing(exchange), refusal.message)
