"""What a person may do with claims in one turn; implements ``bot.claim_ports.Claims``."""

from sqlalchemy import select

from api.domain.blocked import same_name
from api.domain.claim import WITHDRAWABLE, Claim, ClaimEvent, ClaimState
from api.domain.claimable import Parts, of_need, share, taken
from api.domain.credit_code import is_credit_code
from api.domain.errors import Invalid, NotAllowed, NotFound, WrongMove
from api.domain.organisation import Organisation
from api.domain.public_need import is_public
from api.domain.ticket import Ticket, TicketStatus
from api.store import claiming, claims, organisations
from api.store import tickets as ticket_rows
from api.store.claim_telling import public_title, seen
from api.store.claiming import Wanted
from api.store.database import Unit
from api.store.inbound import clean
from api.store.refusals import note_refusal
from api.tables.organisations import organisations as organisation_rows
from bot.claim_ports import ClaimProgress, ClaimSeen, OpenNeed

FOREIGN = "foreign_claim"  # what the audit calls these
SHUT_OUT = "claim_by_shut_out"


def progress(unit: Unit, ticket: Ticket) -> ClaimProgress:
    """How far a need is claimed."""
    kept = [one for one in claims.of_ticket(unit, ticket.number) if one.counts]
    parts = [one.parts for one in kept]
    return ClaimProgress(
        share=share(ticket.need, parts),
        claimed=of_need(taken(parts), ticket.need),
        open=claiming.still_open(unit, ticket),
        organisations=len({one.organisation for one in kept}),
    )


class SqlClaims:
    """``bot.claim_ports.Claims`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """For ``person``, who writes in this unit."""
        self._unit = unit
        self._person = person

    def need(self, number: int) -> OpenNeed:
        """See ``Claims.need``."""
        ticket = self._ticket(number)
        if not is_public(ticket):
            if ticket.status is TicketStatus.CLOSED:
                claiming.require_open(ticket)
            raise NotFound(f"没有编号 {number} 的已发布需求。请核对编号，或发“找需求”看看。")
        claiming.require_open(ticket)
        title = public_title(self._unit, ticket)
        return OpenNeed(number, title, claiming.still_open(self._unit, ticket))

    def refusal(self, organisation: str) -> str:
        """See ``Claims.refusal``."""
        profile = organisations.load(self._unit, organisation)
        try:
            claiming.require_may_claim(self._unit, profile)
        except NotAllowed as refusal:
            self._note(SHUT_OUT, profile.name, refusal.message)
            return refusal.message
        return ""

    def make(self, need: int, organisation: str, parts: Parts, key: str) -> ClaimSeen:
        """See ``Claims.make``."""
        if organisation not in self._keys():
            raise NotAllowed("您现在不是这家机构的成员，不能以它的名义认领。请重新选择机构。")
        wanted = Wanted(need, organisation, parts, person=self._person)
        made = claiming.claim(self._unit, wanted, actor=self._person, key=f"{self._person}:{key}")
        return seen(self._unit, made)

    def mine(self) -> tuple[ClaimSeen, ...]:
        """See ``Claims.mine``."""
        found = claims.of_organisations(self._unit, self._keys())
        return tuple(seen(self._unit, one) for one in found)

    def find(self, number: int) -> ClaimSeen | None:
        """See ``Claims.find``."""
        try:
            claim = claims.load(self._unit, number)
        except NotFound:
            return None
        if claim.organisation not in self._keys():
            self._note(FOREIGN, claim.code, "查看或办理其他机构的认领")
            return None
        return seen(self._unit, claim)

    def history(self, number: int) -> tuple[ClaimEvent, ...]:
        """See ``Claims.history``."""
        return claims.history_of(self._unit, self._mine(number).number)

    def progress(self, need: int) -> ClaimProgress:
        """See ``Claims.progress``."""
        return progress(self._unit, self._ticket(need))

    def withdraw(self, number: int, reason: str) -> ClaimSeen:
        """See ``Claims.withdraw``."""
        claim = self._mine(number)
        if claim.state not in WITHDRAWABLE:
            raise WrongMove(
                f"认领 {claim.code} 现在是“{claim.state.label}”，不能自己撤回。"
                "有困难请发“转人工”，和工作人员商量。"
            )
        return seen(self._unit, self._move(number, ClaimState.WITHDRAWN, reason))

    def partner(self, text: str) -> Organisation | None:
        """See ``Claims.partner``."""
        if is_credit_code(text):
            code = "".join(text.split()).upper()
            profile = organisations.by_credit_code(self._unit, code)
            return profile.organisation if profile and profile.is_verified else None
        rows = self._unit.connection.execute(
            select(organisation_rows).where(organisation_rows.c.state == "verified")
        ).all()
        wanted = same_name(text)
        found = [row for row in rows if same_name(row.name) == wanted]
        if len(found) > 1:
            raise Invalid("partner", "有几家机构叫这个名字。请写统一社会信用代码。")
        return organisations.read(found[0]).organisation if found else None

    def invite(self, number: int, organisation: str, *, hands_over: bool) -> ClaimSeen:
        """See ``Claims.invite``."""
        claim = self._mine(number)
        claiming.locked(self._unit, claim.ticket)
        made = claiming.invite(
            self._unit, claim, organisation, actor=self._person, hands_over=hands_over
        )
        return seen(self._unit, made)

    def join(self, number: int, parts: Parts) -> ClaimSeen:
        """See ``Claims.join``."""
        invited = self._mine(number)
        return seen(self._unit, claiming.take_up(self._unit, invited, parts, person=self._person))

    def take_over(self, number: int) -> ClaimSeen:
        """See ``Claims.take_over``."""
        invited = self._mine(number)
        return seen(self._unit, claiming.take_over(self._unit, invited, person=self._person))

    def decline(self, number: int) -> ClaimSeen:
        """See ``Claims.decline``."""
        claim = self._mine(number)
        if claim.state is not ClaimState.INVITED:
            raise WrongMove(f"认领 {claim.code} 现在是“{claim.state.label}”，不用再答复。")
        return seen(self._unit, self._move(number, ClaimState.DECLINED, ""))

    def _move(self, number: int, to: ClaimState, reason: str) -> Claim:
        return claiming.move(self._unit, number, to, actor=self._person, note=clean(reason))

    def _mine(self, number: int) -> Claim:
        claim = claims.load(self._unit, number)
        if claim.organisation not in self._keys():
            raise NotFound(f"没有找到认领 C{number}。请核对编号。")
        return claim

    def _ticket(self, number: int) -> Ticket:
        try:
            return ticket_rows.load(self._unit, number)
        except NotFound:
            raise NotFound(
                f"没有编号 {number} 的已发布需求。请核对编号，或发“找需求”看看。"
            ) from None

    def _keys(self) -> tuple[str, ...]:
        held = organisations.memberships(self._unit, self._person)
        return tuple(one.organisation.key for one in held)

    def _note(self, what: str, subject: str, reason: str) -> None:
        note_refusal(self._unit, actor=self._person, what=what, subject=subject, reason=reason)
