"""What happened to a post (岗位): who held it when, who invited whom; an append-only history."""

from dataclasses import dataclass
from datetime import UTC, datetime

from api.domain.history import entry_hash
from api.domain.post import PostAct, PostState

SERVICE = "service"  # the actor of what nobody did: a reminder, an invitation that lapsed


@dataclass(frozen=True, slots=True)
class PostEvent:
    """One entry; chained by hash. ``actor`` is a member of staff, a person id, or ``SERVICE``;
    ``person`` the holder after it; ``note`` what else matters (the term, the days left)."""

    at: datetime
    actor: str
    act: PostAct
    state_from: PostState | None
    state_to: PostState
    person: str | None
    note: str = ""
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.act,
                self.state_from,
                self.state_to,
                self.person,
                self.note,
                self.previous_hash,
            ]
        )
