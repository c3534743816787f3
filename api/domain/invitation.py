"""An invitation (邀请) to a post: a code that one person may use once, for a week."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from api.domain.post import Post

LIFE = timedelta(days=7)
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without what looks alike: 0 O, 1 I L
LENGTH = 8
_WRITTEN = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


class InvitationState(StrEnum):
    """What became of an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    LAPSED = "lapsed"


S = InvitationState
# Why an invitation cannot be accepted, and what to do; the same whoever asks.
CLOSED = {
    S.ACCEPTED: "这个邀请码已经有人用过了。如果应该由您接任，请联系给您邀请码的人或工作人员。",
    S.REVOKED: "这个邀请已经撤回。请向给您邀请码的人要一个新的。",
    S.LAPSED: "这个邀请码已经过期。请向给您邀请码的人要一个新的。",
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as it stands. ``made_by`` is a member of staff or the holder's person id."""

    number: int
    post: int
    state: InvitationState
    made_by: str
    expires_at: datetime

    def state_at(self, now: datetime) -> InvitationState:
        """Its state at ``now`` (UTC): an open one lapses by itself."""
        if self.state is InvitationState.OPEN and self.expires_at <= now:
            return InvitationState.LAPSED
        return self.state


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation just made: its code, which is told only now, and until when it holds (UTC)."""

    code: str
    expires_at: datetime
    post: Post


def new_code() -> str:
    """Eight characters, with a letter and a digit among them so that they look like a code."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if looks_like_code(code):
            return code


def looks_like_code(text: str) -> bool:
    """Whether ``text`` by itself can only be meant as a code."""
    return (
        _WRITTEN.fullmatch(text) is not None
        and any(one.isdigit() for one in text)
        and any(one.isalpha() for one in text)
    )


def code_digest(code: str) -> str:
    """What is stored of a code: who reads the table cannot read the code off it."""
    return hashlib.sha256(code.upper().encode()).hexdigest()


def shown(code: str) -> str:
    """A code as people read it to each other: two groups of four."""
    return f"{code[:4]} {code[4:]}"
