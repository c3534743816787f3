"""What the conversation needs from outside. ``api.store.ledger`` is the real thing; tests use a
state-holding one. A Telegram process on another host needs only these."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from api.domain.need import Need
from api.domain.need_found import Found
from api.domain.ticket import Ticket
from bot.application_ports import Applications
from bot.batch.store import Batches
from bot.claim_ports import Claims
from bot.dialogue.session import Frame, Session
from bot.dialogue.turn import Inbound, Turn
from bot.eligibility.ports import Assessments
from bot.market.ports import Subscriptions
from bot.offer_ports import Offers
from bot.organisation_ports import Organisations
from bot.post_ports import Posts
from bot.staff_ports import Followup, StaffDoor
from bot.suiting_ports import Suiting
from bot.support_ports import Supporting
from bot.work_ports import Work
from retrieval.answer import Answer
from retrieval.claim_lines import Listener, unheard


@dataclass(frozen=True, slots=True)
class Receipt:
    """The stored inbound. ``turn`` is set when it was handled before: show it, do nothing more."""

    inbound_id: int
    person: str
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was not answered well. ``reason`` is the reason it was declined for, or
    ``useless``; ``given`` the answer they got, as ``Answer.to_json`` has it."""

    question: str
    reason: str
    given: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A report set aside (草稿). ``touched_at``: when it was, in UTC."""

    frame: Frame
    touched_at: datetime


class Drafts(Protocol):
    """The reports a person has set aside, as part of a transaction."""

    def all(self) -> tuple[Draft, ...]:
        """All of them, the one touched last first."""

    def keep(self, frame: Frame) -> None:
        """Set ``frame`` aside now; one of its nonce is replaced."""

    def rename(self, nonce: str, name: str) -> None:
        """Call the draft of that nonce ``name``; it counts as untouched."""

    def remove(self, nonce: str) -> None:
        """Forget the draft of that nonce, if there is one."""


class Transaction(Protocol):
    """One database transaction: all that one turn reads and writes, or nothing of it."""

    person: str

    @property
    def drafts(self) -> Drafts:
        """What the person has set aside."""

    @property
    def followup(self) -> Followup:
        """What follows the person's submissions."""

    @property
    def support(self) -> Supporting:
        """What the person's needs overlap with, and the tickets they joined."""

    @property
    def staff(self) -> StaffDoor:
        """The person's way to staff."""

    @property
    def batches(self) -> Batches:
        """The sheets of the person and the tickets their rows became."""

    @property
    def posts(self) -> Posts:
        """The posts as the person may see and change them."""

    @property
    def assessments(self) -> Assessments:
        """The results of eligibility the person saved."""

    @property
    def applications(self) -> Applications:
        """The applications of the organisations the person acts for."""

    @property
    def claims(self) -> Claims:
        """The claims of these organisations, and needs that can be claimed."""

    @property
    def organisations(self) -> Organisations:
        """The organisations the person acts for."""

    @property
    def offers(self) -> Offers:
        """What these organisations can help with."""

    @property
    def subscriptions(self) -> Subscriptions:
        """The searches for needs whose new results the person is told."""

    @property
    def suiting(self) -> Suiting:
        """Published needs, ranked for an organisation."""

    @property
    def work(self) -> Work:
        """What follows the claims of those organisations."""

    def session(self) -> Session:
        """The person's session; a new one when there is none."""

    def save(self, session: Session) -> None:
        """Keep the session; a concurrent change raises ``Outdated`` and the turn is tried again."""

    def remember(self, speaker: str, text: str) -> None:
        """Append one line of transcript; ``speaker`` is ``person`` or ``bot``."""

    def keep_file(self, name: str, content: bytes) -> str:
        """Store evidence (type checked by content, EXIF removed) and return its id.

        Raises:
            Invalid: too large, or of a type that is not accepted.
        """

    def submit(self, need: Need, provenance: dict[str, str], key: str) -> Ticket:
        """Open a ticket; the same ``key`` again returns the ticket already opened."""

    def resubmit(
        self, number: int, need: Need, provenance: dict[str, str], fields: tuple[str, ...], key: str
    ) -> Ticket:
        """Answer a return: ``fields`` were changed, the ticket goes back to review."""

    def withdraw(self, number: int, reason: str) -> Ticket:
        """The reporter takes their ticket back."""

    def my_tickets(self) -> tuple[Ticket, ...]:
        """The person's tickets, newest first: those of the posts they hold, and those they
        reported without a post."""

    def counties(self) -> tuple[str, ...]:
        """Codes of the counties their next need may lie in: of the posts they hold, then of what
        they reported, the latest first; each once."""

    def note_unanswered(self, asked: Unanswered) -> int:
        """Keep the question for staff without saying whose it is; returns its number."""

    def pass_on(self, question: str, key: str, noted: int | None = None) -> int:
        """Hand a question to staff, who answer in chat; returns its number.

        ``noted`` is the number under which the same question was kept before.
        """

    def note_refusal(self, what: str, subject: str, reason: str) -> None:
        """Keep for staff that the person tried what may be misuse: the rule, what it was about,
        and what they were told."""

    def count(self, what: str) -> None:
        """Count what is no question for staff, and how answers were rated, by day."""

    def note_search(self, found: Found) -> None:
        """Count a search for needs, without its person."""

    def link_code(self) -> str:
        """A short-lived code with which the same person is recognised on another channel."""

    def link(self, channel: str, chat: str, code: str) -> bool:
        """Make this chat the person's who holds ``code``; False when the code is not valid.

        Once it is True, ``person``, ``session`` and ``save`` of this transaction are those of
        the holder of the code, and the tickets of the two are one list.
        """

    def handled(self, inbound_id: int, turn: Turn) -> None:
        """Record the answer beside the inbound, and queue it for channels that push.

        Raises:
            Outdated: another delivery of the same inbound was answered meanwhile; the turn is
                tried again and finds the recorded answer.
        """


class Ledger(Protocol):
    """Where conversations are kept."""

    def receive(self, inbound: Inbound) -> Receipt:
        """Store what came in, in a transaction of its own, once per ``(channel, update)``."""

    def unhandled(self) -> tuple[tuple[Receipt, Inbound], ...]:
        """What was stored but not answered, oldest first (after a crash)."""

    def transaction(self, person: str) -> AbstractContextManager[Transaction]:
        """Open one transaction for one turn."""


class Asker(Protocol):
    """Answers policy questions."""

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        context: tuple[str, ...] = (),
        listener: Listener = unheard,
    ) -> Answer:
        """The answer, or why there is none; ``listener`` hears what is certain of it meanwhile."""


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> datetime:
        """The present moment in UTC, time zone attached."""
