"""A run of a flow taken step by step: events in, the next question or the end of the flow out."""

from bot.dialogue.engine import Outcome, advance
from bot.dialogue.events import Doubted, Event
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.ending import ended
from bot.exchange import Exchange, flow_of, pending, said


def cancelling(exchange: Exchange) -> Turn:
    """取消 said in other words: asked once, as for the button."""
    frame = exchange.frame
    return pending(exchange) if frame is None else run(exchange, frame, Doubted("cancel"))


def run(exchange: Exchange, frame: Frame, *events: Event) -> Turn:
    """Take ``frame``, the flow in progress, through ``events``."""
    notes: tuple[str, ...] = ()
    outcome = Outcome(frame)
    for event in events:
        outcome = advance(flow_of(frame), outcome.frame, event)
        notes += outcome.notes
        if outcome.effect is not None:
            break
    exchange.put(outcome.frame)
    if outcome.effect is None:
        return said(pending(exchange), *notes)
    return said(ended(exchange, outcome.frame, outcome.effect), *notes)
