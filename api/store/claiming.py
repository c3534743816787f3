"""Claiming (认领): sums of claims never exceed the need, whoever claims at the same moment.

Every change locks the ticket first, so that what is open is read after the last change of another.
"""

from dataclasses import dataclass

from sqlalchemy import select

from api.domain.claim import CLAIMABLE, HELD_FOR, MOST_HELD, TRANSFERABLE, Claim, ClaimState
from api.domain.claimable import Claimable, Parts, check, claimable, of_need, remaining, shown
from api.domain.errors import Invalid, NotAllowed, WrongMove
from api.domain.organisation_profile import OrganisationState, Profile
from api.domain.ticket import Ticket, TicketStatus
from api.domain.webhook import WebhookEvent
from api.store import agreements, claims, idempotency, organisations
from api.store import tickets as ticket_rows
from api.store.claim_telling import tell, tell_joined
from api.store.database import Unit
from api.store.webhook_news import tell_need
from api.tables.tickets import tickets

S = TicketStatus
# What ends a claim ends its agreement.
ENDS_AGREEMENT = frozenset({ClaimState.WITHDRAWN, ClaimState.HANDED_OVER})
SHUT = frozenset({OrganisationState.REFUSED, OrganisationState.SUSPENDED})
# Why a need that is not published cannot be claimed, and what to do instead.
CLOSED = {
    S.CLAIMED: "已全部认领，现在没有可以认领的部分。有人撤回时会重新开放。",
    S.IN_PROGRESS: "已在实施，不再接受认领。",
    S.DELIVERED: "已送达，不再接受认领。",
    S.CLOSED: "已办结，不再接受认领。",
}
NOT_PUBLISHED = "还没有发布，现在不能认领。可以先看看其他已发布的需求。"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to claim: ``person`` (a person id) for an organisation (its key);
    ``lead`` is the number of the claim it joins."""

    ticket: int
    organisation: str
    parts: Parts
    person: str | None = None
    lead: int | None = None


def locked(unit: Unit, number: int) -> Ticket:
    """The ticket, which nobody else changes until this unit ends (SQLite lets in one writer).

    Raises:
        NotFound: there is none.
    """
    if unit.is_postgresql:
        unit.connection.execute(
            select(tickets.c.number).where(tickets.c.number == number).with_for_update()
        )
    return ticket_rows.load(unit, number)


def still_open(unit: Unit, ticket: Ticket) -> Claimable:
    """What of the need is not claimed."""
    return remaining(
        ticket.need, [one.parts for one in claims.of_ticket(unit, ticket.number) if one.counts]
    )


def claim(unit: Unit, wanted: Wanted, *, actor: str, key: str) -> Claim:
    """Keep a part of a need for an organisation until staff confirm it; the same ``key`` again
    returns the claim there is.

    Raises:
        NotFound: no such need or organisation.
        NotAllowed: the organisation may not claim.
        WrongMove: the need is not open.
        Invalid: nothing, too much, or no proper amount is claimed.
    """
    ticket = locked(unit, wanted.ticket)
    if earlier := idempotency.recall(unit, "claim", key):
        return claims.load(unit, earlier.response)
    require_may_claim(unit, organisations.load(unit, wanted.organisation))
    require_open(ticket)
    check(wanted.parts, still_open(unit, ticket))
    if wanted.person is not None and claims.held_by(unit, wanted.organisation) >= MOST_HELD:
        raise NotAllowed(
            f"这家机构已有 {MOST_HELD} 份认领在等工作人员确认。请等确认之后再认领，或者撤回几份。"
        )
    made = claims.add(
        unit,
        wanted.ticket,
        wanted.organisation,
        wanted.parts,
        actor=actor,
        person=wanted.person,
        lead=wanted.lead,
        expires_at=unit.now + HELD_FOR,
    )
    idempotency.record(unit, "claim", key, made.number)
    follow(unit, ticket, actor=actor, why=made)
    tell(unit, made, by=actor)
    return made


def take_up(unit: Unit, invited: Claim, parts: Parts, *, person: str) -> Claim:
    """An invitation to a joint claim is accepted: its organisation claims ``parts`` under the lead.

    Raises:
        NotAllowed, WrongMove, Invalid: as ``claim``; or the invitation ended.
    """
    ticket = locked(unit, invited.ticket)
    before = claims.load(unit, invited.number)
    require_may_claim(unit, organisations.load(unit, before.organisation))
    after = before.held(parts, person, unit.now + HELD_FOR)
    if before.lead and not claims.load(unit, before.lead).counts:
        raise WrongMove(f"牵头的认领已经结束。可以发“认领 {ticket.number}”单独认领。")
    require_open(ticket)
    check(parts, still_open(unit, ticket))
    claims.save(unit, before, after, actor=person)
    follow(unit, ticket, actor=person, why=after)
    tell(unit, after, by=person)
    return after


def move(unit: Unit, number: int, to: ClaimState, *, actor: str, note: str = "") -> Claim:
    """Move a claim; what it keeps is freed when it ends, and the ticket follows.

    Raises:
        NotFound, WrongMove: there is no such claim, or it cannot be moved there.
    """
    ticket = locked(unit, claims.load(unit, number).ticket)
    before = claims.load(unit, number)
    after = before.moved(to)
    claims.save(unit, before, after, actor=actor, note=note)
    if after.state in ENDS_AGREEMENT:
        agreements.end_all(unit, number, after.state.label, actor=actor)
    if before.counts != after.counts:
        follow(unit, ticket, actor=actor, why=after)
    tell(unit, after, by=actor, note=note, counted=before.counts)
    return after


def take_over(unit: Unit, invited: Claim, *, person: str) -> Claim:
    """A claim is handed over: the organisation that was asked keeps the same part, and staff
    confirm it anew.

    Raises:
        NotAllowed: the organisation may not claim.
        WrongMove: the offer or the claim ended meanwhile.
    """
    locked(unit, invited.ticket)
    before = claims.load(unit, invited.number)
    require_may_claim(unit, organisations.load(unit, before.organisation))
    left = claims.load(unit, before.takes_over or 0)
    after = before.held(left.parts, person, unit.now + HELD_FOR)
    over = left.moved(ClaimState.HANDED_OVER)
    claims.save(unit, left, over, actor=person, note=after.code)
    agreements.end_all(unit, left.number, over.state.label, actor=person)
    claims.save(unit, before, after, actor=person, note=left.code)
    tell(unit, over, by=person, counted=True)
    tell(unit, after, by=person)
    return after


def invite(unit: Unit, claim: Claim, organisation: str, *, actor: str, hands_over: bool) -> Claim:
    """Ask another organisation to join ``claim``, or to take it over; it is told.

    Raises:
        Invalid: it is the same organisation, or it is asked already.
        WrongMove: nothing is open to join, or the claim cannot be handed over.
    """
    other = organisations.load(unit, organisation)
    if organisation == claim.organisation:
        raise Invalid("partner", "这就是认领的机构自己。请写另一家机构。")
    asked = (
        claims.succeeding(unit, claim.number) if hands_over else claims.under(unit, claim.number)
    )
    if any(one.is_open and (hands_over or one.organisation == organisation) for one in asked):
        raise Invalid("partner", "已经邀请过，还在等答复或已经接受。请先看“我的认领”。")
    if hands_over and claim.state not in TRANSFERABLE:
        raise WrongMove(
            f"认领 {claim.code} 现在是“{claim.state.label}”，不能转交。有困难请发“转人工”。"
        )
    if not hands_over:
        if not claim.counts or claim.lead is not None:
            raise WrongMove(f"认领 {claim.code} 现在不能邀请别的机构联合认领。")
        require_open(ticket_rows.load(unit, claim.ticket))
    made = claims.add(
        unit,
        claim.ticket,
        other.key,
        claim.parts if hands_over else Parts(),
        actor=actor,
        state=ClaimState.INVITED,
        lead=None if hands_over else claim.number,
        takes_over=claim.number if hands_over else None,
        expires_at=unit.now + HELD_FOR,
    )
    tell(unit, made, by=actor)
    return made


def require_open(ticket: Ticket) -> None:
    """Stop claims of needs that are not published or have nothing open.

    Raises:
        WrongMove: why, and what to do.
    """
    if ticket.status not in CLAIMABLE:
        raise WrongMove(f"需求 {ticket.number} {CLOSED.get(ticket.status, NOT_PUBLISHED)}")


def require_may_claim(unit: Unit, profile: Profile) -> None:
    """Stop organisations that are blocked, suspended or were refused.

    Raises:
        NotAllowed: why, and what to do.
    """
    blocked = organisations.blocked_as(unit, profile.name, profile.organisation.credit_code)
    if blocked is not None:
        raise NotAllowed(
            f"“{profile.name}”在“{blocked.source}”公布的名单上（{blocked.published.isoformat()}），"
            "不能认领。有异议请向公布单位申请更正，再找工作人员核对。"
        )
    if profile.state in SHUT:
        reason = f"，原因：{profile.note}" if profile.note else ""
        raise NotAllowed(
            f"“{profile.name}”现在是“{profile.state.label}”{reason}，不能认领。"
            "请联系工作人员处理后再来。"
        )


def follow(unit: Unit, ticket: Ticket, *, actor: str, why: Claim) -> Ticket:
    """Move the ticket to where what is open says it stands; ``why`` is the claim that changed."""
    whole, left = claimable(ticket.need), still_open(unit, ticket)
    to = S.CLAIMED if not left else S.PUBLISHED if left == whole else S.PARTLY_CLAIMED
    if to is ticket.status is S.PARTLY_CLAIMED:  # it stands as it stood, but less is open
        mark = f"{ticket.version}-{why.code}-{why.version}"
        tell_need(unit, WebhookEvent.CLAIMED, ticket, mark=mark)
    if to is ticket.status or to not in CLAIMABLE | {S.CLAIMED}:
        return ticket
    if ticket.status not in CLAIMABLE | {S.CLAIMED}:
        return ticket
    said = f"认领 {why.code}（{why.state.label}）：{shown(of_need(why.parts, ticket.need))}"
    after = ticket.moved(to, actor=actor, at=unit.now, reason=said)
    ticket_rows.save(unit, ticket, after)
    tell_joined(unit, after)
    return after
