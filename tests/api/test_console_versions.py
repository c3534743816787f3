"""The page where two versions of a need stand side by side."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete

from api.desk.review import return_to, take
from api.domain.need import Need
from api.store import tickets
from api.store.database import Database
from api.tables.need_versions import need_contents
from tests.api.desks import NEED, NOTIFIER, REVIEWER, person_of, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed

PAGE = "/desk/tickets/1001/versions"
LONG = "高寒山区，学生冬天缺少厚衣服。学校没有暖气，夜里在零下。"
SECOND = replace(
    NEED,
    budget_yuan=Decimal(60_000),
    gap_yuan=Decimal(20_000),
    description=LONG.replace("没有暖气", "有一间有暖气"),
    contact=None,
)
FIELDS = ("budget_yuan", "gap_yuan", "description", "contact")


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    browser = staffed(desk)
    reported(desk.ledger, desk.database, replace(NEED, description=LONG))
    return browser


def changed(desk: DeskWorld, need: Need, fields: tuple[str, ...], key: str) -> None:
    """Returned for these fields, and answered."""
    with desk.database.begin() as unit:
        version = tickets.load(unit, 1001).version
        if version == 2:
            version = take(unit, REVIEWER, 1001, version=version).version
        return_to(
            unit,
            REVIEWER,
            1001,
            version=version,
            fields=fields,
            reason="请补充",
            notifier=NOTIFIER,
        )
    person = person_of(desk.ledger, desk.database)
    with desk.ledger.transaction(person) as transaction:
        transaction.resubmit(1001, need, {"budget_yuan": "said"}, fields, key)


def test_a_report_never_changed_says_so(browser: Browser) -> None:
    assert "提交以后没有改过" in browser.get(PAGE)
    assert "看每次改了什么" not in browser.get("/desk/tickets/1001")


def test_each_changed_field_stands_before_and_after_with_a_word_and_a_sign(
    desk: DeskWorld, browser: Browser
) -> None:
    changed(desk, SECOND, FIELDS, "second")

    assert "改过 1 次，看每次改了什么" in browser.get("/desk/tickets/1001")
    page = browser.get(PAGE)

    assert page.count('class="version-field"') == 4
    assert "≠</span> 改了" in page
    assert "+</span> 新填" in page
    assert "−</span> 删去" in page
    assert "50,000 元" in page
    assert "60,000 元" in page
    assert "原来：第 1 版" in page
    assert "对照：第 2 版 · 本人填写" in page
    assert "（删去：）</span>学校没有暖气，" in page
    assert "（新写：）</span>学校有一间有暖气，" in page
    assert "上报人补充了预算、资金缺口、情况说明、联系人" in page
    assert "没有变化的 8 项" in page


def test_any_two_versions_can_be_compared(desk: DeskWorld, browser: Browser) -> None:
    changed(desk, SECOND, FIELDS, "second")
    third = replace(SECOND, budget_yuan=Decimal(70_000))
    changed(desk, third, ("budget_yuan",), "third")

    assert browser.get(PAGE).count('class="version-field"') == 1
    page = browser.get(f"{PAGE}?from=1&to=3")
    assert page.count('class="version-field"') == 4
    assert '<option value="1" selected>' in page
    back = browser.get(f"{PAGE}?from=3&to=1")
    assert "−</span> 删去" in back  # the gap that was filled in


@pytest.mark.parametrize("query", ["?from=9&to=1", "?from=1&to=1", "?from=x&to=", "?from=0&to=2"])
def test_what_cannot_be_compared_gives_way_to_the_last_two(
    desk: DeskWorld, browser: Browser, query: str
) -> None:
    changed(desk, SECOND, FIELDS, "second")
    assert "原来：第 1 版" in browser.get(PAGE + query)


def test_an_erased_version_cannot_be_compared(desk: DeskWorld, browser: Browser) -> None:
    changed(desk, SECOND, FIELDS, "second")
    with desk.database.begin() as unit:
        unit.connection.execute(delete(need_contents).where(need_contents.c.ordinal == 1))

    page = browser.get(PAGE)

    assert "内容已按本人要求删除" in page
    assert "不能比较" in page


def test_files_are_named_and_a_missing_ticket_is_not_found(
    desk: DeskWorld, browser: Browser
) -> None:
    person = person_of(desk.ledger, desk.database)
    with desk.ledger.transaction(person) as transaction:
        file = transaction.keep_file("学校说明.pdf", b"%PDF-1.4\n%%EOF\n")
    changed(desk, replace(NEED, evidence=(file,)), ("evidence",), "second")

    assert "学校说明.pdf" in browser.get(PAGE)
    browser.get("/desk/tickets/4711/versions", 404)
