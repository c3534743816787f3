"""A programme with its rules held against the texts in force today."""

from api.clock import SHANGHAI
from api.console.desk import Desk
from api.domain.programme import Programme
from knowledge.programme_files import find_programme
from knowledge.programme_sources import checked_against, quoted_documents


def programme_today(desk: Desk, key: str | None) -> Programme | None:
    """The fund with that key; ``None`` when there is none."""
    found = find_programme(key)
    if found is None or found.general:
        return None
    today = desk.services.database.clock.now().astimezone(SHANGHAI).date()
    return checked_against(found, quoted_documents(found, desk.services.library, today))
