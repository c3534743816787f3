"""What a reviewer confirms before a need is accepted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.domain.errors import Invalid
from api.domain.history import chain_is_whole
from api.domain.need import Need
from api.domain.review_points import Checked, checked, open_points, review_points
from api.domain.ticket import Ticket, TicketStatus
from tests.api.desks import CHECKED

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def test_urgent_or_sudden_is_enough_and_everything_else_is_needed() -> None:
    assert open_points(()) == ("急需或突发困难", "财政资金未覆盖", "真实", "完整", "不重复")
    assert open_points(("sudden",)) == ("财政资金未覆盖", "真实", "完整", "不重复")
    assert open_points(CHECKED.points) == ()
    assert open_points(review_points()) == ()


@pytest.mark.parametrize("left_out", CHECKED.points)
def test_a_point_left_out_needs_a_reason(left_out: str) -> None:
    ticked = [key for key in CHECKED.points if key != left_out]
    (label,) = open_points(ticked)
    with pytest.raises(Invalid, match=label) as refused:
        checked(ticked)
    assert refused.value.field == "checked"

    assert checked(ticked, "已电话核实").because == "已电话核实"


def test_what_was_ticked_is_kept_in_the_order_of_the_checklist() -> None:
    assert checked(reversed(CHECKED.points)) == CHECKED


def test_a_point_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Invalid, match="没有“fair”"):
        checked((*CHECKED.points, "fair"), "原因")


def test_what_was_confirmed_is_part_of_the_chain() -> None:
    ticket = Ticket(1001, Need(title="冬衣"), "r").opened(at=NOW)
    ticket = ticket.moved(TicketStatus.IN_REVIEW, actor="li", at=NOW)
    accepted = ticket.moved(TicketStatus.ACCEPTED, actor="li", at=NOW, checked=CHECKED)
    after = accepted.noted(actor="li", at=NOW, reason="备注").history
    assert chain_is_whole(after)
    for changed in (None, Checked(), replace(CHECKED, because="改")):
        forged = (*after[:-2], replace(after[-2], checked=changed), after[-1])
        assert not chain_is_whole(forged)
