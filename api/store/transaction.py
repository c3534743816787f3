"""One turn's transaction in the database; implements ``bot.ports.Transaction``."""

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from api.domain.errors import Invalid, NotFound, Outdated
from api.domain.need import Need
from api.domain.need_found import Found
from api.domain.search_outcome import looked
from api.domain.ticket import Ticket
from api.outbox import cancel
from api.store import asked as questions
from api.store import idempotency, merging, open_reports, people, reports, searches
from api.store import tickets as ticket_rows
from api.store.counties import likely_counties
from api.store.database import Unit
from api.store.files import FILES_PER_REPORT, FileStore, attach
from api.store.inbound import answered, clean
from api.store.refusals import note_refusal
from api.store.rule_assigning import give_by_rule
from api.store.transaction_parts import SqlParts
from api.tables.conversation import sessions, transcript
from api.tables.people import persons
from bot.dialogue.session import Session
from bot.dialogue.session_json import session_from_json, session_json
from bot.dialogue.turn import Turn
from bot.ports import Unanswered

OVERTAKEN = "另一条消息刚刚处理完。正在按最新内容重新处理。"


class SqlTransaction(SqlParts):
    """``bot.ports.Transaction`` over one unit."""

    def __init__(self, unit: Unit, person: str, files: FileStore, push: frozenset[str]) -> None:
        """Work for ``person``, who must exist."""
        super().__init__(unit, person, files)
        self.spooled: list[str] = []
        self._push = push
        self._ticket: int | None = None
        self._session: dict[str, Any] | None = None
        self._version: int | None = None
        self._lock_person()

    def session(self) -> Session:
        """See ``Transaction.session``: as read when the transaction began, or saved since."""
        return session_from_json(self._session) if self._session else Session()

    def save(self, session: Session) -> None:
        """See ``Transaction.save``."""
        self._session = session_json(session)
        if self._version is None:
            self._add_session()
            return
        changed = self._unit.connection.execute(
            update(sessions)
            .where(sessions.c.person == self.person, sessions.c.version == self._version)
            .values(body=self._session, version=self._version + 1)
        )
        if changed.rowcount != 1:
            raise Outdated(OVERTAKEN)
        self._version += 1

    def remember(self, speaker: str, text: str) -> None:
        """See ``Transaction.remember``."""
        self._unit.connection.execute(
            insert(transcript).values(
                person=self.person,
                ticket=self._ticket,
                speaker=speaker,
                text=clean(text),
                at=self._unit.now,
            )
        )

    def keep_file(self, name: str, content: bytes) -> str:
        """See ``Transaction.keep_file``."""
        stack = self.session().stack
        evidence = stack[-1].slots.get("evidence") if stack else None
        if evidence is not None and len(evidence.value or ()) >= FILES_PER_REPORT:
            raise Invalid(
                "evidence", f"这份上报已有 {FILES_PER_REPORT} 个文件，不能再加。可以先删去几个。"
            )
        return self._files.keep(self._unit, self.person, name, content)

    def submit(self, need: Need, provenance: dict[str, str], key: str) -> Ticket:
        """See ``Transaction.submit``."""
        scoped = f"{self.person}:{key}"
        if earlier := idempotency.recall(self._unit, "submit", scoped):
            return ticket_rows.load(self._unit, earlier.response)
        ticket = ticket_rows.open_ticket(
            self._unit,
            reports.masked(need),
            provenance,
            self.person,
            self.posts.for_need(need.place.code),
        )
        self._belongs_to(ticket.number, need)
        idempotency.record(self._unit, "submit", scoped, ticket.number)
        return give_by_rule(self._unit, ticket)

    def resubmit(
        self, number: int, need: Need, provenance: dict[str, str], fields: tuple[str, ...], key: str
    ) -> Ticket:
        """See ``Transaction.resubmit``; only ``fields`` are taken from ``need``.

        Raises:
            NotFound: not this person's ticket.
            WrongMove: the ticket is not returned.
            Invalid: a field was changed that the return does not name.
        """
        scoped = f"{self.person}:{key}"
        before = self._mine(number)
        if idempotency.recall(self._unit, "resubmit", scoped):
            return before
        after = reports.answered_return(
            before, need, provenance, fields, actor=self.person, at=self._unit.now
        )
        ticket_rows.save(self._unit, before, after)
        self._belongs_to(number, after.need)
        idempotency.record(self._unit, "resubmit", scoped, number)
        return give_by_rule(self._unit, after)

    def withdraw(self, number: int, reason: str) -> Ticket:
        """See ``Transaction.withdraw``; what is not yet forwarded stays here.

        Raises:
            NotFound: not this person's ticket.
            WrongMove: too late to take it back.
        """
        before = self._mine(number)
        after = merging.withdraw(self._unit, before, actor=self.person, reason=clean(reason))
        cancel(self._unit, number)
        return after

    def my_tickets(self) -> tuple[Ticket, ...]:
        """See ``Transaction.my_tickets``."""
        held = tuple(post.number for post in self.posts.held())
        return ticket_rows.of_person(self._unit, self.person, held)

    def counties(self) -> tuple[str, ...]:
        """See ``Transaction.counties``."""
        return likely_counties(self._unit, self.person, self.posts.held())

    def note_unanswered(self, asked: Unanswered) -> int:
        """See ``Transaction.note_unanswered``."""
        return questions.note(self._unit, asked.question, asked.reason, asked.given)

    def pass_on(self, question: str, key: str, noted: int | None = None) -> int:
        """See ``Transaction.pass_on``."""
        return questions.pass_on(self._unit, self.person, question, key, noted)

    def note_refusal(self, what: str, subject: str, reason: str) -> None:
        """See ``Transaction.note_refusal``."""
        note_refusal(self._unit, actor=self.person, what=what, subject=subject, reason=reason)

    def count(self, what: str) -> None:
        """See ``Transaction.count``."""
        questions.count(self._unit, what)

    def note_search(self, found: Found) -> None:
        """See ``Transaction.note_search``."""
        if seen := looked(found):
            searches.keep(self._unit, seen)

    def link_code(self) -> str:
        """See ``Transaction.link_code``: six digits, fifteen minutes, used once."""
        return people.new_link_code(self._unit, self.person)

    def link(self, channel: str, chat: str, code: str) -> bool:
        """See ``Transaction.link``."""
        holder = people.person_of_code(self._unit, code, channel=channel, chat=chat)
        if holder is None:
            return False
        people.join(self._unit, self.person, holder)
        self.person = holder
        self._lock_person()
        return True

    def handled(self, inbound_id: int, turn: Turn) -> None:
        """See ``Transaction.handled``."""
        open_reports.note(self._unit, self.person, self.session())
        spooled = answered(self._unit, inbound_id, turn, self._push)
        if spooled is not None:
            self.spooled.append(spooled)

    def _lock_person(self) -> None:
        """One turn of a person at a time (SQLite lets in one writer anyway); read the session."""
        if self._unit.is_postgresql:  # first the lock: what is read with it may be from before
            # Of the row but not of its key: staff who move a ticket of this person queue a notice
            # that points there, and hold the ticket meanwhile.
            self._unit.connection.execute(
                select(persons.c.id)
                .where(persons.c.id == self.person)
                .with_for_update(key_share=True)
            )
        row = self._unit.connection.execute(
            select(persons.c.id, sessions.c.body, sessions.c.version)
            .outerjoin(sessions, sessions.c.person == persons.c.id)
            .where(persons.c.id == self.person)
        ).one_or_none()
        if row is None:  # joined with another person since the message was received
            raise Outdated("聊天刚刚绑定到另一个渠道。正在按最新内容重新处理。")
        self._session, self._version = row.body, row.version

    def _add_session(self) -> None:
        try:
            self._unit.connection.execute(
                insert(sessions).values(person=self.person, body=self._session, version=1)
            )
        except IntegrityError:
            raise Outdated(OVERTAKEN) from None
        self._version = 1

    def _belongs_to(self, number: int, need: Need) -> None:
        """Tie the files and the talk that led to it to the ticket."""
        attach(self._unit, self.person, number, need.evidence)
        self._ticket = number
        reports.tie_transcript(self._unit, self.person, number)

    def _mine(self, number: int) -> Ticket:
        for ticket in self.my_tickets():
            if ticket.number == number:
                return ticket
        raise NotFound(f"在你的上报里没有找到工单 {number}。请核对工单号。")
