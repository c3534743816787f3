"""Fund pools: whatever is entered, both sides are there and nothing falls below zero."""

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.errors import Invalid, Refusal, WrongMove
from api.domain.fund_ledger import Last, made, standing
from api.domain.fund_movement import Account, Movement, MovementKind, Wish
from api.domain.fund_pool import Backed, FundPool, PoolFacts, leverage, sums, yuan_of
from api.domain.history import chain_is_whole
from api.domain.pool_limit import check_limits
from knowledge.programme_files import load_programmes

NOON = datetime(2026, 11, 28, 4, tzinfo=UTC)
TODAY = date(2026, 11, 28)
FACTS = PoolFacts("助学资金池", "支持乡村助学")
K = MovementKind
FUND = next(one for one in load_programmes() if one.key == "shanghai-special-fund")

WISHES = st.builds(
    Wish,
    kind=st.sampled_from(K),
    fen=st.integers(-5, 1_000),
    reason=st.just("凭据 1"),
    of=st.integers(1, 12) | st.none(),
)


def entered(ledger: list[Movement], wish: Wish) -> None:
    last = Last(ledger[-1].ordinal, ledger[-1].hash) if ledger else Last()
    movement = made(wish, ledger, last=last, actor="admin", at=NOON)
    FundPool(1, FACTS, sums(ledger)).check(movement)
    ledger.append(movement)


def ledger_of(*wishes: Wish) -> list[Movement]:
    ledger: list[Movement] = []
    for wish in wishes:
        entered(ledger, wish)
    return ledger


@given(st.lists(WISHES, max_size=40))
def test_the_accounts_always_add_up_and_are_never_below_zero(wishes: list[Wish]) -> None:
    ledger: list[Movement] = []
    for wish in wishes:
        with suppress(Refusal):
            entered(ledger, wish)
        balances = sums(ledger)
        assert balances.add_up
        left = standing(ledger).values()
        assert all(min(one.committed, one.disbursed) >= 0 for one in left)
        assert sum(one.committed for one in left) == balances.committed
        assert sum(one.disbursed for one in left) == balances.disbursed
    assert chain_is_whole(ledger)


def test_every_movement_has_two_sides_and_a_correction_turns_them_round() -> None:
    ledger = ledger_of(Wish(K.CONTRIBUTION, 100, "到账"), Wish(K.CORRECTION, 0, "登错", of=1))
    assert [(one.giving, one.taking, one.fen) for one in ledger] == [
        (Account.SOURCE, Account.AVAILABLE, 100),
        (Account.AVAILABLE, Account.SOURCE, 100),
    ]
    assert sums(ledger).contributed == 0
    with pytest.raises(WrongMove, match="已经冲正过"):
        entered(ledger, Wish(K.CORRECTION, 0, "再来", of=1))


def test_more_than_there_is_cannot_be_committed_paid_or_refunded() -> None:
    ledger = ledger_of(Wish(K.CONTRIBUTION, 1_000_00, "到账"), Wish(K.COMMITMENT, 600_00, "项目甲"))
    with pytest.raises(Invalid, match="可用余额只有 400 元"):
        entered(ledger, Wish(K.COMMITMENT, 400_01, "项目乙"))
    with pytest.raises(Invalid, match="拨付最多 600 元"):
        entered(ledger, Wish(K.DISBURSEMENT, 601_00, "付款", of=2))
    entered(ledger, Wish(K.DISBURSEMENT, 500_00, "付款", of=2))
    with pytest.raises(Invalid, match="释放承诺最多 100 元"):
        entered(ledger, Wish(K.RELEASE, 101_00, "不用了", of=2))
    with pytest.raises(Invalid, match="项目退回最多 500 元"):
        entered(ledger, Wish(K.REFUND, 501_00, "结余", of=2))
    with pytest.raises(WrongMove, match="先冲正那些"):
        entered(ledger, Wish(K.CORRECTION, 0, "登错", of=2))


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Wish(K.CONTRIBUTION, 0, "到账"), "大于 0"),
        (Wish(K.CONTRIBUTION, -1, "到账"), "大于 0"),
        (Wish(K.CONTRIBUTION, 10**13 + 1, "到账"), "核对单位"),
        (Wish(K.CONTRIBUTION, 100, ""), "写明原因"),
        (Wish(K.RELEASE, 100, "x", of=9), "没有找到这一笔"),
        (Wish(K.COMMITMENT, 100, "x", whole_fen=99), "不能小于"),
    ],
)
def test_what_cannot_be_entered_is_refused_with_the_way_on(wish: Wish, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        entered([], wish)


def test_the_cap_of_the_pool_binds_each_commitment() -> None:
    there = sums(ledger_of(Wish(K.CONTRIBUTION, 100_00, "到账")))
    pool = FundPool(1, PoolFacts("资金池", "用途", cap_fen=50_00), there)
    wanted = made(Wish(K.COMMITMENT, 50_01, "项目"), (), last=Last(), actor="admin", at=NOON)
    with pytest.raises(Invalid, match="每次最多承诺 50 元"):
        pool.check(wanted)


def test_the_programme_binds_by_share_and_by_cap() -> None:
    check_limits(FUND, 360_000_00, 1_200_000_00, TODAY)
    with pytest.raises(Invalid, match=r"最多支持 360,000 元.*30%"):
        check_limits(FUND, 360_000_01, 1_200_000_00, TODAY)
    with pytest.raises(Invalid, match="最多支持 500,000 元"):
        check_limits(FUND, 500_000_01, 9_000_000_00, TODAY)
    with pytest.raises(Invalid, match="请填写项目总投入"):
        check_limits(FUND, 100_00, None, TODAY)


def test_leverage_counts_own_shares_or_claims_and_never_both() -> None:
    assert leverage([]) is None
    assert leverage([Backed(300, 1_000, 0), Backed(100, None, 50)]) == Decimal("1.88")
    assert leverage([Backed(300, 1_000, 700)]) == Decimal("2.33")


def test_amounts_are_read_as_people_write_them() -> None:
    assert yuan_of(1_250_000) == "12,500 元"
    assert yuan_of(50) == "0.50 元"
