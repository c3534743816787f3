"""What administrators changed in how the service works (管理记录): an append-only history."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from api.domain.history import entry_hash


class AdministrationAct(StrEnum):
    """What was done to a key, a webhook or a sentence of the conversation."""

    ISSUED = "issued"
    REVOKED = "revoked"
    ADDED = "added"
    CHANGED = "changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    NEW_SECRET = "new_secret"  # noqa: S105 - the name of an act, not a secret
    REMOVED = "removed"
    REWORDED = "reworded"
    PUT_BACK = "put_back"

    @property
    def label(self) -> str:
        """The Chinese label shown to administrators."""
        return LABELS[self]


A = AdministrationAct
LABELS = {
    A.ISSUED: "发出",
    A.REVOKED: "停用",
    A.ADDED: "新建",
    A.CHANGED: "修改",
    A.PAUSED: "暂停",
    A.RESUMED: "恢复",
    A.NEW_SECRET: "换签名密钥",
    A.REMOVED: "删除",
    A.REWORDED: "改写",
    A.PUT_BACK: "恢复原文",
}


@dataclass(frozen=True, slots=True)
class AdministrationEvent:
    """One entry; chained by hash. ``state`` is all that was decided of the thing, as it stands
    after the act and without any secret, so that it cannot change behind the history's back."""

    at: datetime
    actor: str
    act: AdministrationAct
    state: str
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.act,
                self.state,
                self.previous_hash,
            ]
        )
