"""What the conversation needs of work (实施) on claims; part of ``bot.ports.Transaction``."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from api.domain.agreement import Agreement
from api.domain.claim import ClaimState
from api.domain.evaluation import Evaluation
from api.domain.milestone import Milestone
from bot.dialogue.turn import IncomingFile


@dataclass(frozen=True, slots=True)
class WorkSeen:
    """A claim under way as its claimant sees it: the ``name`` of the organisation, the public
    ``title`` of the need, the newest ``agreement`` that was sent, the plan by day, how much was
    reported, and whether the claimant has evaluated it."""

    claim: int
    ticket: int
    state: ClaimState
    name: str
    title: str
    agreement: Agreement | None
    milestones: tuple[Milestone, ...]
    reports: int
    evaluated: bool

    @property
    def code(self) -> str:
        """As people say it: C12."""
        return f"C{self.claim}"


class Work(Protocol):
    """What a person may do about the claims of their organisations, in the transaction of a turn.

    Each of these raises ``NotFound`` for a claim of another organisation, and keeps that for the
    audit; ``WrongMove`` where its state does not allow it, ``Invalid`` for what cannot be.
    """

    def mine(self) -> tuple[WorkSeen, ...]:
        """The confirmed claims of the person's organisations, the newest first."""

    def of(self, claim: int) -> WorkSeen | None:
        """One claim of theirs; ``None`` for any other, which is kept for the audit."""

    def refused(self, claim: int, reason: str) -> None:
        """Keep for the audit that something about a claim was refused."""

    def agree(self, claim: int) -> Agreement:
        """Agree to the version that was sent."""

    def object(self, claim: int, words: str) -> Agreement:
        """Ask staff to change the version that was sent."""

    def plan(self, claim: int, what: str, due: date) -> Milestone:
        """Plan a milestone."""

    def reach(self, claim: int, ordinal: int) -> Milestone:
        """Report that a milestone is done."""

    def check_under_way(self, claim: int) -> None:
        """Refuse what may only happen while an agreement is in force."""

    def report(self, claim: int, text: str) -> None:
        """Report progress; the holder of the Post is told."""

    def attach(self, claim: int, file: IncomingFile) -> int:
        """Put a photograph or document beside the last report; returns how many there are now.

        Raises:
            Invalid: too large, or of a type that is not accepted.
        """

    def deliver(self, claim: int) -> None:
        """Say that everything was delivered; the holder of the Post is asked to confirm."""

    def evaluate(self, claim: int, said: Evaluation) -> None:
        """The claimant's evaluation."""

    def evaluate_ticket(self, ticket: int, said: Evaluation) -> bool:
        """The Post's evaluation of all claims on a ticket of theirs; ``False``: there is none."""
