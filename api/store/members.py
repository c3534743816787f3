"""Who acts for an organisation: invited by a code, joined, made owner, removed."""

from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from api.domain.errors import NotFound, WrongMove
from api.domain.invitation import InvitationState
from api.domain.membership import Member, MemberInvitation, Role, check_leaving
from api.domain.organisation_profile import OrganisationAct, Profile
from api.store import invitation_codes as codes
from api.store import organisations, people
from api.store.database import Unit
from api.tables.organisations import organisation_invitations, organisation_members

A = OrganisationAct
MOST_OPEN = 20  # invitations of one organisation; more are made by mistake or for misuse


def members_of(unit: Unit, key: str) -> tuple[Member, ...]:
    """The members of an organisation, who joined first first."""
    rows = unit.connection.execute(
        select(organisation_members)
        .where(organisation_members.c.organisation == key)
        .order_by(organisation_members.c.since, organisation_members.c.person)
    ).all()
    return tuple(
        Member(row.person, Role(row.role), row.since, ordinal)
        for ordinal, row in enumerate(rows, start=1)
    )


def add_member(unit: Unit, key: str, person: str, role: Role) -> None:
    """``person`` acts for the organisation from now on."""
    unit.connection.execute(
        insert(organisation_members).values(
            organisation=key, person=person, role=role, since=unit.now
        )
    )


def invite(unit: Unit, profile: Profile, role: Role, *, actor: str) -> codes.Issued:
    """A code for one more member; earlier ones stay good.

    Raises:
        WrongMove: too many are open.
    """
    profile.after(A.INVITED)
    if len(open_invitations(unit, profile.key)) >= MOST_OPEN:
        raise WrongMove(f"已有 {MOST_OPEN} 个邀请码没有用掉。请先撤回不用的，再生成新的。")
    to = organisation_invitations.c.organisation
    made = codes.issue(unit, to, profile.key, actor=actor, role=role)
    organisations.note_act(unit, profile, A.INVITED, actor=actor, note=role.label)
    return made


def open_invitations(unit: Unit, key: str) -> tuple[MemberInvitation, ...]:
    """The invitations to an organisation that can still be accepted."""
    rows = unit.connection.execute(
        select(organisation_invitations)
        .where(
            organisation_invitations.c.organisation == key,
            organisation_invitations.c.state == InvitationState.OPEN,
            organisation_invitations.c.expires_at > unit.now,
        )
        .order_by(organisation_invitations.c.id)
    ).all()
    return tuple(_invitation(unit, row) for row in rows)


def of_code(unit: Unit, code: str, *, channel: str, chat: str) -> MemberInvitation | None:
    """The invitation with that code, whatever became of it; ``None``: tried too often, or it is
    none of ours. Only a code that is one is counted as a try: the caller looks elsewhere next."""
    if not people.tries_left(unit, channel=channel, chat=chat):
        return None
    row = codes.with_code(unit, organisation_invitations, code)
    if row is None:
        return None
    people.may_try(unit, channel=channel, chat=chat)
    return _invitation(unit, row)


def require_issued(unit: Unit, code: str, *, by: str) -> None:
    """Stop everybody but the person who made this invitation.

    Raises:
        NotFound: there is none with that code, or somebody else made it.
    """
    row = codes.with_code(unit, organisation_invitations, code)
    if row is None or row.made_by != by:
        raise NotFound("没有找到这个邀请。请发“邀请成员”再生成一个。")


def maker_of(unit: Unit, number: int) -> str:
    """Who made an invitation: a person id, or a member of staff.

    Raises:
        NotFound: there is no such invitation.
    """
    return str(codes.locked(unit, organisation_invitations, number).made_by)


def join(unit: Unit, number: int, person: str) -> Profile:
    """Accept an invitation; when it is refused, nothing was written.

    Raises:
        NotFound: there is no such invitation.
        WrongMove: it cannot be accepted any more, or they are a member already.
    """
    invitation = _invitation(unit, codes.locked(unit, organisation_invitations, number))
    if closed := invitation.closed_at(unit.now):
        raise WrongMove(closed)
    profile = organisations.load(unit, invitation.organisation.key)
    if any(one.person == person for one in members_of(unit, profile.key)):
        raise WrongMove(f"您已经是“{profile.name}”的成员，不用再接受。")
    add_member(unit, profile.key, person, invitation.role)
    codes.mark(unit, organisation_invitations, number, InvitationState.ACCEPTED)
    organisations.note_act(unit, profile, A.JOINED, actor=person, note=invitation.role.label)
    return profile


def revoke_all(unit: Unit, profile: Profile, *, actor: str) -> int:
    """Take all open invitations back; returns how many there were."""
    to = organisation_invitations.c.organisation
    closed = codes.close(unit, to, profile.key, InvitationState.REVOKED)
    if closed:
        organisations.note_act(unit, profile, A.REVOKED, actor=actor)
    return closed


def remove(unit: Unit, profile: Profile, person: str, *, actor: str) -> None:
    """``person`` acts for the organisation no more, by their own will or an owner's.

    Raises:
        NotFound: they are no member.
        WrongMove: they are its last owner.
    """
    organisations.hold(unit, profile.key)  # of two owners who leave at once one stays
    member = _member(unit, profile.key, person)
    check_leaving(members_of(unit, profile.key), person)
    unit.connection.execute(
        delete(organisation_members).where(
            organisation_members.c.organisation == profile.key,
            organisation_members.c.person == person,
        )
    )
    act = A.LEFT if actor == person else A.REMOVED
    organisations.note_act(unit, profile, act, actor=actor, note=member.role.label)


def give_role(unit: Unit, profile: Profile, person: str, role: Role, *, actor: str) -> None:
    """Make a member an owner, or an owner a member.

    Raises:
        NotFound: they are no member.
        WrongMove: they are the last owner.
    """
    organisations.hold(unit, profile.key)  # of two owners who leave at once one stays
    _member(unit, profile.key, person)
    if role is Role.MEMBER:
        check_leaving(members_of(unit, profile.key), person)
    unit.connection.execute(
        update(organisation_members)
        .where(
            organisation_members.c.organisation == profile.key,
            organisation_members.c.person == person,
        )
        .values(role=role)
    )
    organisations.note_act(unit, profile, A.ROLE, actor=actor, note=role.label)


def _member(unit: Unit, key: str, person: str) -> Member:
    for member in members_of(unit, key):
        if member.person == person:
            return member
    raise NotFound("这位成员已经不在这家机构里。请按最新名单处理。")


def _invitation(unit: Unit, row: Row[Any]) -> MemberInvitation:
    return MemberInvitation(
        number=row.id,
        organisation=organisations.load(unit, row.organisation).organisation,
        role=Role(row.role),
        state=InvitationState(row.state),
        expires_at=row.expires_at,
    )
