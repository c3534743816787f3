"""What happened to an account of the desk: an append-only history of who may do what since when."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from api.domain.history import entry_hash


class StaffAct(StrEnum):
    """What administrators do with accounts."""

    MADE = "made"
    CHANGED = "changed"
    RESET = "reset"
    CLOSED = "closed"
    OPENED = "opened"
    FREED = "freed"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return {
            "made": "新建",
            "changed": "调整角色和地区",
            "reset": "重置密码",
            "closed": "停用",
            "opened": "启用",
            "freed": "解除两步验证",
        }[self.value]


@dataclass(frozen=True, slots=True)
class StaffEvent:
    """One entry; chained by hash. ``roles`` and ``regions`` are what the account had after it, as
    labels; ``actor`` is an administrator, or ``service`` for what was done on the machine."""

    at: datetime
    actor: str
    act: StaffAct
    roles: tuple[str, ...]
    regions: tuple[str, ...]
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.act,
                list(self.roles),
                list(self.regions),
                self.previous_hash,
            ]
        )
