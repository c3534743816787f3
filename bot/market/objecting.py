"""意见: what somebody has to say against a published need, while its notice runs or later."""

import re

from bot import texts
from bot.dialogue.turn import Message, Turn
from bot.exchange import Exchange, pending, said, then_pending

_OBJECTION = re.compile(
    r"\s*(?:我)?(?:对(?:公示的?)?需求?\s*(?P<before>\d{4,9})\s*(?:号)?(?:有|的)?(?:不同)?意见"
    r"|(?:公示)?(?:意见|反馈|objection)[\s:：#]*(?P<after>\d{4,9}))[\s:：，,。;；]*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)


def said_of_a_need(exchange: Exchange, text: str) -> Turn | None:
    """The turn for 意见 1001：…, which goes to staff; ``None`` for any other sentence.

    Raises:
        NotFound: no need of that number is public.
    """
    found = _OBJECTION.fullmatch(text)
    if found is None or exchange.market is None:
        return None
    number = int(found["before"] or found["after"])
    title = exchange.market.need(number).need.title
    if not found["words"].strip():
        sentence = texts.OBJECTION_HOW.format(number=number, title=title)
        return then_pending(exchange, Turn((Message(sentence),)))
    told = texts.OBJECTION_FOR_STAFF.format(
        number=number, title=title, words=found["words"].strip()
    )
    given = exchange.tx.pass_on(told, f"objection-{exchange.inbound_id}")
    return said(pending(exchange), texts.OBJECTION_PASSED.format(number=given))
