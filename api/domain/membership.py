"""Who may act for an Organisation (成员): owners and members."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.domain.errors import WrongMove
from api.domain.invitation import CLOSED, InvitationState
from api.domain.organisation import Organisation
from api.domain.organisation_profile import OrganisationState


class Role(StrEnum):
    """What a person may do for an organisation: an owner (负责人) also invites and removes."""

    OWNER = "owner"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {Role.OWNER: "负责人", Role.MEMBER: "成员"}[self]


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's part in an organisation. ``since`` is when they joined (UTC)."""

    organisation: Organisation
    role: Role
    state: OrganisationState
    since: datetime

    @property
    def is_owner(self) -> bool:
        """Whether they may invite and remove."""
        return self.role is Role.OWNER

    @property
    def is_verified(self) -> bool:
        """Whether staff have verified the organisation."""
        return self.state is OrganisationState.VERIFIED


@dataclass(frozen=True, slots=True)
class Member:
    """One person of an organisation; ``person`` is opaque. ``ordinal`` counts from 1 by when they
    joined, so that one can be named without saying who they are; it shifts when one leaves."""

    person: str
    role: Role
    since: datetime
    ordinal: int

    @property
    def mark(self) -> str:
        """What stands for them in a button; it stays theirs."""
        return self.person[:8]


def check_leaving(members: Iterable[Member], person: str) -> None:
    """An organisation keeps somebody who answers for it.

    Raises:
        WrongMove: ``person`` is its last owner.
    """
    owners = [one.person for one in members if one.role is Role.OWNER]
    if owners == [person]:
        raise WrongMove(
            "您是这家机构唯一的负责人，不能退出或改为成员。请先把另一位成员设为负责人，"
            "或者请工作人员处理。"
        )


_NEW_ONE = "请向邀请您的机构要一个新的。"
# Why an invitation to an organisation cannot be accepted, and what to do; the same whoever asks.
CLOSED_TO_MEMBERS = {
    state: f"{said.partition('。')[0]}。{_NEW_ONE}" for state, said in CLOSED.items()
}


@dataclass(frozen=True, slots=True)
class MemberInvitation:
    """An invitation to act for an organisation, found by its code."""

    number: int
    organisation: Organisation
    role: Role
    state: InvitationState
    expires_at: datetime

    def closed_at(self, now: datetime) -> str:
        """Why it cannot be accepted at ``now`` (UTC); empty while it can."""
        lapsed = self.state is InvitationState.OPEN and self.expires_at <= now
        state = InvitationState.LAPSED if lapsed else self.state
        return CLOSED_TO_MEMBERS.get(state, "")
