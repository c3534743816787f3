"""Organisations (机构) as staff see them: listed, verified, refused, suspended, invited to."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import ColumnElement, func, or_, select

from api.desk.people import Notifier, Staff
from api.domain.blocked import Blocked
from api.domain.category import Category
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotAllowed, Outdated, WrongMove
from api.domain.membership import Role
from api.domain.organisation import Offer
from api.domain.organisation_event import OrganisationEvent
from api.domain.organisation_profile import OrganisationAct, OrganisationState, Profile
from api.store import members
from api.store import organisations as store
from api.store.database import Unit
from api.store.invitation_codes import Issued
from api.store.notices import tell_person
from api.store.offers import note_change, of_organisation
from api.tables.organisations import organisations

A, S = OrganisationAct, OrganisationState
AT_ONCE = 50  # organisations on one page
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which organisations are listed: of a state, a kind, with a focus, with words in their name,
    code or home. ``page`` counts from 1."""

    state: OrganisationState | None = None
    kind: str = ""
    focus: Category | None = None
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of them, how many there are in each state, and the kinds there are."""

    profiles: tuple[Profile, ...]
    total: int
    states: Counter[OrganisationState]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything staff see of one. Of members only their number by role and of invitations only
    their number is told. ``same`` are others of the same name; ``whole``: nobody changed its
    history behind our back."""

    profile: Profile
    blocked: Blocked | None
    members: Counter[Role]
    invitations: int
    offers: tuple[Offer, ...]
    same: tuple[Profile, ...]
    history: tuple[OrganisationEvent, ...]
    whole: bool


def list_organisations(unit: Unit, wanted: Wanted) -> Listing:
    """The organisations wanted, those that wait for staff first, then by name."""
    conditions = list(_conditions(wanted))
    counted = select(organisations.c.state, func.count().label("number"))
    of_states = unit.connection.execute(
        counted.where(*conditions).group_by(organisations.c.state)
    ).all()
    states = Counter({S(row.state): row.number for row in of_states})
    if wanted.state is not None:
        conditions.append(organisations.c.state == wanted.state)
    waits = organisations.c.state != S.UNVERIFIED
    rows = unit.connection.execute(
        select(organisations)
        .where(*conditions)
        .order_by(waits, organisations.c.name, organisations.c.key)
        .limit(AT_ONCE)
        .offset((max(wanted.page, 1) - 1) * AT_ONCE)
    ).all()
    kinds = unit.connection.execute(select(organisations.c.kind).distinct()).scalars()
    return Listing(
        profiles=tuple(store.read(row) for row in rows),
        total=states[wanted.state] if wanted.state is not None else states.total(),
        states=states,
        kinds=tuple(sorted(kinds)),
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind:
        found.append(organisations.c.kind == wanted.kind)
    if wanted.focus is not None:  # a JSON list of codes, none of which is part of another
        focus = organisations.c.details["focus"].as_string()
        found.append(focus.contains(f'"{wanted.focus.value}"', autoescape=True))
    if wanted.words:
        columns = (organisations.c.name, organisations.c.credit_code, organisations.c.home)
        found.append(or_(*(c.contains(wanted.words, autoescape=True) for c in columns)))
    return found


def organisation_page(unit: Unit, key: str) -> OrganisationPage:
    """One organisation.

    Raises:
        NotFound: there is none with that key.
    """
    profile = store.load(unit, key)
    same = unit.connection.execute(
        select(organisations).where(
            organisations.c.name == profile.name, organisations.c.key != key
        )
    ).all()
    return OrganisationPage(
        profile=profile,
        blocked=store.blocked_as(unit, profile.name, profile.organisation.credit_code),
        members=Counter(one.role for one in members.members_of(unit, key)),
        invitations=len(members.open_invitations(unit, key)),
        offers=of_organisation(unit, key),
        same=tuple(store.read(row) for row in same),
        history=store.history_of(unit, key),
        whole=store.history_is_whole(unit, profile),
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """What a member of staff decides on an organisation as of ``version``, and why."""

    act: OrganisationAct
    key: str
    version: int
    reason: str


def decide(unit: Unit, staff: Staff, decision: Decision, *, notifier: Notifier) -> Profile:
    """Verify, refuse, suspend or resume; every member is told in the chat.

    Raises:
        NotFound, Outdated, WrongMove: it is not there, was changed meanwhile, or its state does
            not allow it; or it is to be verified and on the list of illegal ones.
        NotAllowed: it is the member of staff's own organisation.
        Invalid: no reason is given where one is due.
    """
    staff.require(Duty.ADMIT_ORGANISATIONS)
    before = store.load(unit, decision.key)
    if before.version != decision.version:
        raise Outdated(f"机构“{before.name}”刚被更新。请刷新页面，按最新内容处理。")
    reason = _reason(decision)
    told = members.members_of(unit, before.key)
    if staff.person is not None and any(one.person == staff.person for one in told):
        raise NotAllowed("您是这家机构的成员，不能自己核验。请由同事处理。")
    if decision.act is A.VERIFIED:
        _require_unblocked(unit, before)
    after = replace(
        before.after(decision.act),
        verified_at=unit.now if decision.act is A.VERIFIED else before.verified_at,
        note="" if decision.act in (A.VERIFIED, A.RESUMED) else reason,
    )
    store.save(unit, before, after, decision.act, actor=staff.username, note=reason)
    if S.SUSPENDED in (before.state, after.state):
        note_change(unit)  # a suspended organisation is proposed to nobody
    for member in told:
        tell_person(
            unit,
            person=member.person,
            turn=partial(notifier.organisation, after, decision.act),
            key=f"organisation-{after.key}-{after.version}-{member.mark}",
        )
    return after


def invite_owner(unit: Unit, staff: Staff, key: str) -> tuple[Profile, Issued]:
    """A code for an owner of an organisation: one that has nobody yet, or whose owners are lost.

    Raises:
        NotFound: there is none with that key.
        NotAllowed: not an administrator.
        WrongMove: too many codes are open.
    """
    staff.require(Duty.MANAGE)
    profile = store.load(unit, key)
    return profile, members.invite(unit, profile, Role.OWNER, actor=staff.username)


def revoke_invitations(unit: Unit, staff: Staff, key: str) -> int:
    """Take all open invitations back; returns how many there were.

    Raises:
        NotFound: there is no organisation with that key.
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    return members.revoke_all(unit, store.load(unit, key), actor=staff.username)


def _reason(decision: Decision) -> str:
    reason = decision.reason.strip()
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", f"原因最多 {LONGEST_REASON} 字。请精简后再提交。")
    if not reason and decision.act in (A.REFUSED, A.SUSPENDED):
        raise Invalid("reason", "请写明原因，机构会在聊天里看到。")
    return reason


def _require_unblocked(unit: Unit, profile: Profile) -> None:
    blocked = store.blocked_as(unit, profile.name, profile.organisation.credit_code)
    if blocked is not None:
        raise WrongMove(
            f"“{profile.name}”在非法社会组织名单里（{blocked.source}，{blocked.published}），"
            "不能核验通过。确认同名不同机构的，请先核对信用代码。"
        )
