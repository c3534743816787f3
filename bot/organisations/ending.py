"""What the end of a flow about an organisation does, by the flow."""

from bot.dialogue.engine import Effect
from bot.dialogue.flows.offer import OFFER
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.exchange import Exchange
from bot.organisations.offering import ended_offer
from bot.organisations.registering import ended_profile


def ended_own(exchange: Exchange, frame: Frame, effect: Effect) -> Turn:
    """Do what ``effect`` asks for ``frame``, the flow on top."""
    ended = ended_offer if frame.flow == OFFER.name else ended_profile
    return ended(exchange, frame, effect)
