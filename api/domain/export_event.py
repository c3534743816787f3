"""An export (导出): what left the desk as a file, and the entry that keeps who took it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from api.domain.history import entry_hash

LONGEST_SCOPE = 200


class ExportKind(StrEnum):
    """What can be taken out."""

    OVERVIEW = "overview"
    REPORT = "report"
    POOL_LEDGER = "pool_ledger"
    ALLOCATION = "allocation"
    NEEDS = "needs"
    CLAIMS = "claims"
    APPLICATIONS = "applications"
    MOVEMENTS = "movements"
    GRANTS = "grants"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return LABELS[self]


LABELS = {
    ExportKind.OVERVIEW: "概况表",
    ExportKind.REPORT: "年度报告",
    ExportKind.POOL_LEDGER: "资金池明细",
    ExportKind.ALLOCATION: "分配方案",
    ExportKind.NEEDS: "需求",
    ExportKind.CLAIMS: "认领",
    ExportKind.APPLICATIONS: "申报",
    ExportKind.MOVEMENTS: "资金池流水",
    ExportKind.GRANTS: "资助（360Giving）",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What is handed out: ``scope`` says in words which part of it, ``form`` is the ending of the
    file (csv, xlsx, json, pdf), ``rows`` how many rows of data it has without headings."""

    kind: ExportKind
    scope: str
    form: str
    rows: int


@dataclass(frozen=True, slots=True)
class ExportEvent:
    """One entry, chained by hash within its year."""

    at: datetime
    actor: str
    taken: Taken
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.taken.kind,
                self.taken.scope,
                self.taken.form,
                self.taken.rows,
                self.previous_hash,
            ]
        )
