"""The buttons about work on claims, for ``bot.taps``."""

import re
from collections.abc import Callable

from bot import texts
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, pending, said
from bot.work import doing, showing

_PAIR = re.compile(r"([0-9]{1,9})x([0-9]{1,3})")

NUMBERED: dict[str, Callable[[Exchange, int], Turn]] = {
    "work": showing.overview,
    "agreement": showing.agreement,
    "agree": doing.agreed,
    "objection": doing.objecting,
    "progress": doing.reporting,
    "plan": showing.plan,
    "sent": doing.delivered,
}


def _paired(
    act: Callable[[Exchange, int, int], Turn],
) -> Callable[[Exchange, str], Turn]:
    def tapped(exchange: Exchange, argument: str) -> Turn:
        pair = _PAIR.fullmatch(argument)
        if pair is None:
            return said(pending(exchange), texts.UNKNOWN_BUTTON)
        return act(exchange, int(pair[1]), int(pair[2]))

    return tapped


# A number and another one: of a claim its milestone, of a claim or a ticket the mark.
MARKED: dict[str, Callable[[Exchange, str], Turn]] = {
    "reached": _paired(doing.reached),
    "score": _paired(doing.scored),
    "scored": _paired(doing.scored_ticket),
}
