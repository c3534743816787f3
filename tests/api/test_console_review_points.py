"""The checklist on the ticket page: ticked before accepting, and shown afterwards."""

from pathlib import Path

import pytest

from api.desk.review import take
from api.domain.review_points import Checked
from api.domain.ticket import TicketStatus
from api.store import tickets
from api.store.database import Database
from api.store.ticket_history import history_is_whole
from tests.api.desks import CHECKED, REVIEWER, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed

PAGE = "/desk/tickets/1001"
TICKED = list(CHECKED.points)


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    """On the page of a ticket in review."""
    browser = staffed(desk)
    reported(desk.ledger, desk.database)
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
    browser.get(PAGE)
    return browser


def kept(desk: DeskWorld) -> Checked | None:
    """What the last entry of the history says was confirmed."""
    with desk.database.read() as unit:
        ticket = tickets.load(unit, 1001)
        assert history_is_whole(unit, ticket)
    return ticket.history[-1].checked


def test_every_point_can_be_ticked_and_says_what_the_report_tells(browser: Browser) -> None:
    assert browser.page.count('form="form-accept" name="checked"') == 6
    assert "看过佐证材料，或已向当地核实" in browser.page
    assert "没有佐证材料，可以退回请上报人补充。" in browser.page


def test_only_who_may_accept_ticks(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database, key="other", update="other")
    assert 'name="checked"' not in browser.get("/desk/tickets/1002")
    assert "没有佐证材料" in browser.page


def test_without_a_tick_and_a_reason_nothing_is_accepted_and_nothing_is_lost(
    desk: DeskWorld, browser: Browser
) -> None:
    page = browser.post(
        f"{PAGE}/accept", 422, version="3", checked=["urgent", "genuine"], reason="请等通知"
    )

    assert "还没有核对：财政资金未覆盖、完整、不重复。" in page
    assert 'value="urgent" checked' in page
    assert 'value="genuine" checked' in page
    assert page.count(" checked aria-labelledby") == 2
    assert ">请等通知</textarea>" in page
    assert kept(desk) is None


def test_what_was_ticked_is_kept_and_shown(desk: DeskWorld, browser: Browser) -> None:
    page = browser.post(f"{PAGE}/accept", version="3", checked=TICKED)

    assert "已受理。" in page
    assert "✓ 已核对：急需、财政资金未覆盖、真实、完整、不重复" in page
    assert "没有勾选" not in page
    assert kept(desk) == CHECKED


def test_a_reason_stands_for_what_is_not_ticked_and_stays_with_staff(
    desk: DeskWorld, browser: Browser
) -> None:
    because = "财政局王科长13812345678说明年安排"
    page = browser.post(f"{PAGE}/accept", version="3", checked=TICKED[2:], because=because)

    assert "✗ 没有勾选：急需或突发困难、财政资金未覆盖" in page
    assert "原因：财政局王科长[电话已隐去]说明年安排" in page
    with desk.database.read() as unit:
        ticket = tickets.load(unit, 1001)
    assert (ticket.status, ticket.history[-1].reason) == (TicketStatus.ACCEPTED, "")


def test_a_reason_too_long_is_refused_and_stays(browser: Browser) -> None:
    page = browser.post(f"{PAGE}/accept", 422, version="3", because="长" * 1001)

    assert "最多 1,000 字，现在有 1,001 字" in page
    assert "长" * 1001 in page
