"""From work under way to delivered, confirmed and evaluated; a claim and its ticket keep step."""

from functools import partial

from api.domain.agreement import AgreementState, WorkAct
from api.domain.claim import COUNTING, Claim, ClaimState
from api.domain.errors import WrongMove
from api.domain.evaluation import Evaluation
from api.domain.ticket import Ticket, TicketStatus
from api.store import agreements, claiming, claims, evaluations, milestones, tickets
from api.store.database import Unit
from api.store.work_history import record
from api.store.work_telling import tell_claimants, tell_owner, tell_owner_of_ticket
from bot import work_notices
from bot.dialogue.turn import Turn
from bot.work_ports import WorkSeen

C, T = ClaimState, TicketStatus
DONE = frozenset({C.DELIVERED, C.EVALUATED})
BY_TICKET = "随工单"


def report(unit: Unit, number: int, text: str, *, actor: str) -> milestones.Progress:
    """Keep a report of progress, and tell whoever answers for the need.

    Raises:
        WrongMove: no agreement is in force.
    """
    require_under_way(claims.load(unit, number))
    made = milestones.report(unit, number, text, actor=actor)
    word = partial(_progress, text)
    tell_owner(unit, number, word, f"progress-{made.ordinal}")
    return made


def deliver(unit: Unit, number: int, *, actor: str) -> Claim:
    """The claimant, or staff, say that everything was delivered; once that holds for every claim,
    the ticket is delivered and the holder of the Post is asked.

    Raises:
        WrongMove: no agreement is in force, or it was delivered.
    """
    claim = claims.load(unit, number)
    require_under_way(claim)
    after = claiming.move(unit, number, C.DELIVERED, actor=actor)
    record(unit, number, WorkAct.DELIVERED, actor=actor)
    ticket = claiming.locked(unit, claim.ticket)
    standing = [one for one in claims.of_ticket(unit, claim.ticket) if one.state in COUNTING]
    if ticket.status is T.IN_PROGRESS and all(one.state in DONE for one in standing):
        delivered = ticket.moved(
            T.DELIVERED, actor=actor, at=unit.now, reason=f"认领 {claim.code} 已送达"
        )
        tickets.save(unit, ticket, delivered)
        tell_owner_of_ticket(unit, delivered)
    else:
        tell_owner(unit, number, work_notices.part_delivered_turn, f"delivered-{after.version}")
    return after


def require_under_way(claim: Claim) -> None:
    """Stop what may only happen while an agreement is in force.

    Raises:
        WrongMove: what is missing, and what to do.
    """
    if claim.state is C.CONFIRMED:
        raise WrongMove(
            f"认领 {claim.code} 的协议还没有生效，现在不能报进展或送达。"
            "请先同意工作人员发来的协议；还没有收到，就发“转人工”催一下。"
        )
    if claim.state is not C.IN_PROGRESS:
        raise WrongMove(
            f"认领 {claim.code} 现在是“{claim.state.label}”，不能再报进展或送达。"
            "有情况要说明，请发“转人工”。"
        )


def require_agreements(unit: Unit, ticket: int) -> None:
    """Stop a delivery while a claim that was confirmed has no agreement in force.

    Raises:
        WrongMove: which claim, and what to do.
    """
    for claim in claims.of_ticket(unit, ticket):
        if claim.state is C.CONFIRMED:
            raise WrongMove(
                f"认领 {claim.code} 的协议还没有生效，不能记为已送达。"
                f"请先办理协议，或者在认领 {claim.code} 里释放份额。"
            )


def follow_ticket(unit: Unit, before: Ticket, after: Ticket, *, actor: str) -> None:
    """What a move of the ticket (the reporter's word, or staff by hand) makes of its claims."""
    if before.status is after.status:
        return
    for claim in claims.of_ticket(unit, after.number):
        if after.status is T.DELIVERED and claim.state is C.IN_PROGRESS:
            claiming.move(unit, claim.number, C.DELIVERED, actor=actor, note=BY_TICKET)
            record(unit, claim.number, WorkAct.DELIVERED, actor=actor, note=BY_TICKET)
        elif after.status is T.CLOSED and claim.state is C.DELIVERED:
            _fulfilled(unit, claim, actor=actor)
        elif after.status is T.IN_PROGRESS and claim.state in DONE:
            _reopened(unit, claim, actor=actor)


def evaluate(unit: Unit, number: int, said: Evaluation, *, actor: str) -> None:
    """Keep what one side says of a claim that was delivered.

    Raises:
        WrongMove: it is not delivered yet.
    """
    claim = claims.load(unit, number)
    if claim.state not in DONE:
        raise WrongMove(
            f"认领 {claim.code} 现在是“{claim.state.label}”，送达以后才能评价。请到时候再来。"
        )
    evaluations.put(unit, number, said, actor=actor)


def evaluate_ticket(unit: Unit, ticket: int, said: Evaluation, *, actor: str) -> bool:
    """What the Post says of every claim delivered on its ticket; whether there is one."""
    done = [one for one in claims.of_ticket(unit, ticket) if one.state in DONE]
    for claim in done:
        evaluations.put(unit, claim.number, said, actor=actor)
    return bool(done)


def _progress(text: str, seen: WorkSeen) -> Turn:
    return work_notices.progress_turn(seen, text)


def _fulfilled(unit: Unit, claim: Claim, *, actor: str) -> None:
    claiming.move(unit, claim.number, C.EVALUATED, actor=actor, note=BY_TICKET)
    agreement = agreements.in_force(unit, claim.number)
    if agreement is not None:
        fulfilled = agreement.moved(AgreementState.FULFILLED)
        agreements.save(unit, agreement, fulfilled, actor=actor)
    tell_claimants(unit, claim.number, work_notices.closed_turn, f"closed-{claim.version}")


def _reopened(unit: Unit, claim: Claim, *, actor: str) -> None:
    claiming.move(unit, claim.number, C.IN_PROGRESS, actor=actor, note=BY_TICKET)
    versions = agreements.versions_of(unit, claim.number)
    fulfilled = next((one for one in versions if one.state is AgreementState.FULFILLED), None)
    if fulfilled is not None:
        agreements.save(
            unit,
            fulfilled,
            fulfilled.moved(AgreementState.IN_FORCE),
            actor=actor,
            act=WorkAct.REOPENED,
        )
    else:
        record(unit, claim.number, WorkAct.REOPENED, actor=actor)
    tell_claimants(unit, claim.number, work_notices.reopened_turn, f"reopened-{claim.version}")
