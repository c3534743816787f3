from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.errors import WrongMove
from api.domain.history import chain_is_whole
from api.domain.need import Need
from api.domain.ticket import MOVES, Ticket, TicketStatus

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
S = TicketStatus


def a_ticket() -> Ticket:
    return Ticket(1001, Need("冬衣"), "person-1").opened(at=NOON)


def test_every_status_has_a_label_and_a_row_in_the_table_of_moves() -> None:
    assert set(MOVES) == set(S)
    assert all(status.label for status in S)


@given(st.lists(st.sampled_from(list(S)), max_size=12))
def test_only_moves_of_the_table_happen_and_the_chain_stays_whole(wished: list[S]) -> None:
    ticket = a_ticket()
    for step, to in enumerate(wished):
        moment = NOON + timedelta(minutes=step)
        if to in MOVES[ticket.status] and S.MERGED not in (to, ticket.status):
            ticket = ticket.moved(to, actor="staff", at=moment)
            assert ticket.status is to
        else:
            with pytest.raises(WrongMove):
                ticket.moved(to, actor="staff", at=moment)
    assert chain_is_whole(ticket.history)
    assert ticket.version == 1 + len(ticket.history)


def test_a_return_remembers_the_fields_it_asks_for_until_the_ticket_is_back_in_review() -> None:
    review = a_ticket().moved(S.IN_REVIEW, actor="staff", at=NOON)
    returned = review.moved(
        S.RETURNED, actor="staff", at=NOON, reason="请写清人数", fields=("beneficiaries",)
    )
    assert returned.returned_fields == ("beneficiaries",)
    assert returned.moved(S.IN_REVIEW, actor="person-1", at=NOON).returned_fields == ()


def test_a_note_leaves_the_status_as_it_is() -> None:
    noted = a_ticket().noted(actor="staff", at=NOON, reason="已电话核实")
    assert noted.status is S.SUBMITTED
    assert noted.history[-1].status_from is noted.history[-1].status_to is S.SUBMITTED


def test_a_changed_or_missing_entry_breaks_the_chain() -> None:
    ticket = (
        a_ticket()
        .moved(S.IN_REVIEW, actor="staff", at=NOON)
        .noted(actor="staff", at=NOON, reason="一")
    )
    first, second, third = ticket.history
    assert not chain_is_whole((first, replace(second, reason="改过"), third))
    assert not chain_is_whole((first, third))
    assert not chain_is_whole((second, third))
