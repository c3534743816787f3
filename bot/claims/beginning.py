"""认领 1001: the need is looked at, and for whom and how much is asked."""

from dataclasses import replace

from api.domain.errors import NotFound, WrongMove
from bot import texts
from bot.claim_ports import ClaimSeen, OpenNeed
from bot.claims import runs
from bot.dialogue.buttons import DeskButton
from bot.dialogue.flows.claim import CLAIM, NEED, OURS
from bot.dialogue.progress import begin
from bot.dialogue.session import Offered, Slot
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, pending, said, then_pending
from bot.organisations.mine import short


def begun(exchange: Exchange, number: int) -> Turn:
    """Claim the need of that number, if it is open and the person acts for an organisation."""
    try:
        need = exchange.tx.claims.need(number)
    except (NotFound, WrongMove) as refusal:
        choices = (Choice(DeskButton("search").code, texts.MENU_SEARCH),)
        return then_pending(exchange, Turn((Message(refusal.message),), choices))
    return _run(exchange, need, {})


def taken_up(exchange: Exchange, seen: ClaimSeen) -> Turn:
    """An invitation to a joint claim is accepted: how much is asked."""
    try:
        need = exchange.tx.claims.need(seen.claim.ticket)
    except (NotFound, WrongMove) as refusal:
        return said(pending(exchange), refusal.message)
    known = {
        "claimant": runs.kept(seen.claim.organisation),
        runs.LEAD: runs.kept(seen.claim.number),
    }
    return _run(exchange, need, known)


def which(exchange: Exchange) -> Turn:
    """认领, without a number: how it is said."""
    choices = (
        Choice(DeskButton("search").code, texts.MENU_SEARCH),
        Choice(DeskButton("claims").code, texts.MENU_CLAIMS),
    )
    return then_pending(exchange, Turn((Message(texts.CLAIM_WHICH),), choices))


def left(exchange: Exchange) -> Turn:
    """先不认领, 不撤回: nothing happens."""
    frame = exchange.frame
    of_another = frame is not None and frame.flow in OURS and frame.flow != CLAIM.name
    forget(exchange)
    return said(pending(exchange), texts.CLAIM_AS_IT_WAS if of_another else texts.CLAIM_LEFT)


def forget(exchange: Exchange) -> None:
    """No claim is being made any more."""
    stack = tuple(frame for frame in exchange.session.stack if frame.flow not in OURS)
    exchange.session = replace(exchange.session, stack=stack)


def _run(exchange: Exchange, need: OpenNeed, known: dict[str, Slot]) -> Turn:
    held = exchange.tx.organisations.mine()
    if not held:
        register = Choice(DeskButton("register").code, texts.CLAIM_REGISTER)
        sentence = texts.CLAIM_NO_ORGANISATION.format(number=need.number)
        return then_pending(exchange, Turn((Message(sentence),), (register,)))
    names = {one.organisation.key: one.organisation.name for one in held}
    if len(names) == 1:
        known = {"claimant": runs.kept(next(iter(names))), **known}
    if "claimant" in known and (refusal := exchange.tx.claims.refusal(known["claimant"].value)):
        return said(pending(exchange), refusal)
    forget(exchange)
    slots = {NEED: runs.need_slot(need), runs.NAMES: runs.kept(names), **known}
    frame = begin(CLAIM, exchange.nonce(), slots=slots)
    if frame.step == "claimant":
        offered = tuple(Offered(short(name), key) for key, name in names.items())
        frame = replace(frame, offered=offered)
    exchange.push(frame)
    return pending(exchange)
