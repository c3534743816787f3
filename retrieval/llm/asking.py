"""One model, asked when there is room, trust and money for it; without it, work goes on."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from threading import BoundedSemaphore

from retrieval.llm.breaker import Breaker
from retrieval.llm.calls import Calls
from retrieval.llm.counts import Counts, Outcome
from retrieval.llm.endpoint import MOST_TOKENS, Endpoint, Options, Piece, Unanswered
from retrieval.llm.kept import Kept
from retrieval.llm.prompt import Prompt

log = logging.getLogger(__name__)

AT_ONCE = 8  # calls that wait for the model; a web server's other threads serve the others
Listen = Callable[[AsyncIterator[Piece]], Awaitable[Outcome]]

_FAILURES = {
    Outcome.MALFORMED,
    Outcome.TIMEOUT,
    Outcome.UNREACHABLE,
    Outcome.REFUSED,
    Outcome.FAILED,
}


@dataclass(slots=True)
class _Used:
    """What one call has taken so far."""

    tokens: int | None = None
    characters: int = 0


class Asking:
    """The model behind answers and reports, with one daily budget for both. Thread-safe."""

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
        self.options = options
        self.kept = kept
        self._daily_tokens = daily_tokens
        self._today = today
        self._endpoint = Endpoint(options)
        self._calls = Calls()
        self._room = BoundedSemaphore(AT_ONCE)
        self._told_spent: date | None = None

    def ask(self, prompt: Prompt, listen: Listen) -> Outcome:
        """Have ``listen`` hear the reply to ``prompt``; what it makes of it, or why there is none.

        Raises:
            sqlite3.Error: tokens cannot be counted, so none may be spent.
        """
        if not self._room.acquire(blocking=False):
            return Outcome.BUSY
        try:
            day, reserved = self._today(), prompt.size + MOST_TOKENS
            if not self.kept.spend(day, reserved, self._daily_tokens):
                self._tell_spent(day)
                return Outcome.SPENT
            used = _Used()
            outcome = Outcome.RESTING
            if self.breaker.allows():
                outcome = self._called(prompt, listen, used)
            # As the server counts them, else as many as there were characters.
            tokens = used.tokens or prompt.size + used.characters
            tokens = 0 if outcome is Outcome.RESTING else tokens
            self.kept.spend(day, tokens - reserved, self._daily_tokens)
            self.counts.add("tokens", "all", tokens)
            return outcome
        finally:
            self._room.release()

    def warm(self) -> None:
        """Load what the first call would otherwise wait for."""
        self._endpoint.warm()

    def tokens_left(self) -> int:
        """Tokens that may still be spent today."""
        return max(0, self._daily_tokens - self.kept.spent(self._today()))

    def close(self) -> None:
        """Give up what is running and let go of the connections."""
        self._calls.close(self._endpoint.close())

    def _called(self, prompt: Prompt, listen: Listen, used: _Used) -> Outcome:
        detail = "the model's reply holds nothing that can be read"
        try:
            self._endpoint.warm()
            work = self._heard(prompt, listen, used)
            outcome = self._calls.run(work, self.options.timeout)
        except TimeoutError:
            outcome, detail = Outcome.TIMEOUT, "the model took too long"
        except Unanswered as why:
            outcome, detail = why.outcome, str(why)
        except Exception:  # whatever a server brings about, work goes on without the model
            log.exception("the language model could not be asked")
            outcome, detail = Outcome.FAILED, "see above"
        if outcome in _FAILURES:
            self._failed(detail)
        else:
            self.breaker.succeeded()
        return outcome

    async def _heard(self, prompt: Prompt, listen: Listen, used: _Used) -> Outcome:
        async with (
            aclosing(self._endpoint.reply(prompt)) as reply,
            aclosing(_counted(reply, used)) as pieces,
        ):
            return await listen(pieces)

    def _failed(self, detail: str) -> None:
        log.warning("going on without the language model: %s", detail)
        if self.breaker.failed():
            log.warning("the language model is left in peace for a while")

    def _tell_spent(self, day: date) -> None:
        if self._told_spent != day:
            self._told_spent = day
            log.warning("the tokens for %s are used up: going on without the language model", day)


async def _counted(pieces: AsyncIterator[Piece], used: _Used) -> AsyncGenerator[Piece, None]:
    async for piece in pieces:
        used.tokens = piece.tokens or used.tokens
        used.characters += len(piece.text)
        yield piece
