"""What a search of the desk asks of each kind of thing: words in the middle of others, too."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_

from api.domain.region import Region


@dataclass(frozen=True, slots=True)
class Asked:
    """Each of ``words`` (in small letters) must stand in what a thing is found by; at most ``most``
    things, the newest first. ``regions`` are those of who asks, none for everywhere."""

    words: tuple[str, ...]
    most: int
    regions: tuple[Region, ...] = ()


def stand_in(words: tuple[str, ...], *columns: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """Each word stands in one of the columns."""
    return [
        or_(*(func.lower(column).contains(word, autoescape=True) for column in columns))
        for word in words
    ]
