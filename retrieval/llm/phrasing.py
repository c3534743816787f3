"""An answer phrased by a model: it names sentences, the server inserts them and checks the rest."""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date
from threading import BoundedSemaphore

from retrieval.answer import Claim, Mode
from retrieval.claim_lines import Listener
from retrieval.compose import Composed, Material
from retrieval.llm import prompt, sentences
from retrieval.llm.breaker import Breaker
from retrieval.llm.calls import Calls
from retrieval.llm.check import Doubt, Held, checked
from retrieval.llm.counts import Counts, Outcome
from retrieval.llm.endpoint import MOST_TOKENS, Endpoint, Options, Unanswered
from retrieval.llm.kept import Kept
from retrieval.llm.reading import Draft, Reading
from retrieval.llm.rules import Rules, load_rules
from retrieval.llm.sentences import Numbered, Offer

log = logging.getLogger(__name__)

AT_ONCE = 8  # questions that wait for the model; a web server's other threads serve the others

_FAILURES = {
    Outcome.MALFORMED,
    Outcome.TIMEOUT,
    Outcome.UNREACHABLE,
    Outcome.REFUSED,
    Outcome.FAILED,
}


@dataclass(slots=True)
class _Gathered:
    """What one reply has brought so far."""

    offer: Offer
    rules: Rules
    listener: Listener
    drafts: list[Draft] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    tokens: int | None = None
    characters: int = 0

    def take(self, draft: Draft) -> Doubt | None:
        """Check ``draft``, and tell the listener when it holds."""
        self.drafts.append(draft)
        held = checked(draft, self.offer, self.rules)
        if isinstance(held, Doubt):
            return held
        if held.text not in {one.text for one in self.held}:
            self.held.append(held)
            self.listener(Claim(held.text, sentences.citations(held.sentences)))
        return None

    @property
    def is_full(self) -> bool:
        """Whether more would not be shown."""
        return len(self.held) >= prompt.MOST_CLAIMS


class Phrasing:
    """``retrieval.compose.Attempt`` with a language model. Thread-safe."""

    def __init__(
        self,
        options: Options,
        kept: Kept,
        *,
        daily_tokens: int,
        today: Callable[[], date],
        clock: Callable[[], float],
    ) -> None:
        """``daily_tokens`` bounds what a day may take; ``today`` is the day it is counted for."""
        self.counts = Counts()
        self.breaker = Breaker(clock)
        self._options = options
        self._kept = kept
        self._daily_tokens = daily_tokens
        self._today = today
        self._rules = load_rules()
        self._endpoint = Endpoint(options)
        self._calls = Calls()
        self._room = BoundedSemaphore(AT_ONCE)
        self._told_spent: date | None = None

    def __call__(self, material: Material, listener: Listener) -> Composed | None:
        """Claims that stand up to the check, with the sentences they rest on; ``None`` when there
        are none, for whatever reason."""
        offer = sentences.offer(material, self._rules)
        gathered = _Gathered(offer, self._rules, listener)
        try:
            outcome = self._gather(material, gathered)
        except sqlite3.Error as error:  # what is not counted is not spent
            log.warning("answering with quotations only: the tokens cannot be counted: %s", error)
            outcome = Outcome.FAILED
        self.counts.add("answers", outcome)
        return _composed(gathered.held) if gathered.held else None

    def warm(self) -> None:
        """Load what the first question would otherwise wait for."""
        self._endpoint.warm()

    def tokens_left(self) -> int:
        """Tokens that may still be spent today."""
        return max(0, self._daily_tokens - self._kept.spent(self._today()))

    def close(self) -> None:
        """Give up what is running and let go of the connections."""
        self._calls.close(self._endpoint.close())

    def _gather(self, material: Material, gathered: _Gathered) -> Outcome:
        asked = prompt.written(material.question.text, gathered.offer)
        key = self._key(material, asked)
        kept = self._kept.reply(key)
        if kept is not None:
            for draft in kept:
                self._count(gathered.take(draft))
            return Outcome.KEPT if gathered.held else Outcome.DOUBTED
        outcome = self._asked(asked, gathered)
        if outcome in {Outcome.PHRASED, Outcome.SILENT, Outcome.DOUBTED}:
            self._kept.keep(key, gathered.drafts)
        return outcome

    def _asked(self, asked: prompt.Prompt, gathered: _Gathered) -> Outcome:
        """Ask the model if there is room, trust and money for it."""
        if not self._room.acquire(blocking=False):
            return Outcome.BUSY
        try:
            day, reserved = self._today(), asked.size + MOST_TOKENS
            if not self._kept.spend(day, reserved, self._daily_tokens):
                self._tell_spent(day)
                return Outcome.SPENT
            outcome = self._called(asked, gathered) if self.breaker.allows() else Outcome.RESTING
            used = self._used(asked, gathered, outcome)
            self._kept.spend(day, used - reserved, self._daily_tokens)
            self.counts.add("tokens", "all", used)
            return outcome
        finally:
            self._room.release()

    def _called(self, asked: prompt.Prompt, gathered: _Gathered) -> Outcome:
        try:
            self._endpoint.warm()
            outcome = self._calls.run(self._listen(asked, gathered), self._options.timeout)
        except TimeoutError:
            outcome = self._failed(Outcome.TIMEOUT, "the model took too long")
        except Unanswered as why:
            outcome = self._failed(why.outcome, str(why))
        except Exception:  # whatever a server brings about, the reader gets quotations
            log.exception("the language model could not be asked")
            outcome = self._failed(Outcome.FAILED, "see above")
        if outcome not in _FAILURES:
            self.breaker.succeeded()
        return outcome

    async def _listen(self, asked: prompt.Prompt, gathered: _Gathered) -> Outcome:
        reading = Reading()
        async with aclosing(self._endpoint.reply(asked)) as pieces:
            async for piece in pieces:
                gathered.tokens = piece.tokens or gathered.tokens
                gathered.characters += len(piece.text)
                for draft in reading.feed(piece.text):
                    self._count(gathered.take(draft))
                if gathered.is_full or reading.too_long:
                    break
        if gathered.held:
            return Outcome.PHRASED
        if gathered.drafts:
            return Outcome.DOUBTED
        if reading.well_formed:
            return Outcome.SILENT
        return self._failed(Outcome.MALFORMED, "the model's reply holds no claims that can be read")

    def _failed(self, outcome: Outcome, detail: str) -> Outcome:
        log.warning("answering with quotations only: %s", detail)
        if self.breaker.failed():
            log.warning("the language model is left in peace for a while")
        return outcome

    def _count(self, doubt: Doubt | None) -> None:
        self.counts.add("claims", doubt or "held")

    def _used(self, asked: prompt.Prompt, gathered: _Gathered, outcome: Outcome) -> int:
        """Tokens as the server counts them, else as many as there were characters."""
        if outcome is Outcome.RESTING:
            return 0
        return gathered.tokens or asked.size + gathered.characters

    def _tell_spent(self, day: date) -> None:
        if self._told_spent != day:
            self._told_spent = day
            log.warning("the tokens for %s are used up: answering with quotations only", day)

    def _key(self, material: Material, asked: prompt.Prompt) -> str:
        """A digest, so that no question is stored; a new index, prompt or model has new keys."""
        parts = (
            material.as_of.isoformat(),
            material.state,
            prompt.VERSION,
            self._options.base_url,
            self._options.model,
            asked.system,
            asked.user,
        )
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def _composed(held: Iterable[Held]) -> Composed:
    """Claims over quotations that are not repeated, where several rest on neighbours."""
    claims = list(held)
    cited = sentences.citations(sentence for claim in claims for sentence in claim.sentences)

    def around(sentence: Numbered) -> list[int]:
        return [n for n, one in enumerate(cited) if sentences.quotes(one, sentence)]

    placed = tuple(
        Claim(
            claim.text,
            tuple(cited[n] for n in dict.fromkeys(n for s in claim.sentences for n in around(s))),
        )
        for claim in claims
    )
    return Composed(cited, placed, Mode.LLM)
