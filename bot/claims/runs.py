"""A run of claiming: what its slots hold, and how each of its questions is shown."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from api.domain.claimable import Claimable, Parts, Thing
from bot import texts
from bot.claim_ports import OpenNeed
from bot.claims.amounts import amounts_shown
from bot.claims.reading import whole_of
from bot.dialogue.buttons import DeskButton
from bot.dialogue.flows.claim import CLAIM_ASK, CLAIM_END, MONEY, NEED, THINGS
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.turn import Card, CardRow, Choice, Message, Turn
from bot.dialogue.values import shown

LEAVE = "leaveclaim"
LEAD = "lead"  # the slot with the number of the invitation that is taken up
CLAIM_NUMBER = "claim"  # the slot with the number of the claim that is dealt with
HANDS_OVER = "hands_over"
NAMES = "names"  # the slot with the names of the person's organisations by key


def kept(value: Any) -> Slot:
    """A slot that is known from the beginning."""
    return Slot(value, Provenance.SAID)


def need_slot(need: OpenNeed) -> Slot:
    """What is open, as a session keeps it."""
    things = [[t.position, t.name, str(t.quantity), t.unit] for t in need.open.things]
    return kept(
        {
            "number": need.number,
            "title": need.title,
            "money": str(need.open.money),
            "things": things,
        }
    )


def need_in(frame: Frame) -> OpenNeed:
    """The need a run is about."""
    body = frame.slots[NEED].value
    things = tuple(
        Thing(at, name, Decimal(quantity), unit) for at, name, quantity, unit in body["things"]
    )
    still_open = Claimable(Decimal(body["money"]), things)
    return OpenNeed(body["number"], body["title"], still_open)


def part_json(parts: Parts) -> dict[str, Any]:
    """What was said to be claimed, as a session keeps it."""
    quantities = {str(at): str(amount) for at, amount in parts.quantities.items()}
    return {"money": str(parts.money), "quantities": quantities}


def part_in(frame: Frame) -> Parts:
    """How much is claimed: named, or all that is open in one of the two ways."""
    value = frame.slots["part"].value
    if value in (MONEY, THINGS):
        return whole_of(need_in(frame).open, money=value == MONEY)
    quantities = {int(at): Decimal(amount) for at, amount in value["quantities"].items()}
    return Parts(Decimal(value["money"]), quantities)


def claim_prompt(turn: Turn, frame: Frame, *, again: bool) -> Turn:
    """The question of ``frame`` with what it is about, and the way out."""
    label = {CLAIM_END.name: texts.WITHDRAW_NO, CLAIM_ASK.name: texts.CANCEL}
    leave = Choice(DeskButton(LEAVE).code, label.get(frame.flow, texts.LEAVE_CLAIM))
    choices = (*turn.choices, leave)
    if frame.flow in (CLAIM_END.name, CLAIM_ASK.name):
        return replace(turn, choices=choices)
    if frame.step == "claimant":
        return replace(turn, messages=(Message(texts.CLAIM_FOR_WHOM),), choices=choices)
    if frame.step == "part":
        return _asked_how_much(turn, frame, leave, again=again)
    return replace(turn, messages=(Message(turn.messages[0].text, _card(frame)),), choices=choices)


def _asked_how_much(turn: Turn, frame: Frame, leave: Choice, *, again: bool) -> Turn:
    need = need_in(frame)
    told = texts.CLAIM_OPEN.format(
        number=need.number, title=need.title, open=amounts_shown(need.open)
    )
    text = turn.messages[0].text
    if "part" in frame.slots:  # only here the things can be named
        kept_as = shown("part", frame.slots["part"].value)
        text = text.replace(kept_as, amounts_shown(_wanted(frame)))
    offers = {MONEY: bool(need.open.money), THINGS: bool(need.open.things)}
    choices = tuple(
        choice
        for choice in turn.choices
        if offers.get(choice.code.rpartition(":")[2], True) or ":pick:" not in choice.code
    )
    return replace(
        turn,
        messages=(Message(text if again else f"{told}\n{text}"),),
        choices=(*choices, leave),
    )


def _wanted(frame: Frame) -> Claimable:
    """How much is claimed, the things with their names."""
    parts = part_in(frame)
    named = {thing.position: thing for thing in need_in(frame).open.things}
    things = tuple(
        replace(named[at], quantity=amount)
        for at, amount in parts.quantities.items()
        if at in named and amount
    )
    return Claimable(parts.money, things)


def _card(frame: Frame) -> Card:
    need = need_in(frame)
    names = frame.slots[NAMES].value
    rows = (
        CardRow("need", texts.CLAIM_ROW_NEED, f"{need.number} {need.title}"),
        CardRow("claimant", texts.CLAIM_ROW_WHO, names[frame.slots["claimant"].value]),
        CardRow("part", texts.CLAIM_ROW_PART, amounts_shown(_wanted(frame))),
    )
    return Card(texts.CLAIM_CARD, rows)
