"""A Claim (认领): an organisation's commitment to all or part of a Need, and the table of its
states."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from api.domain.claimable import Parts
from api.domain.errors import WrongMove
from api.domain.history import entry_hash
from api.domain.ticket import TicketStatus

HELD_FOR = timedelta(days=7)  # how long a claim that staff have not confirmed keeps its part
MOST_HELD = 20  # claims of one organisation that wait for staff at the same time
REMIND_BEFORE = timedelta(days=1)  # of the end of that


class ClaimState(StrEnum):
    """Where a claim stands. ``INVITED``: another organisation asked this one to join (联合认领) or
    to take over; it has not answered, and nothing is kept for it."""

    INVITED = "invited"
    HELD = "held"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    EVALUATED = "evaluated"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    HANDED_OVER = "handed_over"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return LABELS[self]


S = ClaimState
LABELS = {
    S.INVITED: "待答复",
    S.HELD: "待确认",
    S.CONFIRMED: "已确认",
    S.IN_PROGRESS: "实施中",
    S.DELIVERED: "已送达",
    S.EVALUATED: "已评估",
    S.EXPIRED: "已过期",
    S.WITHDRAWN: "已撤回",
    S.DECLINED: "未接受",
    S.HANDED_OVER: "已转交",
}
# The whole state machine: what may follow what. Nothing else moves a claim.
MOVES: dict[ClaimState, frozenset[ClaimState]] = {
    S.INVITED: frozenset({S.HELD, S.DECLINED, S.WITHDRAWN, S.EXPIRED}),
    S.HELD: frozenset({S.CONFIRMED, S.DECLINED, S.WITHDRAWN, S.EXPIRED, S.HANDED_OVER}),
    S.CONFIRMED: frozenset({S.IN_PROGRESS, S.WITHDRAWN, S.HANDED_OVER}),
    S.IN_PROGRESS: frozenset({S.DELIVERED, S.WITHDRAWN, S.HANDED_OVER}),
    S.DELIVERED: frozenset({S.EVALUATED, S.IN_PROGRESS}),
    S.EVALUATED: frozenset({S.IN_PROGRESS}),  # the reporter says it is not solved
    S.EXPIRED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.DECLINED: frozenset(),
    S.HANDED_OVER: frozenset(),
}
# The states of a need in which it may be claimed.
CLAIMABLE = frozenset({TicketStatus.PUBLISHED, TicketStatus.PARTLY_CLAIMED})
# Those that keep a part of the need.
COUNTING = frozenset({S.HELD, S.CONFIRMED, S.IN_PROGRESS, S.DELIVERED, S.EVALUATED})
# What the claimant may still do by themselves.
WITHDRAWABLE = frozenset({S.HELD, S.CONFIRMED})
TRANSFERABLE = frozenset({S.HELD, S.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. ``ticket`` is the number of the need's ticket, ``organisation`` the key of who
    claims, ``person`` who said so (``None`` when staff entered it or nobody has answered).

    ``lead`` is the claim of the organisation that leads a joint claim (联合认领), ``takes_over``
    the one this takes the place of. ``expires_at`` (UTC) ends an invitation or a hold. ``reminded``
    is set once the claimant was told of that. ``version`` rises with every change.
    """

    number: int
    ticket: int
    organisation: str
    person: str | None
    parts: Parts
    state: ClaimState = ClaimState.HELD
    lead: int | None = None
    takes_over: int | None = None
    expires_at: datetime | None = None
    reminded: bool = False
    version: int = 1

    @property
    def code(self) -> str:
        """As people say it: C12."""
        return f"C{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether anything can still happen to it."""
        return bool(MOVES[self.state]) and self.state is not ClaimState.EVALUATED

    @property
    def counts(self) -> bool:
        """Whether it keeps a part of the need."""
        return self.state in COUNTING

    def moved(self, to: ClaimState) -> "Claim":
        """This claim in state ``to``; only an invitation and a hold have an end.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
        """
        if to not in MOVES[self.state]:
            raise WrongMove(
                f"认领 {self.code} 现在是“{self.state.label}”，不能改为“{to.label}”。"
                "请按最新状态处理。"
            )
        return replace(self, state=to, expires_at=None, reminded=False, version=self.version + 1)

    def held(self, parts: Parts, person: str | None, until: datetime) -> "Claim":
        """This invitation taken up: its part is kept ``until`` staff have confirmed it.

        Raises:
            WrongMove: it was answered already, or is none.
        """
        taken_up = self.moved(ClaimState.HELD)
        return replace(taken_up, parts=parts, person=person, expires_at=until)

    def told_of_end(self) -> "Claim":
        """This claim once its claimant was reminded of the end of the hold."""
        return replace(self, reminded=True, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class ClaimEvent:
    """One entry of a claim's history, chained by hash. ``actor`` is a member of staff, a person id
    or ``service``; ``state_from`` is ``None`` in the first; ``note`` is the reason given."""

    at: datetime
    actor: str
    state_from: ClaimState | None
    state_to: ClaimState
    note: str = ""
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.state_from,
                self.state_to,
                self.note,
                self.previous_hash,
            ]
        )
