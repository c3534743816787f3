"""A place named once more after it was answered: 木戛乡 after 澜沧县, 中心小学 after 木戛乡."""

from typing import Any

from api.domain.need_json import place_json
from bot import texts
from bot.changing import Change
from bot.dialogue.events import Ambiguous, Answered
from bot.dialogue.session import Frame, Offered
from bot.dialogue.values import shown
from bot.exchange import Exchange
from bot.understanding.places import LONGEST_ANSWER, PlaceFound, find_places
from bot.understanding.sites import find_sites
from bot.understanding.span import Found
from knowledge.normalise import normalise


def narrowed(exchange: Exchange, frame: Frame, text: str) -> Change | None:
    """What ``text`` does to the place said before; ``None`` when it is not only a place.

    What narrows it down is taken, what says less than is known changes nothing, and another
    place is offered as a change.
    """
    slot = frame.slots.get("place")
    if slot is None or not slot.value:
        return None
    old: dict[str, Any] = slot.value
    if site := _site(text, old):
        return Change((Answered("place", {**old, "site": site}),))
    plain = normalise(text).text
    found = find_places(plain, exchange.gazetteer, bare=len(plain) <= LONGEST_ANSWER)
    if found is None or not found.value.place.code or not _is_all(plain, found):
        return None
    return _against(exchange, old, place_json(found.value.place))


def _is_all(plain: str, found: Found[PlaceFound]) -> bool:
    """Whether ``plain`` names the place and says nothing else (澜沧木戛的大班利村)."""
    if (found.start, found.end) == (0, len(plain)):
        return True
    place = found.value.place
    return bool(place.site and place.township and plain.endswith(place.site))


def _against(exchange: Exchange, old: dict[str, Any], new: dict[str, Any]) -> Change:
    within = exchange.gazetteer.within
    if new["site"] is None and within(old["code"] or "", new["code"]):
        return Change(notes=(texts.PRESENTLY.format(value=shown("place", old)),))
    if within(new["code"], old["code"] or ""):
        return Change((Answered("place", new),))
    return Change((Ambiguous("place", (Offered(shown("place", new), new),)),))


def _site(text: str, place: dict[str, Any]) -> str | None:
    """The site that ``text`` is, for a place that has none yet (中心小学 after 木戛乡)."""
    sites = find_sites(normalise(text).text)
    if place["site"] or len(sites) != 1 or (sites[0].start, sites[0].end) != (0, len(text)):
        return None
    return sites[0].written if sites[0].named else f"{place['township'] or ''}{sites[0].written}"
