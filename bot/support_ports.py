"""What the conversation needs to know of other tickets; part of ``bot.ports.Transaction``."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from api.domain.need import Need
from api.domain.overlap import Glimpse, Overlap
from api.domain.ticket import Ticket


class Supporting(Protocol):
    """What a need overlaps with, and reports attached to the tickets of others (一起反映)."""

    def overlap(self, need: Need) -> Overlap:
        """Likely duplicates of ``need``, aid already there, lists common elsewhere."""

    def join(
        self, number: int, need: Need, lines: Mapping[str, str], key: str, *, adds: bool
    ) -> None:
        """Attach ``need`` to that ticket: the person is told of its progress. Of ``lines`` (field
        to what it says) staff see those that differ; with ``adds`` its history points there. The
        same ``key`` again changes nothing.

        Raises:
            WrongMove: the ticket is not open any more.
        """

    def keep_apart(self, number: int, others: tuple[int, ...]) -> None:
        """Note for staff that the reporter of ``number`` saw ``others`` and went on alone."""

    def joined(self) -> tuple[Glimpse, ...]:
        """The tickets of others the person joined, newest first; and those that ``carry`` tickets
        of theirs, or that they joined, because these were merged into them."""

    def tell(self, ticket: Ticket, turn: Callable[[], dict[str, Any]]) -> None:
        """Send the turn (JSON) to all who joined ``ticket``, also by a merger, but for this
        person."""
