"""The question now pending, as a Turn: its text, its card, and a button for all one can do."""

from dataclasses import replace
from typing import Any

from api.domain.need import FIELDS
from api.domain.need_json import need_json
from bot import texts
from bot.dialogue.buttons import FlowButton
from bot.dialogue.card import answers_card, need_card
from bot.dialogue.draft import KEPT_AS_DRAFTS, need_of, title_of
from bot.dialogue.engine import Effect
from bot.dialogue.flow import CONFIRM, FIELD, OVERLAP, Flow, Step
from bot.dialogue.overlapping import overlap_turn
from bot.dialogue.progress import is_partial
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice, Message, Turn
from bot.dialogue.values import labels, shown
from bot.dialogue.wording import called, confirmation, stated, worded

_FEW = 4  # open questions that are named; more are only counted


def prompt(flow: Flow, frame: Frame, *, again: bool = False) -> Turn:
    """What to show for ``frame``: one message, one question; ``again`` gives its short form."""
    if frame.doubt is not None:
        turn = _doubt(frame)
    elif frame.step == CONFIRM:
        turn = _confirm(flow, frame)
    elif frame.step == OVERLAP:
        turn = overlap_turn(frame, again=again)
    elif frame.step == FIELD:
        turn = _field(flow, frame)
    else:
        step = stated(worded(flow, flow.step(frame.step)), frame)
        turn = _question(step, frame, again=again)
    draft = need_json(need_of(frame)) if flow.confirm and not flow.own_card else None
    return replace(turn, flow=flow.name, draft=draft)


def _button(frame: Frame, verb: str, text: str, argument: str = "") -> Choice:
    return Choice(FlowButton(frame.nonce, frame.step, verb, argument).code, text)


def _doubt(frame: Frame) -> Turn:
    sure, yes, no = {
        Effect.CANCEL: (_cancel_sure(frame), texts.CANCEL_YES, texts.DOUBT_NO),
        Effect.ANOTHER: (_another_sure(frame), texts.ANOTHER_YES, texts.ANOTHER_NO),
        Effect.RESTART: (texts.RESTART_SURE, texts.RESTART_YES, texts.DOUBT_NO),
    }[Effect(frame.doubt or "")]
    ways = [_button(frame, "yes", yes), _button(frame, "no", no)]
    if frame.doubt == Effect.CANCEL and frame.flow in KEPT_AS_DRAFTS:
        ways.append(_button(frame, "aside", texts.SET_ASIDE))
    return Turn((Message(sure),), tuple(ways))


def _cancel_sure(frame: Frame) -> str:
    if frame.ticket is None:
        return str(texts.CANCEL_SURE_OF.get(frame.flow, texts.CANCEL_SURE))
    return texts.CANCEL_RETURN_SURE.format(number=frame.ticket)


def _another_sure(frame: Frame) -> str:
    if frame.ticket is None:
        return texts.ANOTHER_SURE.format(title=title_of(frame))
    return texts.ANOTHER_WHILE_SUPPLYING.format(number=frame.ticket)


def _confirm(flow: Flow, frame: Frame) -> Turn:
    title = texts.CARD_TITLE
    if frame.ticket is not None:
        title = texts.CARD_TITLE_RETURNED.format(number=frame.ticket)
    card = need_card(title, frame)
    if flow.own_card:
        card = answers_card(texts.CARD_TITLES[flow.name], flow, frame)
    choices = (
        _button(frame, "submit", texts.SUBMIT),
        _button(frame, "edit", texts.EDIT),
        _button(frame, "cancel", texts.CANCEL),
    )
    return Turn((Message(confirmation(flow), card),), choices, asks=CONFIRM)


def _field(flow: Flow, frame: Frame) -> Turn:
    choices = (
        *(
            _button(frame, "field", called(worded(flow, step)), step.slot)
            for step in flow.steps_for(frame.only)
        ),
        _button(frame, "back", texts.BACK_TO_CARD),
    )
    return Turn((Message(texts.WHICH_FIELD),), choices)


def _question(step: Step, frame: Frame, *, again: bool) -> Turn:
    present = shown(step.slot, _value(step, frame))
    if frame.offered:
        lines = [_offer(step, frame, changes=bool(present))]
    else:
        lines = [step.again or step.question] if again else [step.question, step.why]
    if present and step.wants_file:
        lines = [texts.MORE_FILES, texts.PRESENTLY.format(value=present)]
    elif present and step.many:
        lines = [step.again, texts.CHOSEN_SO_FAR.format(value=present)]
    elif present:
        lines.append(texts.PRESENTLY.format(value=present))
    if frame.reason and not (frame.history or frame.offered or again):
        lines.insert(0, texts.RETURNED_BECAUSE.format(reason=frame.reason))
    text = "\n".join(line for line in lines if line)
    keeps = bool(present) and not is_partial(frame, step.slot)
    choices = (*_answers(step, frame), *_ways(step, frame, keeps=keeps))
    message = Message(text, document=None if again else step.document)
    return Turn((message,), choices, asks=step.slot, wants_file=step.wants_file)


def _offer(step: Step, frame: Frame, *, changes: bool) -> str:
    """One candidate is asked about, several are chosen from."""
    if len(frame.offered) > 1:
        return texts.WHICH_ONE.format(label=called(step))
    sentence = texts.CHANGE_TO if changes else texts.IS_IT
    return sentence.format(label=called(step), value=frame.offered[0].label)


def _value(step: Step, frame: Frame) -> Any:
    slot = frame.slots.get(step.slot)
    return slot.value if slot else None


def _answers(step: Step, frame: Frame) -> tuple[Choice, ...]:
    if len(frame.offered) == 1:
        changes = bool(shown(step.slot, _value(step, frame)))
        if changes:
            return (_button(frame, "offer", texts.CHANGE_YES, "0"),)
        return (
            _button(frame, "offer", texts.THIS_ONE, "0"),
            _button(frame, "other", texts.NOT_THIS_ONE),
        )
    if frame.offered:
        return tuple(
            _button(frame, "offer", offered.label, str(place))
            for place, offered in enumerate(frame.offered)
        )
    chosen = (_value(step, frame) or ()) if step.many else ()
    return tuple(
        _button(frame, "pick", f"✓ {one.label}" if one.code in chosen else one.label, one.code)
        for one in step.choices
    )


def _ways(step: Step, frame: Frame, *, keeps: bool) -> tuple[Choice, ...]:
    ways = []
    if keeps:
        ways.append(
            _button(frame, "keep", texts.DONE if step.wants_file or step.many else texts.KEEP)
        )
    elif not step.required:
        ways.append(_button(frame, "skip", texts.SKIP))
    if frame.history or frame.editing:
        ways.append(_button(frame, "back", texts.BACK))
    elif not frame.offered and (step.slot in FIELDS or step.reader):
        ways.append(_button(frame, "cancel", texts.CANCEL))
    return tuple(ways)


def prefilled(frame: Frame, waiting: tuple[str, ...], warnings: tuple[str, ...]) -> Message:
    """What was recognised in the first free text, shown once before the missing is asked."""
    text = texts.RECOGNISED
    if waiting:
        few = len(waiting) <= _FEW
        text += (texts.RECOGNISED_FEW if few else texts.RECOGNISED_MANY).format(
            count=len(waiting), labels=labels(waiting)
        )
    card = need_card(texts.CARD_RECOGNISED, frame, recognised_only=True, note="\n".join(warnings))
    return Message(text, card)
