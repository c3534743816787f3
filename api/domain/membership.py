"""Who may act for an Organisation (成员): owners and members."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.domain.errors import WrongMove
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
    joined, so that one can be named without saying who they are."""

    person: str
    role: Role
    since: datetime
    ordinal: int


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
