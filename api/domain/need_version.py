"""Each version of a ticket's need (需求的各版): what was changed, and by whom, stays comparable."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from api.domain.history import chain_is_whole, entry_hash


@dataclass(frozen=True, slots=True)
class NeedVersion:
    """That the need was written at ``at`` (UTC) by ``actor``, chained by hash.

    ``history_entry`` is the ordinal of the entry in the ticket's history that tells why. The chain
    holds the ``digest`` of the content, not the content: when a person's data is erased, the proof
    that there was a version stays whole.
    """

    at: datetime
    actor: str
    history_entry: int
    digest: str
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this version and the hash of the one before."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return entry_hash([at, self.actor, self.history_entry, self.digest, self.previous_hash])


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of a content in JSON, whatever the order of its keys."""
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def versions_are_whole(versions: Sequence[NeedVersion], hashes: Sequence[str]) -> bool:
    """Whether no version was edited, added or removed between others; ``hashes`` as stored."""
    return chain_is_whole(versions) and [one.hash for one in versions] == list(hashes)
