"""A search over everything: each kind by its words, a number or code straight to its page."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from api.console.search_routes import address
from api.console.sections import section_of
from api.desk import faqs as faq_desk
from api.desk import posts as post_desk
from api.desk.people import Staff
from api.desk.search import SHOWN, SOURCES, exactly, search
from api.domain.application import entered
from api.domain.claimable import Parts
from api.domain.credit_code import credit_code
from api.domain.duties import Role
from api.domain.found import Found
from api.domain.fund_pool import PoolFacts
from api.domain.need import Need
from api.domain.organisation_details import Details
from api.domain.post import PostFacts
from api.domain.project import BudgetLine, Project
from api.domain.region import Region
from api.store import applications, claims, fund_pools, organisations
from api.store.database import Database
from api.store.library import SqlLibrary
from knowledge.procedure_files import load_procedures
from tests.api.desks import ADMIN, NOTIFIER, REVIEWER, hired, ledger_of, person_of, reported
from tests.api.test_faqs import BODY
from tests.api.test_library import DOCUMENT, PASSAGES
from tests.desk_fakes import PASSWORD, Browser, DeskWorld, make_desk, one_time_password

CODE = "533100005017745272"


def furnish(database: Database, folder: Path) -> None:
    """One of everything that can be searched for."""
    ledger = ledger_of(database, folder)
    reported(ledger, database)
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        transaction.pass_on("周末能办事吗？", "k")
    SqlLibrary(database).put(replace(DOCUMENT, number="沪合作办〔2023〕1号"), PASSAGES)
    with database.begin() as unit:
        faq_desk.answer_questions(unit, REVIEWER, (1,), BODY, NOTIFIER)
        post_desk.make_post(unit, ADMIN, PostFacts("驻县联络员", "澜沧县", "530828", "", None))
        made = organisations.add(
            unit, credit_code(CODE), "上海市Joy儿童基金会", Details(), actor=person
        )
        claims.add(unit, 1001, made.key, Parts(Decimal(1)), actor=person)
        fund_pools.add(unit, PoolFacts("助学资金池", "山区助学"), actor="admin")
        special = load_procedures()["shanghai-special-fund"]
        project = Project("书屋进校园", "云南省普洱市", (BudgetLine("书", 100, 30),))
        applications.add(
            unit, entered(special, project, organisation=made.key, actor="li", at=unit.now)
        )


@pytest.fixture
def furnished(database: Database, tmp_path: Path) -> Database:
    hired(database, REVIEWER, ADMIN)
    furnish(database, tmp_path)
    return database


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("冬衣", ["tickets"]),
        ("木戛 高寒", ["tickets"]),
        ("澜沧", ["tickets", "posts"]),
        ("基金会", ["applications", "claims", "organisations"]),
        ("JOY儿童", ["applications", "claims", "organisations"]),
        ("基金会 书屋", ["applications"]),
        ("53310000", ["organisations"]),
        ("联络员", ["posts"]),
        ("周末", ["questions", "answers"]),
        ("周六上午", ["answers"]),
        ("资助办法", ["documents"]),
        ("2023〕1号", ["documents"]),
        ("助学", ["pools"]),
        ("100%", []),
        ("_", []),
        ("' OR 1=1 --", []),
        ("冬衣 基金会", []),
        ("  ", []),
    ],
)
def test_each_kind_is_found_by_its_words(furnished: Database, typed: str, kinds: list[str]) -> None:
    with furnished.read() as unit:
        assert [group.source.key for group in search(unit, REVIEWER, typed)] == kinds


@pytest.mark.parametrize(
    ("typed", "kind", "key"),
    [
        ("1001", "tickets", "1001"),
        ("工单1001", "tickets", "1001"),
        ("工单 １００１", "tickets", "1001"),
        ("#1001", "tickets", "1001"),
        ("S1", "applications", "1"),
        ("s1", "applications", "1"),
        ("C1", "claims", "1"),
        (CODE, "organisations", CODE),
    ],
)
def test_a_number_or_code_goes_straight(
    furnished: Database, typed: str, kind: str, key: str
) -> None:
    with furnished.read() as unit:
        found = exactly(unit, REVIEWER, typed)
    assert found is not None
    assert found.source.key == kind
    assert found.found.code.removeprefix("S").removeprefix("C") == key


@pytest.mark.parametrize("typed", ["1002", "S9", "C9", "X1", "", CODE[:17], CODE[:17] + "X"])
def test_what_nothing_goes_by_goes_nowhere(furnished: Database, typed: str) -> None:
    with furnished.read() as unit:
        assert exactly(unit, REVIEWER, typed) is None


def test_each_kind_is_found_by_whom_its_pages_open_for() -> None:
    for source in SOURCES:
        assert set(source.duties) == set(section_of(address(source.key, Found("1", ""))).duties), (
            source.key
        )


@pytest.mark.usefixtures("furnished")
def test_what_does_not_open_is_not_found_either(database: Database) -> None:
    expert = Staff("zhou", frozenset({Role.EXPERT}))
    with database.read() as unit:
        assert [group.source.key for group in search(unit, expert, "基金会")] == ["applications"]
        assert exactly(unit, expert, "1001") is None
        assert exactly(unit, expert, "S1") is not None


@pytest.mark.usefixtures("furnished")
def test_what_lies_in_the_regions_of_others_is_not_found(database: Database) -> None:
    here = replace(REVIEWER, regions=(Region("530000", "云南省"),))
    elsewhere = replace(REVIEWER, regions=(Region("520000", "贵州省"),))
    with database.read() as unit:
        for typed, kinds in (("冬衣", ["tickets"]), ("基金会", ["applications", "claims"])):
            found = [group.source.key for group in search(unit, here, typed)]
            assert found[: len(kinds)] == kinds
            left = {group.source.key for group in search(unit, elsewhere, typed)}
            assert left.isdisjoint(kinds)


def test_of_many_the_newest_are_shown_and_it_says_there_are_more(
    database: Database, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    for ordinal in range(SHOWN + 2):
        reported(ledger, database, key=str(ordinal), update=str(ordinal))
    with database.read() as unit:
        (group,) = search(unit, REVIEWER, "冬衣")
    assert group.more
    assert [found.code for found in group.found] == ["1007", "1006", "1005", "1004", "1003"]


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld, tmp_path: Path) -> Browser:
    browser = Browser(desk)
    password = one_time_password(desk, "li")
    browser.log_in("li", password)
    browser.post("/desk/account/password", old=password, new=PASSWORD, again=PASSWORD)
    furnish(desk.database, tmp_path)
    return browser


def test_the_page_marks_what_was_found_and_each_result_opens(browser: Browser) -> None:
    assert "没有找到" not in browser.get("/desk/search")
    page = browser.get("/desk/search?q=高寒")
    assert "<mark>高寒</mark>山区，学生冬天缺少厚衣服。" in page
    for typed in ("冬衣", "基金会", "联络员", "周末", "资助办法", "助学"):
        page = browser.get(f"/desk/search?q={typed}")
        for part in page.split('class="line-link" href="')[1:]:
            browser.get(part.split('"')[0].replace("&amp;", "&"))
    assert "没有找到“没有的东西”" in browser.get("/desk/search?q=没有的东西")


def test_a_number_opens_its_page(browser: Browser) -> None:
    assert 'id="ticket-title"' in browser.get("/desk/search?q=1001")
    assert "上海市Joy儿童基金会" in browser.get(f"/desk/search?q={CODE}")
    assert "书屋进校园" in browser.get("/desk/search?q=S1")


def test_what_people_wrote_is_shown_and_never_run(desk: DeskWorld, browser: Browser) -> None:
    nasty = "<script>alert(1)</script>"
    reported(desk.ledger, desk.database, Need(title=nasty, description=nasty), key="x", update="x")
    page = browser.get("/desk/search?q=script")
    assert "<script>alert" not in page
    assert "&lt;<mark>script</mark>&gt;alert" in page
    assert "<script>alert" not in browser.get(f"/desk/search?q={nasty}没有")
