"""Claims entered from a proposal, for the organisations that agreed to it."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from api.desk.people import Staff
from api.domain.claimable import Parts
from api.domain.duties import Duty
from api.domain.errors import Refusal, WrongMove
from api.domain.job import Job, JobKind, JobState
from api.store import claiming, jobs
from api.store.database import Database, Unit


def claim_key(ticket: int, giver: str) -> str:
    """How a form names one organisation's part of one need."""
    return f"{ticket}:{giver}"


def enter_claims(database: Database, staff: Staff, number: int, chosen: Collection[str]) -> None:
    """Enter a claim for each part of the proposal that is chosen, and keep what came of it.

    What cannot be claimed any more is noted with its reason and does not hold up the others; what
    was entered before stays as it is. The pool claims nothing.

    Raises:
        NotFound: there is no such proposal.
        WrongMove: it is not finished.
    """
    staff.require(Duty.MATCH)
    with database.read() as unit:
        job = jobs.load(unit, number, JobKind.ALLOCATION)
    if job.state is not JobState.DONE or job.result is None:
        raise WrongMove("方案还没有算完，暂时不能登记认领。请等页面显示结果后再登记。")
    for need in job.result["covered"]:
        for giver in dict.fromkeys(grant["giver"] for grant in need["grants"] if grant["offer"]):
            if claim_key(need["ticket"], giver) in chosen:
                _enter(database, staff, job, need, giver)


def _enter(database: Database, staff: Staff, job: Job, need: dict[str, Any], giver: str) -> None:
    ticket = need["ticket"]
    parts = sum((_parts(grant) for grant in need["grants"] if grant["giver"] == giver), Parts())
    wanted = claiming.Wanted(ticket, giver, parts)
    key = f"allocation:{job.number}:{claim_key(ticket, giver)}"
    outcome: dict[str, Any]
    try:
        with database.begin() as unit:
            made = claiming.claim(unit, wanted, actor=staff.username, key=key)
        outcome = {"claim": made.number}
    except Refusal as refusal:
        outcome = {"refused": refusal.message}
    with database.begin() as unit:
        _keep(unit, job.number, claim_key(ticket, giver), outcome)


def _keep(unit: Unit, number: int, key: str, outcome: dict[str, Any]) -> None:
    job = jobs.load(unit, number)
    result = dict(job.result or {})
    jobs.keep_result(unit, number, result | {"claims": result.get("claims", {}) | {key: outcome}})


def _parts(grant: dict[str, Any]) -> Parts:
    amount = Decimal(grant["amount"])
    return (
        Parts(amount)
        if grant["position"] is None
        else Parts(Decimal(0), {grant["position"]: amount})
    )
