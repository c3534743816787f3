"""What the address of the list says: the filter, and addresses that change one part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self, TypeVar
from urllib.parse import urlencode

from api.domain.category import Category
from api.domain.need import Urgency
from api.domain.queue_days import Age, Due, QueueDays
from api.domain.ticket import TicketStatus
from api.store.ticket_queue import TicketFilter
from api.working_days import is_workday

S = TicketStatus
OPEN = (S.SUBMITTED, S.IN_REVIEW)  # what waits for staff: shown first
ALL = "all"
NOBODY = "-"
LONGEST_WORDS = 100  # characters; longer addresses come from no form of ours
LAST_PAGE = 100_000

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """The filter as it stands in the address; unknown values there count as absent.

    ``status`` is a status, ``all``, or empty for what waits for staff. ``county`` is a GB/T 2260
    code or words that stand in the ticket, the county's name among them. ``reviewer`` is a name, or
    ``NOBODY``.
    """

    status: str = ""
    category: Category | None = None
    province: str = ""
    county: str = ""
    urgency: Urgency | None = None
    due: Due | None = None
    age: Age | None = None
    reviewer: str = ""
    q: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """The filter of an address."""

        def words(name: str) -> str:
            return query.get(name, "").replace("\x00", "").strip()[:LONGEST_WORDS]

        status = query.get("status", "")
        page = query.get("page", "")
        is_number = page.isascii() and page.isdigit() and len(page) <= 9
        return cls(
            status=status if status == ALL or status in set(S) else "",
            category=_member(Category, query.get("category", "")),
            province=words("province"),
            county=words("county"),
            urgency=_member(Urgency, query.get("urgency", "")),
            due=_member(Due, query.get("due", "")),
            age=_member(Age, query.get("age", "")),
            reviewer=words("reviewer"),
            q=words("q"),
            page=min(max(int(page), 1), LAST_PAGE) if is_number else 1,
        )

    def filter(self, today: date) -> TicketFilter:
        """What the store is asked for on ``today``."""
        is_code = self.county.isascii() and self.county.isdigit()
        return TicketFilter(
            statuses=self._statuses(),
            category=self.category,
            province=self.province or None,
            county=self.county if is_code else None,
            urgency=self.urgency,
            due=self.due,
            age=self.age,
            days=QueueDays.on(today, is_workday),
            reviewer=self.reviewer if self.reviewer != NOBODY else None,
            unassigned=self.reviewer == NOBODY,
            text=self.q if is_code else f"{self.q} {self.county}",
            page=self.page,
        )

    def parts(self) -> dict[str, str]:
        """The parts that narrow the list, by the names they have in the address."""
        found = {
            "status": self.status,
            "category": self.category or "",
            "province": self.province,
            "county": self.county,
            "urgency": self.urgency or "",
            "due": self.due or "",
            "age": self.age or "",
            "reviewer": self.reviewer,
            "q": self.q,
        }
        return {name: str(value) for name, value in found.items() if value}

    def suffix(self, **changes: str) -> str:
        """``?…`` for an address with the same filter but for ``changes``; the first page."""
        parts = {**self.parts(), **changes}
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"?{query}" if query else ""

    def here(self, **more: str) -> str:
        """``?…`` for this very page of the list."""
        page = {"page": str(self.page)} if self.page > 1 else {}
        return self.suffix(**page, **more)

    def chips(self, county: str) -> tuple[tuple[str, str], ...]:
        """What narrows the list beside the status: its label, and the address without it.
        ``county`` is what that of the filter is called."""
        labels = {
            "category": self.category.label if self.category else "",
            "province": self.province,
            "county": county,
            "urgency": self.urgency.label if self.urgency else "",
            "due": self.due.label if self.due else "",
            "age": f"等了{self.age.label}" if self.age else "",
            "reviewer": self._reviewer_label(),
            "q": f"“{self.q}”" if self.q else "",
        }
        return tuple(
            (label, f"/desk{self.suffix(**{name: ''})}") for name, label in labels.items() if label
        )

    def _reviewer_label(self) -> str:
        if not self.reviewer:
            return ""
        return "还没有人负责" if self.reviewer == NOBODY else f"{self.reviewer} 负责"

    def _statuses(self) -> tuple[TicketStatus, ...]:
        if self.status == ALL:
            return ()
        return (S(self.status),) if self.status else OPEN


def _member(kind: type[E], value: str) -> E | None:
    return kind(value) if value in set(kind) else None
