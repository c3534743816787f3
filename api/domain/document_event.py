"""What happened to a policy document (政策文件) in the library: who, when, what and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from api.domain.history import entry_hash


class DocumentAct(StrEnum):
    """The closed list of what can happen to a document."""

    ADDED = "added"
    CHANGED = "changed"  # another text, other facts or another cut under the same key
    REPLACED = "replaced"  # a newer version begins; this one ends the day before
    UNREPLACED = "unreplaced"
    ENDED = "ended"  # its last day in force was set
    UNENDED = "unended"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return LABELS[self]


A = DocumentAct
LABELS = {
    A.ADDED: "入库",
    A.CHANGED: "内容更新",
    A.REPLACED: "被新版替代",
    A.UNREPLACED: "取消替代",
    A.ENDED: "设定失效日期",
    A.UNENDED: "取消失效日期",
    A.WITHDRAWN: "撤下",
    A.RESTORED: "恢复使用",
}


@dataclass(frozen=True, slots=True)
class DocumentEvent:
    """One entry of a document's history; chained by hash.

    ``before`` and ``after`` hold the facts that changed, by their names in ``Document``, as JSON;
    a text that was replaced is whole in ``before``.
    """

    at: datetime
    actor: str
    act: DocumentAct
    reason: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.act,
                self.reason,
                dict(sorted(self.before.items())),
                dict(sorted(self.after.items())),
                self.previous_hash,
            ]
        )
