"""What the policy library holds that bears on a need, on a page of its own."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.domain.category import Category
from api.domain.need import Beneficiaries, Item, Need
from api.domain.need_question import policy_question
from api.store.database import Database
from tests.api.desks import NEED, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.retrieval.samples import GIVING_LAW

GIVEN = replace(
    NEED,
    items=(Item("捐赠的实物，符合安全、卫生、环保标准"),),
    beneficiaries=Beneficiaries(kind="互助组织"),
    category=Category.OTHER,
)


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    return staffed(desk)


def test_the_question_is_made_of_what_and_whom_and_of_nothing_private() -> None:
    assert policy_question(NEED) == "给小学生提供冬衣，教育方面有哪些政策规定？"
    counted = replace(NEED, beneficiaries=Beneficiaries(kind="学生282人、老师19人"))
    assert policy_question(counted) == "给学生、教师提供冬衣，教育方面有哪些政策规定？"
    nobody = replace(NEED, title="", beneficiaries=Beneficiaries())
    assert policy_question(nobody) == "给困难群众提供冬衣，教育方面有哪些政策规定？"
    for unknown in (replace(NEED, items=()), replace(NEED, category=None), Need(title="")):
        assert policy_question(unknown) == ""


def test_what_bears_on_the_need_is_quoted_with_its_source_and_said_to_be_found_by_the_machine(
    desk: DeskWorld, browser: Browser
) -> None:
    reported(desk.ledger, desk.database, GIVEN)

    page = browser.get("/desk/tickets/1001/policy")

    quoted = page.partition('<blockquote class="policy-quote">')[2].partition("</blockquote>")[0]
    assert quoted in GIVING_LAW
    assert "符合安全、卫生、环保标准" in quoted
    assert 1 <= page.count("<blockquote") <= 3
    assert "互助捐赠法》" in page
    assert 'href="/policies/' in page
    assert "官方原文" in page
    assert "由系统按需求的类别和内容查出，没有人核对过" in page


def test_nothing_is_shown_that_the_chat_would_not_answer_from(
    desk: DeskWorld, browser: Browser
) -> None:
    reported(desk.ledger, desk.database, replace(NEED, items=(Item("望远镜"),)))

    page = browser.get("/desk/tickets/1001/policy")

    assert "没有查到足够相关的条文" in page
    assert "<blockquote" not in page


def test_a_need_that_says_too_little_is_not_searched_for(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database, replace(NEED, items=()))
    assert "没有查找" in browser.get("/desk/tickets/1001/policy")


def test_the_ticket_page_leads_there_and_a_missing_ticket_is_not_found(
    desk: DeskWorld, browser: Browser
) -> None:
    reported(desk.ledger, desk.database)
    assert 'href="/desk/tickets/1001/policy"' in browser.get("/desk/tickets/1001")
    browser.get("/desk/tickets/4711/policy", 404)
