"""测资格: its questions are data of the programmes, and ``bot.eligibility`` asks them."""

from bot.dialogue.flow import Flow

ELIGIBILITY = Flow(name="eligibility", version=1, steps=())
