"""我的资源: what one's organisations offer; registered, changed and withdrawn."""

from collections.abc import Callable
from dataclasses import replace

from api.domain.membership import Membership
from api.domain.organisation import Offer
from api.domain.organisation_profile import OrganisationState
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.engine import Effect
from bot.dialogue.flows.offer import OFFER, OFFER_KEY
from bot.dialogue.flows.organisation import ORGANISATION_KEY
from bot.dialogue.progress import begin
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.turn import Choice, Message, Turn
from bot.dialogue.values import money
from bot.exchange import Exchange, flow_of, pending, said, then_pending
from bot.onward import onward
from bot.organisations.mine import my_organisations, short
from bot.organisations.offer_slots import offer_of, slots_of_offer
from bot.organisations.slots import value_of

_LISTED = 8  # offers with buttons of their own; the others are changed by their number


def my_offers(exchange: Exchange) -> Turn:
    """我的资源: all of them with their number, and what can be done."""
    if not exchange.tx.organisations.mine():
        return my_organisations(exchange)
    mine = exchange.tx.offers.mine()
    register = _button("offernew", "", texts.REGISTER_OFFER)
    if not mine:
        return then_pending(exchange, Turn((Message(texts.NO_OFFER),), (register,)))
    lines = [texts.OFFERS_HELD, *(_line(exchange, at, one) for at, one in enumerate(mine, 1))]
    choices = tuple(
        _button("offerone", one.key, texts.SEE_OFFER.format(ordinal=at))
        for at, one in enumerate(mine[:_LISTED], 1)
    )
    turn = Turn((Message("\n".join(lines)),), (*choices, register))
    return then_pending(exchange, turn)


def offer_shown(exchange: Exchange, key: str) -> Turn:
    """One offer in full, to be changed or withdrawn."""
    offer = exchange.tx.offers.one(key)
    choices = (
        _button("offeredit", key, texts.CHANGE_OFFER),
        _button("offergone", key, texts.WITHDRAW_OFFER),
    )
    return then_pending(exchange, Turn((Message(described(exchange, offer)),), choices))


def registering_offer(exchange: Exchange) -> Turn:
    """登记资源: of the only organisation, else which is asked; on with one that was begun."""
    for frame in exchange.session.stack:
        if frame.flow == OFFER.name and value_of(frame, OFFER_KEY) is None:
            return _to_top(exchange, frame)
    mine = [one for one in exchange.tx.organisations.mine() if _may_offer(one)]
    if not mine:
        return my_organisations(exchange)
    if len(mine) == 1:
        return offer_begun(exchange, mine[0].organisation.key)
    choices = tuple(
        _button("offernew", one.organisation.key, short(one.organisation.name)) for one in mine
    )
    return Turn((Message(texts.WHICH_ORGANISATION),), choices)


def offer_begun(exchange: Exchange, key: str) -> Turn:
    """A new offer of that organisation."""
    profile = exchange.tx.organisations.profile(key)
    slots = {ORGANISATION_KEY: Slot(key, Provenance.SAID)}
    exchange.push(begin(OFFER, exchange.nonce(), slots=slots))
    return said(pending(exchange), texts.OFFERING.format(name=profile.name))


def changing_offer(exchange: Exchange, key: str) -> Turn:
    """修改资源: the card with the answers as they stand."""
    offer = exchange.tx.offers.one(key)
    for frame in exchange.session.stack:
        if value_of(frame, OFFER_KEY) == key:
            return _to_top(exchange, frame)
    exchange.push(begin(OFFER, exchange.nonce(), slots=slots_of_offer(offer)))
    return pending(exchange)


def withdrawal_asked(exchange: Exchange, key: str) -> Turn:
    """撤下资源: asked once."""
    offer = exchange.tx.offers.one(key)
    yes = _button("offerdrop", key, texts.WITHDRAW_OFFER_YES)
    exchange.session = replace(exchange.session, yes_means=yes.code)
    sentence = texts.WITHDRAW_OFFER_SURE.format(title=offer.title)
    return Turn((Message(sentence),), (yes, _button("offers", "", texts.WITHDRAW_OFFER_NO)))


def offer_withdrawn(exchange: Exchange, key: str) -> Turn:
    """It takes part in no matching any more."""
    offer = exchange.tx.offers.withdraw(key)
    return said(my_offers(exchange), texts.OFFER_WITHDRAWN.format(title=offer.title))


def ended_offer(exchange: Exchange, frame: Frame, effect: Effect) -> Turn:
    """What the end of the flow does."""
    return _ENDINGS.get(effect, _kept)(exchange, frame)


def described(exchange: Exchange, offer: Offer) -> str:
    """An offer in lines: of whom, what, for what and where, how much, until when, on what terms."""
    comma = texts.LIST_COMMA
    known = (
        offer.organisation.name,
        texts.OFFER_KINDS[offer.kind] if offer.kind else "",
        comma.join(texts.CATEGORY_NAMES[code] for code in offer.categories),
        comma.join(map(str, offer.areas)) or texts.EVERYWHERE,
        offer.quantity or (money(offer.most_yuan) if offer.most_yuan else ""),
        texts.OFFER_ENDS.format(day=offer.ends) if offer.ends else "",
        offer.conditions,
    )
    over = texts.OFFER_IS_OVER if offer.is_over(exchange.today) else ""
    return "\n".join(filter(None, (f"{offer.title}{over}", *known)))


def _submitted(exchange: Exchange, frame: Frame) -> Turn:
    profile = exchange.tx.organisations.profile(value_of(frame, ORGANISATION_KEY))
    offer = exchange.tx.offers.put(offer_of(frame, profile.organisation))
    exchange.pop()
    sentence = texts.OFFER_KEPT.format(title=offer.title)
    turn = onward(exchange, Message(sentence))
    mine = _button("offers", "", texts.MENU_OFFERS)
    return replace(turn, choices=(mine, *turn.choices)) if exchange.frame is None else turn


def _cancelled(exchange: Exchange, frame: Frame) -> Turn:
    exchange.pop()
    return onward(exchange, Message(texts.CANCELLED_OF[frame.flow]))


def _restarted(exchange: Exchange, frame: Frame) -> Turn:
    key = value_of(frame, OFFER_KEY)
    own = {ORGANISATION_KEY: frame.slots[ORGANISATION_KEY]}
    kept = own if key is None else slots_of_offer(exchange.tx.offers.one(key))
    exchange.put(begin(flow_of(frame), exchange.nonce(), slots=kept))
    return said(pending(exchange), texts.RESTARTED)


def _kept(exchange: Exchange, frame: Frame) -> Turn:
    return said(pending(exchange, again=True), texts.KEPT_ANYWAY)


_ENDINGS: dict[Effect, Callable[[Exchange, Frame], Turn]] = {
    Effect.SUBMIT: _submitted,
    Effect.CANCEL: _cancelled,
    Effect.RESTART: _restarted,
}


def _to_top(exchange: Exchange, frame: Frame) -> Turn:
    others = tuple(one for one in exchange.session.stack if one.nonce != frame.nonce)
    exchange.session = replace(exchange.session, stack=(*others, frame))
    return said(pending(exchange), texts.GO_ON)


def _may_offer(one: Membership) -> bool:
    return one.state is not OrganisationState.SUSPENDED


def _line(exchange: Exchange, at: int, offer: Offer) -> str:
    over = texts.OFFER_IS_OVER if offer.is_over(exchange.today) else ""
    line = texts.OFFER_LINE.format(
        ordinal=at, title=offer.title, organisation=offer.organisation.name
    )
    return f"{line}{over}"


def _button(verb: str, argument: str, text: str) -> Choice:
    return Choice(DeskButton(verb, argument).code, text)
