"""Answers fetched outside the transaction: the database is never locked while one is composed."""

from datetime import date

from retrieval.answer import Answer
from retrieval.claim_lines import Listener, unheard


class AnswerNeeded(Exception):
    """The turn needs this answer; it is rolled back, the answer fetched, the turn run again."""

    def __init__(self, question: str, context: tuple[str, ...]) -> None:
        """Keep what is to be asked."""
        super().__init__(question)
        self.question = question
        self.context = context


class AnswersAtHand:
    """An ``Asker`` that only gives what was fetched before, else raises ``AnswerNeeded``."""

    def __init__(self) -> None:
        """Start with nothing fetched."""
        self._fetched: dict[tuple[str, tuple[str, ...]], Answer] = {}

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        context: tuple[str, ...] = (),
        listener: Listener = unheard,
    ) -> Answer:
        """The answer at hand; ``as_of`` was decided, and its lines were told, when it was
        fetched."""
        try:
            return self._fetched[(question, context)]
        except KeyError:
            raise AnswerNeeded(question, context) from None

    def keep(self, needed: AnswerNeeded, answer: Answer) -> None:
        """Have ``answer`` at hand for the next run of the turn."""
        self._fetched[(needed.question, needed.context)] = answer
