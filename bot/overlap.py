"""What happens before and instead of a submission when a need overlaps with what is there."""

from api.domain.need import FIELDS, Need
from bot import texts
from bot.dialogue.draft import need_of
from bot.dialogue.flow import OVERLAP
from bot.dialogue.overlapping import FOUND, chosen, joinable, showing
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.dialogue.values import label, shown
from bot.exchange import Exchange, flow_of, pending
from bot.texts import Language, speaking


def shown_first(exchange: Exchange, frame: Frame, need: Need) -> Turn | None:
    """What ``need`` overlaps with, to be seen before it is submitted; ``None`` when nothing is,
    or it was seen already. Mere hints are given once in a run."""
    if not flow_of(frame).compares or frame.ticket is not None or frame.step == OVERLAP:
        return None
    found = exchange.tx.support.overlap(need)
    if not found.is_worth_saying or (FOUND in frame.slots and not found.duplicates):
        return None
    exchange.put(showing(frame, found))
    return pending(exchange)


def noted_apart(exchange: Exchange, frame: Frame, number: int) -> str:
    """仍然单独提交: staff see which tickets the reporter saw; the sentence that says so."""
    others = joinable(frame) if frame.step == OVERLAP else ()
    if not others:
        return ""
    exchange.tx.support.keep_apart(number, others)
    numbers = texts.LIST_COMMA.join(str(one) for one in others)
    return texts.OVERLAP_APART.format(numbers=numbers)


def joined(exchange: Exchange, frame: Frame) -> tuple[int, str]:
    """Attach the report to the ticket chosen; its number, and the sentence that says so."""
    number, adds = chosen(frame)
    with speaking(Language.SIMPLIFIED):  # staff read it, whatever the reporter's language
        lines = {
            name: f"{label(name)}：{value}" for name in FIELDS if (value := _value(frame, name))
        }
    exchange.tx.support.join(number, need_of(frame), lines, f"join:{frame.nonce}", adds=adds)
    sentence = texts.OVERLAP_ADDED if adds else texts.OVERLAP_JOINED
    return number, sentence.format(number=number)


def _value(frame: Frame, name: str) -> str:
    slot = frame.slots.get(name)
    return shown(name, slot.value) if slot else ""
