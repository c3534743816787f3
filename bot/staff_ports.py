"""What the conversation needs of staff: the talk with them, and what follows a submission."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.domain.followup import Feedback, StaffQuestion
from api.domain.ticket import Ticket
from bot.dialogue.turn import IncomingFile


@dataclass(frozen=True, slots=True)
class OpenChat:
    """A talk with staff that is not over. ``said`` counts what the person said in it, the words it
    began with included; ``taken`` tells whether somebody answers already, ``last_at`` when the last
    line was written, by whomever (UTC)."""

    number: int
    said: int
    taken: bool
    last_at: datetime


class StaffDoor(Protocol):
    """The person's way to staff: while a talk is open, they answer and the bot keeps silent."""

    def current(self) -> OpenChat | None:
        """The person's open talk; ``None`` when the bot answers."""

    def call(self, text: str) -> int:
        """Begin a talk with what was said; returns its number. Only when there is none."""

    def tell(self, chat: int, text: str, file: IncomingFile | None = None) -> None:
        """Write one line for staff, with the file that was sent.

        Raises:
            Invalid: the file is too large, or of a type that is not accepted.
        """

    def leave(self, chat: int, *, with_question: bool = False) -> tuple[str, ...]:
        """End the talk for the person, who may leave a question instead; returns what they said."""


class Followup(Protocol):
    """What follows a submission, for the tickets the person answers for now."""

    def questions(self) -> tuple[StaffQuestion, ...]:
        """What staff asked about these tickets, answered or not, oldest first."""

    def answer(self, question: StaffQuestion, text: str, file: IncomingFile | None = None) -> bool:
        """Keep the answer, and the file with the ticket; ``False`` when there is one already.

        Raises:
            Invalid: the file is not accepted.
        """

    def say(self, ticket: Ticket, feedback: Feedback) -> Ticket:
        """Keep what is said of a delivery, and move the ticket as ``api.domain.followup`` says.

        Raises:
            WrongMove: it cannot be said of it now.
        """

    def explain(self, ticket: int, text: str) -> None:
        """Add a sentence to what was said of this ticket last.

        Raises:
            NotFound: the person does not answer for the ticket, or no longer.
        """

    def attach(self, ticket: int, file: IncomingFile) -> None:
        """Put a file with the ticket.

        Raises:
            NotFound: the person does not answer for the ticket, or no longer.
            Invalid: the file is not accepted.
        """
