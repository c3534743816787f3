"""Claims as the templates show them: tabs with counts, badges, and the history in plain words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Self
from urllib.parse import urlencode

from api.desk.claim_lines import ClaimLine
from api.desk.claim_pages import PAGE_SIZE, ClaimList
from api.domain.claim import ClaimEvent, ClaimState
from api.store.claims import SERVICE

S = ClaimState
PERSON = re.compile("[0-9a-f]{32}")  # an id as api.store.people makes them
LONGEST_WORDS = 100
BADGES = {
    S.INVITED: "badge-wait",
    S.HELD: "badge-wait",
    S.CONFIRMED: "badge-good",
    S.IN_PROGRESS: "badge-info",
    S.DELIVERED: "badge-good",
    S.EVALUATED: "badge-good",
    S.DECLINED: "badge-lost",
}
# The parts of the list to choose from; the rest of a claim's life is one part.
PARTS: dict[str, tuple[str, tuple[ClaimState, ...]]] = {
    "": ("全部", ()),
    "held": ("待确认", (S.HELD,)),
    "standing": ("有效", (S.HELD, S.CONFIRMED, S.IN_PROGRESS, S.DELIVERED, S.EVALUATED)),
    "confirmed": ("已确认", (S.CONFIRMED,)),
    "under-way": ("实施中", (S.IN_PROGRESS,)),
    "delivered": ("已送达", (S.DELIVERED, S.EVALUATED)),
    "invited": ("待答复", (S.INVITED,)),
    "over": ("已结束", (S.EXPIRED, S.WITHDRAWN, S.DECLINED, S.HANDED_OVER)),
}


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """The filter as it stands in the address; unknown values there count as absent."""

    part: str = ""
    q: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """The filter of an address."""
        part, page = query.get("part", ""), query.get("page", "")
        return cls(
            part=part if part in PARTS else "",
            q=query.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS],
            page=int(page) if page.isascii() and page.isdigit() and len(page) <= 5 else 1,
        )

    @property
    def states(self) -> tuple[ClaimState, ...]:
        """The states of the part that is chosen."""
        return PARTS[self.part][1]

    def address(self, *, part: str, page: int = 1) -> str:
        """The list with another part or page chosen."""
        told = {"part": part, "q": self.q, "page": str(page) if page > 1 else ""}
        query = urlencode({name: value for name, value in told.items() if value})
        return f"/desk/claims?{query}" if query else "/desk/claims"


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the list to choose."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a claim's history as shown."""

    at: datetime
    what: str
    who: str
    note: str


def tabs(found: ClaimList, query: ClaimQuery) -> tuple[Tab, ...]:
    """The parts with how many claims each has."""
    return tuple(
        Tab(
            label=label,
            count=sum(found.counts[state] for state in states or tuple(ClaimState)),
            address=query.address(part=name),
            chosen=name == query.part,
        )
        for name, (label, states) in PARTS.items()
    )


def pages(found: ClaimList, query: ClaimQuery) -> tuple[str, str, int]:
    """The addresses of the page before and after (empty: none), and how many there are."""
    last = max(1, ceil(found.total / PAGE_SIZE))
    before = query.address(part=query.part, page=query.page - 1) if query.page > 1 else ""
    after = query.address(part=query.part, page=query.page + 1) if query.page < last else ""
    return before, after, last


def told(history: tuple[ClaimEvent, ...]) -> tuple[Told, ...]:
    """The history, the newest entry first; persons stay without a name."""
    return tuple(
        Told(event.at, event.state_to.label, _who(event.actor), event.note)
        for event in reversed(history)
    )


def badge(line: ClaimLine) -> str:
    """The class of the badge of a claim's state."""
    return BADGES.get(line.claim.state, "")


def _who(actor: str) -> str:
    if actor == SERVICE:
        return "系统"
    return "机构成员" if PERSON.fullmatch(actor) else actor
