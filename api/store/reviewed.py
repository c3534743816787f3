"""The approved answers for the conversation; implements ``retrieval.reviewed.Shelf``."""

from api.domain.faq import FaqVersion
from api.store import faqs
from api.store.database import Database


class SqlReviewed:
    """``Shelf`` over the database. Thread-safe."""

    def __init__(self, database: Database) -> None:
        """Read from ``database``."""
        self._database = database

    def stamp(self) -> int:
        """See ``Shelf.stamp``."""
        with self._database.read() as unit:
            return faqs.stamp(unit)

    def approved(self) -> tuple[FaqVersion, ...]:
        """See ``Shelf.approved``."""
        with self._database.read() as unit:
            return faqs.approved(unit)
