"""What happened to a reviewed answer (审定解答): who, when, which version, and why."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from api.domain.faq import FaqBody, FaqStatus
from api.domain.history import entry_hash


@dataclass(frozen=True, slots=True)
class FaqEvent:
    """One entry of its history; chained by hash. ``body`` is the digest of the version's words,
    so that they cannot change behind the history's back."""

    at: datetime
    actor: str
    version: int
    status_from: FaqStatus | None
    status_to: FaqStatus
    reason: str
    body: str
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.version,
                self.status_from,
                self.status_to,
                self.reason,
                self.body,
                self.previous_hash,
            ]
        )


def body_digest(body: FaqBody) -> str:
    """SHA-256 over the words of a version, its sources and its dates."""
    text = json.dumps(body.to_json(), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
