"""What the address of the list of documents says, and addresses that change one part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlencode

from api.desk.document_state import DocumentState
from api.desk.knowledge_list import DocumentFilter
from knowledge.documents import Tier

LIST = "/desk/knowledge"
LONGEST_WORDS = 100  # characters
LONGEST_PAGE = 6  # digits


def document_path(key: str) -> str:
    """Where the desk shows the document ``key``."""
    return f"{LIST}/documents/{quote(key, safe='')}"


@dataclass(frozen=True, slots=True)
class KnowledgeQuery:
    """The filter as it stands in the address; unknown values there count as absent."""

    q: str = ""
    tier: Tier | None = None
    state: DocumentState | None = None
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """The filter of an address."""
        tier, state, page = (query.get(name, "") for name in ("tier", "state", "page"))
        is_number = page.isascii() and page.isdigit() and len(page) <= LONGEST_PAGE
        return cls(
            q=query.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS],
            tier=Tier(tier) if tier in set(Tier) else None,
            state=DocumentState(state) if state in set(DocumentState) else None,
            page=max(int(page), 1) if is_number else 1,
        )

    def filter(self) -> DocumentFilter:
        """What the list is asked for."""
        return DocumentFilter(self.q, self.tier, self.state, self.page)

    def address(self, **changes: str) -> str:
        """The list with the same filter but for ``changes``; its first page."""
        parts = {"q": self.q, "tier": self.tier or "", "state": self.state or "", **changes}
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"{LIST}?{query}" if query else LIST
