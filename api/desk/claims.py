"""Claims (认领) as staff decide on them: entered for somebody, confirmed, declined, freed."""

from dataclasses import dataclass

from sqlalchemy import select

from api.desk.people import Staff
from api.desk.review import reason_of
from api.domain.blocked import same_name
from api.domain.claim import Claim, ClaimState
from api.domain.claimable import Parts
from api.domain.credit_code import CreditCode, credit_code
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotAllowed, Outdated
from api.domain.organisation_details import Details
from api.domain.organisation_profile import OrganisationState, Profile
from api.store import claiming, claims, organisations
from api.store.claiming import Wanted
from api.store.database import Unit
from api.store.held_claims import FOREIGN, SHUT_OUT
from api.store.refusals import Refused, latest, note_refusal
from api.tables.organisations import organisation_members
from api.tables.organisations import organisations as organisation_rows

S = ClaimState
LONGEST_NAME = 100
MOST_NAMES = 300  # offered to pick from; others are typed
OWN_CLAIM = "own_claim"  # what the audit calls it


@dataclass(frozen=True, slots=True)
class Entered:
    """What staff enter for an organisation: its ``name``, its ``code`` (统一社会信用代码) or both;
    ``lead`` is the number of the claim it joins, 0 for none."""

    ticket: int
    name: str
    code: str
    parts: Parts
    lead: int = 0


def enter(unit: Unit, staff: Staff, entered: Entered, *, key: str) -> Claim:
    """Claim on behalf of an organisation; one that is not registered is, when both its name and
    its code are given. The same ``key`` again returns the claim there is.

    Raises:
        Invalid: no such organisation, a wrong code, or an amount that cannot be claimed.
        NotFound, NotAllowed, WrongMove: see ``api.store.claiming.claim``.
    """
    staff.require(Duty.HANDLE_CLAIMS)
    profile = _organisation(unit, staff, entered)
    lead = _lead(unit, entered)
    wanted = Wanted(entered.ticket, profile.key, entered.parts, lead=lead)
    return claiming.claim(unit, wanted, actor=staff.username, key=f"desk:{key}")


def confirm(unit: Unit, staff: Staff, number: int, *, version: int) -> Claim:
    """The claim stands.

    Raises:
        NotAllowed: this member of staff acts for the organisation, or it may not claim any more.
        NotFound, Outdated, WrongMove: it is not there, was changed meanwhile, or waits for nothing.
    """
    staff.require(Duty.HANDLE_CLAIMS)
    claim = _current(unit, number, version)
    if _acts_for(unit, staff, claim):
        raise NotAllowed("您是这家机构的成员，不能确认它的认领。请由其他同事办理。")
    claiming.require_may_claim(unit, organisations.load(unit, claim.organisation))
    return claiming.move(unit, number, S.CONFIRMED, actor=staff.username)


def note_own(unit: Unit, staff: Staff, number: int) -> None:
    """Keep that somebody tried to confirm a claim of their own organisation."""
    claim = claims.load(unit, number)
    if _acts_for(unit, staff, claim):
        note_refusal(
            unit,
            actor=staff.username,
            what=OWN_CLAIM,
            subject=claim.code,
            reason="确认自己所在机构的认领",
        )


def refused_lately(unit: Unit) -> tuple[Refused, ...]:
    """Who was kept from claiming, or from a claim of others, the latest first."""
    return latest(unit, OWN_CLAIM, FOREIGN, SHUT_OUT)


def decline(unit: Unit, staff: Staff, number: int, *, version: int, reason: str) -> Claim:
    """The claim does not stand; its part is open again and the claimant is told why.

    Raises:
        Invalid: no reason, or one that is too long.
        NotFound, Outdated, WrongMove: it is not there, was changed meanwhile, or was decided.
    """
    staff.require(Duty.HANDLE_CLAIMS)
    _current(unit, number, version)
    note = reason_of(reason, "请写明原因，认领的机构会看到这段话。")
    return claiming.move(unit, number, S.DECLINED, actor=staff.username, note=note)


def release(unit: Unit, staff: Staff, number: int, *, version: int, reason: str) -> Claim:
    """Free what a claim keeps that was confirmed already; both sides are told why.

    Raises:
        Invalid: no reason, or one that is too long.
        NotFound, Outdated, WrongMove: it is not there, was changed meanwhile, or keeps nothing.
    """
    staff.require(Duty.HANDLE_CLAIMS)
    _current(unit, number, version)
    note = reason_of(reason, "请写明原因，认领的机构和上报人会看到这段话。")
    return claiming.move(unit, number, S.WITHDRAWN, actor=staff.username, note=note)


def known_names(unit: Unit) -> tuple[str, ...]:
    """Names of verified organisations to pick from."""
    rows = unit.connection.execute(
        select(organisation_rows.c.name)
        .where(organisation_rows.c.state == OrganisationState.VERIFIED)
        .order_by(organisation_rows.c.name)
        .limit(MOST_NAMES)
    ).scalars()
    return tuple(rows)


def named(unit: Unit, name: str) -> Profile | None:
    """The organisation of that name, however it is spaced or bracketed.

    Raises:
        Invalid: several are called so; the code tells them apart.
    """
    wanted = same_name(name)
    rows = unit.connection.execute(select(organisation_rows)).all()
    found = [row for row in rows if same_name(row.name) == wanted]
    if len(found) > 1:
        raise Invalid("organisation", f"有 {len(found)} 家机构叫“{name}”。请填统一社会信用代码。")
    return organisations.read(found[0]) if found else None


def _organisation(unit: Unit, staff: Staff, entered: Entered) -> Profile:
    name = entered.name.strip()
    if len(name) > LONGEST_NAME:
        raise Invalid("organisation", f"机构名称最多 {LONGEST_NAME} 字。请核对后再填。")
    if entered.code.strip():
        return _by_code(unit, staff, name, credit_code(entered.code))
    if not name:
        raise Invalid("organisation", "请填机构的名称或统一社会信用代码。")
    found = named(unit, name)
    if found is None:
        raise Invalid(
            "organisation",
            f"没有登记过“{name}”。请再填上统一社会信用代码，会同时登记为待核验。",
        )
    return found


def _by_code(unit: Unit, staff: Staff, name: str, code: CreditCode) -> Profile:
    known = organisations.by_credit_code(unit, code.text)
    if known is not None:
        if name and same_name(name) != same_name(known.name):
            raise Invalid(
                "organisation", f"这个代码登记的是“{known.name}”，和填的名称不同。请核对后再填。"
            )
        return known
    if not name:
        raise Invalid("organisation", "这个代码还没有登记。请再填上机构的全称。")
    if blocked := organisations.blocked_as(unit, name, code.text):
        raise NotAllowed(f"“{name}”在“{blocked.source}”公布的名单上，不能认领。请先核对。")
    return organisations.add(unit, code, name, Details(), actor=staff.username)


def _lead(unit: Unit, entered: Entered) -> int | None:
    if not entered.lead:
        return None
    lead = claims.load(unit, entered.lead)
    if lead.ticket != entered.ticket or not lead.counts or lead.lead is not None:
        raise Invalid(
            "lead", "牵头的认领要属于同一件需求，自己不是别人的参与方，而且还有效。请重新选。"
        )
    return lead.number


def _current(unit: Unit, number: int, version: int) -> Claim:
    claim = claims.load(unit, number)
    if claim.version != version:
        raise Outdated(f"认领 {claim.code} 刚被其他人更新。请刷新页面，按最新内容处理。")
    return claim


def _acts_for(unit: Unit, staff: Staff, claim: Claim) -> bool:
    if staff.person is None:
        return False
    members = organisation_members.c
    found = unit.connection.execute(
        select(members.person).where(
            members.organisation == claim.organisation, members.person == staff.person
        )
    ).first()
    return found is not None
