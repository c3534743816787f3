"""有哪些需求适合我们: published needs put before an organisation, or before a focus and a place."""

import re
from dataclasses import replace

from api.domain.match_sentence import Weighed
from api.domain.organisation import Area
from api.domain.place import Place
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.dialogue.values import money
from bot.exchange import Exchange, then_pending
from bot.market.showing import look_at
from bot.organisations.mine import short
from bot.suiting_ports import SuitedNeed
from bot.understanding.category import find_category
from bot.understanding.places import find_places
from knowledge.normalise import normalise

SHOWN = 5
LONGEST = 60  # characters; who writes more tells of something else
_ASKED = re.compile(
    r"(?:需求|项目|求助).{0,8}(?:适合|匹配|符合|能帮).{0,3}(?:我|本机构|机构)"
    r"|(?:适合|匹配).{0,2}(?:我|本机构|机构).{0,6}(?:需求|项目)"
    r"|(?:我们|我|机构)(?:能|可以)(?:帮|认领|支持)(?:哪些|什么)(?:需求|项目)?"
    r"|(?:给|为|向)?(?:我们|我)?推荐.{0,6}需求"
    r"|^\s*(?:适合的需求|needs that suit)\s*$",  # the button's label, typed
    re.IGNORECASE,
)


def suiting_after_search(exchange: Exchange, text: str) -> Turn | None:
    """The same after a search, which would look for the words; without an organisation the
    sentence goes on with the search."""
    if exchange.frame is not None or not exchange.tx.organisations.mine():
        return None
    return suiting_asked(exchange, text)


def suiting_asked(exchange: Exchange, text: str) -> Turn | None:
    """The turn for a sentence that asks which needs suit; ``None`` for all else."""
    plain = normalise(text).text
    if len(plain) > LONGEST or not _ASKED.search(plain):
        return None
    mine = exchange.tx.organisations.mine()
    if len(mine) == 1:
        return suited(exchange, mine[0].organisation.key)
    if mine:
        choices = tuple(
            Choice(DeskButton("suits", one.organisation.key).code, short(one.organisation.name))
            for one in mine
        )
        return Turn((Message(texts.WHICH_ORGANISATION),), choices)
    return _by_focus(exchange, plain)


def suited(exchange: Exchange, key: str) -> Turn:
    """What suits one of the person's organisations."""
    found = exchange.tx.suiting.of_organisation(key, SHOWN)
    name = exchange.tx.organisations.profile(key).name
    if not found:
        return then_pending(exchange, Turn((Message(texts.NOTHING_SUITS.format(name=name)),)))
    return _listed(exchange, texts.NEEDS_THAT_SUIT.format(name=name), found)


def _by_focus(exchange: Exchange, plain: str) -> Turn:
    """For somebody who acts for no organisation: by what the sentence names."""
    categories = find_category(plain)
    place = find_places(plain, exchange.gazetteer, bare=True)
    area = _area(place.value.place) if place else None
    if categories is None and area is None:
        button = Choice(DeskButton("register").code, texts.REGISTER_ORGANISATION)
        return then_pending(exchange, Turn((Message(texts.WHAT_WOULD_SUIT),), (button,)))
    named = (categories.value.first, categories.value.second) if categories else ()
    focus = tuple(one for one in named if one is not None)
    found = exchange.tx.suiting.of_focus(focus, area, SHOWN)
    what = "、".join((*(one.label for one in focus), *((str(area),) if area else ())))
    if not found:
        return then_pending(exchange, Turn((Message(texts.NOTHING_FOR_FOCUS.format(what=what)),)))
    # What they help with is hardly known: only what speaks for a need can be told.
    praised = tuple(replace(one, weighed=replace(one.weighed, costs=())) for one in found)
    return _listed(exchange, texts.NEEDS_FOR_FOCUS.format(what=what), praised)


def _area(place: Place) -> Area | None:
    return Area(place.province, place.prefecture, place.county) if place.province else None


def _listed(exchange: Exchange, heading: str, found: tuple[SuitedNeed, ...]) -> Turn:
    lines = [_line(one) for one in found]
    looks = tuple(look_at(one.need) for one in found)
    return then_pending(exchange, Turn((Message("\n".join((heading, *lines))),), looks))


def _line(one: SuitedNeed) -> str:
    need = one.need
    wanted = texts.SUITS_YUAN.format(yuan=money(need.open_yuan)) if need.open_yuan else ""
    return texts.NEED_THAT_SUITS.format(
        number=need.number,
        title=need.title,
        place=str(need.place) or texts.SUITS_SOMEWHERE,
        wanted=wanted,
        why=_why(one.weighed),
    )


def _why(found: Weighed) -> str:
    praise = texts.SUITS_JOIN.join(texts.SUITS_FOR[part] for part in found.gains)
    blame = texts.SUITS_JOIN.join(texts.SUITS_AGAINST[part] for part in found.costs)
    said = (texts.SUITS_BECAUSE.format(parts=praise) if praise else "") + (
        texts.SUITS_BUT.format(parts=blame) if blame else ""
    )
    return said.strip()
