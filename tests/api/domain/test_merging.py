"""Merging tickets: what may go into what, never in a circle, and undone exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.errors import WrongMove
from api.domain.history import chain_is_whole
from api.domain.merging import GOES_ON, may_be_kept, may_be_merged, merge, part
from api.domain.need import Need
from api.domain.ticket import FINISHED, MOVES, Ticket, TicketStatus

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
S = TicketStatus
NUMBERS = (1001, 1002, 1003, 1004)
UNDECIDED = frozenset({S.SUBMITTED, S.IN_REVIEW, S.RETURNED})


def a_ticket(number: int = 1002, status: TicketStatus = S.SUBMITTED) -> Ticket:
    ticket = Ticket(number, Need("冬衣"), f"person-{number}", status=status)
    return ticket.opened(at=NOON)


def merged(ticket: Ticket, kept: Ticket) -> tuple[Ticket, Ticket]:
    pair = merge(ticket, kept, actor="li", at=NOON, reason="同一所学校")
    return pair.ticket, pair.kept


def parted(ticket: Ticket, kept: Ticket) -> tuple[Ticket, Ticket]:
    pair = part(ticket, kept, actor="li", at=NOON, reason="两个村")
    return pair.ticket, pair.kept


@pytest.mark.parametrize("status", S)
def test_only_what_is_not_decided_is_merged(status: TicketStatus) -> None:
    ticket = a_ticket(status=status)
    assert may_be_merged(ticket) == (status in UNDECIDED)
    if may_be_merged(ticket):
        assert merged(ticket, a_ticket(1001))[0].merged_into == 1001
    elif status is not S.MERGED:
        with pytest.raises(WrongMove, match="反过来，把工单 1001 并入它"):
            merged(ticket, a_ticket(1001))


@pytest.mark.parametrize("status", sorted(set(S) - {S.MERGED}))
def test_only_what_goes_on_takes_another_in(status: TicketStatus) -> None:
    kept = a_ticket(1001, status)
    assert may_be_kept(kept) == (status in GOES_ON)
    if may_be_kept(kept):
        assert merged(a_ticket(), kept)[1].status is status, "it goes on as it is"
    else:
        with pytest.raises(WrongMove, match="不再办理"):
            merged(a_ticket(), kept)


def test_two_that_were_decided_on_stay_two() -> None:
    with pytest.raises(WrongMove, match="分别办理"):
        merged(a_ticket(status=S.ACCEPTED), a_ticket(1001, S.PUBLISHED))


def test_a_ticket_is_not_merged_into_itself_nor_into_one_that_is_merged() -> None:
    with pytest.raises(WrongMove, match="不能并入自己"):
        merged(a_ticket(), a_ticket())
    gone, kept = merged(a_ticket(1002), a_ticket(1001))
    for pair in ((gone, a_ticket(1003)), (a_ticket(1003), gone)):
        with pytest.raises(WrongMove, match="请和工单 1001 比较"):
            merged(*pair)
    assert kept.merged_into is None


def test_no_claim_can_hang_on_what_is_merged() -> None:
    """Claims begin with the publication, and nothing published is undecided again."""
    reached = {S.PUBLISHED}
    while further := {to for status in reached for to in MOVES[status]} - reached:
        reached |= further
    assert not reached & UNDECIDED
    assert S.MERGED not in reached


def test_a_merged_ticket_waits_for_nobody_by_itself() -> None:
    assert S.MERGED in FINISHED
    assert all(not MOVES[status] for status in FINISHED - {S.MERGED})


@pytest.mark.parametrize("to", S)
def test_a_merged_ticket_moves_only_by_undoing_the_merger(to: TicketStatus) -> None:
    gone, _ = merged(a_ticket(), a_ticket(1001))
    with pytest.raises(WrongMove, match="请先撤销合并"):
        gone.moved(to, actor="li", at=NOON)


def test_nothing_is_merged_by_a_mere_move_and_nothing_parted_that_is_not_merged() -> None:
    with pytest.raises(WrongMove):
        a_ticket().moved(S.MERGED, actor="li", at=NOON)
    with pytest.raises(WrongMove, match="没有和别的工单合并"):
        parted(a_ticket(), a_ticket(1001))


@pytest.mark.parametrize("status", sorted(UNDECIDED))
def test_undoing_leads_back_to_where_it_was(status: TicketStatus) -> None:
    ticket = a_ticket()
    if status is not S.SUBMITTED:
        ticket = ticket.moved(S.IN_REVIEW, actor="li", at=NOON)
    if status is S.RETURNED:
        ticket = ticket.moved(status, actor="li", at=NOON, reason="请写清", fields=("items",))
    gone, kept = merged(ticket, a_ticket(1001))
    back, left = parted(gone.noted(actor="li", at=NOON, reason="备注"), kept)
    assert (back.status, back.merged_into) == (status, None)
    assert back.returned_fields == ticket.returned_fields
    assert (back.need, back.provenance) == (ticket.need, ticket.provenance)
    assert left.status is S.SUBMITTED


def test_both_histories_say_what_was_done_and_with_which_ticket() -> None:
    gone, kept = merged(a_ticket(), a_ticket(1001))
    assert (gone.history[-1].reason, gone.history[-1].other) == (
        "并入工单 1001。同一所学校",
        1001,
    )
    assert kept.history[-1].reason == "工单 1002 并入这份工单。同一所学校"
    back, left = parted(gone, kept)
    assert "撤销和工单 1001 的合并" in back.history[-1].reason
    assert left.history[-1].reason == "工单 1002 撤销合并，恢复单独办理。两个村"
    assert all(chain_is_whole(one.history) for one in (back, left))


def test_with_which_ticket_cannot_be_changed_behind_the_service() -> None:
    gone, _ = merged(a_ticket(), a_ticket(1001))
    last = replace(gone.history[-1], other=1003)
    assert last.hash != gone.history[-1].hash


def end_of(tickets: Mapping[int, Ticket], number: int) -> int:
    """Where a ticket ends up; fails on a circle."""
    way = [number]
    while (into := tickets[way[-1]].merged_into) is not None:
        assert into not in way, "a circle"
        way.append(into)
    return way[-1]


ACTS = st.lists(
    st.tuples(st.sampled_from(["merge", "part"]), st.permutations(NUMBERS)), max_size=14
)


@given(ACTS)
def test_whatever_is_merged_and_parted_every_ticket_goes_on_as_one_that_is_not_merged(
    acts: Iterable[tuple[str, list[int]]],
) -> None:
    tickets = {number: a_ticket(number) for number in NUMBERS}
    expected: dict[int, int] = {}
    for act, (number, other, *_) in acts:
        try:
            if act == "merge":
                tickets[number], tickets[other] = merged(tickets[number], tickets[other])
                expected[number] = other
            else:
                into = tickets[number].merged_into or other
                tickets[number], tickets[into] = parted(tickets[number], tickets[into])
                del expected[number]
        except WrongMove:
            continue
    assert {n: t.merged_into for n, t in tickets.items() if t.merged_into} == expected
    assert all(tickets[end_of(tickets, number)].status is S.SUBMITTED for number in NUMBERS)
    assert all(chain_is_whole(ticket.history) for ticket in tickets.values())
