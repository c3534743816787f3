"""订阅: new needs of a search are told; the list of such searches, and how each is stopped."""

import re

from api.domain.errors import Invalid
from api.domain.need_query import NeedQuery
from api.domain.subscription import Subscription, label_of
from bot import texts
from bot.commands import plain
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, then_pending
from bot.market.kept import kept
from bot.market.searching import opened
from bot.understanding.need_query import read_need_query

LIST, STOP, STOP_ALL = "subs", "stopsub", "stopsubs"

_LIST = re.compile(r"(?:查看|看看?)?(?:我的订阅|我订阅的|订阅列表|订阅了什么)|mysubscriptions")
_STOP = re.compile(
    r"(?:停止|取消|停掉|不要|关闭)(?:全部|所有)?(?:的)?订阅|退订|不订阅了|不想订阅了|别再?推送了?"
    r"|unsubscribe|stopsubscriptions"
)
_STOP_ONE = re.compile(
    r"(?:停止|取消|停掉)(?:订阅)?第?(\d{1,2})[项个]?(?:订阅)?|(?:stop|unsubscribe)(?:number)?(\d{1,2})"
)
_SEE = re.compile(r"(?:需求|need)#?(\d{4,9})")  # a button of a digest, typed
_BARE = re.compile(r"(?:我要|我想|帮我|请)?订阅(?:这些|一下|需求)?|subscribe(?:tothese)?")
_ALL = re.compile(r"全部|所有|全部需求|所有需求|all")
_SUBSCRIBE = re.compile(
    r"\s*(?:我要|我想|我想要|帮我|请)?\s*(?:订阅|訂閱|subscribe(?:\s+to)?)[\s:：，,]*(.+)",
    re.IGNORECASE | re.DOTALL,
)


def said_of_subscriptions(exchange: Exchange, text: str) -> Turn | None:
    """The turn for a sentence about subscriptions; ``None`` for any other."""
    said = plain(text)
    for pattern, act in ((_LIST, listed), (_STOP, stopped_all), (_BARE, subscribed)):
        if pattern.fullmatch(said):
            return act(exchange)
    if exchange.market is not None and (need := _SEE.fullmatch(said)):
        return opened(exchange, int(need[1]))
    if one := _STOP_ONE.fullmatch(said):
        return _stopped_at(exchange, int(one[1] or one[2]))
    if wanted := _SUBSCRIBE.fullmatch(text):
        return _subscribed_to(exchange, wanted[1])
    return None


def subscribed(exchange: Exchange) -> Turn:
    """订阅这些: the open search; without one it is asked what."""
    searching = exchange.session.searching
    if searching is None or searching.is_asked:
        return _told(exchange, texts.SUBSCRIBE_WHAT)
    return _added(exchange, kept(searching.query, exchange.gazetteer))


def listed(exchange: Exchange) -> Turn:
    """我的订阅: what is subscribed to, each with a button that stops it."""
    held = exchange.tx.subscriptions.all()
    if not held:
        return _told(exchange, texts.SUBSCRIPTIONS_NONE)
    lines = [texts.SUBSCRIPTIONS_ARE.format(count=len(held))]
    lines += [
        texts.SUBSCRIPTION_LINE.format(place=place, label=one.label)
        for place, one in enumerate(held, start=1)
    ]
    stops = [
        Choice(DeskButton(STOP, str(one.number)).code, texts.SUBSCRIPTION_STOP.format(place=place))
        for place, one in enumerate(held, start=1)
    ]
    return _told(exchange, "\n".join(lines), *stops, _stop_all())


def stopped(exchange: Exchange, number: int) -> Turn:
    """One is stopped, by the button of the list; an old button shows the list as it is."""
    held = {one.number: one for one in exchange.tx.subscriptions.all()}
    return _stopped(exchange, held[number]) if number in held else listed(exchange)


def stopped_all(exchange: Exchange) -> Turn:
    """停止订阅: all of them."""
    count = exchange.tx.subscriptions.stop_all()
    if not count:
        return _told(exchange, texts.SUBSCRIPTIONS_NONE)
    return _told(exchange, texts.SUBSCRIPTIONS_STOPPED.format(count=count))


def list_button() -> Choice:
    """我的订阅."""
    return Choice(DeskButton(LIST).code, texts.SUBSCRIPTIONS)


def stop_button() -> Choice:
    """停止订阅."""
    return _stop_all()


def _stopped_at(exchange: Exchange, place: int) -> Turn:
    held = exchange.tx.subscriptions.all()
    return _stopped(exchange, held[place - 1]) if 0 < place <= len(held) else listed(exchange)


def _stopped(exchange: Exchange, one: Subscription) -> Turn:
    exchange.tx.subscriptions.stop(one.number)
    rest = (list_button(),) if exchange.tx.subscriptions.all() else ()
    return _told(exchange, texts.SUBSCRIPTION_STOPPED.format(label=one.label), *rest)


def _subscribed_to(exchange: Exchange, text: str) -> Turn:
    if _ALL.fullmatch(plain(text)):
        return _added(exchange, NeedQuery())
    try:
        query = read_need_query(text, exchange.gazetteer, exchange.today).query
    except Invalid as refusal:
        return _told(exchange, refusal.message)
    return _told(exchange, texts.SUBSCRIBE_WHAT) if query.is_empty else _added(exchange, query)


def _added(exchange: Exchange, query: NeedQuery) -> Turn:
    label = label_of(query)
    try:
        is_new = exchange.tx.subscriptions.add(query.query_string(), label)
    except Invalid as refusal:
        return _told(exchange, refusal.message, list_button())
    said = texts.SUBSCRIBED if is_new else texts.SUBSCRIBED_ALREADY
    return _told(exchange, said.format(label=label), list_button())


def _told(exchange: Exchange, sentence: str, *choices: Choice) -> Turn:
    return then_pending(exchange, Turn((Message(sentence),), choices))


def _stop_all() -> Choice:
    return Choice(DeskButton(STOP_ALL).code, texts.SUBSCRIPTIONS_STOP)
