"""What the end of the flow of an application does: submitted, mended, set aside, or left."""

from collections.abc import Callable
from dataclasses import replace

from bot import texts
from bot.another import set_aside
from bot.applying.beginning import mending_frame
from bot.applying.slots import programme_of, project_of
from bot.dialogue.engine import Effect
from bot.dialogue.flows.application import (
    APPLICANT,
    APPLICATION_NUMBER,
    DECLARED,
    FILES,
    declared_in,
)
from bot.dialogue.progress import begin
from bot.dialogue.session import Frame
from bot.dialogue.turn import Message, Turn
from bot.exchange import Exchange, pending, said
from bot.onward import onward
from bot.organisations.slots import value_of
from bot.own_applications import applications_button


def ended_application(exchange: Exchange, frame: Frame, effect: Effect) -> Turn:
    """Do what ``effect`` asks for ``frame``, the flow on top."""
    return _ENDINGS[effect](exchange, frame)


def _submitted(exchange: Exchange, frame: Frame) -> Turn:
    """A new application, or the answer to a return; what is refused leaves the run as it is."""
    number, project = value_of(frame, APPLICATION_NUMBER), project_of(frame)
    ours, key = exchange.tx.applications, f"run:{frame.nonce}"
    files = tuple(value_of(frame, FILES) or ())
    if number is None:
        organisation = value_of(frame, APPLICANT)["key"]
        made = ours.submit(programme_of(frame), organisation, project, files, key)
        sentence = texts.APPLICATION_SUBMITTED
    else:
        made = ours.answer(number, project, files, key)
        sentence = texts.APPLICATION_MENDED
    exchange.pop()
    turn = onward(exchange, Message(sentence.format(code=made.code, stage=ours.stage(made))))
    mine = applications_button()
    return replace(turn, choices=(mine, *turn.choices)) if exchange.frame is None else turn


def _cancelled(exchange: Exchange, frame: Frame) -> Turn:
    exchange.pop()
    number = value_of(frame, APPLICATION_NUMBER)
    if number is not None:
        return onward(exchange, Message(texts.MENDING_LEFT.format(code=f"S{number}")))
    return onward(exchange, Message(texts.CANCELLED_OF[frame.flow]))


def _restarted(exchange: Exchange, frame: Frame) -> Turn:
    number = value_of(frame, APPLICATION_NUMBER)
    if number is not None:
        exchange.put(mending_frame(exchange, exchange.tx.applications.one(number)))
    else:
        slots = {DECLARED: frame.slots[DECLARED]}
        exchange.put(begin(declared_in(slots), exchange.nonce(), slots=slots))
    return said(pending(exchange), texts.RESTARTED)


_ENDINGS: dict[Effect, Callable[[Exchange, Frame], Turn]] = {
    Effect.SUBMIT: _submitted,
    Effect.CANCEL: _cancelled,
    Effect.RESTART: _restarted,
    Effect.SET_ASIDE: set_aside,
}
