"""One message in, one Turn out: stored first, answered once, kept whole in one transaction."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from api.clock import SHANGHAI
from api.domain.errors import Outdated, Refusal
from api.domain.redaction import MASK_NOTE, mask
from bot import texts
from bot.answers import AnswerNeeded, AnswersAtHand
from bot.batch.reading import SheetAtHand, SheetNeeded, read_batch
from bot.batch.sheet_reading import grids
from bot.dialogue.session import Session
from bot.dialogue.turn import Inbound, IncomingFile, Message, Turn
from bot.eligibility.ports import NoRules, RuleBook
from bot.entrances import Entrances
from bot.exchange import Exchange, pending, renewed, said
from bot.limits import LIMITS, Limits
from bot.market.ports import LookNeeded, Market, MarketAtHand
from bot.ports import Asker, Clock, Ledger, Receipt
from bot.proposals import Proposal, ProposalsAtHand, ProposalsNeeded, Proposer
from bot.refusals import refused
from bot.reply import reply
from bot.slowing import paced
from bot.texts import speaking
from bot.transcript import bot_line, person_line
from bot.with_staff import standing
from knowledge.places.gazetteer import Gazetteer
from retrieval.answer import Answer
from retrieval.claim_lines import ClaimLines

log = logging.getLogger(__name__)

_TRIES = 6  # a turn is run again when another message came between, or an answer was fetched
_SAID_OTHERWISE = 2  # the reply, then why not, before the last try may raise
Respond = Callable[[Exchange], Turn]
Hear = Callable[[str], None]


def _unheard(line: str) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What was worked out for one turn while no transaction was open."""

    answers: AnswersAtHand = field(default_factory=AnswersAtHand)
    proposals: ProposalsAtHand = field(default_factory=ProposalsAtHand)
    sheet: SheetAtHand = field(default_factory=SheetAtHand)
    market: MarketAtHand = field(default_factory=MarketAtHand)


class Conversation:
    """The bot, whatever the channel. Thread-safe: all state is in the ledger."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        asker: Asker,
        clock: Clock,
        gazetteer: Gazetteer,
        proposer: Proposer | None = None,
        market: Market | None = None,
        entrances: Entrances | None = None,
        limits: Limits = LIMITS,
        rules: RuleBook | None = None,
    ) -> None:
        """Converse over ``ledger``; policy questions go to ``asker``, and what the grammar leaves
        open in a report to ``proposer``, where there is one. ``entrances`` are the links an
        invitation can be opened by, ``rules`` those by which eligibility is told."""
        self._rules = rules or NoRules()
        self._entrances = entrances or Entrances()
        self._limits = limits
        self._ledger = ledger
        self._asker = asker
        self._clock = clock
        self._gazetteer = gazetteer
        self._proposer = proposer
        self._market = market

    def handle(self, inbound: Inbound, hear: Hear = _unheard) -> Turn | None:
        """Store ``inbound``, answer it once, and return the answer. ``hear`` gets the lines of an
        answer that are certain while the rest of it is still being composed.

        The same update again returns the recorded answer. Of a turn that failed nothing is kept
        but what they sent, and the recorded answer says what to do. What even that cannot be
        written for (the store is away) is raised: the channel sends the same update again.
        """
        inbound = _masked(inbound)
        receipt = self._ledger.receive(inbound)
        return receipt.turn or self._answer(receipt, inbound, hear)

    def recover(self) -> int:
        """Answer what was stored but not answered before a crash; returns how many were.

        One that cannot be answered does not keep the others waiting.
        """
        count = 0
        for receipt, inbound in self._ledger.unhandled():
            try:
                self._answer(receipt, inbound, _unheard)
                count += 1
            except Exception:  # it stays stored, for the next start
                log.exception("inbound %s is still unanswered", receipt.inbound_id)
        return count

    def _answer(self, receipt: Receipt, inbound: Inbound, hear: Hear) -> Turn:
        """The turn of ``reply``; when that fails, the turn that says so."""
        respond: Respond = reply
        for _ in range(_SAID_OTHERWISE):
            try:
                return self._settled(receipt, inbound, respond, hear)
            except Refusal as refusal:
                respond = partial(refused, refusal=refusal)
            except Exception:  # the conversation's edge: nobody is shown a stack trace
                log.exception("inbound %s could not be answered", receipt.inbound_id)
                respond = _sorry
        # An answer that is not recorded would be said on no channel that pushes, nor said again.
        return self._settled(receipt, inbound, respond, hear)

    def _settled(self, receipt: Receipt, inbound: Inbound, respond: Respond, hear: Hear) -> Turn:
        """The turn, tried again while other messages of the same person come between."""
        found = AtHand()
        for _ in range(_TRIES):
            try:
                return self._once(receipt, inbound, respond, found)
            except (AnswerNeeded, ProposalsNeeded, SheetNeeded, LookNeeded) as needed:
                self._fetch(needed, found, inbound, hear)
            except Outdated:
                receipt = self._ledger.receive(inbound)
                if receipt.turn is not None:
                    return receipt.turn
        raise Outdated(texts.BUSY)

    def _fetch(self, needed: Exception, found: AtHand, inbound: Inbound, hear: Hear) -> None:
        """Have at hand what the turn needs, worked out while no transaction is open."""
        match needed:
            case AnswerNeeded():
                found.answers.keep(needed, self._ask(needed, hear))
            case ProposalsNeeded():
                found.proposals.keep(needed, self._propose(needed))
            case SheetNeeded():
                with speaking(needed.language):
                    self._read(inbound, found.sheet, of_needs=needed.of_needs)
            case LookNeeded() if self._market is not None:
                found.market.fetch(needed, self._market)

    def _ask(self, needed: AnswerNeeded, hear: Hear) -> Answer:
        return self._asker.ask(
            needed.question, as_of=self._today(), context=needed.context, listener=ClaimLines(hear)
        )

    def _propose(self, needed: ProposalsNeeded) -> tuple[Proposal, ...]:
        return self._proposer.propose(needed.text, needed.slots) if self._proposer else ()

    def _read(self, inbound: Inbound, at_hand: SheetAtHand, *, of_needs: bool) -> None:
        file = inbound.file or IncomingFile("", b"")
        if of_needs:
            at_hand.keep(read_batch(file, self._gazetteer, self._today()))
        else:
            at_hand.keep_grids(grids(file.content))

    def _today(self) -> date:
        return self._clock.now().astimezone(SHANGHAI).date()

    def _once(
        self,
        receipt: Receipt,
        inbound: Inbound,
        respond: Respond,
        found: AtHand,
    ) -> Turn:
        """One transaction: the session read, the turn made, all of it written, or nothing."""
        with ExitStack() as speech, self._ledger.transaction(receipt.person) as tx:
            before = tx.session()
            speech.enter_context(speaking(before.language))
            exchange = Exchange(
                inbound_id=receipt.inbound_id,
                inbound=inbound,
                tx=tx,
                session=renewed(before),
                asker=found.answers,
                gazetteer=self._gazetteer,
                now=self._clock.now(),
                sheet=found.sheet,
                proposer=found.proposals if self._proposer is not None else None,
                market=found.market if self._market is not None else None,
                entrances=self._entrances,
                limits=self._limits,
                rules=self._rules,
            )
            line = person_line(inbound, pending(exchange).choices)
            turn = _told_of_masking(exchange, paced(exchange, respond))
            turn = _told_of_update(before, exchange, turn)
            turn = replace(turn, language=exchange.session.language)
            if exchange.session != before or tx.person != receipt.person:
                tx.save(exchange.session)
            tx.remember("person", line)
            for message in turn.messages:
                tx.remember("bot", bot_line(message))
            tx.handled(receipt.inbound_id, turn)
        return turn


def _sorry(exchange: Exchange) -> Turn:
    return said(standing(exchange), texts.FAILED)


def _masked(inbound: Inbound) -> Inbound:
    """``inbound`` without personal numbers, before it goes anywhere."""
    text = None if inbound.text is None else mask(inbound.text)
    file = inbound.file and replace(inbound.file, name=mask(inbound.file.name))
    return replace(inbound, text=text, file=file)


def _told_of_update(before: Session, exchange: Exchange, turn: Turn) -> Turn:
    """When the questions changed under a form in progress, the person is told so, once."""
    frame = exchange.frame
    changed = any(
        frame is not None and one.nonce == frame.nonce and one.version != frame.version
        for one in before.stack
    )
    return said(turn, texts.QUESTIONS_CHANGED) if changed else turn


def _told_of_masking(exchange: Exchange, turn: Turn) -> Turn:
    """The first time a number was masked, the person is told so."""
    if MASK_NOTE not in (exchange.inbound.text or "") or exchange.session.told_masking:
        return turn
    exchange.session = replace(exchange.session, told_masking=True)
    return replace(turn, messages=(Message(texts.MASKED), *turn.messages))
