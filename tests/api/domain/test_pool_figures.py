"""What was planned and what was paid: sums of commitments, and what moved in a period."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from api.domain.errors import Invalid, NotFound, WrongMove
from api.domain.fund_ledger import Last, made
from api.domain.fund_movement import Movement, MovementKind, Wish
from api.domain.fund_pool import FundPool, PoolFacts, sums
from api.domain.pool_figures import Moved, Planned, moved, planned, together

K = MovementKind
DAY = datetime(2026, 9, 1, tzinfo=UTC)
WISHES = st.lists(
    st.tuples(st.sampled_from(K), st.integers(1, 500), st.integers(1, 12)), max_size=25
)


def ledger(*wishes: Wish) -> list[Movement]:
    """One movement a day, from ``DAY`` on; what the pool does not allow is left out."""
    found: list[Movement] = []
    for at, wish in enumerate(wishes):
        last = Last(found[-1].ordinal, found[-1].hash) if found else Last()
        try:
            one = made(wish, found, last=last, actor="li", at=DAY + timedelta(days=at))
            FundPool(1, PoolFacts("池", "助学"), sums(found)).check(one)
        except (Invalid, NotFound, WrongMove):
            continue
        found.append(one)
    return found


def test_planned_is_what_was_promised_and_paid_what_went_out_and_stayed_out() -> None:
    movements = ledger(
        Wish(K.CONTRIBUTION, 1_000, "到账"),
        Wish(K.COMMITMENT, 300, "甲"),
        Wish(K.DISBURSEMENT, 200, "首付", of=2),
        Wish(K.COMMITMENT, 400, "乙"),
        Wish(K.DISBURSEMENT, 350, "按审定金额", of=4),
        Wish(K.RELEASE, 50, "结余", of=4),
        Wish(K.REFUND, 30, "退回", of=4),
        Wish(K.COMMITMENT, 100, "登错了"),
        Wish(K.CORRECTION, 0, "登错了", of=8),
    )
    found = planned(movements)
    assert found == Planned(planned=700, paid=520, settled=400, settled_paid=320)
    assert (found.variance, found.variance_share) == (80, Decimal("0.2"))
    assert planned(movements[:3]).variance_share is None  # nothing is settled yet


def test_a_period_holds_what_moved_in_it_less_what_was_taken_back() -> None:
    movements = ledger(
        Wish(K.CONTRIBUTION, 1_000, "到账"),
        Wish(K.COMMITMENT, 300, "甲"),
        Wish(K.CONTRIBUTION, 500, "到账"),
        Wish(K.RETURN, 100, "退给出资方"),
        Wish(K.COMMITMENT, 200, "乙"),
        Wish(K.DISBURSEMENT, 250, "首付", of=2),
        Wish(K.REFUND, 50, "退回", of=2),
        Wish(K.CORRECTION, 0, "登错了", of=5),
    )
    assert moved(movements, DAY, DAY + timedelta(days=30)) == Moved(1_400, 300, 200)
    assert moved(movements, DAY + timedelta(days=2), DAY + timedelta(days=6)) == Moved(400, 0, 250)
    assert moved(movements, DAY - timedelta(days=1), DAY) == Moved()


@given(WISHES)
def test_paid_is_what_the_account_says_and_never_more_than_planned(
    drawn: list[tuple[K, int, int]],
) -> None:
    movements = ledger(
        Wish(K.CONTRIBUTION, 2_000, "到账"),
        *(
            Wish(kind, fen, "原因", of=of if kind not in {K.CONTRIBUTION, K.COMMITMENT} else None)
            for kind, fen, of in drawn
        ),
    )
    found, balances = planned(movements), sums(movements)
    assert found.paid == balances.disbursed
    assert found.settled_paid <= found.settled <= found.planned
    whole = moved(movements, DAY, DAY + timedelta(days=100))
    assert whole.received == balances.contributed - balances.returned
    assert whole.paid == balances.disbursed
    assert together([balances, balances]).add_up
