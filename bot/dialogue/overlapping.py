"""The step before submission that shows what the need overlaps with: the same need reported
already, aid that is there, a list common elsewhere. What is shown stands in a slot of the run."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from api.clock import SHANGHAI
from api.domain.overlap import Glimpse, Overlap
from bot import texts
from bot.dialogue.buttons import FlowButton
from bot.dialogue.flow import OVERLAP
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.turn import Card, CardRow, Choice, Message, Turn

FOUND, JOINING = "overlap_found", "overlap_joining"  # slots of the run, never asked for
OFFERED = 2  # tickets to join; more would fill a phone's screen with buttons


def showing(frame: Frame, found: Overlap) -> Frame:
    """``frame`` at the step that shows ``found``."""
    body = {
        "duplicates": [_kept(one) for one in found.duplicates[:OFFERED]],
        "aid": [_kept(one) for one in found.aid],
        "refused": found.template.refused if found.template.is_worth_saying else 0,
        "counties": found.template.counties if found.template.is_worth_saying else 0,
    }
    slot = Slot(body, Provenance.RECOGNISED)
    return replace(frame, step=OVERLAP, slots={**frame.slots, FOUND: slot}, offered=())


def joinable(frame: Frame) -> tuple[int, ...]:
    """The tickets offered to be joined, as they were shown."""
    return tuple(one["number"] for one in _found(frame).get("duplicates") or ())


def choosing(frame: Frame, number: int, *, adds: bool) -> Frame:
    """``frame`` with the ticket that was chosen to join."""
    slot = Slot({"number": number, "adds": adds}, Provenance.SAID)
    return replace(frame, slots={**frame.slots, JOINING: slot})


def chosen(frame: Frame) -> tuple[int, bool]:
    """What ``choosing`` kept: the ticket, and whether this report has more to say."""
    value = frame.slots[JOINING].value
    return value["number"], value["adds"]


def overlap_turn(frame: Frame, *, again: bool = False) -> Turn:
    """What was found, and a button for each way to go on; ``again`` leaves out what was found."""
    found = _found(frame)
    duplicates = found.get("duplicates") or []
    messages = [] if again else [*_alike(duplicates), *_hints(found, alone=not duplicates)]
    question = texts.OVERLAP_CHOOSE if duplicates else texts.OVERLAP_GO_ON
    choices: list[Choice] = []
    for one in duplicates:
        number = str(one["number"])
        if not one["mine"]:
            choices.append(_button(frame, "join", texts.OVERLAP_JOIN, number))
        choices.append(_button(frame, "add", texts.OVERLAP_ADD, number))
    alone = texts.OVERLAP_ALONE if duplicates else texts.OVERLAP_SUBMIT
    choices += [
        _button(frame, "submit", alone),
        _button(frame, "back", texts.BACK_TO_CARD),
    ]
    return Turn((*messages, Message(question)), tuple(choices), asks=OVERLAP)


def month_of(at: datetime) -> str:
    """The month in Shanghai, as it is written."""
    local = at.astimezone(SHANGHAI)
    return texts.MONTH.format(year=local.year, month=local.month)


def glimpse_card(one: Glimpse, note: str = "") -> Card:
    """What may be shown of another person's ticket."""
    return _card(_kept(one), note)


def _found(frame: Frame) -> dict[str, Any]:
    slot = frame.slots.get(FOUND)
    return slot.value if slot else {}


def _kept(one: Glimpse) -> dict[str, Any]:
    return {
        "number": one.number,
        "status": one.status.value,
        "place": one.place,
        "things": list(one.things),
        "at": one.at.isoformat(),
        "agrees": [fact.value for fact in one.agrees],
        "mine": one.mine,
    }


def _alike(duplicates: list[dict[str, Any]]) -> list[Message]:
    if not duplicates:
        return []
    lead = Message(texts.OVERLAP_SAME.format(count=len(duplicates)))
    return [lead, *(Message(_agreeing(one), _card(one)) for one in duplicates)]


def _agreeing(one: dict[str, Any]) -> str:
    facts = texts.LIST_COMMA.join(texts.FACT_NAMES[fact] for fact in one["agrees"])
    sentence = texts.OVERLAP_AGREES.format(facts=facts)
    return texts.OVERLAP_MINE + sentence if one["mine"] else sentence


def _card(one: dict[str, Any], note: str = "") -> Card:
    title = texts.CARD_TICKET.format(number=one["number"], status=texts.STATUS_NAMES[one["status"]])
    rows = (
        CardRow("place", texts.FIELD_NAMES["place"], one["place"]),
        CardRow("items", texts.FIELD_NAMES["items"], texts.LIST_COMMA.join(one["things"])),
        CardRow("", texts.REPORTED_IN, month_of(datetime.fromisoformat(one["at"]))),
    )
    return Card(title, rows, note)


def _hints(found: dict[str, Any], *, alone: bool) -> list[Message]:
    """Aid already there, and a list common elsewhere: told once, never in the way."""
    lines = []
    if aid := found.get("aid"):
        lines += [texts.OVERLAP_AID, *map(_aid, aid)]
    if counties := found.get("counties"):
        lines.append(texts.OVERLAP_COMMON.format(count=counties))
    if found.get("refused"):
        lines.append(texts.OVERLAP_REFUSED)
    if lines and alone:
        lines.insert(0, texts.OVERLAP_HINT)
    return [Message("\n".join(lines))] if lines else []


def _aid(one: dict[str, Any]) -> str:
    return texts.OVERLAP_AID_LINE.format(
        number=one["number"],
        month=month_of(datetime.fromisoformat(one["at"])),
        things=texts.LIST_COMMA.join(one["things"]),
        status=texts.STATUS_NAMES[one["status"]],
    )


def _button(frame: Frame, verb: str, text: str, argument: str = "") -> Choice:
    code = FlowButton(frame.nonce, OVERLAP, verb, argument).code
    return Choice(code, text.format(number=argument))
