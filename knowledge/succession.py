"""Which version of a document stands on a day: the one named, or a later one in its place."""

from collections.abc import Callable
from datetime import date

from knowledge.documents import Document


def standing_version(
    key: str, as_of: date, held: Callable[[str], Document | None]
) -> Document | None:
    """The document ``key`` where it is in force on ``as_of``, else the one that took its place and
    is; ``None`` where there is none. ``held`` gives a document by its key."""
    seen: set[str] = set()
    following: str | None = key
    while following is not None and following not in seen:
        seen.add(following)
        document = held(following)
        if document is None:
            return None
        if document.in_force(as_of):
            return document
        following = document.replaced_by
    return None
