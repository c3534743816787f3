"""What matching works with follows claims and the states of organisations at once."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import update

from api.demo.organisations import load_demo
from api.desk.allocations import allocate, start_allocation
from api.domain.allocation import Terms
from api.domain.claimable import Parts
from api.domain.errors import NotFound
from api.domain.need_json import need_json
from api.domain.organisation import Offer, OfferKind, Organisation
from api.domain.organisation_details import Details
from api.domain.organisation_json import details_json
from api.domain.organisation_profile import OrganisationState
from api.domain.region import Region
from api.domain.standing import Standing
from api.matching_service import Matcher
from api.store import claims, jobs
from api.store.capacities import capacities, things_in
from api.store.database import Database
from api.store.helped import helped_by_county, times_helped
from api.store.match_index import match_index
from api.store.offers import put
from api.store.standings import standings
from api.store.suiting import suited_needs
from api.store.ticket_queue import TicketFilter
from api.tables.organisations import organisations
from api.tables.tickets import tickets
from tests.api.desks import NEED, REVIEWER, hired, ledger_of, reported

FIRST = "sunshine-centre"  # of the demo, in the county of the need


@pytest.fixture
def stored(database: Database, tmp_path: Path) -> Database:
    load_demo(database)
    hired(database, REVIEWER)
    reported(ledger_of(database, tmp_path), database)
    with database.begin() as unit:
        unit.connection.execute(update(tickets).values(status="published"))
    return database


def claimed(database: Database, yuan: int) -> None:
    with database.begin() as unit:
        claims.add(unit, 1001, FIRST, Parts(Decimal(yuan)), actor="li")


def test_claims_weigh_in_the_ranking_from_the_next_need_on(stored: Database) -> None:
    matcher = Matcher(stored)
    (before, *_) = matcher.match(NEED)
    assert before.offer.organisation.key == FIRST
    assert matcher.match(NEED)[0] == before
    for _ in range(4):
        claimed(stored, 1_000)
    after = next(m for m in matcher.match(NEED) if m.offer.organisation.key == FIRST)
    assert after.fits["load"] < before.fits["load"]
    assert after.score < before.score
    with stored.read() as unit:
        assert standings(unit) == {FIRST: Standing(delivered=0, open=4)}
        assert standings(unit, ()) == {}


def test_a_suspended_organisation_is_not_put_forward(stored: Database) -> None:
    with stored.begin() as unit:
        unit.connection.execute(
            update(organisations)
            .where(organisations.c.key == FIRST)
            .values(state=OrganisationState.SUSPENDED)
        )
        assert FIRST not in {one.organisation.key for one in match_index(unit).offers}


def test_an_allocation_covers_only_what_claims_leave_open(stored: Database) -> None:
    claimed(stored, 35_000)
    with stored.begin() as unit:
        chosen = TicketFilter(text="1001")
        job = start_allocation(unit, REVIEWER, Terms(Decimal(20_000)), chosen)
    result = allocate(stored, job, lambda _done, _total: None)
    (need,) = result["covered"]
    assert need["asked_yuan"] == "15000"
    with stored.read() as unit:
        assert jobs.load(unit, job.number).terms["tickets"] == [1001]


def test_an_organisation_gives_what_it_stated_less_its_open_claims(stored: Database) -> None:
    claimed(stored, 4_000)
    with stored.begin() as unit:
        index = match_index(unit)
        plain = {one.offer.organisation.key: one for one in capacities(unit, index.offers)}
        assert plain[FIRST].organisation_yuan is None
        assert plain["shanghai-special-fund"].yuan == 500_000
        stated = details_json(Details(capacity_yuan=Decimal(10_000)))
        unit.connection.execute(
            update(organisations)
            .where(organisations.c.key.in_((FIRST, "shanghai-special-fund")))
            .values(details=stated)
        )
        able = {one.offer.organisation.key: one for one in capacities(unit, index.offers)}
    assert able[FIRST].organisation_yuan == 6_000
    assert able["shanghai-special-fund"].organisation_yuan == 10_000
    assert able["shanghai-special-fund"].yuan is None


@pytest.mark.parametrize(
    ("title", "quantity", "things"),
    [
        ("冬衣", "200套", {"衣": 200}),
        ("过冬物资", "冬衣200套、棉被100床", {"衣": 200, "被": 100}),
        ("冬衣、图书", "300件", {}),
        ("冬衣", "", {}),
        ("心理辅导", "每月两次", {}),
    ],
)
def test_goods_count_by_the_quantity_they_state(
    title: str, quantity: str, things: dict[str, int]
) -> None:
    owner = Organisation("o", "某基金会", "基金会", "上海市", "公开")
    assert things_in(Offer("o", owner, title, quantity=quantity)) == things


def test_goods_are_allotted_to_what_lacks_them_and_never_as_money(stored: Database) -> None:
    with stored.begin() as unit:
        owner = Organisation(FIRST, "上海市阳光善行公益事务中心", "社会服务机构", "上海市", "公开")
        offer = Offer("g", owner, "冬衣", kind=OfferKind.GOODS, quantity="300套")
        put(unit, offer)
        need = need_json(replace(NEED, budget_yuan=None))
        unit.connection.execute(update(tickets).values(need=need))
        terms = Terms(Decimal(0), organisation_cap_yuan=Decimal(5))
        job = start_allocation(unit, REVIEWER, terms, TicketFilter())
    result = allocate(stored, job, lambda _done, _total: None)
    (grant,) = result["covered"][0]["grants"]
    assert (grant["offer"], grant["amount"], grant["unit"]) == ("冬衣", "200", "套")


def test_a_county_that_was_helped_counts_how_often(stored: Database) -> None:
    with stored.begin() as unit:
        assert helped_by_county(unit) == {}
        unit.connection.execute(update(tickets).values(status="delivered"))
        helped = helped_by_county(unit)
    assert times_helped(helped, NEED.place.code) == 1
    assert times_helped(helped, None) == 0


def test_needs_for_an_organisation_are_those_its_offers_fit(stored: Database) -> None:
    with stored.read() as unit:
        (match,) = suited_needs(unit, FIRST, 20)
        assert match.ticket == 1001
        assert suited_needs(unit, FIRST, 20, regions=(Region("630000", "青海省"),)) == []
        assert suited_needs(unit, "jingxian", 20) == []  # helps elsewhere, with other things
        with pytest.raises(NotFound):
            suited_needs(unit, "nobody", 20)
