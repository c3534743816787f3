"""Histories that only grow: each entry carries the hash of the one before (DESIGN)."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Protocol


class Chained(Protocol):
    """An entry of a history: of a ticket, or of a policy document."""

    @property
    def previous_hash(self) -> str:
        """The hash of the entry before; empty in the first."""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and ``previous_hash``."""


def entry_hash(body: Sequence[Any]) -> str:
    """The hash of an entry whose content is ``body``, ``previous_hash`` included."""
    return hashlib.sha256(json.dumps(body, ensure_ascii=False).encode()).hexdigest()


def chain_is_whole(history: Sequence[Chained]) -> bool:
    """Whether every entry carries the hash of the one before: nothing was edited or removed."""
    previous = ""
    for entry in history:
        if entry.previous_hash != previous:
            return False
        previous = entry.hash
    return True
