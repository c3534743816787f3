"""A shared location: the counties whose seats are nearest are offered, none is assumed."""

from bot import texts
from bot.dialogue.divisions import near
from bot.dialogue.events import Walked
from bot.dialogue.flows.report import REPORT
from bot.dialogue.progress import can_change
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, pending, said
from bot.reporting import run

PLACE = "place"


def located(exchange: Exchange, location: tuple[float, float]) -> Turn:
    """What ``location`` (latitude, longitude) does to the report in progress."""
    frame = exchange.frame
    if frame is None or frame.flow != REPORT.name:
        return said(pending(exchange), texts.LOCATION_UNASKED)
    if not can_change(REPORT, frame, PLACE):
        return said(pending(exchange), texts.LOCATION_NOT_WANTED)
    found = exchange.gazetteer.seats.nearest(*location)
    if not found:
        return said(pending(exchange), texts.LOCATION_OUTSIDE)
    return run(exchange, frame, Walked(PLACE, near(tuple(code for code, _ in found))))
