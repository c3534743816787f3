"""Claims in the database: sums never exceed the need, whoever claims at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from api.claim_ends import ClaimEnds
from api.domain.claim import MOST_HELD, Claim, ClaimState
from api.domain.claimable import Parts, taken
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, Refusal, WrongMove
from api.domain.organisation_profile import OrganisationState
from api.domain.ticket import Ticket, TicketStatus
from api.store import claiming, claims, tickets
from api.store.claiming import Wanted
from api.store.database import Database, Unit
from api.tables.delivery import notices
from tests.api.claimants import BOTH, MONEY_NEED, organised, published, yuan
from tests.api.desks import REVIEWER, hired, ledger_of, person_of, reported
from tests.fakes import FixedClock

S = ClaimState


@pytest.fixture
def ticket(database: Database, tmp_path: Path) -> Ticket:
    hired(database, REVIEWER)
    return published(ledger_of(database, tmp_path), database, BOTH)


def claimed(unit: Unit, ticket: Ticket, organisation: str, parts: Parts, key: str = "k") -> Claim:
    wanted = Wanted(ticket.number, organisation, parts)
    return claiming.claim(unit, wanted, actor="li", key=key)


def status_of(unit: Unit, ticket: Ticket) -> TicketStatus:
    return tickets.load(unit, ticket.number).status


def test_the_ticket_follows_what_is_claimed_and_freed(database: Database, ticket: Ticket) -> None:
    with database.begin() as unit:
        one, two = organised(unit, 1), organised(unit, 2)
        first = claimed(unit, ticket, one, yuan(20_000), "a")
        assert status_of(unit, ticket) is TicketStatus.PARTLY_CLAIMED
        second = claimed(unit, ticket, two, yuan(30_000), "b")
        assert status_of(unit, ticket) is TicketStatus.CLAIMED
        claiming.move(unit, first.number, S.WITHDRAWN, actor="li", note="预算没有批下来")
        assert status_of(unit, ticket) is TicketStatus.PARTLY_CLAIMED
        claiming.move(unit, second.number, S.DECLINED, actor="li", note="材料不全")
        assert status_of(unit, ticket) is TicketStatus.PUBLISHED
        kept = claims.of_ticket(unit, ticket.number)
        assert [one.state for one in kept] == [S.WITHDRAWN, S.DECLINED]
        assert all(claims.history_is_whole(unit, one) for one in kept)
        assert [event.note for event in claims.history_of(unit, 1)] == ["", "预算没有批下来"]


def test_a_claim_submitted_twice_is_one_claim(database: Database, ticket: Ticket) -> None:
    with database.begin() as unit:
        key = organised(unit, 1)
        first = claimed(unit, ticket, key, yuan(20_000))
        assert claimed(unit, ticket, key, yuan(20_000)) == first
        assert len(claims.of_ticket(unit, ticket.number)) == 1


def test_an_over_claim_changes_nothing_and_says_what_is_open(
    database: Database, ticket: Ticket
) -> None:
    with database.begin() as unit:
        key = organised(unit, 1)
        claimed(unit, ticket, key, yuan(40_000), "a")
        with pytest.raises(Invalid, match=r"还可以认领：10,000 元，冬衣 200 套"):
            claimed(unit, ticket, key, yuan(10_001), "b")
        assert len(claims.of_ticket(unit, ticket.number)) == 1


def test_a_need_that_is_not_published_cannot_be_claimed(database: Database, tmp_path: Path) -> None:
    ticket = reported(ledger_of(database, tmp_path), database)
    with database.begin() as unit:
        key = organised(unit, 1)
        with pytest.raises(WrongMove, match="还没有发布"):
            claimed(unit, ticket, key, yuan(1))
        with pytest.raises(NotFound):
            claiming.claim(unit, Wanted(4, key, yuan(1)), actor="li", key="z")


def test_a_claimed_need_says_that_nothing_is_open(database: Database, ticket: Ticket) -> None:
    with database.begin() as unit:
        key = organised(unit, 1)
        claimed(unit, ticket, key, yuan(50_000), "a")
        with pytest.raises(WrongMove, match="已全部认领"):
            claimed(unit, ticket, key, Parts(quantities={0: Decimal(1)}), "b")


@pytest.mark.parametrize("state", [OrganisationState.SUSPENDED, OrganisationState.REFUSED])
def test_a_suspended_or_refused_organisation_cannot_claim(
    database: Database, ticket: Ticket, state: OrganisationState
) -> None:
    with database.begin() as unit:
        key = organised(unit, 1, state=state)
        with pytest.raises(NotAllowed, match=state.label):
            claimed(unit, ticket, key, yuan(1))


def test_a_partner_claims_its_part_under_the_lead(
    database: Database, ticket: Ticket, tmp_path: Path
) -> None:
    person = person_of(ledger_of(database, tmp_path), database, chat="7", update="7")
    with database.begin() as unit:
        lead = claimed(unit, ticket, organised(unit, 1), yuan(20_000))
        invited = claims.add(
            unit,
            ticket.number,
            organised(unit, 2, person),
            Parts(),
            actor="li",
            state=S.INVITED,
            lead=lead.number,
        )
        assert claiming.still_open(unit, ticket).money == 30_000
        joined = claiming.take_up(unit, invited, yuan(5_000), person=person)
        assert (joined.state, joined.lead, joined.person) == (S.HELD, lead.number, person)
        assert claims.under(unit, lead.number) == (joined,)
        assert claiming.still_open(unit, ticket).money == 25_000
        with pytest.raises(WrongMove):
            claiming.take_up(unit, invited, yuan(5_000), person=person)


def test_a_claim_handed_over_keeps_its_part(
    database: Database, ticket: Ticket, tmp_path: Path
) -> None:
    person = person_of(ledger_of(database, tmp_path), database, chat="7", update="7")
    with database.begin() as unit:
        before = claimed(unit, ticket, organised(unit, 1), yuan(20_000))
        offered = claims.add(
            unit,
            ticket.number,
            organised(unit, 2, person),
            before.parts,
            actor="li",
            state=S.INVITED,
            takes_over=before.number,
        )
        after = claiming.take_over(unit, offered, person=person)
        assert (after.state, after.parts) == (S.HELD, before.parts)
        assert claims.load(unit, before.number).state is S.HANDED_OVER
        assert claiming.still_open(unit, ticket).money == 30_000
        assert claims.succeeding(unit, before.number) == (after,)


def test_a_change_made_meanwhile_is_not_overwritten(database: Database, ticket: Ticket) -> None:
    with database.begin() as unit:
        before = claimed(unit, ticket, organised(unit, 1), yuan(20_000))
        claiming.move(unit, before.number, S.CONFIRMED, actor="li")
        with pytest.raises(Outdated):
            claims.save(unit, before, before.moved(S.EXPIRED), actor="service")
        with pytest.raises(NotFound):
            claims.load(unit, 99)


def test_the_history_of_claims_is_append_only(database: Database, ticket: Ticket) -> None:
    with database.begin() as unit:
        claimed(unit, ticket, organised(unit, 1), yuan(20_000))
    with pytest.raises(DatabaseError, match="append-only"), database.begin() as unit:
        unit.connection.execute(text("UPDATE claim_history SET note = 'x'"))


def test_of_fifty_claimants_at_once_exactly_as_many_win_as_fit(
    database: Database, tmp_path: Path
) -> None:
    """50,000 yuan, fifty organisations that want 3,000 each: sixteen fit."""
    ticket = published(ledger_of(database, tmp_path), database, MONEY_NEED)
    with database.begin() as unit:
        keys = [organised(unit, ordinal) for ordinal in range(50)]

    def attempt(key: str) -> str:
        try:
            with database.begin() as unit:
                return claimed(unit, ticket, key, yuan(3_000), key).code
        except Refusal as refusal:
            return refusal.message

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(attempt, keys))
    with database.read() as unit:
        kept = claims.of_ticket(unit, ticket.number)
        assert status_of(unit, ticket) is TicketStatus.PARTLY_CLAIMED
    won = {answer for answer in answers if answer.startswith("C")}
    assert len(won) == 16
    assert won == {one.code for one in kept}
    assert taken(one.parts for one in kept).money == 48_000
    refused = [answer for answer in answers if answer not in won]
    assert set(refused) == {"认领的金额超出了需要。现在还可以认领：2,000 元。"}


def test_a_hold_is_reminded_of_once_and_then_freed(
    database: Database, ticket: Ticket, tmp_path: Path, clock: FixedClock
) -> None:
    person = person_of(ledger_of(database, tmp_path), database, chat="7", update="7")
    with database.begin() as unit:
        claimed(unit, ticket, organised(unit, 1, person), yuan(50_000))
    ends = ClaimEnds(database)
    assert ends() == 0
    clock.forward(days=6, hours=1)
    assert (ends(), ends()) == (1, 0)
    clock.forward(days=1)
    assert (ends(), ends()) == (1, 0)
    with database.read() as unit:
        assert claims.load(unit, 1).state is S.EXPIRED
        assert status_of(unit, ticket) is TicketStatus.PUBLISHED
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        told = [turn["messages"][0]["text"] for turn in turns]
    assert any("还没有确认，保留到" in one for one in told)
    assert any("还想认领的话，请发“认领 1001”" in one for one in told)
    assert any("到期没有确认" in one for one in told)


def test_an_invitation_runs_out_and_whoever_asked_is_told(
    database: Database, ticket: Ticket, tmp_path: Path, clock: FixedClock
) -> None:
    person = person_of(ledger_of(database, tmp_path), database, chat="7", update="7")
    with database.begin() as unit:
        lead = claimed(unit, ticket, organised(unit, 1, person), yuan(20_000))
        claiming.move(unit, lead.number, S.CONFIRMED, actor="li")
        partner = organised(unit, 2)
        lead = claims.load(unit, lead.number)
        claiming.invite(unit, lead, partner, actor="li", hands_over=False)
        with pytest.raises(Invalid, match="已经邀请过"):
            claiming.invite(unit, lead, partner, actor="li", hands_over=False)
    clock.forward(days=8)
    assert ClaimEnds(database)() == 1
    with database.read() as unit:
        assert claims.load(unit, 2).state is S.EXPIRED
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        assert any("没有接受认领 C1 的邀请" in turn["messages"][0]["text"] for turn in turns)


def test_nobody_holds_everything_while_staff_look_at_it(
    database: Database, ticket: Ticket, tmp_path: Path
) -> None:
    person = person_of(ledger_of(database, tmp_path), database, chat="7", update="7")
    with database.begin() as unit:
        key = organised(unit, 1, person)
        wanted = Wanted(ticket.number, key, yuan(1), person=person)
        for ordinal in range(MOST_HELD):
            claiming.claim(unit, wanted, actor=person, key=str(ordinal))
        with pytest.raises(NotAllowed, match="在等工作人员确认"):
            claiming.claim(unit, wanted, actor=person, key="one more")
