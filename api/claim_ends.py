"""The ends of holds (保留) and invitations of claims: told a day before, then freed."""

import logging

from api.domain.claim import REMIND_BEFORE, Claim, ClaimState
from api.domain.errors import Outdated
from api.store import claiming, claims
from api.store.claim_telling import remind
from api.store.claims import SERVICE
from api.store.database import Database, Unit

log = logging.getLogger(__name__)


class ClaimEnds:
    """A chore: safe to run in several processes at once, and again after a crash.

    Each claim is a transaction of its own: what one frees, others may claim at once.
    """

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    def __call__(self) -> int:
        """Do what is due; returns how many claimants were reminded and claims freed."""
        with self._database.read() as unit:
            due = claims.ending_by(unit, unit.now + REMIND_BEFORE)
        return sum(map(self._done, due))

    def _done(self, number: int) -> bool:
        try:
            with self._database.begin() as unit:
                return self._in(unit, claims.load(unit, number))
        except Outdated:  # somebody changes it this very moment; it is looked at again
            log.info("claim %s is being changed", number)
            return False

    def _in(self, unit: Unit, claim: Claim) -> bool:
        if claim.expires_at is None or claim.state not in (ClaimState.HELD, ClaimState.INVITED):
            return False
        if claim.expires_at <= unit.now:
            claiming.move(unit, claim.number, ClaimState.EXPIRED, actor=SERVICE)
            return True
        return claim.state is ClaimState.HELD and remind(unit, claim)
