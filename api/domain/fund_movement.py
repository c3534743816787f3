"""A movement of a fund pool (资金池): an amount in fen from one account to another, chained."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from api.domain.history import entry_hash

FEN_PER_YUAN = 100


class Account(StrEnum):
    """Where the money of a pool is. ``SOURCE`` and ``RETURNED`` stand for those who give."""

    SOURCE = "source"
    AVAILABLE = "available"
    COMMITTED = "committed"
    DISBURSED = "disbursed"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The Chinese label staff see."""
        return ACCOUNT_LABELS[self]


class MovementKind(StrEnum):
    """Why money moves."""

    CONTRIBUTION = "contribution"
    COMMITMENT = "commitment"
    RELEASE = "release"
    DISBURSEMENT = "disbursement"
    REFUND = "refund"
    RETURN = "return"
    CORRECTION = "correction"

    @property
    def label(self) -> str:
        """The Chinese label staff see."""
        return KIND_LABELS[self]


A, K = Account, MovementKind
ACCOUNT_LABELS = {
    A.SOURCE: "出资方",
    A.AVAILABLE: "可用",
    A.COMMITTED: "已承诺",
    A.DISBURSED: "已拨付",
    A.RETURNED: "已退出资方",
}
KIND_LABELS = {
    K.CONTRIBUTION: "入账",
    K.COMMITMENT: "承诺",
    K.RELEASE: "释放承诺",
    K.DISBURSEMENT: "拨付",
    K.REFUND: "项目退回",
    K.RETURN: "退出资方",
    K.CORRECTION: "冲正",
}
# The two sides of each kind, from and to. A correction (冲正) turns those of another round.
SIDES: dict[MovementKind, tuple[Account, Account]] = {
    K.CONTRIBUTION: (A.SOURCE, A.AVAILABLE),
    K.COMMITMENT: (A.AVAILABLE, A.COMMITTED),
    K.RELEASE: (A.COMMITTED, A.AVAILABLE),
    K.DISBURSEMENT: (A.COMMITTED, A.DISBURSED),
    K.REFUND: (A.DISBURSED, A.AVAILABLE),
    K.RETURN: (A.AVAILABLE, A.RETURNED),
}
OF_COMMITMENT = frozenset({K.RELEASE, K.DISBURSEMENT, K.REFUND})


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry. ``fen`` is more than 0. ``of`` is the ordinal of the commitment a release,
    payment or refund belongs to, or of what a correction undoes. A commitment may name the
    ``ticket`` of the need it is for and ``whole_fen``, all the money of that project."""

    ordinal: int
    at: datetime
    actor: str
    kind: MovementKind
    giving: Account
    taking: Account
    fen: int
    reason: str
    of: int | None = None
    ticket: int | None = None
    whole_fen: int | None = None
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return entry_hash(
            [
                self.ordinal,
                at,
                self.actor,
                self.kind,
                self.giving,
                self.taking,
                self.fen,
                self.reason,
                self.of,
                self.ticket,
                self.whole_fen,
                self.previous_hash,
            ]
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """A movement somebody wants to enter; the meaning of each part as in ``Movement``."""

    kind: MovementKind
    fen: int
    reason: str
    of: int | None = None
    ticket: int | None = None
    whole_fen: int | None = None
