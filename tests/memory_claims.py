"""A world without claims: ``bot.claim_ports.Claims`` of a ``MemoryLedger``.

What they do is tried on a database (``tests.bot.test_claims_dialogue``).
"""

from decimal import Decimal

from api.domain.claim import ClaimEvent
from api.domain.claimable import Claimable, Parts
from api.domain.errors import NotFound
from api.domain.organisation import Organisation
from bot.claim_ports import ClaimProgress, ClaimSeen, OpenNeed

_NONE = NotFound("没有找到这份认领。请核对编号。")
_NOTHING = Claimable(Decimal(0), ())


class MemoryClaims:
    """See ``bot.claim_ports.Claims``."""

    def need(self, number: int) -> OpenNeed:
        raise NotFound(f"没有编号 {number} 的已发布需求。请核对编号，或发“找需求”看看。")

    def refusal(self, organisation: str) -> str:
        return ""

    def make(self, need: int, organisation: str, parts: Parts, key: str) -> ClaimSeen:
        raise _NONE

    def mine(self) -> tuple[ClaimSeen, ...]:
        return ()

    def find(self, number: int) -> ClaimSeen | None:
        return None

    def history(self, number: int) -> tuple[ClaimEvent, ...]:
        return ()

    def progress(self, need: int) -> ClaimProgress:
        return ClaimProgress(Decimal(0), _NOTHING, _NOTHING, 0)

    def withdraw(self, number: int, reason: str) -> ClaimSeen:
        raise _NONE

    def partner(self, text: str) -> Organisation | None:
        return None

    def invite(self, number: int, organisation: str, *, hands_over: bool) -> ClaimSeen:
        raise _NONE

    def join(self, number: int, parts: Parts) -> ClaimSeen:
        raise _NONE

    def take_over(self, number: int) -> ClaimSeen:
        raise _NONE

    def decline(self, number: int) -> ClaimSeen:
        raise _NONE
