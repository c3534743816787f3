"""Parts that hold state in memory, for tests that need a ledger, a clock or answers at hand."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from api.domain.errors import Invalid, NotFound, Outdated
from api.domain.followup import Feedback, StaffQuestion
from api.domain.need import Need
from api.domain.need_found import Found
from api.domain.search_outcome import looked
from api.domain.ticket import Ticket, TicketStatus
from bot.batch.kept import Batch, KnownTicket, batch_from_json, batch_json
from bot.batch.rows import ReadRow
from bot.dialogue.session import Frame, Session
from bot.dialogue.turn import Inbound, Turn
from bot.eligibility.ports import NewAssessment
from bot.limits import LIMITS
from bot.ports import Draft, Receipt, Unanswered
from knowledge.documents import Tier
from retrieval.answer import Answer, AnswerStatus, Citation, Claim, Mode
from retrieval.claim_lines import Listener, unheard
from tests.memory_assessments import MemoryAssessments
from tests.memory_claims import MemoryClaims
from tests.memory_organisations import MemoryApplications, MemoryOffers, MemoryOrganisations
from tests.memory_posts import MemoryPosts, PostShelf
from tests.memory_staff import MemoryFollowup, MemoryStaffDoor, TalkWithStaff
from tests.memory_subscriptions import MemorySubscriptions, SubscriptionShelf
from tests.memory_suiting import MemorySuiting
from tests.memory_support import MemorySupporting, SupportShelf
from tests.memory_work import MemoryWork

NOON = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


# For chats whose clock stands, or in which a whole dialogue is played in a second.
UNHURRIED = replace(LIMITS, rates={})


@dataclass(slots=True)
class FixedClock:
    """A clock that stands until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


CHARITY_LAW_22 = Citation(
    document="charity-law",
    title="慈善法",
    issuer="全国人民代表大会常务委员会",
    number=None,
    article="第二十二条",
    quote="慈善组织开展公开募捐，应当取得公开募捐资格。",
    start=0,
    end=22,
    tier=Tier.OFFICIAL,
    effective_from=date(2024, 9, 5),
    effective_to=None,
    score=1.0,
)


@dataclass(slots=True)
class ScriptedAsker:
    """Answers the questions it was given by a word they contain, declines all others."""

    script: dict[str, str] = field(default_factory=lambda: {"公开募捐": "需要公开募捐资格。"})
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    broken: bool = False
    status: AnswerStatus = AnswerStatus.ANSWERED
    phrased: tuple[Claim, ...] = ()

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        context: tuple[str, ...] = (),
        listener: Listener = unheard,
    ) -> Answer:
        if self.broken:
            raise RuntimeError("the index is gone")
        for claim in self.phrased:
            listener(claim)
        self.asked.append((question, context))
        day = as_of or NOON.date()
        for word, text in self.script.items():
            if word in question:
                status, cited = self.status, (CHARITY_LAW_22,)
                return Answer(status, text, cited, day, Mode.EXTRACTIVE, 1.0)
        text = "没有找到可以引用的依据。"
        return Answer(AnswerStatus.NO_SOURCE, text, (), day, Mode.EXTRACTIVE, 1.0)


@dataclass(slots=True)
class Shelf:
    """Everything a ledger keeps. A transaction works on a copy, which replaces it at the end."""

    persons: dict[tuple[str, str], str] = field(default_factory=dict)
    inbounds: dict[int, Inbound] = field(default_factory=dict)
    turns: dict[int, Turn] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    transcript: list[tuple[str, str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    questions: list[tuple[str, str]] = field(default_factory=list)
    unanswered: list[Unanswered] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    codes: dict[str, str] = field(default_factory=dict)
    batches: dict[str, tuple[str, Batch]] = field(default_factory=dict)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    drafts: dict[str, dict[str, Draft]] = field(default_factory=dict)
    counties: tuple[str, ...] = ()
    chats: dict[int, TalkWithStaff] = field(default_factory=dict)
    asked: dict[int, StaffQuestion] = field(default_factory=dict)
    feedback: list[tuple[int, Feedback, str]] = field(default_factory=list)
    attached: list[tuple[int, str]] = field(default_factory=list)
    posts: PostShelf = field(default_factory=PostShelf)
    assessments: dict[str, tuple[str, NewAssessment]] = field(default_factory=dict)
    support: SupportShelf = field(default_factory=SupportShelf)
    subscriptions: SubscriptionShelf = field(default_factory=SubscriptionShelf)


class MemoryLedger:
    """``bot.ports.Ledger`` in memory, with transactions that roll back and that clash.

    ``before_commit`` runs inside each transaction just before it is kept; a test can raise
    there (a crash, a broken disk). ``after_reading`` runs when the session was read: another
    message can be handled there, as by a second worker.
    """

    def __init__(self, clock: FixedClock | None = None) -> None:
        self.clock = clock or FixedClock()
        self.shelf = Shelf()
        self.changes = 0
        self.before_commit: Callable[[], None] = lambda: None
        self.after_reading: Callable[[], None] = lambda: None

    def receive(self, inbound: Inbound) -> Receipt:
        person = self.person(inbound.channel, inbound.chat)
        for number, known in self.shelf.inbounds.items():
            if (known.channel, known.chat, known.update) == (
                inbound.channel,
                inbound.chat,
                inbound.update,
            ):
                return Receipt(number, person, self.shelf.turns.get(number))
        number = len(self.shelf.inbounds) + 1
        self.shelf.inbounds[number] = inbound
        self.changes += 1
        return Receipt(number, person, None)

    def unhandled(self) -> tuple[tuple[Receipt, Inbound], ...]:
        return tuple(
            (Receipt(number, self.person(inbound.channel, inbound.chat), None), inbound)
            for number, inbound in self.shelf.inbounds.items()
            if number not in self.shelf.turns
        )

    @contextmanager
    def transaction(self, person: str) -> Iterator["MemoryTransaction"]:
        seen, work = self.changes, deepcopy(self.shelf)
        yield MemoryTransaction(self, work, person)
        self.before_commit()
        if self.changes != seen:
            raise Outdated("另一条消息刚刚处理完。")
        self.shelf = work
        self.changes += 1

    def person(self, channel: str, chat: str) -> str:
        return self.shelf.persons.setdefault((channel, chat), f"{channel}-{chat}")

    def session(self, person: str) -> Session:
        return self.shelf.sessions.get(person, Session())

    def move(
        self, number: int, to: TicketStatus, reason: str = "", fields: tuple[str, ...] = ()
    ) -> Ticket:
        """What staff do at the desk."""
        ticket = self.shelf.tickets[number]
        moved = ticket.moved(to, actor="staff", at=self.clock.now(), reason=reason, fields=fields)
        self.shelf.tickets[number] = moved
        return moved

    def ask(self, number: int, text: str) -> StaffQuestion:
        """What staff ask at the desk."""
        asked = StaffQuestion(len(self.shelf.asked) + 1, number, text, "li", self.clock.now())
        self.shelf.asked[asked.number] = asked
        return asked


class MemoryDrafts:
    """``bot.ports.Drafts`` over a dict."""

    def __init__(self, kept: dict[str, Draft], now: datetime) -> None:
        self._kept = kept
        self._now = now

    def all(self) -> tuple[Draft, ...]:
        return tuple(sorted(self._kept.values(), key=lambda one: one.touched_at, reverse=True))

    def keep(self, frame: Frame) -> None:
        self._kept[frame.nonce] = Draft(frame, self._now)

    def rename(self, nonce: str, name: str) -> None:
        kept = self._kept[nonce]
        self._kept[nonce] = replace(kept, frame=replace(kept.frame, name=name))

    def remove(self, nonce: str) -> None:
        self._kept.pop(nonce, None)


class MemoryBatches:
    """``bot.batch.store.Batches`` over a shelf."""

    def __init__(self, shelf: Shelf, person: str, now: datetime) -> None:
        self._shelf = shelf
        self._person = person
        self._now = now

    def keep(self, batch: Batch) -> str:
        key = f"{len(self._shelf.batches):032x}"
        self._shelf.batches[key] = (self._person, batch_from_json(batch_json(batch)))
        return key

    def kept(self, key: str) -> Batch:
        person, batch = self._shelf.batches.get(key, ("", None))
        if batch is None or person != self._person:
            raise NotFound("这个表格已经不在了。请把文件再发一次。")
        return batch

    def known(self, digests: Collection[str]) -> dict[str, KnownTicket]:
        numbers = {one: self._shelf.rows.get((self._person, one)) for one in digests}
        return {
            one: KnownTicket(number, self._shelf.tickets[number].status.label)
            for one, number in numbers.items()
            if number and self._shelf.tickets[number].status is not TicketStatus.WITHDRAWN
        }

    def open(self, name: str, rows: tuple[ReadRow, ...]) -> dict[int, int]:
        opened = {}
        for row in rows:
            assert row.need is not None
            number = opened[row.number] = 1001 + len(self._shelf.tickets)
            ticket = Ticket(number, row.need, self._person, provenance=row.provenance)
            self._shelf.tickets[number] = ticket.opened(at=self._now)
            self._shelf.rows[self._person, row.digest] = number
        return opened


class MemoryTransaction:
    """``bot.ports.Transaction`` over a copy of what a ``MemoryLedger`` keeps."""

    def __init__(self, ledger: MemoryLedger, shelf: Shelf, person: str) -> None:
        self.person = person
        self._ledger = ledger
        self._shelf = shelf

    @property
    def drafts(self) -> MemoryDrafts:
        kept = self._shelf.drafts.setdefault(self.person, {})
        return MemoryDrafts(kept, self._ledger.clock.now())

    @property
    def support(self) -> MemorySupporting:
        return MemorySupporting(self._shelf, self.person, self._ledger.clock.now())

    @property
    def followup(self) -> MemoryFollowup:
        return MemoryFollowup(self._shelf, self, self._ledger.clock.now())

    @property
    def staff(self) -> MemoryStaffDoor:
        return MemoryStaffDoor(self._shelf, self.person, self.keep_file, self._ledger.clock.now())

    @property
    def batches(self) -> MemoryBatches:
        return MemoryBatches(self._shelf, self.person, self._ledger.clock.now())

    @property
    def posts(self) -> MemoryPosts:
        now = self._ledger.clock.now()
        return MemoryPosts(self._shelf.posts, self._shelf.tickets, self.person, now)

    @property
    def assessments(self) -> MemoryAssessments:
        return MemoryAssessments(self._shelf.assessments, self.person)

    @property
    def applications(self) -> MemoryApplications:
        return MemoryApplications()

    @property
    def claims(self) -> MemoryClaims:
        return MemoryClaims()

    @property
    def organisations(self) -> MemoryOrganisations:
        return MemoryOrganisations()

    @property
    def offers(self) -> MemoryOffers:
        return MemoryOffers()

    @property
    def subscriptions(self) -> MemorySubscriptions:
        return MemorySubscriptions(self._shelf.subscriptions, self.person, self._ledger.clock.now())

    @property
    def suiting(self) -> MemorySuiting:
        return MemorySuiting()

    @property
    def work(self) -> MemoryWork:
        return MemoryWork()

    def session(self) -> Session:
        session = self._shelf.sessions.get(self.person, Session())
        self._ledger.after_reading()
        return session

    def save(self, session: Session) -> None:
        self._shelf.sessions[self.person] = session

    def remember(self, speaker: str, text: str) -> None:
        self._shelf.transcript.append((self.person, speaker, text))

    def keep_file(self, name: str, content: bytes) -> str:
        if name.endswith(".exe"):
            raise Invalid("evidence", "这种文件不能接收。请发图片、PDF 或文档。")
        key = f"file{len(self._shelf.files) + 1}"
        self._shelf.files[key] = content
        return key

    def submit(self, need: Need, provenance: dict[str, str], key: str) -> Ticket:
        known = self._shelf.keys.get(key)
        if known is not None:
            return self._shelf.tickets[known]
        number = 1001 + len(self._shelf.tickets)
        ticket = Ticket(number, need, self.person, provenance=provenance)
        self._shelf.tickets[number] = ticket.opened(at=self._ledger.clock.now())
        for post in self.posts.held()[:1]:
            self._shelf.posts.tickets[number] = post.number
        self._shelf.keys[key] = number
        return self._shelf.tickets[number]

    def resubmit(
        self, number: int, need: Need, provenance: dict[str, str], fields: tuple[str, ...], key: str
    ) -> Ticket:
        ticket = self._mine(number)
        if key in self._shelf.keys:
            return ticket
        unasked = [name for name in fields if name not in ticket.returned_fields]
        if unasked:
            raise Invalid(unasked[0], "这次只需补充退回的内容。")
        ticket = replace(ticket, need=need, provenance=ticket.provenance | provenance)
        self._shelf.tickets[number] = ticket.moved(
            TicketStatus.IN_REVIEW, actor=self.person, at=self._ledger.clock.now(), fields=fields
        )
        self._shelf.keys[key] = number
        return self._shelf.tickets[number]

    def withdraw(self, number: int, reason: str) -> Ticket:
        ticket = self._mine(number).moved(
            TicketStatus.WITHDRAWN, actor=self.person, at=self._ledger.clock.now(), reason=reason
        )
        self._shelf.tickets[number] = ticket
        return ticket

    def my_tickets(self) -> tuple[Ticket, ...]:
        held = {post.number for post in self.posts.held()}
        mine = [t for t in self._shelf.tickets.values() if self._owns(t, held)]
        return tuple(sorted(mine, key=lambda ticket: -ticket.number))

    def counties(self) -> tuple[str, ...]:
        reported = [(ticket.need.place.code or "")[:6] for ticket in self.my_tickets()]
        known = [code for code in (*self._shelf.counties, *reported) if len(code) == 6]
        return tuple(dict.fromkeys(known))

    def _owns(self, ticket: Ticket, held: set[int]) -> bool:
        post = self._shelf.posts.tickets.get(ticket.number)
        return ticket.reporter == self.person if post is None else post in held

    def note_unanswered(self, asked: Unanswered) -> int:
        self._shelf.unanswered.append(asked)
        return len(self._shelf.unanswered)

    def note_refusal(self, what: str, subject: str, reason: str) -> None:
        self._shelf.refusals.append((what, subject))

    def count(self, what: str) -> None:
        self._shelf.counts[what] += 1

    def note_search(self, found: Found) -> None:
        if seen := looked(found):
            self._shelf.counts[seen.outcome] += 1

    def pass_on(self, question: str, key: str, noted: int | None = None) -> int:
        known = self._shelf.keys.get(key)
        if known is not None:
            return known
        self._shelf.questions.append((self.person, question))
        self._shelf.keys[key] = len(self._shelf.questions)
        return self._shelf.keys[key]

    def link_code(self) -> str:
        code = f"{100_000 + len(self._shelf.codes)}"
        self._shelf.codes[code] = self.person
        return code

    def link(self, channel: str, chat: str, code: str) -> bool:
        holder = self._shelf.codes.pop(code, None)
        if holder is None:
            return False
        guest, self.person = self.person, holder
        self._shelf.persons[(channel, chat)] = holder
        if guest != holder:
            self._shelf.sessions.pop(guest, None)
            moved = self._shelf.drafts.pop(guest, {})
            self._shelf.drafts.setdefault(holder, {}).update(moved)
            for (person, digest), number in tuple(self._shelf.rows.items()):
                if person == guest:
                    self._shelf.rows.setdefault((holder, digest), number)
        for number, ticket in self._shelf.tickets.items():
            if ticket.reporter == guest:
                self._shelf.tickets[number] = replace(ticket, reporter=holder)
        return True

    def handled(self, inbound_id: int, turn: Turn) -> None:
        if inbound_id in self._shelf.turns:
            raise Outdated("这条消息已经处理过了。")
        self._shelf.turns[inbound_id] = turn

    def _mine(self, number: int) -> Ticket:
        for ticket in self.my_tickets():
            if ticket.number == number:
                return ticket
        raise NotFound(f"没有找到工单 {number}。")
