"""按省市选: the place question answered by buttons, from the province down to the township."""

from dataclasses import replace

from api.domain.need_json import place_json
from bot import texts
from bot.dialogue.buttons import FlowButton
from bot.dialogue.divisions import TOP, Page, page_of, up, walk
from bot.dialogue.events import Answered, Event, Walked, WentBack
from bot.dialogue.flows import FLOWS
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice, Message, Turn
from bot.ports import Transaction
from bot.understanding.title import short_name
from knowledge.places.gazetteer import Gazetteer

_LIKELY = 3  # counties that come before all others
_AT_ONCE = 2  # of these beside the question itself
_CANDIDATE = (":offer:", ":other")
_COUNTY = 6  # digits of a county's code


def with_divisions(turn: Turn, frame: Frame, gazetteer: Gazetteer, tx: Transaction) -> Turn:
    """``turn``, which asks for a place, with the way to it by buttons, or as one stands on it."""
    first = tx.counties()[:_LIKELY]
    page = page_of(gazetteer, frame.walk or "", first)
    if page is not None:
        return replace(turn, messages=(Message(_asked(gazetteer, page)),), choices=_on(frame, page))
    offered = tuple(c for c in turn.choices if any(mark in c.code for mark in _CANDIDATE))
    ways = tuple(choice for choice in turn.choices if choice not in offered)
    counties = () if offered else tuple(filter(None, map(gazetteer.get, first[:_AT_ONCE])))
    known = tuple(_button(frame, "into", one.code, short_name(one.name)) for one in counties)
    pick = _button(frame, "walk", TOP, texts.PICK_DIVISION)
    return replace(turn, choices=(*offered, *known, pick, *ways))


def event_of(gazetteer: Gazetteer, frame: Frame, verb: str, argument: str) -> Event | None:
    """What a button means: ``walk`` shows a page, ``into`` goes a level down or takes the last,
    ``at`` stops there. ``None`` when we never made such a button."""
    if verb == "walk":
        return _to(gazetteer, frame, argument)
    if gazetteer.get(argument) is None:
        return None
    last = len(argument) >= _COUNTY and _gathers(frame)
    below = _to(gazetteer, frame, walk(argument)) if verb == "into" and not last else None
    return below or Answered(frame.step, place_json(gazetteer.place(argument)))


def climbed(gazetteer: Gazetteer, frame: Frame) -> Event:
    """One level up; from the top to the question."""
    return Walked(frame.step, up(gazetteer, frame.walk or ""))


def stepped_back(gazetteer: Gazetteer, frame: Frame) -> Event:
    """上一步: one level up; from a location sent in the middle, back to what was asked before."""
    page = page_of(gazetteer, frame.walk or "")
    if page is not None and page.near and frame.editing:
        return WentBack()
    return climbed(gazetteer, frame)


def _gathers(frame: Frame) -> bool:
    """Whether areas are gathered: any division is one, down to the county."""
    return FLOWS[frame.flow].step(frame.step).many


def _to(gazetteer: Gazetteer, frame: Frame, word: str) -> Event | None:
    return Walked(frame.step, word) if page_of(gazetteer, word) else None


def _asked(gazetteer: Gazetteer, page: Page) -> str:
    if page.near:
        return texts.NEAR
    if not page.above:
        question = texts.PICK_PROVINCE
    else:
        place = gazetteer.place(page.above)
        last = page.below and len(page.below[0].code) > _COUNTY
        question = (texts.PICK_TOWNSHIP if last else texts.PICK_BELOW).format(place=place)
    count = texts.PAGE_OF.format(number=page.number + 1, pages=page.pages)
    return question + (count if page.pages > 1 else "")


def _on(frame: Frame, page: Page) -> tuple[Choice, ...]:
    """The divisions of a page, then where else one can go."""
    choices = [_button(frame, "into", one.code, short_name(one.name)) for one in page.below]
    if page.number + 1 < page.pages:
        choices.append(_button(frame, "walk", walk(page.above, page.number + 1), texts.NEXT_PAGE))
    if page.number:
        choices.append(_button(frame, "walk", walk(page.above, page.number - 1), texts.PAGE_BEFORE))
    deep = len(page.above) >= 4 and len(page.below[0].code) > _COUNTY
    if deep or (page.above and _gathers(frame)):
        choices.append(_button(frame, "at", page.above, texts.STOP_HERE))
    if page.near:
        choices.append(_button(frame, "walk", TOP, texts.PICK_DIVISION))
    choices.append(_button(frame, "up", "", texts.LEVEL_UP if page.above else texts.TYPE_IT))
    return tuple(choices)


def _button(frame: Frame, verb: str, argument: str, text: str) -> Choice:
    return Choice(FlowButton(frame.nonce, frame.step, verb, argument).code, text)
