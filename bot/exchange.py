"""One exchange: the input, the transaction it runs in, and the session it changes."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from api.clock import SHANGHAI
from api.domain.programme import Programme
from bot import texts
from bot.applying.checking import verdict_on
from bot.batch.reading import SheetAtHand
from bot.claims.runs import claim_prompt
from bot.dialogue.buttons import DeskButton
from bot.dialogue.flow import CONFIRM, Flow
from bot.dialogue.flows import FLOWS
from bot.dialogue.flows.application import APPLICATION, declared_in
from bot.dialogue.flows.claim import OURS as CLAIMING
from bot.dialogue.flows.eligibility import ELIGIBILITY
from bot.dialogue.progress import resumed
from bot.dialogue.prompt import prompt
from bot.dialogue.session import Frame, Session
from bot.dialogue.turn import Choice, Inbound, Message, Turn
from bot.eligibility.ports import NoRules, RuleBook
from bot.eligibility.question import question
from bot.eligibility.run import programme_of
from bot.entrances import Entrances
from bot.limits import LIMITS, Limits
from bot.market.ports import Market
from bot.picking import with_divisions
from bot.ports import Asker, Transaction
from bot.proposals import Proposer
from knowledge.places.gazetteer import Gazetteer

RECENT = 3  # user turns remembered for follow-up questions
FINISHED = 8  # submitted runs whose old buttons can still say the ticket number


@dataclass(slots=True)
class Exchange:
    """What one turn may use. ``session`` is replaced as the turn goes on and saved at its end."""

    inbound_id: int
    inbound: Inbound
    tx: Transaction
    session: Session
    asker: Asker
    gazetteer: Gazetteer
    now: datetime
    sheet: SheetAtHand
    proposer: Proposer | None = None
    market: Market | None = None
    entrances: Entrances = field(default_factory=Entrances)
    limits: Limits = LIMITS
    rules: RuleBook = field(default_factory=NoRules)
    _nonces: int = field(default=0)

    @property
    def today(self) -> date:
        """The date in Asia/Shanghai."""
        return self.now.astimezone(SHANGHAI).date()

    @property
    def frame(self) -> Frame | None:
        """The flow in progress."""
        return self.session.stack[-1] if self.session.stack else None

    def nonce(self) -> str:
        """Ten hex digits for a new run; the same when a crashed turn is run again."""
        self._nonces += 1
        return hashlib.sha256(f"{self.inbound_id}:{self._nonces}".encode()).hexdigest()[:10]

    def push(self, frame: Frame) -> None:
        """Begin a flow above the one in progress."""
        self.session = replace(self.session, stack=(*self.session.stack, frame))

    def put(self, frame: Frame) -> None:
        """Set the state of the flow in progress."""
        self.session = replace(self.session, stack=(*self.session.stack[:-1], frame))

    def pop(self) -> None:
        """End the flow in progress; the one below goes on."""
        self.session = replace(self.session, stack=self.session.stack[:-1])

    def drop(self, ticket: int) -> None:
        """End the run that supplements ``ticket``, wherever it stands, also as a draft."""
        stack = tuple(frame for frame in self.session.stack if frame.ticket != ticket)
        self.session = replace(self.session, stack=stack)
        for draft in self.tx.drafts.all():
            if draft.frame.ticket == ticket:
                self.tx.drafts.remove(draft.frame.nonce)

    def note_recent(self, text: str) -> None:
        """Remember a user turn as context for follow-up questions."""
        self.session = replace(self.session, recent=(*self.session.recent, text)[-RECENT:])

    def note_finished(self, nonce: str, ticket: int) -> None:
        """Remember which ticket a run became."""
        pairs = (*self.session.finished, (nonce, ticket))
        self.session = replace(self.session, finished=pairs[-FINISHED:])


def renewed(session: Session) -> Session:
    """``session`` fit for the flows there are now, after an update of the program."""
    known = {*FLOWS, ELIGIBILITY.name}
    stack = tuple(resumed(flow_of(f), f) for f in session.stack if f.flow in known)
    return replace(session, stack=stack)


def flow_of(frame: Frame) -> Flow:
    """The flow a frame is a run of."""
    if frame.flow == APPLICATION.name:
        return declared_in(frame.slots)
    return ELIGIBILITY if frame.flow == ELIGIBILITY.name else FLOWS[frame.flow]


def programme_in(exchange: Exchange, frame: Frame) -> Programme | None:
    """The programme whose questions ``frame`` asks; ``None``: none is chosen, or it is gone."""
    key = programme_of(frame)
    return next((each for each in exchange.rules.programmes if each.key == key), None)


def menu() -> tuple[Choice, ...]:
    """What one can do when no flow is in progress."""
    return (
        Choice(DeskButton("report").code, texts.MENU_REPORT),
        Choice(DeskButton("batch").code, texts.MENU_BATCH),
        Choice(DeskButton("ask").code, texts.MENU_ASK),
        Choice(DeskButton("fit").code, texts.MENU_ELIGIBILITY),
        Choice(DeskButton("search").code, texts.MENU_SEARCH),
        Choice(DeskButton("mine").code, texts.MENU_MINE),
        Choice(DeskButton("orgs").code, texts.MENU_ORGANISATIONS),
        Choice(DeskButton("help").code, texts.MENU_HELP),
    )


def pending(exchange: Exchange, *, again: bool = False) -> Turn:
    """The question now pending; with no flow in progress, the menu without a word."""
    frame = exchange.frame
    if frame is None:
        return Turn(choices=menu())
    if frame.flow == ELIGIBILITY.name:
        programmes = exchange.rules.programmes
        return question(frame, programme_in(exchange, frame), programmes, again=again)
    turn = prompt(flow_of(frame), frame, again=again)
    if frame.flow == APPLICATION.name and frame.step == CONFIRM and not again:
        verdict = verdict_on(frame, exchange.rules, exchange.today)
        turn = replace(turn, messages=(*verdict, *turn.messages))
    if frame.flow in CLAIMING:
        return claim_prompt(turn, frame, again=again)
    if not is_of_divisions(frame):
        return turn
    return with_divisions(turn, frame, exchange.gazetteer, exchange.tx)


def is_of_divisions(frame: Frame) -> bool:
    """Whether a place is asked for, which can be picked by buttons."""
    steps = {step.slot: step for step in flow_of(frame).steps}
    return frame.doubt is None and frame.step in steps and steps[frame.step].divisions


def said(turn: Turn, *sentences: str) -> Turn:
    """``turn`` with these sentences before it, each a message of its own; empty ones are left."""
    before = tuple(Message(sentence) for sentence in sentences if sentence)
    return replace(turn, messages=(*before, *turn.messages))


def then_pending(exchange: Exchange, turn: Turn) -> Turn:
    """``turn``, then the pending question asked again once, with the choices of both."""
    after = pending(exchange, again=True)
    known = {choice.code for choice in turn.choices}
    choices = (*turn.choices, *(c for c in after.choices if c.code not in known))
    asked = tuple(replace(m, text=texts.BACK_TO_QUESTION + m.text) for m in after.messages)
    return replace(after, messages=(*turn.messages, *asked), choices=choices, ticket=turn.ticket)
