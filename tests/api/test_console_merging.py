"""The desk's pages of a merger: two needs side by side, merged, where they went, parted again."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from api.desk.review import note, take
from api.domain.duties import Role
from api.domain.need import Beneficiaries, Need
from api.domain.ticket import TicketStatus
from api.store.database import Database
from tests.api.desks import REVIEWER, linked, person_of, photo, reported
from tests.api.mergers import AGAIN, both_reported, merge, read, told
from tests.api.pictures import jpeg
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed

BESIDE = "/desk/tickets/1002/beside/1001"
WHY = "同一所学校的同一批孩子"


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    browser = staffed(desk)
    both_reported(desk.ledger, desk.database)
    return browser


def merged(browser: Browser, *, status: int = 200, **changed: str) -> str:
    """Send the form of the comparison as the page shows it."""
    shown = dict(re.findall(r'name="((?:other_)?version)" value="(\d+)"', browser.get(BESIDE)))
    fields = {**shown, "kept": "1001", "reason": WHY, **changed}
    return browser.post(f"{BESIDE}/merge", status, **fields)


def row(page: str, label: str) -> str:
    """The row of the comparison with that name."""
    found = [one for one in page.split("<tr") if f'<span class="pair-name">{label}' in one]
    return found[0]


def test_each_field_says_in_words_whether_the_two_agree(desk: DeskWorld) -> None:
    browser = staffed(desk)
    reported(desk.ledger, desk.database)
    receipt = desk.ledger.receive(photo(desk.database, "宿舍.jpg", jpeg(), chat="43"))
    with desk.ledger.transaction(receipt.person) as transaction:
        kept = transaction.keep_file("宿舍.jpg", jpeg())
    other = replace(AGAIN, beneficiaries=Beneficiaries(180), budget_yuan=None, evidence=(kept,))
    reported(desk.ledger, desk.database, other, chat="43")
    page = browser.get(BESIDE)
    assert "同一个学校、村或机构、需要的东西相近" in page
    assert ">相同<" in row(page, "地点")
    assert ">不同<" in row(page, "受益对象")
    assert ">只有一份填了<" in row(page, "预算")
    assert "没有填写" in row(page, "预算")
    assert ">都没有填<" in row(page, "资金缺口")
    assert "填写不同的有：受益对象、联系人。" in page
    assert f"/desk/files/{kept}/thumbnail" in row(page, "附件")
    assert '"/desk/tickets/1001?status=all#talk-title"' in row(page, "对话")


def test_a_likely_duplicate_leads_to_the_comparison(browser: Browser) -> None:
    assert 'href="/desk/tickets/1002/beside/1001"' in browser.get("/desk/tickets/1002")
    assert 'href="/desk/tickets/1001/beside/1002"' in browser.get("/desk/tickets/1001")


def test_merged_both_pages_say_so_and_the_list_counts_it(browser: Browser, desk: DeskWorld) -> None:
    page = merged(browser)
    assert "两份工单已合并，这一份继续办理" in page
    assert "并入这份的工单" in page
    assert f"工单 1002 并入这份工单。{WHY}" in page
    gone = browser.get("/desk/tickets/1002?status=all")
    assert '现在按<a href="/desk/tickets/1001?status=all">工单 1001</a> 办理' in gone
    assert "已提交 → 已合并" in gone
    assert "开始审核</button>" not in gone
    assert '已合并 <span class="count">1</span>' in browser.get("/desk")
    found = browser.get("/desk?status=merged&q=中心小学")
    assert 'href="/desk/tickets/1002' in found
    assert 'href="/desk/tickets/1001' not in found
    assert told(desk.database, "42")
    assert told(desk.database, "43")


def test_who_declines_a_need_is_told_of_those_merged_into_it(
    browser: Browser, desk: DeskWorld
) -> None:
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
    assert "会一起结束" not in browser.get("/desk/tickets/1001")
    merge(desk.database)
    assert "有 1 份工单并入了这份，会一起结束" in browser.get("/desk/tickets/1001")


def test_the_other_way_round_is_as_good(browser: Browser, desk: DeskWorld) -> None:
    merged(browser, kept="1002")
    assert read(desk.database, 1001).merged_into == 1002


def test_a_refused_form_keeps_what_was_typed(browser: Browser, desk: DeskWorld) -> None:
    page = merged(browser, status=422, kept="")
    assert "请选合并后继续办理哪一份" in page
    assert WHY in page
    page = merged(browser, status=422, kept="1001", reason=" ")
    assert "请写明为什么是同一需求" in page
    assert re.search(r'value="1001" required checked', page)
    with desk.database.begin() as unit:
        note(unit, REVIEWER, 1001, version=2, text="等一等")
    page = merged(browser, status=409, other_version="2")
    assert "其中一份在页面打开之后有了变化" in page
    assert WHY in page
    assert read(desk.database, 1002).status is TicketStatus.SUBMITTED


def test_a_form_sent_twice_merges_once(browser: Browser, desk: DeskWorld) -> None:
    for _ in range(2):
        assert "两份工单已合并" in merged(browser, version="2", other_version="2")
    assert len(told(desk.database, "43")) == 1


def test_what_cannot_be_merged_says_why_in_place_of_the_form(
    browser: Browser, desk: DeskWorld
) -> None:
    merge(desk.database)
    page = browser.get(BESIDE)
    assert 'name="kept"' not in page
    assert "工单 1002 已合并，现在按" in page
    page = browser.post(f"{BESIDE}/merge", 409, kept="1002", reason=WHY, version="3")
    assert WHY in page, "what was typed is not lost"
    other: Need = replace(AGAIN, title="冬衣")
    third = reported(desk.ledger, desk.database, other, chat="44")
    with desk.ledger.transaction(third.reporter) as transaction:
        transaction.withdraw(1003, "上报人撤回")
    assert "不能合并，请分别办理" in browser.get("/desk/tickets/1003/beside/1001")


def test_whoever_reported_one_sees_both_and_decides_nothing(
    browser: Browser, desk: DeskWorld
) -> None:
    linked(desk.database, REVIEWER, person_of(desk.ledger, desk.database, chat="43"))
    page = browser.get(BESIDE)
    assert "合不合并要由其他同事决定" in page
    assert 'name="kept"' not in page


def test_whoever_does_not_review_compares_and_decides_nothing(
    browser: Browser, desk: DeskWorld
) -> None:
    merge(desk.database)
    reported(desk.ledger, desk.database, AGAIN, chat="44")
    other = staffed(desk, "wang", frozenset({Role.SECOND_REVIEW}))
    assert "由审核需求的同事决定" in other.get("/desk/tickets/1003/beside/1001")
    assert "撤销合并</button>" not in other.get("/desk/tickets/1002?status=all")
    assert "撤销合并</button>" in browser.get("/desk/tickets/1002?status=all")


def test_a_ticket_stands_beside_others_that_exist(browser: Browser) -> None:
    assert "只能和别的工单比较" in browser.get("/desk/tickets/1001/beside/1001", 404)
    assert "没有找到工单 4711" in browser.get("/desk/tickets/1001/beside/4711", 404)


@pytest.mark.parametrize(("typed", "status"), [("1002", 200), (" １００２ ", 200), ("冬衣", 404)])
def test_any_other_ticket_is_compared_by_its_number(
    browser: Browser, typed: str, status: int
) -> None:
    assert "和别的工单比较" in browser.get("/desk/tickets/1001")
    page = browser.get(f"/desk/tickets/1001/beside?other={typed}", status)
    expected = "并排比较工单 1001 和 1002" if status == 200 else "没有这个工单号"
    assert expected in page


def test_comparing_is_looking_at_both(browser: Browser) -> None:
    browser.get(BESIDE)
    for number in (1001, 1002):
        page = browser.get(f"/desk/tickets/{number}")
        assert '查阅记录 <span class="count">1</span>' in page


def test_a_merger_is_undone_with_a_reason_and_only_once(browser: Browser, desk: DeskWorld) -> None:
    merge(desk.database)
    page = browser.get("/desk/tickets/1002?status=all")
    assert "撤销合并</button>" in page
    page = browser.post("/desk/tickets/1002/unmerge", 422, version="3", reason="")
    assert "请写明为什么不是同一需求" in page
    for _ in range(2):
        page = browser.post("/desk/tickets/1002/unmerge", version="3", reason="是两个村")
        assert "合并已撤销，这份工单恢复单独办理" in page
    assert "已合并 → 已提交" in page
    assert "撤销和工单 1001 的合并，恢复单独办理。是两个村" in page
    assert len(told(desk.database, "43")) == 2
    assert "并入这份的工单" not in browser.get("/desk/tickets/1001")


def test_a_merger_into_a_merged_one_says_the_way_it_went(browser: Browser, desk: DeskWorld) -> None:
    reported(desk.ledger, desk.database, AGAIN, chat="44")
    merge(desk.database, 1003, 1002)
    merge(desk.database, 1002, 1001)
    assert "，先并入工单 1002" in browser.get("/desk/tickets/1001")
    assert "工单 1001</a> 办理" in browser.get("/desk/tickets/1003?status=all")
