"""What the conversation asks to put needs before organisations; part of ``Transaction``."""

from dataclasses import dataclass
from typing import Protocol

from api.domain.category import Category
from api.domain.match_sentence import Weighed
from api.domain.organisation import Area
from api.domain.public_need import PublicNeed


@dataclass(frozen=True, slots=True)
class SuitedNeed:
    """A published need, and what counted for and against it."""

    need: PublicNeed
    weighed: Weighed


class Suiting(Protocol):
    """Ranks the published needs that nobody has taken whole, the best first."""

    def of_organisation(self, key: str, limit: int) -> tuple[SuitedNeed, ...]:
        """Those that suit an organisation the person acts for.

        Raises:
            NotFound: they do not act for it.
        """

    def of_focus(
        self, categories: tuple[Category, ...], area: Area | None, limit: int
    ) -> tuple[SuitedNeed, ...]:
        """Those that suit whoever helps in these categories (none: any) and this area."""
