"""Whatever people do with an application: its pool adds up, and there is always a way on.

A state machine (hypothesis) tries acts by anybody, sensible or not, on a real database.
"""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from api.domain.application import MOVES, Application
from api.domain.application_asked import agreed_fen, paid_fen
from api.domain.application_event import Act, Standing
from api.domain.errors import Refusal
from api.domain.fund_pool import Balances
from api.domain.procedure import Procedure, StageKind
from api.store import fund_pools
from api.store.applications import history_is_whole
from api.store.database import Database
from knowledge.procedure_files import load_procedures
from tests.api.led_application import (
    AGREED,
    PEOPLE,
    YUAN,
    Data,
    LedApplication,
    deciding,
    evaluation,
    project_for,
    sheet,
)
from tests.databases import sqlite_copy
from tests.fakes import FixedClock

A = Act
PROCEDURES = load_procedures()
MOST_STEPS = 60  # from anywhere to the end
ANYBODY = st.sampled_from(("wang", *PEOPLE))
# Amounts around what is allowed: nothing, a part, all, too much.
FEN = st.sampled_from((0, 1, AGREED // 2, AGREED, AGREED + 1))
Tried = st.tuples(ANYBODY, st.sampled_from(sorted(set(A) - {A.ENTERED})), FEN, FEN, st.booleans())


class Walk(RuleBasedStateMachine):
    """One application of ``procedure``; a subclass says of which, and on which database."""

    procedure: Procedure
    made: Callable[[FixedClock], Database]

    def __init__(self) -> None:
        super().__init__()
        clock = FixedClock()
        self.led = LedApplication(type(self).made(clock), clock, self.procedure)

    @rule(steps=st.integers(1, 6))
    def goes_on(self, steps: int) -> None:
        for _ in range(steps):
            if MOVES[self.led.now.standing]:
                self.led.go_on()

    @rule(tried=Tried)
    def tries(self, tried: tuple[str, Act, int, int, bool]) -> None:
        who, act, fen, other, is_so = tried
        with suppress(Refusal):
            self.led.act(who, act, self._data(act, fen, other, is_so=is_so))

    @rule(days=st.integers(1, 20))
    def waits(self, days: int) -> None:
        self.led.clock.forward(days=days)

    @invariant()
    def all_is_whole_and_nothing_is_paid_beyond_what_was_agreed(self) -> None:
        application, balances = self._whole(), self._balances()
        agreed = agreed_fen(application, self.procedure) or 0
        assert balances.committed + balances.disbursed <= agreed
        if not MOVES[application.standing]:
            assert balances.committed == 0
        if application.standing is Standing.COMPLETED:
            given_back = application.events[-1].data.get("refund_fen", 0)
            paid = paid_fen(application, self.procedure)
            assert balances.disbursed == paid - given_back
        if application.standing is Standing.WITHDRAWN:
            assert balances.disbursed == 0

    def teardown(self) -> None:
        """From wherever it stands, people who may lead it to its end."""
        steps = count()
        while MOVES[self.led.now.standing]:
            assert next(steps) < MOST_STEPS, self.led.now.stage
            self.led.go_on()
        self.all_is_whole_and_nothing_is_paid_beyond_what_was_agreed()
        self.led.database.close()

    def _whole(self) -> Application:
        application = self.led.now
        with self.led.database.read() as unit:
            assert history_is_whole(unit, application)
        return application

    def _balances(self) -> Balances:
        with self.led.database.read() as unit:
            pool = fund_pools.load(unit, self.led.pool)
            assert fund_pools.ledger_is_whole(unit, pool)
        return pool.balances

    def _data(self, act: Act, fen: int, other: int, *, is_so: bool) -> Data:
        stage, today = self.led.stage, str(self.led.clock.now().date())
        return {
            A.PASSED: deciding(stage, self.led.pool if is_so else 0, fen, other),
            A.ANSWERED: project_for(self.procedure.programme).to_json(),
            A.REJECTED: {"refund_fen": other},
            A.DECLARED: {"conflict": is_so},
            A.SCORED: sheet(stage, 0.9 if is_so else 0.5),
            A.REPLIED: {"of": self.led.now.version},
            A.PLANNED: {"what": "回访", "due": today, "fen": fen // YUAN * YUAN or None},
            A.PROGRESS: {"of": 1 + is_so, "done": today},
            A.DROPPED: {"of": 1 + is_so},
            A.EVALUATED: evaluation(stage, "go_on" if is_so else "mend"),
        }.get(act, {})


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_whatever_is_tried_the_pool_adds_up_and_there_is_a_way_on(
    procedure: Procedure, sqlite_template: Path, tmp_path: Path
) -> None:
    numbers = count()

    def made(clock: FixedClock) -> Database:
        return Database(sqlite_copy(sqlite_template, tmp_path / f"{next(numbers)}"), clock)

    led = type("Led", (Walk,), {"procedure": procedure, "made": staticmethod(made)})
    run_state_machine_as_test(
        led,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate, Phase.shrink),
        ),
    )


def test_a_led_application_passes_every_stage(sqlite_database: Database) -> None:
    """The walk above ends because people lead it, not because it is ended."""
    assert isinstance(sqlite_database.clock, FixedClock)
    led = LedApplication(
        sqlite_database, sqlite_database.clock, PROCEDURES["shanghai-special-fund"]
    )
    while MOVES[led.now.standing]:
        led.go_on()
    passed = {one.stage for one in led.now.events if one.act is A.PASSED}
    assert passed == {one.key for one in led.procedure.stages[1:]}
    assert led.procedure.of_kind(StageKind.AUDIT)
