"""What the buttons of searches and subscriptions mean, for ``bot.taps``."""

from collections.abc import Callable, Mapping

from bot.dialogue.turn import Turn
from bot.exchange import Exchange
from bot.market import searching, showing, subscribing

MENU: Mapping[str, Callable[[Exchange], Turn]] = {
    "search": searching.asked,
    showing.ALL: searching.everything,
    showing.MORE: searching.more,
    showing.AGAIN: searching.again,
    showing.ANEW: searching.asked,
    showing.SUBSCRIBE: subscribing.subscribed,
    subscribing.LIST: subscribing.listed,
    subscribing.STOP_ALL: subscribing.stopped_all,
}
MARKED: Mapping[str, Callable[[Exchange, str], Turn]] = {showing.WITHOUT: searching.without}
NUMBERED: Mapping[str, Callable[[Exchange, int], Turn]] = {
    showing.LOOK: searching.opened,
    subscribing.STOP: subscribing.stopped,
}
