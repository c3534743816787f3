"""What the conversation needs of organisations (机构); part of ``bot.ports.Transaction``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.domain.credit_code import CreditCode
from api.domain.membership import Member, MemberInvitation, Membership, Role
from api.domain.organisation_details import Details
from api.domain.organisation_profile import Profile


@dataclass(frozen=True, slots=True)
class Invite:
    """A code just made for one more member, which is told only now; it holds until (UTC)."""

    code: str
    expires_at: datetime


class Organisations(Protocol):
    """What a person may do for organisations, within the transaction of a turn.

    Whatever takes a key refuses with ``NotFound`` an organisation the person does not act for,
    and with ``NotAllowed`` what only an owner may do.
    """

    def mine(self) -> tuple[Membership, ...]:
        """The organisations the person acts for, the one joined first."""

    def profile(self, key: str) -> Profile:
        """One of them, whole."""

    def refusal(self, code: CreditCode | None, name: str) -> str:
        """Why an organisation with this code or name cannot be registered by the person, as a
        sentence; empty when it can. A refusal is kept for staff."""

    def register(self, code: CreditCode, name: str, details: Details) -> Profile:
        """A new organisation, whose owner the person is; staff verify it.

        Raises:
            WrongMove: it was registered meanwhile.
        """

    def change(self, key: str, name: str, details: Details) -> Profile:
        """Another name or other details; a new name is verified again.

        Raises:
            WrongMove: it is suspended.
        """

    def members(self, key: str) -> tuple[Member, ...]:
        """Who acts for it, who joined first first."""

    def invite(self, key: str, role: Role) -> Invite:
        """A code for one more member."""

    def revoke(self, key: str) -> int:
        """Take all its open invitations back; returns how many there were."""

    def invitation(self, channel: str, chat: str, code: str) -> MemberInvitation | None:
        """The invitation with this code; ``None`` when it is none to an organisation, or was
        tried too often."""

    def join(self, invitation: int) -> Profile:
        """Accept an invitation.

        Raises:
            NotFound: there is no such invitation.
            WrongMove: it cannot be accepted any more, or they are a member already.
        """

    def leave(self, key: str) -> None:
        """Act for it no more.

        Raises:
            WrongMove: the person is its last owner.
        """

    def remove(self, key: str, mark: str) -> None:
        """Take a member out, by their ``Member.mark``.

        Raises:
            NotFound: there is none.
        """

    def promote(self, key: str, mark: str) -> None:
        """Make a member an owner, by their ``Member.mark``.

        Raises:
            NotFound: there is none.
        """
