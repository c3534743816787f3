"""What the conversation needs of claims (认领); part of ``bot.ports.Transaction``."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from api.domain.claim import Claim, ClaimEvent
from api.domain.claimable import Claimable, Parts
from api.domain.organisation import Organisation


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """A claim as people see it: the ``name`` of its organisation, the public ``title`` of the need,
    what was claimed (``amounts``); ``asked_by`` is who invited the organisation to join or to take
    over, empty for all else."""

    claim: Claim
    name: str
    title: str
    amounts: Claimable
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class ClaimProgress:
    """How far a need is claimed: the ``share`` of it (0…1), what is ``claimed`` and ``open``, by
    how many ``organisations``."""

    share: Decimal
    claimed: Claimable
    open: Claimable
    organisations: int


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need as somebody who may claim it sees it: its public ``title``, what is ``open``."""

    number: int
    title: str
    open: Claimable


class Claims(Protocol):
    """What a person may do with claims, within the transaction of a turn. ``Claim`` numbers are of
    organisations the person acts for; what else is asked for is refused, and that is kept."""

    def need(self, number: int) -> OpenNeed:
        """What can be claimed of a need.

        Raises:
            NotFound: there is none, or it is not public.
            WrongMove: nothing can be claimed of it now; the sentence says why.
        """

    def refusal(self, organisation: str) -> str:
        """Why that organisation may not claim, as a sentence; empty when it may. A refusal is kept
        for staff."""

    def make(self, need: int, organisation: str, parts: Parts, key: str) -> ClaimSeen:
        """Claim; the same ``key`` again is the same claim.

        Raises:
            Invalid: more than is open, nothing, or no proper amount.
            NotAllowed, WrongMove: the organisation may not, or the need is closed.
        """

    def mine(self) -> tuple[ClaimSeen, ...]:
        """The claims of the person's organisations and what these are invited to, newest first."""

    def find(self, number: int) -> ClaimSeen | None:
        """One of them; ``None`` for all others, and somebody else's is kept as a refusal."""

    def history(self, number: int) -> tuple[ClaimEvent, ...]:
        """What happened to a claim, the oldest entry first."""

    def progress(self, need: int) -> ClaimProgress:
        """How far a need is claimed in all."""

    def withdraw(self, number: int, reason: str) -> ClaimSeen:
        """Take a claim back; its part is open again.

        Raises:
            WrongMove: too late for that.
        """

    def partner(self, text: str) -> Organisation | None:
        """The verified organisation of that name or credit code; ``None``: there is none.

        Raises:
            Invalid: the name is that of several.
        """

    def invite(self, number: int, organisation: str, *, hands_over: bool) -> ClaimSeen:
        """Ask another organisation to join a claim, or to take it over.

        Raises:
            Invalid: it is the same organisation, or it is asked already.
            WrongMove: the claim does not stand so that it could.
        """

    def join(self, number: int, parts: Parts) -> ClaimSeen:
        """Accept an invitation to a joint claim, for ``parts``. Raises as ``make``."""

    def take_over(self, number: int) -> ClaimSeen:
        """Accept a claim that is handed over. Raises as ``make``."""

    def decline(self, number: int) -> ClaimSeen:
        """Decline an invitation.

        Raises:
            WrongMove: it was answered already.
        """
