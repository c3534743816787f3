"""A year of a programme: what was entered, signed, paid and completed in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from api.domain.application import Application, entered
from api.domain.application_event import Act, Standing, Wish
from api.domain.fund_pool import Backed
from api.domain.procedure import StageKind
from api.domain.programme_year import Span, programme_year
from api.domain.project import BudgetLine, Project
from knowledge.procedure_files import load_procedures

SPECIAL = load_procedures()["shanghai-special-fund"]
PROJECT = Project("助学", "云南省普洱市", (BudgetLine("书", 1_000, 300),))
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = Span(BEGINS, BEGINS + timedelta(days=365))
SIGNED = {"fen": 250, "code": "沪协 1", "pool": None}
PAID = {"fen": 200}


def application(organisation: str, at: datetime) -> Application:
    return entered(SPECIAL, PROJECT, organisation=organisation, actor="wang", at=at)


def passed_up_to(
    kind: StageKind, at: datetime, *, pooled: bool = False, grade: str = "excellent"
) -> Application:
    """An application that passed every stage up to the first of that kind, a day for each."""
    made = application("a", at)
    for stage in SPECIAL.stages[1:]:
        at += timedelta(days=1)
        said: dict[StageKind, dict[str, Any]] = {
            StageKind.AGREEMENT: {**SIGNED, **({"commitment": 1} if pooled else {})},
            StageKind.DISBURSEMENT: PAID,
            StageKind.EVALUATION: {"grade": grade, "refund_fen": 30},
        }
        data = said.get(stage.kind, {})
        made = made.with_entry(SPECIAL, Wish(Act.PASSED, data=data), "li", at)
        if stage.kind is kind:
            return made
    return made


def test_what_is_under_way_is_counted_by_stage_and_what_ended_by_how() -> None:
    fresh = application("a", BEGINS)
    withdrawn = fresh.with_entry(SPECIAL, Wish(Act.WITHDRAWN, "不做了"), "li", BEGINS)
    earlier = application("a", BEGINS - timedelta(seconds=1))
    other = replace(fresh, programme="other")
    found = programme_year(SPECIAL, [fresh, fresh, withdrawn, earlier, other], YEAR)
    assert found.entered == 3
    assert found.stages == {SPECIAL.stages[1].key: 2}
    assert found.standings == {Standing.WITHDRAWN: 1}
    assert (found.signed, found.leverage, found.grades) == (0, None, {})


def test_agreements_and_payments_belong_to_the_year_in_which_they_were_made() -> None:
    late = passed_up_to(StageKind.AGREEMENT, BEGINS - timedelta(days=3))
    done = passed_up_to(StageKind.EVALUATION, BEGINS, pooled=True)
    before = passed_up_to(StageKind.EVALUATION, BEGINS - timedelta(days=300), grade="good")
    found = programme_year(SPECIAL, [late, done, before], YEAR)
    assert (found.signed, found.agreed_fen, found.whole_fen) == (2, 500, 2_000)
    assert found.leverage == Decimal("3.00")
    assert found.unpooled == (Backed(250, 1_000, 0),)
    assert (found.paid_fen, found.unpooled_paid_fen) == (170, 0)
    assert found.grades == {"excellent": 1}


def test_an_agreement_whose_application_was_ended_is_no_grant() -> None:
    signed = passed_up_to(StageKind.AGREEMENT, BEGINS)
    ended = signed.with_entry(SPECIAL, Wish(Act.REJECTED, "没有开工"), "li", BEGINS)
    assert programme_year(SPECIAL, [ended], YEAR).signed == 0
    assert programme_year(SPECIAL, [signed], YEAR).signed == 1
