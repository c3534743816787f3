"""A proposal keeps every bound, covers what is worth most, and says why others wait."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.allocation import solver
from api.allocation.proposing import propose
from api.domain.allocation import POOL, Allocation, Capacity, Status, Terms, Wanted, Why
from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.match_data import match_data
from api.domain.need import Beneficiaries, Item, Need, Urgency
from api.domain.organisation import Area, Offer, Organisation
from api.domain.place import Place

C = Category
YUNNAN = Place("云南省", "普洱市", "澜沧拉祜族自治县")


def wanted(
    ticket: int,
    yuan: int | None,
    urgency: Urgency = Urgency.NORMAL,
    people: int = 1,
    **more: object,
) -> Wanted:
    need = Need(
        title=f"需求{ticket}",
        category=C.EDUCATION,
        place=YUNNAN,
        beneficiaries=Beneficiaries(count=people),
        gap_yuan=None if yuan is None else Decimal(yuan),
        urgency=urgency,
    )
    return Wanted(ticket, replace(need, **more))  # type: ignore[arg-type]


def capacity(key: str, yuan: int | None = None, owner: str = "", **more: object) -> Capacity:
    organisation = Organisation(owner or key, f"机构{owner or key}", "基金会", "上海市", "公开")
    things = more.pop("things", None)
    offer = Offer(key, organisation, f"项目{key}", (C.EDUCATION,))
    return Capacity(
        replace(offer, **more),  # type: ignore[arg-type]
        None if yuan is None else Decimal(yuan),
        things=things,  # type: ignore[arg-type]
    )


def pool(yuan: int, **more: object) -> Terms:
    return replace(Terms(Decimal(yuan)), **more)  # type: ignore[arg-type]


def why(found: Allocation) -> dict[int, Why]:
    return {one.ticket: one.why for one in found.left_out}


def test_the_more_urgent_need_gets_what_is_scarce() -> None:
    needs = [wanted(1, 900), wanted(2, 900, Urgency.SUDDEN), wanted(3, 900, Urgency.URGENT)]
    found = propose(needs, [], pool(1_000))
    assert found.covered == (2,)
    assert found.status is Status.OPTIMAL
    assert why(found) == {1: Why.POOL, 3: Why.POOL}
    assert found.left_out[0].sentence == (
        "需要 900 元；资金池还能出 100 元，合适的机构还能出 0 元。先给了更紧急、受益人更多的需求。"
    )


def test_more_people_and_a_place_helped_less_come_first() -> None:
    assert propose([wanted(1, 900), wanted(2, 900, people=500)], [], pool(1_000)).covered == (2,)
    helped = replace(wanted(1, 900), helped=6)
    assert propose([helped, wanted(2, 900)], [], pool(1_000)).covered == (2,)


def test_an_offer_that_fits_is_asked_before_the_pool() -> None:
    found = propose([wanted(1, 900)], [capacity("a", 500)], pool(1_000))
    assert {grant.giver: grant.amount for grant in found.grants} == {"a": 500, POOL: 400}
    assert found.yuan_of("a") == 500
    assert found.of(1)[0].because.startswith("最看重：类别一致")


def test_caps_and_shares_bind() -> None:
    terms = pool(
        10_000,
        pool_share=Decimal("0.3"),
        organisation_cap_yuan=Decimal(1_000),
        organisation_needs=1,
        least_share=Decimal("0.5"),
    )
    needs = [wanted(1, 1_000), wanted(2, 1_000)]
    found = propose(needs, [capacity("a", 5_000), capacity("b", 5_000, "a")], terms)
    assert len(found.covered) == 1
    assert found.yuan_of("a") == 1_000
    assert found.yuan_of(POOL) == 0
    assert set(why(found).values()) == {Why.CAPACITY}


def test_an_offer_gives_its_least_or_nothing() -> None:
    small = capacity("a", 5_000, least_yuan=Decimal(2_000))
    found = propose([wanted(1, 900)], [small], pool(0))
    assert found.covered == ()
    assert why(found) == {1: Why.NO_AMOUNTS_OFFERED}
    assert propose([wanted(1, 2_500)], [small], pool(0)).yuan_of("a") == 2_500


def test_a_need_without_money_is_covered_in_things() -> None:
    items = (Item("冬衣", Decimal(30), "套"), Item("棉被", Decimal(10), "床"))
    coats = capacity("a", things={"衣": 20}, services=("冬衣",))
    more = capacity("b", things={"衣": 20, "被": 10})
    found = propose([wanted(1, None, items=items)], [coats, more], pool(0))
    given: dict[int | None, Decimal] = defaultdict(Decimal)
    for grant in found.grants:
        given[grant.lot.item] += grant.amount
    assert given == {0: 30, 1: 10}
    short = propose(
        [wanted(1, None, items=items)], [coats, capacity("b", things={"被": 9})], pool(0)
    )
    assert short.left_out[0].why is Why.CAP
    assert "需要 30 套冬衣" in short.left_out[0].sentence


@pytest.mark.parametrize(
    ("need", "offers", "terms", "reason", "words"),
    [
        (wanted(1, None), [], pool(100), Why.NO_AMOUNT, "没有写明"),
        (wanted(1, 900), [], pool(100), Why.CAP, "资金池最多出 100 元"),
        (
            wanted(1, 900),
            [capacity("a", 900, categories=(C.HEALTH,))],
            pool(0),
            Why.NO_CATEGORY,
            "没有“教育”方面的资源",
        ),
        (
            wanted(1, 900),
            [capacity("a", 900, areas=(Area("青海省"),))],
            pool(0),
            Why.NO_PLACE,
            "没有服务云南省",
        ),
        (
            wanted(1, 900),
            [
                capacity("a", 900, areas=(Area("青海省"),)),
                capacity("b", 900, categories=(C.HEALTH,)),
            ],
            pool(0),
            Why.NO_PLACE,
            "没有一个两样都符合",
        ),
        (wanted(1, 900), [capacity("a")], pool(0), Why.NO_AMOUNTS_OFFERED, "没有写明金额"),
    ],
)
def test_a_need_left_out_says_why(
    need: Wanted, offers: list[Capacity], terms: Terms, reason: Why, words: str
) -> None:
    (left,) = propose([need], offers, terms).left_out
    assert left.why is reason
    assert words in left.sentence


def test_what_an_organisation_can_give_in_all_bounds_all_its_offers() -> None:
    offers = [
        replace(capacity(key, None, "a"), organisation_yuan=Decimal(700)) for key in ("x", "y")
    ]
    found = propose([wanted(1, 700), wanted(2, 700)], offers, pool(0))
    assert len(found.covered) == 1
    assert found.yuan_of("a") == 700
    capped = propose([wanted(1, 700)], offers, pool(0, organisation_cap_yuan=Decimal(600)))
    assert capped.covered == ()


def test_an_offer_without_an_amount_counts_with_the_cap_of_its_organisation() -> None:
    found = propose([wanted(1, 900)], [capacity("a")], pool(0, organisation_cap_yuan=Decimal(900)))
    assert found.yuan_of("a") == 900


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (pool(-1), "pool_yuan"),
        (pool(10**12), "pool_yuan"),
        (Terms(Decimal("NaN")), "pool_yuan"),
        (pool(1, pool_cap_yuan=Decimal(-5)), "pool_cap_yuan"),
        (pool(1, pool_share=Decimal(0)), "pool_share"),
        (pool(1, least_share=Decimal(2)), "least_share"),
        (pool(1, organisation_needs=0), "organisation_needs"),
    ],
)
def test_terms_that_make_no_sense_are_refused(terms: Terms, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        propose([wanted(1, 900)], [], terms)
    assert refused.value.field == field


def test_a_search_cut_short_gives_the_best_found_and_says_how_far_it_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut_short(*_: object, **__: object) -> object:
        class Found:
            x, fun, status, mip_dual_bound = None, None, 1, -20.0

        return Found()

    monkeypatch.setattr(solver, "milp", cut_short)
    found = propose([wanted(1, 900), wanted(2, 900, Urgency.SUDDEN)], [], pool(1_000))
    assert found.covered == (2,)
    assert found.status is Status.BEST_FOUND
    assert 0 < found.gap < 1


AMOUNTS = st.integers(1, 40)


@settings(deadline=None, max_examples=30)
@given(asked=st.lists(AMOUNTS, min_size=1, max_size=7), money=st.integers(0, 120))
def test_a_pool_alone_is_spent_as_well_as_trying_everything_would(
    asked: list[int], money: int
) -> None:
    needs = [
        wanted(at, yuan, list(Urgency)[at % 3], people=1 + 7 * at) for at, yuan in enumerate(asked)
    ]
    worth = {one.ticket: one.worth(match_data()) for one in needs}
    best = max(
        sum(worth[at] for at in chosen)
        for size in range(len(asked) + 1)
        for chosen in combinations(range(len(asked)), size)
        if sum(asked[at] for at in chosen) <= money
    )
    found = propose(needs, [], pool(money))
    assert sum(worth[at] for at in found.covered) == pytest.approx(best, rel=2e-4)


@settings(deadline=None, max_examples=30)
@given(
    asked=st.lists(st.integers(1, 4_000), min_size=1, max_size=6),
    has=st.lists(st.tuples(st.integers(1, 5_000), st.booleans()), max_size=4),
    money=st.integers(0, 6_000),
    share=st.sampled_from(["1", "0.5", "0.3"]),
    most=st.sampled_from([None, 1, 2]),
)
def test_no_bound_is_ever_broken(
    asked: list[int], has: list[tuple[int, bool]], money: int, share: str, most: int | None
) -> None:
    needs = [wanted(at, yuan) for at, yuan in enumerate(asked)]
    offers = [
        capacity(f"o{at}", yuan, f"g{at % 2}", least_yuan=Decimal(yuan // 3) if least else None)
        for at, (yuan, least) in enumerate(has)
    ]
    terms = pool(
        money,
        pool_share=Decimal(share),
        organisation_cap_yuan=Decimal(5_000),
        organisation_needs=most,
    )
    found = propose(needs, offers, terms)
    helped: dict[str, set[int]] = defaultdict(set)
    by_offer: dict[str, Decimal] = defaultdict(Decimal)
    for grant in found.grants:
        assert grant.amount > 0
        helped[grant.giver].add(grant.lot.ticket)
        if grant.offer is not None:
            by_offer[grant.offer.key] += grant.amount
            assert grant.amount >= (grant.offer.least_yuan or 0)
        else:
            assert grant.amount <= asked[grant.lot.ticket] * Decimal(share)
    assert found.yuan_of(POOL) <= money
    assert all(found.yuan_of(giver) <= 5_000 for giver in helped if giver != POOL)
    assert all(by_offer[f"o{at}"] <= yuan for at, (yuan, _) in enumerate(has))
    assert most is None or all(len(h) <= most for giver, h in helped.items() if giver != POOL)
    for ticket in found.covered:
        given = sum(grant.amount for grant in found.of(ticket))
        assert asked[ticket] - 1 <= given <= asked[ticket]
    assert set(found.covered) | set(why(found)) == set(range(len(asked)))
