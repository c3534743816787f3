"""A world without published needs: ``bot.suiting_ports.Suiting`` of a ``MemoryLedger``.

Ranking is tried on a database (``tests.bot.test_suiting_dialogue``).
"""

from api.domain.category import Category
from api.domain.organisation import Area
from bot.suiting_ports import SuitedNeed


class MemorySuiting:
    """See ``bot.suiting_ports.Suiting``."""

    def of_organisation(self, key: str, limit: int) -> tuple[SuitedNeed, ...]:
        return ()

    def of_focus(
        self, categories: tuple[Category, ...], area: Area | None, limit: int
    ) -> tuple[SuitedNeed, ...]:
        return ()
