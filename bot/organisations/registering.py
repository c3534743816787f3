"""登记机构: the questions about an organisation, and what becomes of the answers."""

from collections.abc import Callable
from dataclasses import replace

from api.domain.organisation_profile import OrganisationState
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.engine import Effect
from bot.dialogue.flows.organisation import ORGANISATION, ORGANISATION_KEY
from bot.dialogue.progress import begin
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, flow_of, pending, said
from bot.onward import onward
from bot.organisations.reading import code_of, key_of
from bot.organisations.slots import details_of, slots_of_profile, value_of

_CHANGEABLE = tuple(step.slot for step in ORGANISATION.steps if step.slot != "credit_code")


def registering(exchange: Exchange) -> Turn:
    """登记机构: a new run, or on with the one that was begun."""
    begun = next((f for f in exchange.session.stack if _is_new(f)), None)
    if begun is None:
        exchange.push(begin(ORGANISATION, exchange.nonce()))
        return said(pending(exchange), texts.REGISTERING)
    _to_top(exchange, begun)
    return said(pending(exchange), texts.GO_ON)


def changing_profile(exchange: Exchange, key: str) -> Turn:
    """修改资料: the card with the answers as they stand."""
    profile = exchange.tx.organisations.profile(key)
    if profile.state is OrganisationState.SUSPENDED:
        return said(pending(exchange), texts.ORGANISATION_SUSPENDED.format(note=profile.note))
    begun = next(
        (f for f in exchange.session.stack if f.flow == ORGANISATION.name and key_of(f) == key),
        None,
    )
    if begun is not None:
        _to_top(exchange, begun)
        return said(pending(exchange), texts.GO_ON)
    slots = slots_of_profile(profile)
    exchange.push(begin(ORGANISATION, exchange.nonce(), slots=slots, only=_CHANGEABLE))
    return pending(exchange)


def ended_profile(exchange: Exchange, frame: Frame, effect: Effect) -> Turn:
    """What the end of the flow does."""
    return _ENDINGS.get(effect, _kept)(exchange, frame)


def _submitted(exchange: Exchange, frame: Frame) -> Turn:
    """The organisation registered or changed; what was blocked or taken meanwhile is refused."""
    key, name, details = key_of(frame), value_of(frame, "name"), details_of(frame)
    ours = exchange.tx.organisations
    if refused := ours.refusal(None if key else code_of(frame), name):
        return said(pending(exchange, again=True), refused)
    if key is None:
        profile = ours.register(code_of(frame), name, details)
        sentence = texts.REGISTERED.format(name=profile.name)
    else:
        profile = ours.change(key, name, details)
        waits = profile.state is OrganisationState.UNVERIFIED
        sentence = (texts.CHANGED_AND_WAITS if waits else texts.PROFILE_CHANGED).format(
            name=profile.name
        )
    exchange.pop()
    turn = onward(exchange, Message(sentence))
    mine = Choice(DeskButton("orgs").code, texts.MENU_ORGANISATIONS)
    return replace(turn, choices=(mine, *turn.choices)) if exchange.frame is None else turn


def _cancelled(exchange: Exchange, frame: Frame) -> Turn:
    exchange.pop()
    return onward(exchange, Message(texts.CANCELLED_OF[frame.flow]))


def _restarted(exchange: Exchange, frame: Frame) -> Turn:
    key = key_of(frame)
    kept = {} if key is None else slots_of_profile(exchange.tx.organisations.profile(key))
    exchange.put(begin(flow_of(frame), exchange.nonce(), slots=kept, only=frame.only))
    return said(pending(exchange), texts.RESTARTED)


def _kept(exchange: Exchange, frame: Frame) -> Turn:
    """暂存 and the like: such a run waits where it stands, whatever is done meanwhile."""
    return said(pending(exchange, again=True), texts.KEPT_ANYWAY)


_ENDINGS: dict[Effect, Callable[[Exchange, Frame], Turn]] = {
    Effect.SUBMIT: _submitted,
    Effect.CANCEL: _cancelled,
    Effect.RESTART: _restarted,
}


def _is_new(frame: Frame) -> bool:
    return frame.flow == ORGANISATION.name and ORGANISATION_KEY not in frame.slots


def _to_top(exchange: Exchange, frame: Frame) -> None:
    others = tuple(one for one in exchange.session.stack if one.nonce != frame.nonce)
    exchange.session = replace(exchange.session, stack=(*others, frame))
