"""One step on in the dialogue: an answer in, the next question or the verdict out."""

from dataclasses import replace

from api.domain.errors import NotFound
from api.domain.programme import Fact, Programme
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice, Turn
from bot.eligibility import run
from bot.eligibility.judging import judged_by
from bot.eligibility.verdict import verdict_messages
from bot.eligibility.wording import in_script, shown, stated
from bot.exchange import Exchange, pending, programme_in, said, then_pending
from knowledge.procedure_files import load_procedures


def checked_programme(exchange: Exchange, frame: Frame) -> Programme:
    """The programme of ``frame`` as its documents stand today.

    Raises:
        NotFound: it is gone.
    """
    programme = exchange.rules.checked(run.programme_of(frame), exchange.today)
    if programme is None:
        raise NotFound(texts.ELIGIBILITY_GONE)
    return programme


def standing(exchange: Exchange, frame: Frame) -> Frame:
    """``frame`` where it can be answered: a programme or a question that is gone since leads back
    to the choice of a programme."""
    programme = programme_in(exchange, frame)
    known = programme is not None and frame.step in (run.CHANGE, *programme.facts)
    return frame if known else replace(frame, step=run.PROGRAMME)


def go_on(exchange: Exchange, frame: Frame, *notes: str) -> Turn:
    """Ask what ``frame`` stands at, or give the verdict when nothing is left to ask."""
    if frame.step == run.VERDICT:
        return said(_judged(exchange, frame), *notes)
    exchange.put(frame)
    return said(pending(exchange), *notes)


def answer(exchange: Exchange, frame: Frame, values: dict[str, Fact | None]) -> Turn:
    """``values`` were said; what changes an earlier answer is said back."""
    programme = checked_programme(exchange, frame)
    notes = _said_back(frame, programme, values)
    return go_on(exchange, run.answered(frame, programme, exchange.today, values), *notes)


def _said_back(
    frame: Frame, programme: Programme, values: dict[str, Fact | None]
) -> tuple[str, ...]:
    """What was said beside the question, and what an answer given before becomes."""
    before = run.facts_of(frame, programme)
    changed = [
        texts.ELIGIBILITY_CHANGED.format(
            label=in_script(programme.facts[name].label),
            value=shown(programme.facts[name], value),
        )
        for name, value in values.items()
        if name in before and before[name] != value
    ]
    beside = {
        name: value
        for name, value in values.items()
        if value is not None and name not in before and name != frame.step
    }
    if beside:
        facts = stated(programme.facts, beside)
        changed.append(texts.ELIGIBILITY_ALSO.format(facts=facts))
    return tuple(changed)


def back(exchange: Exchange, frame: Frame) -> Turn:
    """上一步: the question before; from a change, where one was; from the first, the programmes."""
    if frame.step == run.PROGRAMME:
        return said(pending(exchange), texts.ELIGIBILITY_FIRST)
    programme = checked_programme(exchange, frame)
    if frame.step == run.CHANGE or frame.editing:
        return go_on(exchange, run.onward(replace(frame, editing=False), programme, exchange.today))
    earlier = run.gone_back(frame)
    return go_on(exchange, earlier or replace(frame, step=run.PROGRAMME))


def change(exchange: Exchange, frame: Frame) -> Turn:
    """修改答案: which one is asked."""
    programme = programme_in(exchange, frame)
    if programme is None or not any(name in frame.slots for name in programme.facts):
        return said(pending(exchange), texts.ELIGIBILITY_NO_ANSWERS)
    return go_on(exchange, replace(frame, step=run.CHANGE, editing=False))


def keep(exchange: Exchange, frame: Frame) -> Turn:
    """不改: the answer stands."""
    programme = checked_programme(exchange, frame)
    value = run.facts_of(frame, programme).get(frame.step)
    if value is None:
        return said(pending(exchange), texts.STALE)
    return answer(exchange, frame, {frame.step: value})


def leave(exchange: Exchange, frame: Frame) -> Turn:
    """不测了 or 暂存: the answers wait for when it is taken up again."""
    exchange.pop()
    if frame.step != run.PROGRAMME:  # else there is nothing to wait for, and the last one stays
        exchange.session = replace(exchange.session, judged=frame)
    return said(pending(exchange), texts.ELIGIBILITY_STOPPED)


def _judged(exchange: Exchange, frame: Frame) -> Turn:
    programme = checked_programme(exchange, frame)
    facts = run.facts_of(frame, programme)
    judged = judged_by(exchange.rules, programme, facts, exchange.today)
    exchange.pop()
    exchange.session = replace(exchange.session, judged=frame)
    apply = (Choice(DeskButton("applyfor", programme.key).code, texts.MENU_APPLY),)
    choices = (
        *(apply if programme.key in load_procedures() else ()),
        Choice(DeskButton("fitsave").code, texts.ELIGIBILITY_SAVE),
        Choice(DeskButton("fitedit").code, texts.ELIGIBILITY_CHANGE),
        Choice(DeskButton("fitother").code, texts.ELIGIBILITY_OTHER),
    )
    return then_pending(exchange, Turn(verdict_messages(judged), choices))
