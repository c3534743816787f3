"""The procedures of applications: the whole state space is walked, and nobody gets round a rule."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.application import DECIDES, MOVES, OF_KIND, SAID, Application, entered
from api.domain.application_actor import Actor, owners_of
from api.domain.application_event import Act, Standing, Wish
from api.domain.duties import EVERY_ROLE, Role
from api.domain.errors import NotAllowed, Refusal, WrongMove
from api.domain.history import chain_is_whole
from api.domain.procedure import Procedure, Stage
from api.domain.project import BudgetLine, Project
from knowledge.procedure_files import load_procedures

NOW = datetime(2026, 11, 28, tzinfo=UTC)
PROJECT = Project("乡村助学", "云南省普洱市", (BudgetLine("图书", 100_00, 30_00),))
PROCEDURES = load_procedures()
SPECIAL = PROCEDURES["shanghai-special-fund"]
each_procedure = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
State = tuple[str, Standing]


def new(procedure: Procedure = SPECIAL, actor: str = "wang") -> Application:
    return entered(procedure, PROJECT, organisation="org1", actor=actor, at=NOW)


def done(
    procedure: Procedure, application: Application, act: Act, actor: str, **data: Any
) -> Application:
    application.check_actor(procedure, Actor(actor, EVERY_ROLE), act)
    if act is Act.ANSWERED:
        data = PROJECT.to_json()
    return application.with_entry(procedure, Wish(act, data=data), actor, NOW)


def moves(procedure: Procedure) -> Mapping[State, dict[Act, State]]:
    """Every state that can be reached, and what leads where."""
    first = new(procedure)
    found: dict[State, dict[Act, State]] = {}
    open_: list[Application] = [first]
    while open_:
        one = open_.pop()
        state = (one.stage, one.standing)
        if state in found:
            continue
        found[state] = {}
        for act in one.open_acts(procedure):
            data = PROJECT.to_json() if act is Act.ANSWERED else {}
            after = one.with_entry(procedure, Wish(act, data=data), "x", NOW)
            found[state][act] = (after.stage, after.standing)
            open_.append(after)
    return found


@each_procedure
def test_every_state_has_an_owner_an_action_and_a_way_out(procedure: Procedure) -> None:
    found = moves(procedure)
    ends = {state for state, acts in found.items() if not acts}
    assert {standing for _, standing in ends} == {
        Standing.COMPLETED,
        Standing.REJECTED,
        Standing.WITHDRAWN,
    }
    for (key, standing), acts in found.items():
        if (key, standing) in ends:
            continue
        stage = procedure.stage(key)
        assert standing is Standing.APPLICANT or stage.role  # an owner
        assert any(to != (key, standing) for to in acts.values())  # an action that moves it
        assert _reaches((key, standing), ends, found)  # a way out
        assert _reaches((key, standing), {(procedure.stages[-1].key, Standing.COMPLETED)}, found)


@each_procedure
def test_every_stage_is_reached_and_a_return_comes_back_into_the_same(
    procedure: Procedure,
) -> None:
    found = moves(procedure)
    assert {key for key, _ in found} == {stage.key for stage in procedure.stages[1:]}
    for (key, standing), acts in found.items():
        if Act.RETURNED in acts:
            assert acts[Act.RETURNED] == (key, Standing.APPLICANT)
            assert found[key, Standing.APPLICANT][Act.ANSWERED] == (key, standing)


def _reaches(start: State, ends: set[State], found: Mapping[State, dict[Act, State]]) -> bool:
    seen, open_ = set(), [start]
    while open_:
        state = open_.pop()
        if state in ends:
            return True
        if state not in seen:
            seen.add(state)
            open_ += found[state].values()
    return False


def test_the_tables_know_every_standing_and_every_kind() -> None:
    assert MOVES.keys() == set(Standing)
    assert {stage.kind for one in PROCEDURES.values() for stage in one.stages} == OF_KIND.keys()


WHO = ("wang", "li", "zhao", "qian", "admin", "admin2")


@each_procedure
@settings(max_examples=60)
@given(tries=st.lists(st.tuples(st.sampled_from(Act), st.sampled_from(WHO)), max_size=60))
def test_whatever_is_tried_only_the_tables_move_it_and_four_eyes_hold(
    procedure: Procedure, tries: list[tuple[Act, str]]
) -> None:
    application = new(procedure)
    for act, who in tries:
        before = application
        try:
            application = done(procedure, before, act, who, conflict=False)
        except Refusal:
            continue
        assert act in before.open_acts(procedure)
        assert application.events[:-1] == before.events
    assert chain_is_whole(application.events)
    for one in application.events:
        stage = procedure.stage(one.stage)
        if one.act in DECIDES:
            _check_four_eyes(application, stage, one.actor, application.events.index(one))


def _check_four_eyes(application: Application, stage: Stage, actor: str, at: int) -> None:
    earlier = application.events[:at]
    assert actor not in {one.actor for one in earlier if one.act in SAID}
    assert actor not in {
        one.actor for one in earlier if one.act in DECIDES and one.stage in stage.others
    }


def test_nobody_decides_what_they_entered_administrators_included() -> None:
    for actor in ("wang", "admin"):
        with pytest.raises(NotAllowed, match="录入过"):
            done(SPECIAL, new(actor=actor), Act.PASSED, actor)


def test_nobody_decides_what_their_own_organisation_asked_for() -> None:
    for act in DECIDES - {Act.SKIPPED}:
        with pytest.raises(NotAllowed, match="成员"):
            new().check_actor(SPECIAL, Actor("admin", EVERY_ROLE, acts_for=True), act)


def test_the_three_levels_need_three_people() -> None:
    second = done(SPECIAL, new(), Act.PASSED, "li")
    with pytest.raises(NotAllowed, match="真实性初审"):
        done(SPECIAL, second, Act.PASSED, "li")
    third = done(SPECIAL, second, Act.PASSED, "admin")
    for earlier in ("li", "admin"):
        for act in (Act.SCORED, Act.PASSED, Act.REJECTED, Act.RETURNED):
            with pytest.raises(NotAllowed, match="办理过"):
                done(SPECIAL, third, act, earlier)
    assert done(SPECIAL, third, Act.PASSED, "zhao").stage == "notice"


def test_whoever_answers_for_the_applicant_decides_no_more() -> None:
    back = done(SPECIAL, done(SPECIAL, new(), Act.RETURNED, "li"), Act.ANSWERED, "zhao")
    with pytest.raises(NotAllowed, match="录入过"):
        done(SPECIAL, back, Act.PASSED, "zhao")
    assert done(SPECIAL, back, Act.PASSED, "li").stage == "compliance"


def test_a_conflict_of_interest_keeps_one_out_for_good() -> None:
    scoring = done(SPECIAL, done(SPECIAL, new(), Act.PASSED, "li"), Act.PASSED, "zhao")
    declared = done(SPECIAL, scoring, Act.DECLARED, "qian", conflict=True)
    declared = done(SPECIAL, declared, Act.DECLARED, "qian", conflict=False)
    with pytest.raises(NotAllowed, match="利益关系"):
        done(SPECIAL, declared, Act.SCORED, "qian")
    with pytest.raises(NotAllowed, match="利益关系"):
        done(SPECIAL, done(SPECIAL, declared, Act.PASSED, "admin"), Act.NOTICED, "qian")


def test_what_was_published_is_not_returned_and_what_ended_stays_ended() -> None:
    ended = done(SPECIAL, new(), Act.WITHDRAWN, "wang")
    for act in Act:
        with pytest.raises(WrongMove):
            ended.after(SPECIAL, act)
    relief = new(PROCEDURES["service-relief-fund"])
    assert Act.SKIPPED in relief.open_acts(PROCEDURES["service-relief-fund"])
    scoring = done(SPECIAL, done(SPECIAL, new(), Act.PASSED, "li"), Act.PASSED, "zhao")
    assert Act.SKIPPED not in scoring.open_acts(SPECIAL)


@each_procedure
def test_nobody_acts_at_a_stage_that_is_not_for_their_role(procedure: Procedure) -> None:
    at_stages = {one.stage: one for one in _walk(procedure) if one.standing is Standing.STAFF}
    assert len(at_stages) == len(procedure.stages) - 1
    for key, application in at_stages.items():
        stage = procedure.stage(key)
        for act in application.open_acts(procedure) - SAID - {Act.OBJECTED}:
            for role in Role:
                other = Actor("somebody", frozenset({role}))
                allowed = role in owners_of(stage, act)
                assert application.may(procedure, other, act) is allowed, (key, act, role)
            everything_else = EVERY_ROLE - set(owners_of(stage, act))
            with pytest.raises(NotAllowed, match="办理"):
                application.check_actor(procedure, Actor("x", everything_else), act)


def _walk(procedure: Procedure) -> Iterator[Application]:
    one: Application = new(procedure)
    while one.standing is Standing.STAFF:
        yield one
        one = one.with_entry(procedure, Wish(Act.PASSED), f"decider of {one.stage}", NOW)
