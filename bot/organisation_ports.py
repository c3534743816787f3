"""What the conversation needs of organisations (机构); part of ``bot.ports.Transaction``."""

from typing import Protocol

from api.domain.membership import Membership


class Organisations(Protocol):
    """What a person may do for organisations, within the transaction of a turn."""

    def mine(self) -> tuple[Membership, ...]:
        """The organisations the person acts for, the one joined first."""
