"""What happened to an organisation (机构): an append-only history, chained by hash."""

from dataclasses import dataclass
from datetime import UTC, datetime

from api.domain.history import entry_hash
from api.domain.organisation_profile import OrganisationAct, OrganisationState


@dataclass(frozen=True, slots=True)
class OrganisationEvent:
    """One entry. ``actor`` is a member of staff or a person id; ``note`` the reason, the role, or
    what else was decided."""

    at: datetime
    actor: str
    act: OrganisationAct
    state_from: OrganisationState | None
    state_to: OrganisationState
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
                self.note,
                self.previous_hash,
            ]
        )
