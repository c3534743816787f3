"""The reporter's side of what follows a submission; implements ``bot.staff_ports.Followup``."""

from api.domain.errors import NotFound
from api.domain.followup import ANSWERED, Feedback, StaffQuestion, heard
from api.domain.ticket import Ticket
from api.store import followup as store
from api.store import posts
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.store.delivering import follow_ticket
from api.store.files import FileStore, attach
from bot.dialogue.turn import IncomingFile


class SqlFollowup:
    """``bot.staff_ports.Followup`` over one unit."""

    def __init__(self, unit: Unit, person: str, files: FileStore) -> None:
        """For ``person``, whose files go to ``files``."""
        self._unit = unit
        self._person = person
        self._files = files

    def questions(self) -> tuple[StaffQuestion, ...]:
        """See ``Followup.questions``."""
        numbers = self._mine()
        return store.questions_of(self._unit, *numbers) if numbers else ()

    def answer(self, question: StaffQuestion, text: str, file: IncomingFile | None = None) -> bool:
        """See ``Followup.answer``."""
        if not store.answer(self._unit, question.number, text):
            return False
        if file is not None:
            self.attach(question.ticket, file)
        before = ticket_rows.load(self._unit, question.ticket)
        after = before.noted(actor=self._person, at=self._unit.now, reason=ANSWERED)
        ticket_rows.save(self._unit, before, after)
        return True

    def say(self, ticket: Ticket, feedback: Feedback) -> Ticket:
        """See ``Followup.say``."""
        after = heard(ticket, feedback, actor=self._person, at=self._unit.now)
        ticket_rows.save(self._unit, ticket, after)
        follow_ticket(self._unit, ticket, after, actor=self._person)
        store.add_feedback(self._unit, ticket.number, feedback)
        return after

    def explain(self, ticket: int, text: str) -> None:
        """See ``Followup.explain``."""
        self._require(ticket)
        store.explain(self._unit, ticket, text)

    def attach(self, ticket: int, file: IncomingFile) -> None:
        """See ``Followup.attach``."""
        self._require(ticket)
        key = self._files.keep(self._unit, self._person, file.name, file.content)
        attach(self._unit, self._person, ticket, (key,))

    def _mine(self) -> tuple[int, ...]:
        held = tuple(post.number for post in posts.held_by(self._unit, self._person))
        return ticket_rows.numbers_of_person(self._unit, self._person, held)

    def _require(self, ticket: int) -> None:
        """A post may have passed to somebody else since the person was asked."""
        if ticket not in self._mine():
            raise NotFound(f"在你的上报里没有找到工单 {ticket}。请核对工单号。")
