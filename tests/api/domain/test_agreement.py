"""Agreements and milestones: only moves of the table, no day in the past, days late counted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.agreement import (
    ACTS,
    LABELS,
    MOVES,
    Agreement,
    AgreementState,
    AgreementTerms,
    PlanLine,
    WorkAct,
)
from api.domain.errors import Invalid, WrongMove
from api.domain.evaluation import Evaluation, Side
from api.domain.milestone import Milestone, MilestoneState, check_plan

TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 4, tzinfo=UTC)
TERMS = AgreementTerms(
    ticket=1001,
    claimant="示例基金会",
    credit_code="53310000MJ0000001X",
    need="小学需要冬衣",
    place="云南省普洱市澜沧县",
    people="小学生",
    goods="冬衣 200 套",
    money_fen=3_500_000,
    starts=TODAY,
    ends=date(2027, 3, 1),
    plan=(PlanLine("运到学校", date(2026, 12, 20)),),
)


def test_every_state_and_act_has_a_label_and_a_row() -> None:
    assert set(LABELS) == set(MOVES) == set(AgreementState)
    assert set(ACTS) == set(WorkAct)


@given(st.lists(st.sampled_from(AgreementState), max_size=8))
def test_only_moves_of_the_table_happen(wished: list[AgreementState]) -> None:
    agreement = Agreement(12, 1, TERMS, "li", NOON)
    for to in wished:
        if to in MOVES[agreement.state]:
            agreement = agreement.moved(to)
        else:
            with pytest.raises(WrongMove, match="XY-C12-1"):
                agreement.moved(to)


def test_terms_are_kept_whole_and_say_the_money_in_capitals() -> None:
    assert AgreementTerms.of_json(TERMS.to_json()) == TERMS
    assert TERMS.in_capitals == "叁万伍仟元整"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends": TODAY.isoformat()}, "ends"),
        ({"ends": "2099-01-01"}, "ends"),
        ({"extra": "长" * 2_001}, "extra"),
    ],
)
def test_terms_nobody_could_keep_are_refused(change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        AgreementTerms.of_json({**TERMS.to_json(), **change})
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("what", "due", "planned", "sentence"),
    [
        ("", TODAY, 0, "做什么"),
        ("长" * 61, TODAY, 0, "最多 60 字"),
        ("发货", TODAY - timedelta(days=1), 0, "已经过去"),
        ("发货", TODAY + timedelta(days=9_999), 0, "五年以内"),
        ("发货", TODAY, 20, "最多 20 个"),
    ],
)
def test_a_milestone_that_cannot_be_is_refused(
    what: str, due: date, planned: int, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        check_plan(what, due, TODAY, planned)


def test_slippage_is_counted_from_the_plan() -> None:
    one = Milestone(12, 1, "发货", TODAY)
    assert one.days_late(TODAY) == 0
    assert one.days_late(TODAY + timedelta(days=3)) == 3
    reached = Milestone(12, 1, "发货", TODAY, MilestoneState.REACHED, TODAY + timedelta(days=2))
    assert reached.days_late(TODAY + timedelta(days=30)) == 2
    with pytest.raises(WrongMove, match="已完成"):
        reached.check_move(MilestoneState.DROPPED)


@pytest.mark.parametrize(("score", "words"), [(0, ""), (6, ""), (5, "长" * 501)])
def test_an_evaluation_is_a_number_from_1_to_5_and_a_few_words(score: int, words: str) -> None:
    with pytest.raises(Invalid):
        Evaluation(Side.POST, score, words)
