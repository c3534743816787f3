"""What lies between a person and staff, over the copy a ``MemoryLedger``'s transaction works on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from api.domain.followup import Feedback, StaffQuestion, heard
from api.domain.ticket import Ticket
from bot.dialogue.turn import IncomingFile
from bot.staff_ports import OpenChat

if TYPE_CHECKING:
    from tests.fakes import MemoryTransaction, Shelf


@dataclass(slots=True)
class TalkWithStaff:
    """What was said to staff by one person, and how it ended."""

    person: str
    said: list[str]
    at: datetime
    taken: bool = False
    ended: str = ""


class MemoryStaffDoor:
    """``bot.staff_ports.StaffDoor`` over the same copy."""

    def __init__(
        self, shelf: "Shelf", person: str, keep: Callable[[str, bytes], str], now: datetime
    ) -> None:
        self._shelf = shelf
        self._person = person
        self._keep = keep
        self._now = now

    def current(self) -> OpenChat | None:
        for number, talk in self._shelf.chats.items():
            if talk.person == self._person and not talk.ended:
                return OpenChat(number, len(talk.said), talk.taken, talk.at)
        return None

    def call(self, text: str) -> int:
        number = len(self._shelf.chats) + 1
        self._shelf.chats[number] = TalkWithStaff(self._person, [text], self._now)
        return number

    def tell(self, chat: int, text: str, file: IncomingFile | None = None) -> None:
        if file is not None:
            self._keep(file.name, file.content)
        self._shelf.chats[chat].said.append(text)
        self._shelf.chats[chat].at = self._now

    def leave(self, chat: int, *, with_question: bool = False) -> tuple[str, ...]:
        self._shelf.chats[chat].ended = "left" if with_question else "ended"
        return tuple(self._shelf.chats[chat].said)


class MemoryFollowup:
    """``bot.staff_ports.Followup`` over the same copy."""

    def __init__(self, shelf: "Shelf", tx: "MemoryTransaction", now: datetime) -> None:
        self._shelf = shelf
        self._tx = tx
        self._now = now

    def questions(self) -> tuple[StaffQuestion, ...]:
        mine = {ticket.number for ticket in self._tx.my_tickets()}
        return tuple(one for one in self._shelf.asked.values() if one.ticket in mine)

    def answer(self, question: StaffQuestion, text: str, file: IncomingFile | None = None) -> bool:
        kept = self._shelf.asked[question.number]
        if kept.answer is not None:
            return False
        if file is not None:
            self.attach(question.ticket, file)
        self._shelf.asked[question.number] = replace(kept, answer=text, answered_at=self._now)
        return True

    def say(self, ticket: Ticket, feedback: Feedback) -> Ticket:
        after = heard(ticket, feedback, actor=self._tx.person, at=self._now)
        self._shelf.tickets[ticket.number] = after
        self._shelf.feedback.append((ticket.number, feedback, ""))
        return after

    def explain(self, ticket: int, text: str) -> None:
        number, feedback, before = self._shelf.feedback[-1]
        assert number == ticket
        self._shelf.feedback[-1] = (number, feedback, "\n".join(filter(None, (before, text))))

    def attach(self, ticket: int, file: IncomingFile) -> None:
        self._tx.keep_file(file.name, file.content)
        self._shelf.attached.append((ticket, file.name))
