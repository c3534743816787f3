"""Stored exchanges as the lines of a conversation, and the question that is still open."""

from collections.abc import Iterable
from typing import Any

from bot.dialogue.turn import Inbound, Turn
from bot.web import OPENING, client_key, turn_json
from bot.web_chats import Exchange


def lines(chat: str, exchanges: Iterable[Exchange]) -> list[dict[str, Any]]:
    """Every line said, oldest first; the person's taps are shown by the label they tapped."""
    labels: dict[str, str] = {}
    said: list[dict[str, Any]] = []
    for exchange in exchanges:
        at = exchange.at.isoformat()
        if exchange.inbound and exchange.inbound.text != OPENING:
            text = _words(exchange.inbound, labels)
            key = client_key(chat, exchange.inbound.update)
            said.append({"speaker": "person", "at": at, "text": text, "key": key})
        if exchange.turn:
            labels |= {choice.code: choice.label for choice in exchange.turn.choices}
            for message in turn_json(exchange.turn)["messages"]:
                said.append({"speaker": "bot", "at": at, **message})
    return said


def open_turn(exchanges: Iterable[Exchange]) -> Turn | None:
    """The latest turn that leaves something to answer, else simply the latest answer.

    A notice that asks nothing does not close the question before it.
    """
    latest = None
    for exchange in exchanges:
        turn = exchange.turn
        if turn and (exchange.inbound or leaves_open(turn) or latest is None):
            latest = turn
    return latest


def last_event(exchanges: Iterable[Exchange]) -> int:
    """The id of the latest turn the bot began, 0 when there is none."""
    return max((exchange.event or 0 for exchange in exchanges), default=0)


def leaves_open(turn: Turn) -> bool:
    """Whether a turn the bot began asks something, and so replaces the question before it."""
    return bool(turn.choices or turn.asks)


def _words(inbound: Inbound, labels: dict[str, str]) -> str:
    if inbound.text is not None:
        return inbound.text
    if inbound.choice is not None:
        return labels.get(inbound.choice, "（选择了一个选项）")
    if inbound.location is not None:
        return "（发送了当前位置）"
    return f"（文件）{inbound.file.name}" if inbound.file else "（文件）"
