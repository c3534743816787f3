"""What can happen to an Application (申报), and the entries of its history."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from api.domain.history import entry_hash

PUBLIC = "public"  # the actor of whoever objects on the public page
# How an actor begins who acts for the organisation itself, before the id of the person; the blank
# keeps it apart from every member of staff, whose names have none.
_MEMBER = "member "


class Standing(StrEnum):
    """Whose turn it is at the present stage, or how it ended."""

    STAFF = "staff"
    APPLICANT = "applicant"
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {
            "staff": "待办理",
            "applicant": "待申报机构补正",
            "completed": "已结项",
            "rejected": "已终止",
            "withdrawn": "已撤回",
        }[self.value]


class Act(StrEnum):
    """What can happen."""

    ENTERED = "entered"
    PASSED = "passed"
    SKIPPED = "skipped"
    RETURNED = "returned"
    ANSWERED = "answered"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DECLARED = "declared"
    SCORED = "scored"
    NOTICED = "noticed"
    OBJECTED = "objected"
    REPLIED = "replied"
    PLANNED = "planned"
    PROGRESS = "progress"
    DROPPED = "dropped"
    EVALUATED = "evaluated"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return LABELS[self]


LABELS = {
    Act.ENTERED: "录入申报",
    Act.PASSED: "通过",
    Act.SKIPPED: "免评通过",
    Act.RETURNED: "退回补正",
    Act.ANSWERED: "补正",
    Act.REJECTED: "不予通过",
    Act.WITHDRAWN: "撤回",
    Act.DECLARED: "利益关系声明",
    Act.SCORED: "评分",
    Act.NOTICED: "开始公示",
    Act.OBJECTED: "收到异议",
    Act.REPLIED: "答复异议",
    Act.PLANNED: "增加节点",
    Act.PROGRESS: "完成节点",
    Act.DROPPED: "取消节点",
    Act.EVALUATED: "评估",
}


def member_actor(person: str) -> str:
    """The actor of what ``person`` does for the organisation that applies."""
    return f"{_MEMBER}{person}"


def member_mark(actor: str) -> str:
    """What stands for a member of the organisation where the history is read, the same as in the
    list of its members; empty when ``actor`` is none."""
    return actor.removeprefix(_MEMBER)[:8] if actor.startswith(_MEMBER) else ""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something somebody wants to do. ``note`` is the reason in words, ``data`` what belongs to the
    act: scores, days, amounts in fen."""

    act: Act
    note: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. It happened at ``stage`` and led to ``stage_to`` and ``standing_to``."""

    at: datetime
    actor: str
    act: Act
    stage: str
    stage_to: str
    standing_to: Standing
    note: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.act,
                self.stage,
                self.stage_to,
                self.standing_to,
                self.note,
                json.dumps(self.data, ensure_ascii=False, sort_keys=True),
                self.previous_hash,
            ]
        )
