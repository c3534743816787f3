"""From a confirmed claim to an agreement (协议) in force: drafted, sent, agreed, or ended."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.clock import SHANGHAI
from api.domain.agreement import (
    UNSETTLED,
    Agreement,
    AgreementState,
    AgreementTerms,
    PlanLine,
    WorkAct,
)
from api.domain.claim import Claim, ClaimState
from api.domain.claimable import of_need, shown
from api.domain.errors import Invalid, NotFound, WrongMove
from api.domain.fund_movement import FEN_PER_YUAN
from api.domain.public_need import public_need
from api.domain.ticket import TicketStatus
from api.store import (
    agreements,
    claiming,
    claims,
    milestones,
    organisations,
    tickets,
    work_history,
)
from api.store.database import Unit
from api.store.work_telling import tell_claimants, tell_owner
from bot import work_notices

S = AgreementState
UNDER_WAY = frozenset({ClaimState.CONFIRMED, ClaimState.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Drafted:
    """What staff state of an agreement; all else comes from the claim."""

    ends: date
    extra: str = ""


def today(unit: Unit) -> date:
    """The date in Asia/Shanghai."""
    return unit.now.astimezone(SHANGHAI).date()


def draft(unit: Unit, number: int, stated: Drafted, *, actor: str) -> Agreement:
    """A new version; one that is not in force is superseded by it.

    Raises:
        NotFound: there is no such claim.
        WrongMove: the claim is not confirmed, or over.
        Invalid: the dates cannot be, or the additions are too long.
    """
    claim = claims.load(unit, number)
    if claim.state not in UNDER_WAY:
        raise WrongMove(
            f"认领 {claim.code} 现在是“{claim.state.label}”，不能起草协议。请先确认认领。"
        )
    terms = _terms(unit, claim, stated)
    for before in agreements.versions_of(unit, number):
        if before.state in UNSETTLED:
            agreements.save(unit, before, before.moved(S.SUPERSEDED), actor=actor)
    return agreements.add(unit, number, terms, actor=actor)


def send(unit: Unit, number: int, version: int, *, actor: str) -> Agreement:
    """Send a version to the claimant, who is told in the chat.

    Raises:
        NotFound, WrongMove: there is no such version, or it was sent.
    """
    after = _move(unit, number, version, S.SENT, actor=actor)
    tell_claimants(
        unit, number, lambda seen: work_notices.sent_turn(seen, after), f"sent-{after.version}"
    )
    return after


def agree(unit: Unit, number: int, version: int, *, actor: str) -> Agreement:
    """The claimant agrees, by themselves or through staff.

    Raises:
        NotFound, WrongMove: there is no such version, or it does not wait for that.
    """
    before = load(unit, number, version)
    after = before.agreed(actor, unit.now)
    agreements.save(unit, before, after, actor=actor)
    return after


def object_to(unit: Unit, number: int, version: int, words: str, *, actor: str) -> Agreement:
    """The claimant asks for a change.

    Raises:
        Invalid: nothing was said.
        NotFound, WrongMove: there is no such version, or it does not wait for that.
    """
    if not words.strip():
        raise Invalid("words", "请写明想改哪里，工作人员会改好再发给您。")
    return _move(unit, number, version, S.DRAFTED, actor=actor, note=words.strip())


def put_in_force(unit: Unit, number: int, version: int, *, actor: str) -> Agreement:
    """Staff put what was agreed in force: the work begins, and both sides are told.

    Raises:
        NotFound, WrongMove: there is no such version, or the claimant has not agreed to it.
    """
    for earlier in agreements.versions_of(unit, number):
        if earlier.state is S.IN_FORCE:
            agreements.save(unit, earlier, earlier.moved(S.SUPERSEDED), actor=actor)
    after = _move(unit, number, version, S.IN_FORCE, actor=actor)
    claim = claims.load(unit, number)
    if claim.state is ClaimState.CONFIRMED:
        claiming.move(unit, number, ClaimState.IN_PROGRESS, actor=actor, note=after.code)
        ticket = claiming.locked(unit, claim.ticket)
        if ticket.status is TicketStatus.CLAIMED:
            begun = ticket.moved(
                TicketStatus.IN_PROGRESS, actor=actor, at=unit.now, reason=f"协议 {after.code} 生效"
            )
            tickets.save(unit, ticket, begun)
    tell_claimants(unit, number, work_notices.in_force_turn, f"force-{version}")
    tell_owner(unit, number, work_notices.begun_turn, f"force-{version}")
    return after


def end(unit: Unit, number: int, version: int, reason: str, *, actor: str) -> Agreement:
    """End a version for good; the claimant is told why.

    Raises:
        Invalid: no reason.
        NotFound, WrongMove: there is no such version, or it is over.
    """
    if not reason.strip():
        raise Invalid("reason", "请写明终止的原因，认领方会看到这段话。")
    after = _move(unit, number, version, S.ENDED, actor=actor, note=reason.strip())
    tell_claimants(
        unit,
        number,
        lambda seen: work_notices.ended_turn(seen, after, reason.strip()),
        f"ended-{version}",
    )
    return after


def load(unit: Unit, number: int, version: int) -> Agreement:
    """One version.

    Raises:
        NotFound: there is none.
    """
    for one in agreements.versions_of(unit, number):
        if one.version == version:
            return one
    raise NotFound(f"认领 C{number} 没有这一版协议。请从认领的实施页面里打开。")


def awaited(unit: Unit, claim: Claim) -> str:
    """What staff have to do next for an agreement, in a few words; empty when nothing."""
    if claim.state not in UNDER_WAY:
        return ""
    newest = next(iter(agreements.versions_of(unit, claim.number)), None)
    if newest is None or newest.state is S.ENDED:
        return "待拟协议" if claim.state is ClaimState.CONFIRMED else ""
    if newest.state is S.DRAFTED:
        last = work_history.events_of(unit, claim.number)[-1]
        return "认领方要求修改协议" if last.act is WorkAct.OBJECTED else "协议待发出"
    return "协议待办生效" if newest.state is S.AGREED else ""


def _move(
    unit: Unit, number: int, version: int, to: AgreementState, *, actor: str, note: str = ""
) -> Agreement:
    before = load(unit, number, version)
    after = before.moved(to)
    agreements.save(unit, before, after, actor=actor, note=note)
    return after


def _terms(unit: Unit, claim: Claim, stated: Drafted) -> AgreementTerms:
    ticket = tickets.load(unit, claim.ticket)
    profile = organisations.load(unit, claim.organisation)
    need = public_need(ticket)
    amounts = of_need(claim.parts, ticket.need)
    money = Decimal(amounts.money)
    goods = "、".join(shown(type(amounts)(Decimal(0), (one,))) for one in amounts.things)
    return AgreementTerms(
        ticket=claim.ticket,
        claimant=profile.name,
        credit_code=profile.organisation.credit_code or "",
        need=need.title,
        place=str(need.place),
        people=need.people,
        goods=goods,
        money_fen=int(money * FEN_PER_YUAN),
        starts=today(unit),
        ends=stated.ends,
        plan=tuple(
            PlanLine(one.what, one.due)
            for one in milestones.of_claim(unit, claim.number)
            if one.is_open
        ),
        extra=stated.extra.strip(),
    )
