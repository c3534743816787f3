"""What the conversation needs of claims (认领); part of ``bot.ports.Transaction``."""

from dataclasses import dataclass
from decimal import Decimal

from api.domain.claim import Claim
from api.domain.claimable import Claimable


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
