"""The button that hands a question on to staff, and the mark by which it is known again."""

import hashlib

from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice


def hand_on(question: str) -> Choice:
    """转给工作人员, for this question."""
    return Choice(DeskButton("pass", mark(question)).code, texts.HAND_ON)


def mark(question: str) -> str:
    """Twelve hex digits that stand for ``question`` in a button."""
    return hashlib.sha256(question.encode()).hexdigest()[:12]
