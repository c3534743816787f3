"""The public notice (公示) of an application: its period, objections and their replies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from api.domain.application_event import Act, Event


@dataclass(frozen=True, slots=True)
class Notice:
    """From which day to which, both included."""

    starts: date
    ends: date

    def is_over(self, today: date) -> bool:
        """Whether its last day is past."""
        return today > self.ends


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody objected; ``number`` is the ordinal of its entry. ``reply`` is empty until it
    is answered."""

    number: int
    at: datetime
    text: str
    reply: str


def notice_of(events: Iterable[Event]) -> Notice | None:
    """The period among ``events``, the last if there are several."""
    begun = [one for one in events if one.act is Act.NOTICED]
    if not begun:
        return None
    data = begun[-1].data
    return Notice(date.fromisoformat(data["starts"]), date.fromisoformat(data["ends"]))


def objections_of(events: tuple[Event, ...]) -> tuple[Objection, ...]:
    """Every objection of a whole history, with the reply it got."""
    replies = {one.data["of"]: one.note for one in events if one.act is Act.REPLIED}
    return tuple(
        Objection(number, one.at, one.note, replies.get(number, ""))
        for number, one in enumerate(events, 1)
        if one.act is Act.OBJECTED
    )
