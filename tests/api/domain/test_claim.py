"""What can be claimed of a need, the table of a claim's states, and conflicts of interest."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.claim import COUNTING, MOVES, Claim, ClaimEvent, ClaimState
from api.domain.claim_conflict import Conflict, conflicts
from api.domain.claimable import (
    Claimable,
    Parts,
    check,
    claimable,
    of_need,
    remaining,
    said_open,
    share,
    shown,
    taken,
)
from api.domain.errors import Invalid, WrongMove
from api.domain.history import chain_is_whole
from api.domain.need import Item, Need

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
COATS = Item("冬衣", Decimal(200), "套")
NEED = Need(
    title="需要冬衣和书包",
    items=(COATS, Item("书包")),
    budget_yuan=Decimal(60_000),
    gap_yuan=Decimal(50_000),
)
amounts = st.decimals(min_value=0, max_value=100_000, places=2)
wishes = st.builds(
    lambda money, coats, bags: Parts(money, {0: Decimal(coats), 1: Decimal(bags)}),
    amounts,
    st.integers(0, 300),
    st.integers(0, 2),
)


def test_the_gap_is_claimed_before_the_budget_and_a_thing_without_number_whole() -> None:
    whole = claimable(NEED)
    assert whole.money == 50_000
    assert shown(whole) == "50,000 元，冬衣 200 套，书包 1 项"
    assert claimable(Need("x", budget_yuan=Decimal(9))).money == 9


def test_a_need_that_states_nothing_is_claimed_as_one_thing() -> None:
    assert shown(claimable(Need("修一座桥"))) == "修一座桥 1 项"


@given(st.lists(wishes, max_size=12))
def test_sums_of_accepted_claims_never_exceed_the_need(wished: list[Parts]) -> None:
    kept: list[Parts] = []
    for one in wished:
        try:
            check(one, remaining(NEED, kept))
        except Invalid:
            continue
        kept.append(one)
    total = taken(kept)
    assert total.money <= 50_000
    assert total.of(0) <= 200
    assert total.of(1) <= 1
    assert 0 <= share(NEED, kept) <= 1
    assert (share(NEED, kept) == 1) == (not remaining(NEED, kept))


@given(wishes)
def test_what_is_open_can_be_claimed_exactly(first: Parts) -> None:
    left = remaining(NEED, [first])
    if left:
        check(left.parts, left)
        assert not remaining(NEED, [first, left.parts])


def test_the_money_buys_the_things_so_either_way_fills_the_need() -> None:
    assert not remaining(NEED, [Parts(Decimal(50_000))])
    assert not remaining(NEED, [Parts(quantities={0: Decimal(200), 1: Decimal(1)})])
    assert shown(remaining(NEED, [Parts(Decimal(20_000), {0: Decimal(50)})])) == (
        "30,000 元，冬衣 150 套，书包 1 项"
    )
    assert share(NEED, [Parts(Decimal(20_000), {0: Decimal(200)})]) == Decimal("0.5")


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (Parts(), "parts"),
        (Parts(Decimal(-5)), "money"),
        (Parts(Decimal("0.001")), "money"),
        (Parts(Decimal("Infinity")), "money"),
        (Parts(Decimal("50000.01")), "money"),
        (Parts(quantities={0: Decimal(-1)}), "items"),
        (Parts(quantities={0: Decimal(201)}), "items"),
        (Parts(quantities={7: Decimal(1)}), "items"),
    ],
)
def test_absurd_claims_are_refused_with_what_is_allowed(parts: Parts, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(parts, claimable(NEED))
    assert refused.value.field == field


def test_an_over_claim_is_told_what_is_open() -> None:
    with pytest.raises(Invalid, match=r"现在还可以认领：50,000 元，冬衣 200 套，书包 1 项。"):
        check(Parts(Decimal(60_000)), claimable(NEED))
    assert said_open(Claimable(Decimal(0), ())) == "这件需求现在已经没有可以认领的部分。"
    assert shown(of_need(Parts(Decimal("1.5"), {0: Decimal("2.50")}), NEED)) == (
        "1.50 元，冬衣 2.5 套"
    )


def test_a_claim_moves_only_as_its_table_says() -> None:
    claim = Claim(12, 1001, "org-1", "p", Parts(Decimal(1)), expires_at=NOW)
    assert claim.code == "C12"
    confirmed = claim.moved(ClaimState.CONFIRMED)
    assert (confirmed.expires_at, confirmed.version, confirmed.counts) == (None, 2, True)
    with pytest.raises(WrongMove, match=r"认领 C12 现在是“已确认”，不能改为“已过期”"):
        confirmed.moved(ClaimState.EXPIRED)
    assert set(MOVES) == set(ClaimState)
    assert all(not MOVES[state] for state in set(ClaimState) - COUNTING - {ClaimState.INVITED})
    assert not claim.moved(ClaimState.WITHDRAWN).is_open


def test_an_invitation_is_taken_up_once() -> None:
    invited = Claim(13, 1001, "org-2", None, Parts(), ClaimState.INVITED, lead=12)
    until = NOW + timedelta(days=7)
    held = invited.held(Parts(Decimal(5)), "p", until)
    assert (held.state, held.expires_at, held.person) == (ClaimState.HELD, until, "p")
    with pytest.raises(WrongMove):
        held.held(Parts(Decimal(5)), "p", until)


def test_the_events_of_a_claim_are_chained() -> None:
    first = ClaimEvent(NOW, "p", None, ClaimState.HELD)
    second = ClaimEvent(NOW, "li", ClaimState.HELD, ClaimState.CONFIRMED, "", first.hash)
    assert chain_is_whole((first, second))
    assert not chain_is_whole((ClaimEvent(NOW, "q", None, ClaimState.HELD), second))


def test_a_conflict_names_who_stands_on_both_sides() -> None:
    found = conflicts({"a", "b"}, reporter="a", holder="c", reviewer="b")
    assert found == (Conflict.REPORTER, Conflict.REVIEWER)
    assert all(one.label for one in Conflict)
    assert conflicts({"a"}, reporter="x", holder=None, reviewer=None) == ()
