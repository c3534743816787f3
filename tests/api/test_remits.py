"""Regions of staff: what lies elsewhere is neither listed nor opened nor decided, and whoever has
no region works everywhere."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from api.desk import review
from api.desk.chat_pages import chat_page
from api.desk.claim_pages import claims_waiting, list_claims
from api.desk.people import Staff
from api.desk.queue import queue
from api.desk.remits import require_ticket
from api.desk.ticket_page import ticket_page
from api.domain.claimable import Parts
from api.domain.credit_code import credit_code
from api.domain.duties import ALL_WORK, EVERY_ROLE
from api.domain.errors import NotAllowed
from api.domain.organisation_details import Details
from api.domain.place import Place
from api.domain.region import Region
from api.store import claims, organisations, staff_chats
from api.store.database import Database
from api.store.ticket_queue import TicketFilter
from tests.api.application_office import CODE, Office, open_office
from tests.api.desks import NEED, hired, hold_post, ledger_of, person_of, reported
from tests.desk_fakes import Browser
from tests.fakes import FixedClock

PUER = Region("5308", "云南省普洱市")
BIJIE = Region("520500", "贵州省毕节市")
IN_PUER = Staff("li", EVERY_ROLE, regions=(PUER,))
IN_BIJIE = Staff("wang", EVERY_ROLE, regions=(BIJIE,))
EVERYWHERE = Staff("zhao", EVERY_ROLE)


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return open_office(sqlite_database, clock, tmp_path)


@pytest.fixture
def ticket(database: Database, tmp_path: Path) -> int:
    hired(database, IN_PUER, IN_BIJIE, EVERYWHERE)
    return reported(ledger_of(database, tmp_path), database).number


@pytest.mark.parametrize("staff", [IN_PUER, EVERYWHERE], ids=["in it", "everywhere"])
def test_a_need_in_a_region_is_listed_opened_and_taken_there(
    database: Database, ticket: int, staff: Staff
) -> None:
    with database.begin() as unit:
        assert queue(unit, staff, TicketFilter()).total == 1
        assert ticket_page(unit, staff, ticket).ticket.number == ticket
        assert review.take(unit, staff, ticket, version=2).version == 3


def test_a_need_elsewhere_is_neither_listed_nor_opened_nor_decided(
    database: Database, ticket: int
) -> None:
    with database.begin() as unit:
        page = queue(unit, IN_BIJIE, TicketFilter())
        assert (page.total, page.rows) == (0, ())
        assert not any(page.counts.status.values())
        for attempt in (
            lambda: ticket_page(unit, IN_BIJIE, ticket),
            lambda: review.take(unit, IN_BIJIE, ticket, version=1),
            lambda: review.note(unit, IN_BIJIE, ticket, version=1, text="看过"),
        ):
            with pytest.raises(NotAllowed, match="不在您负责的地区（贵州省毕节市）"):
                attempt()


@pytest.mark.parametrize(
    "place", [Place(site="中心小学"), Place(province="贵州省", code="52")], ids=["none", "above"]
)
def test_a_need_whose_place_is_not_known_well_enough_is_not_lost(
    database: Database, tmp_path: Path, place: Place
) -> None:
    hired(database, IN_BIJIE)
    need = replace(NEED, place=place)
    number = reported(ledger_of(database, tmp_path), database, need).number
    with database.begin() as unit:
        require_ticket(unit, IN_BIJIE, number)
        assert queue(unit, IN_BIJIE, TicketFilter()).total == 1


@pytest.mark.parametrize(
    ("region", "is_theirs"),
    [
        (Region("53", "云南省"), True),  # where the project lies
        (Region("31", "上海市"), True),  # where the organisation is registered
        (BIJIE, False),
    ],
    ids=["project", "organisation", "elsewhere"],
)
def test_an_application_is_for_where_its_project_lies_and_where_its_organisation_is_registered(
    office: Office, region: Region, is_theirs: bool
) -> None:
    office.enter()
    there = Staff("qian", ALL_WORK, regions=(region,))
    hired(office.desk.database, there)
    browser = office.people["qian"] = Browser(office.desk)
    office.log_in("qian")

    assert ("乡村助学" in browser.get("/desk/applications")) is is_theirs
    page = browser.get("/desk/applications/1", 200 if is_theirs else 403)
    assert ("不在您负责的地区" in page) is not is_theirs
    if not is_theirs:
        browser.get("/desk/account")
        browser.post("/desk/applications/1", 403, act="passed", version="1", key="k")
    assert "乡村助学" in office["li"].get("/desk/applications/1")


def test_pages_of_a_need_elsewhere_do_not_open(office: Office) -> None:
    database = office.desk.database
    number = reported(office.desk.ledger, database).number
    hired(database, IN_BIJIE, IN_PUER)
    for name, status in (("wang", 403), ("li", 200)):
        browser = office.people[name] = Browser(office.desk)
        office.log_in(name)
        for page in ("", "/viewers"):
            browser.get(f"/desk/tickets/{number}{page}", status)
        for written in (f"+{number}", f"0{number}", f"{number}.0", f"{number:_}"):
            browser.get(f"/desk/tickets/{written}/versions", status)
        browser.get(f"/desk/claims/new/{number}", status)
        assert (f"/desk/tickets/{number}" in browser.get("/desk")) is (status == 200)


def test_claims_elsewhere_are_neither_listed_nor_counted(
    database: Database, tmp_path: Path, ticket: int
) -> None:
    with database.begin() as unit:
        made = organisations.add(unit, credit_code(CODE), "儿童基金会", Details(), actor="service")
        claims.add(unit, ticket, made.key, Parts(Decimal(1)), actor="li")
        for staff, count in ((IN_PUER, 1), (EVERYWHERE, 1), (IN_BIJIE, 0)):
            found = list_claims(unit, staff)
            assert (found.total, sum(found.counts.values())) == (count, count)
            assert claims_waiting(unit, staff) == count


def test_a_talk_leads_only_to_needs_where_its_reader_works(
    database: Database, tmp_path: Path, ticket: int
) -> None:
    person = person_of(ledger_of(database, tmp_path), database)
    with database.begin() as unit:
        talk = staff_chats.begin(unit, person, "转人工").number
        for staff, numbers in ((IN_PUER, [ticket]), (EVERYWHERE, [ticket]), (IN_BIJIE, [])):
            assert [one.number for one in chat_page(unit, staff, talk).tickets] == numbers


def test_posts_elsewhere_are_neither_listed_nor_opened(office: Office) -> None:
    database = office.desk.database
    hold_post(database, person_of(office.desk.ledger, database), "驻县联络员", "530828")
    for one, status in ((IN_BIJIE, 403), (IN_PUER, 200)):
        browser = office.hire(one)
        assert ("驻县联络员" in browser.get("/desk/posts")) is (status == 200)
        browser.get("/desk/posts/1", status)
        assert "不只是您负责的地区" in browser.get("/desk/overview")
