"""The turn that tells somebody what was published for them."""

from collections.abc import Sequence

from api.domain.public_need import PublicNeed
from api.domain.subscription import TOLD
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.dialogue.values import money
from bot.entrances import Entrances
from bot.market.showing import LOOK
from bot.market.subscribing import list_button, stop_button


def digest_turn(needs: Sequence[PublicNeed], queries: Sequence[str], entrances: Entrances) -> Turn:
    """The first of ``needs``, and where all of them are: the list of the only search, else of
    all needs."""
    shown = needs[:TOLD]
    only = queries[0] if len(queries) == 1 else ""
    link = entrances.page(f"/needs?{only}" if only else "/needs")
    lines = [texts.DIGEST.format(count=len(needs)), *map(_line, shown)]
    lines.append(texts.DIGEST_PAGE.format(link=link))
    looks = (
        Choice(DeskButton(LOOK, str(one.number)).code, texts.DIGEST_SEE.format(number=one.number))
        for one in shown
    )
    return Turn((Message("\n".join(lines)),), (*looks, list_button(), stop_button()))


def _line(need: PublicNeed) -> str:
    line = texts.DIGEST_LINE.format(number=need.number, title=need.title)
    if not need.open_yuan:
        return str(line)
    return f"{line} · {texts.DIGEST_OPEN.format(sum=money(need.open_yuan))}"
