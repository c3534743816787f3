"""What is said kindly to a person who sends too much, and nothing lost by it.

The counts are kept in the person's session, whatever the channel: a restart, a second worker or
another device changes nothing, and a message counts once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from api.clock import SHANGHAI
from bot import texts
from bot.dialogue.turn import Message, Turn
from bot.exchange import Exchange, pending
from bot.limits import Doing


def paced(exchange: Exchange, respond: Callable[[Exchange], Turn]) -> Turn:
    """The turn of ``respond``, or what is said instead to somebody who sends too much.

    What was sent is stored, a form in progress stays as it is, and whoever was asked to wait is
    not asked again until then. What is said to staff is always passed on.
    """
    if exchange.tx.staff.current() is not None:
        return respond(exchange)
    now = exchange.inbound.received_at.timestamp()
    if now < exchange.session.silent_until:
        return replace(pending(exchange), messages=())
    if not wait_for(exchange, Doing.MESSAGE):
        return respond(exchange)
    limits = exchange.limits
    stubborn = wait_for(exchange, Doing.NOTICE) > 0
    until = now + (limits.quiet if stubborn else limits.pause).total_seconds()
    exchange.session = replace(exchange.session, silent_until=until)
    sentence = texts.QUIET if stubborn else texts.TOO_FAST
    spoken = Message(sentence.format(time=clock_time(until, exchange.inbound.received_at)))
    return replace(pending(exchange), messages=(spoken,))


def wait_for(exchange: Exchange, doing: Doing) -> float:
    """Seconds until the person may do that once more; 0.0 when they may now, which is counted."""
    rate = exchange.limits.rates.get(doing)
    if rate is None:
        return 0.0
    spent = exchange.session.spent
    busy, wait = rate.spend(spent.get(doing, 0.0), exchange.inbound.received_at.timestamp())
    if not wait:
        exchange.session = replace(exchange.session, spent=spent | {doing.value: busy})
    return wait


def too_many(exchange: Exchange, doing: Doing) -> str:
    """The sentence when there were too many of these, saying when to go on; else empty."""
    wait = wait_for(exchange, doing)
    if not wait:
        return ""
    received = exchange.inbound.received_at
    time = clock_time(received.timestamp() + wait, received)
    return str(texts.TOO_MANY[doing]).format(time=time, count=exchange.limits.rates[doing].count)


def clock_time(until: float, since: datetime) -> str:
    """A moment to come as people say it: the time today, or the day with it; rounded up."""
    at = datetime.fromtimestamp(until, UTC).astimezone(SHANGHAI)
    near = at - since < timedelta(hours=1)
    if not near:
        at += timedelta(seconds=59)
    form = "%H:%M:%S" if near else "%H:%M"
    is_today = at.date() == since.astimezone(SHANGHAI).date()
    return at.strftime(form if is_today else f"%m-%d {form}")
