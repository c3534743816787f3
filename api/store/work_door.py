"""A claimant's side of work on claims; implements ``bot.work_ports.Work``."""

from collections.abc import Sequence
from datetime import date

from api.domain.agreement import Agreement, AgreementState
from api.domain.claim import Claim, ClaimState
from api.domain.errors import NotFound, WrongMove
from api.domain.evaluation import Evaluation
from api.domain.milestone import Milestone, MilestoneState
from api.store import agreeing, agreements, claiming, claims, delivering, milestones, organisations
from api.store.database import Unit
from api.store.files import FileStore, attach
from api.store.refusals import note_refusal
from api.store.work_telling import seen
from bot.dialogue.turn import IncomingFile
from bot.work_ports import WorkSeen

REFUSED = "claim_work"  # the rule in the audit of refusals
SHOWN = frozenset(
    {ClaimState.CONFIRMED, ClaimState.IN_PROGRESS, ClaimState.DELIVERED, ClaimState.EVALUATED}
)
NOT_OPEN = "现在没有等您答复的协议。发“实施情况”可以看协议走到哪一步。"


def agreement_of(unit: Unit, person: str, claim: int, version: int) -> Agreement:
    """A version that was sent to the organisation of the person.

    Raises:
        NotFound: there is none, or it is not for them.
    """
    mine = {one.organisation.key for one in organisations.memberships(unit, person)}
    if claims.load(unit, claim).organisation in mine:
        found = agreeing.load(unit, claim, version)
        if found.state is not AgreementState.DRAFTED:
            return found
    raise NotFound(f"没有找到您机构的认领 C{claim} 的这一版协议。请再看一次协议。")


class SqlWork:
    """``bot.work_ports.Work`` over one unit."""

    def __init__(self, unit: Unit, person: str, files: FileStore) -> None:
        """For ``person``, whose files go to ``files``."""
        self._unit = unit
        self._person = person
        self._files = files

    def mine(self) -> tuple[WorkSeen, ...]:
        """See ``Work.mine``."""
        found = claims.of_organisations(self._unit, self._keys())
        return tuple(seen(self._unit, one) for one in found if one.state in SHOWN)

    def of(self, claim: int) -> WorkSeen | None:
        """See ``Work.of``."""
        try:
            return seen(self._unit, self._theirs(claim))
        except NotFound as refusal:
            self.refused(claim, refusal.message)
            return None

    def refused(self, claim: int, reason: str) -> None:
        """See ``Work.refused``."""
        note_refusal(
            self._unit, actor=self._person, what=REFUSED, subject=f"认领 C{claim}", reason=reason
        )

    def agree(self, claim: int) -> Agreement:
        """See ``Work.agree``."""
        version = self._sent(claim)
        return agreeing.agree(self._unit, claim, version, actor=self._person)

    def object(self, claim: int, words: str) -> Agreement:
        """See ``Work.object``."""
        version = self._sent(claim)
        return agreeing.object_to(self._unit, claim, version, words, actor=self._person)

    def plan(self, claim: int, what: str, due: date) -> Milestone:
        """See ``Work.plan``."""
        found = self._mine(claim)
        if found.state not in agreeing.UNDER_WAY:
            raise WrongMove(
                f"认领 {found.code} 现在是“{found.state.label}”，不能再排节点。"
                "有情况要说明，请发“转人工”。"
            )
        today = agreeing.today(self._unit)
        return milestones.plan(self._unit, claim, what, due, today, actor=self._person)

    def reach(self, claim: int, ordinal: int) -> Milestone:
        """See ``Work.reach``."""
        self.check_under_way(claim)
        return milestones.settle(
            self._unit,
            claim,
            ordinal,
            MilestoneState.REACHED,
            agreeing.today(self._unit),
            actor=self._person,
        )

    def check_under_way(self, claim: int) -> None:
        """See ``Work.check_under_way``."""
        delivering.require_under_way(self._mine(claim))

    def report(self, claim: int, text: str) -> None:
        """See ``Work.report``."""
        self._mine(claim)
        delivering.report(self._unit, claim, text, actor=self._person)

    def attach(self, claim: int, file: IncomingFile) -> int:
        """See ``Work.attach``."""
        found = self._mine(claim)
        last = milestones.reports_of(self._unit, claim)[-1]
        key = self._files.keep(self._unit, self._person, file.name, file.content)
        attach(self._unit, self._person, found.ticket, (key,))
        milestones.add_file(self._unit, last, key)
        return len(last.files) + 1

    def deliver(self, claim: int) -> None:
        """See ``Work.deliver``."""
        self._mine(claim)
        delivering.deliver(self._unit, claim, actor=self._person)

    def evaluate(self, claim: int, said: Evaluation) -> None:
        """See ``Work.evaluate``."""
        self._mine(claim)
        delivering.evaluate(self._unit, claim, said, actor=self._person)

    def evaluate_ticket(self, ticket: int, said: Evaluation) -> bool:
        """See ``Work.evaluate_ticket``."""
        return delivering.evaluate_ticket(self._unit, ticket, said, actor=self._person)

    def _sent(self, claim: int) -> int:
        self._mine(claim)
        for one in agreements.versions_of(self._unit, claim):
            if one.state is AgreementState.SENT:
                return one.version
        raise WrongMove(NOT_OPEN)

    def _keys(self) -> Sequence[str]:
        mine = organisations.memberships(self._unit, self._person)
        return [one.organisation.key for one in mine]

    def _mine(self, claim: int) -> Claim:
        """The claim, which nobody else changes until this turn is written."""
        claiming.locked(self._unit, self._theirs(claim).ticket)
        return self._theirs(claim)

    def _theirs(self, claim: int) -> Claim:
        found = claims.load(self._unit, claim)
        if found.organisation not in self._keys() or found.state not in SHOWN:
            raise NotFound(f"没有找到您机构的认领 C{claim}。请核对编号。")
        return found
