"""A world without claims: ``bot.work_ports.Work`` of a ``MemoryLedger``.

What claimants do is tried on a database (``tests.bot.test_work_dialogue``).
"""

from datetime import date

from api.domain.agreement import Agreement
from api.domain.errors import NotFound
from api.domain.evaluation import Evaluation
from api.domain.milestone import Milestone
from bot.dialogue.turn import IncomingFile
from bot.work_ports import WorkSeen

_NOBODYS = NotFound("没有找到您机构的认领。请核对编号。")


class MemoryWork:
    """See ``bot.work_ports.Work``."""

    def mine(self) -> tuple[WorkSeen, ...]:
        return ()

    def of(self, claim: int) -> WorkSeen | None:
        return None

    def refused(self, claim: int, reason: str) -> None:
        pass

    def agree(self, claim: int) -> Agreement:
        raise _NOBODYS

    def object(self, claim: int, words: str) -> Agreement:
        raise _NOBODYS

    def plan(self, claim: int, what: str, due: date) -> Milestone:
        raise _NOBODYS

    def reach(self, claim: int, ordinal: int) -> Milestone:
        raise _NOBODYS

    def check_under_way(self, claim: int) -> None:
        raise _NOBODYS

    def report(self, claim: int, text: str) -> None:
        raise _NOBODYS

    def attach(self, claim: int, file: IncomingFile) -> int:
        raise _NOBODYS

    def deliver(self, claim: int) -> None:
        raise _NOBODYS

    def evaluate(self, claim: int, said: Evaluation) -> None:
        raise _NOBODYS

    def evaluate_ticket(self, ticket: int, said: Evaluation) -> bool:
        return False
