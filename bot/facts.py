"""Facts an answer asked for (a sum, a date), given while a form stands open."""

import re
from dataclasses import replace

from bot.changing import read_slot
from bot.dialogue.flow import CARDS
from bot.dialogue.session import Frame
from bot.exchange import Exchange, flow_of
from bot.understanding.readers import Misread

LONGEST = 60  # characters; who writes more begins something new
_STATES = re.compile(
    r"[0-9零一二两三四五六七八九十百千]+\s*(?:[万亿]?元|[万亿%]|块|年|个?月|家|人|户)"
)
_TAKES_ANYTHING = frozenset({"description", "contact"})


def wanted(exchange: Exchange) -> bool:
    """Whether facts were asked for; whatever is said next, they are not asked for any more."""
    asked = exchange.session.wants_facts
    if asked:
        exchange.session = replace(exchange.session, wants_facts=False)
    return asked


def given(exchange: Exchange, frame: Frame, text: str) -> bool:
    """Whether ``text`` states the facts wanted and does not answer what ``frame`` asks."""
    if not wanted(exchange) or len(text) > LONGEST or not _STATES.search(text):
        return False
    return not _answers(exchange, frame, text)


def _answers(exchange: Exchange, frame: Frame, text: str) -> bool:
    if frame.step in CARDS:
        return False
    step = flow_of(frame).step(frame.step)
    if step.reader is None or step.slot in _TAKES_ANYTHING:
        return False
    return not isinstance(read_slot(exchange, frame, step.reader, text, whole=True), Misread)
