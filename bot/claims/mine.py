"""我的认领: the claims of one's organisations, one of them with its progress, and what can be
done about it."""

from api.clock import SHANGHAI
from api.domain.claim import TRANSFERABLE, WITHDRAWABLE, ClaimEvent, ClaimState
from api.domain.errors import Invalid, NotAllowed, NotFound, WrongMove
from bot import texts
from bot.claim_notices import claimant_turn, until
from bot.claim_ports import ClaimProgress, ClaimSeen
from bot.claims import runs
from bot.claims.amounts import amounts_shown
from bot.claims.beginning import forget, taken_up
from bot.dialogue.buttons import DeskButton
from bot.dialogue.flows.claim import CLAIM_ASK, CLAIM_END
from bot.dialogue.progress import begin
from bot.dialogue.turn import Card, CardRow, Choice, Message, Turn
from bot.exchange import Exchange, pending, said, then_pending
from bot.onward import onward

_LISTED = 8  # buttons that fit a phone's screen


def listed(exchange: Exchange) -> Turn:
    """The claims, newest first, each a button."""
    mine = exchange.tx.claims.mine()
    if not mine:
        search = Choice(DeskButton("search").code, texts.MENU_SEARCH)
        return then_pending(exchange, Turn((Message(texts.NO_CLAIMS),), (search,)))
    shown = mine[:_LISTED]
    lines = [texts.CLAIMS.format(count=len(mine)), *map(_line, shown)]
    choices = tuple(
        _button("myclaim", one, texts.CLAIM_BUTTON.format(code=one.claim.code)) for one in shown
    )
    return then_pending(exchange, Turn((Message("\n".join(lines)),), choices))


def shown(exchange: Exchange, number: int) -> Turn:
    """One claim: where it stands, how it came there, and how far the need is met."""
    seen = exchange.tx.claims.find(number)
    if seen is None:
        return _unknown(exchange, number)
    progress = exchange.tx.claims.progress(seen.claim.ticket)
    rows = [
        CardRow("need", texts.CLAIM_ROW_NEED, f"{seen.claim.ticket} {seen.title}"),
        CardRow("claimant", texts.CLAIM_ROW_WHO, seen.name),
        CardRow("part", texts.CLAIM_ROW_PART, amounts_shown(seen.amounts)),
        CardRow("until", texts.CLAIM_ROW_UNTIL, until(seen)),
        CardRow("share", texts.CLAIM_ROW_SHARE, _share(progress)),
    ]
    rows += [
        CardRow(f"at{place}", f"{event.at.astimezone(SHANGHAI):%m-%d %H:%M}", _told(event))
        for place, event in enumerate(exchange.tx.claims.history(number))
    ]
    state = seen.claim.state.value
    card = Card(
        texts.CLAIM_CARD_ONE.format(code=seen.claim.code, state=texts.CLAIM_STATES[state]),
        tuple(row for row in rows if row.value),
        note=texts.CLAIM_NEXT[state],
    )
    choices = _choices(seen, bool(progress.open))
    return then_pending(exchange, Turn((Message(seen.title, card),), choices))


def withdrawing(exchange: Exchange, number: int) -> Turn:
    """撤回认领: the reason is asked."""
    seen = exchange.tx.claims.find(number)
    if seen is None:
        return _unknown(exchange, number)
    if seen.claim.state not in WITHDRAWABLE:
        return said(pending(exchange), _stands(seen))
    forget(exchange)
    slots = {runs.CLAIM_NUMBER: runs.kept(number)}
    exchange.push(begin(CLAIM_END, exchange.nonce(), slots=slots))
    return pending(exchange)


def inviting(exchange: Exchange, number: int, *, hands_over: bool = False) -> Turn:
    """邀请联合认领, or 转交: which organisation is asked."""
    seen = exchange.tx.claims.find(number)
    if seen is None:
        return _unknown(exchange, number)
    if seen.claim.state not in TRANSFERABLE or (seen.claim.lead is not None and not hands_over):
        return said(pending(exchange), _stands(seen))
    forget(exchange)
    slots = {runs.CLAIM_NUMBER: runs.kept(number), runs.HANDS_OVER: runs.kept(hands_over)}
    exchange.push(begin(CLAIM_ASK, exchange.nonce(), slots=slots))
    return pending(exchange)


def handing_over(exchange: Exchange, number: int) -> Turn:
    """转交: which organisation is asked."""
    return inviting(exchange, number, hands_over=True)


def accepted(exchange: Exchange, number: int) -> Turn:
    """接受: of a joint claim how much is asked first; of a hand-over the part is known."""
    seen = exchange.tx.claims.find(number)
    if seen is None:
        return _unknown(exchange, number)
    if seen.claim.state is not ClaimState.INVITED:
        return said(pending(exchange), _stands(seen))
    if refusal := exchange.tx.claims.refusal(seen.claim.organisation):
        return said(pending(exchange), refusal)
    if seen.claim.takes_over is None:
        return taken_up(exchange, seen)
    try:
        taken = exchange.tx.claims.take_over(number)
    except (Invalid, NotAllowed, NotFound, WrongMove) as refused:
        return said(pending(exchange), refused.message)
    return onward(exchange, *claimant_turn(taken).messages)


def declined(exchange: Exchange, number: int) -> Turn:
    """不接受: whoever asked is told."""
    seen = exchange.tx.claims.find(number)
    if seen is None:
        return _unknown(exchange, number)
    try:
        exchange.tx.claims.decline(number)
    except WrongMove as refusal:
        return said(pending(exchange), refusal.message)
    return said(pending(exchange), texts.CLAIM_DECLINED.format(organisation=seen.asked_by))


def _choices(seen: ClaimSeen, is_open: bool) -> tuple[Choice, ...]:
    claim = seen.claim
    if claim.state is ClaimState.INVITED:
        return (
            _button("joinclaim", seen, texts.JOIN_CLAIM),
            _button("noclaim", seen, texts.DECLINE_CLAIM),
        )
    found = []
    if claim.state in TRANSFERABLE:
        if claim.lead is None and is_open:
            found.append(_button("askjoin", seen, texts.ASK_TO_JOIN))
        found.append(_button("handclaim", seen, texts.HAND_CLAIM_OVER))
    if claim.state in WITHDRAWABLE:
        found.append(_button("unclaim", seen, texts.WITHDRAW_CLAIM))
    if claim.counts and claim.state is not ClaimState.HELD:
        found.insert(0, _button("work", seen, texts.SEE_WORK))
    return tuple(found)


def _share(progress: ClaimProgress) -> str:
    percent = int(progress.share * 100)
    return str(texts.CLAIM_SHARE.format(percent=percent, count=progress.organisations))


def _told(event: ClaimEvent) -> str:
    state = texts.CLAIM_STATES[event.state_to.value]
    return f"{state}{texts.COLON}{event.note}" if event.note else state


def _line(seen: ClaimSeen) -> str:
    return str(
        texts.CLAIM_LINE.format(
            code=seen.claim.code,
            state=texts.CLAIM_STATES[seen.claim.state.value],
            title=seen.title,
            amounts=amounts_shown(seen.amounts) or texts.CLAIM_PART_OPEN,
        )
    )


def _stands(seen: ClaimSeen) -> str:
    state = texts.CLAIM_STATES[seen.claim.state.value]
    return str(texts.CLAIM_STANDS.format(code=seen.claim.code, state=state))


def _unknown(exchange: Exchange, number: int) -> Turn:
    return said(pending(exchange), texts.NO_SUCH_CLAIM.format(code=f"C{number}"))


def _button(verb: str, seen: ClaimSeen, text: str) -> Choice:
    return Choice(DeskButton(verb, str(seen.claim.number)).code, text)
