"""The list of tickets: what waits, how it is narrowed, and what an empty list says."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.console.queue_query import ALL, QueueQuery
from api.desk.review import accept, return_to, take
from api.domain.category import Category
from api.domain.need import FiscalCover, Need, Urgency
from api.domain.place import Place
from api.domain.ticket import TicketStatus
from api.store.database import Database
from tests.api.desks import CHECKED, NEED, NOTIFIER, REVIEWER, hired, reported
from tests.desk_fakes import PASSWORD, Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

WATER = replace(
    NEED,
    title="三个村民组饮水管道损坏",
    category=Category.INFRASTRUCTURE,
    place=Place("贵州省", "遵义市", "正安县", "市坪乡", None, "520324201", 2023),
    urgency=Urgency.SUDDEN,
    fiscal_cover=FiscalCover.NONE,
    items=(),
)
BARE = Need(title="")


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    return staffed(desk)


def report(desk: DeskWorld, *needs: Need) -> None:
    for ordinal, need in enumerate(needs):
        reported(desk.ledger, desk.database, need, key=f"k{ordinal}", update=f"u{ordinal}")


def test_a_line_says_what_where_how_pressing_and_how_long(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    report(desk, WATER, BARE)
    clock.forward(hours=5)

    page = browser.get("/desk")

    assert "三个村民组饮水管道损坏" in page
    assert "贵州省遵义市正安县市坪乡" in page
    assert "· 基础设施与饮水" in page
    assert ">突发困难<" in page
    assert ">财政资金未覆盖<" in page
    assert page.count("已等 5 小时") == 3  # two in the list, one beside it
    assert "（没有标题）" in page
    assert "地点待补" in page
    assert "打开等得最久的一份" in page


def test_the_sudden_and_the_urgent_are_put_first_beside_the_list(
    desk: DeskWorld, browser: Browser
) -> None:
    calm = replace(NEED, title="不急的", urgency=Urgency.NORMAL)
    report(desk, calm, NEED, WATER)

    page = browser.get("/desk")
    beside = page[page.index("还没有人审核的急件") :]

    assert beside.index(WATER.title) < beside.index(NEED.title)
    assert "不急的" not in beside
    assert "还没有人审核的急件" not in browser.get("/desk?q=不急的")


def test_what_is_decided_leaves_the_list_that_comes_first(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    report(desk, NEED, WATER, WATER)
    hired(desk.database, replace(REVIEWER, username="wang"))
    wang = replace(REVIEWER, username="wang")
    with desk.database.begin() as unit:
        for number in (1001, 1002, 1003):
            take(unit, REVIEWER if number == 1003 else wang, number, version=2)
        accept(unit, wang, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
        return_to(
            unit, wang, 1002, version=3, fields=("items",), reason="几米？", notifier=NOTIFIER
        )
    clock.forward(days=2)
    browser.log_in("li", PASSWORD)

    assert "我在审核" in browser.get("/desk")
    assert "1001</span>" not in browser.page
    assert "等上报人 2 天" in browser.get("/desk?status=returned")
    assert "2 天前更新" in browser.get("/desk?status=accepted")
    everything = browser.get("/desk?status=all")
    assert all(f"{number}</span>" in everything for number in (1001, 1002, 1003))
    assert '待处理 <span class="count">1</span>' in everything
    assert "不予受理 <span" not in everything
    assert "不予受理 <span" in browser.get("/desk?status=rejected")
    assert "这个状态下没有工单" in browser.page


def test_a_colleague_at_work_is_named(desk: DeskWorld, browser: Browser) -> None:
    report(desk, NEED)
    wang = replace(REVIEWER, username="wang")
    hired(desk.database, wang)
    with desk.database.begin() as unit:
        take(unit, wang, 1001, version=2)

    assert "wang 在审核" in browser.get("/desk")
    assert "wang 正在审核这份工单" in browser.get("/desk/tickets/1001")


@pytest.mark.parametrize(
    ("query", "chip", "found"),
    [
        ("category=education", "教育", "1001"),
        ("urgency=sudden", "突发困难", "1002"),
        ("province=贵州省", "贵州省", "1002"),
        ("county=正安", "正安", "1002"),
        ("county=530828", "澜沧拉祜族自治县", "1001"),
        ("q=冬衣", "“冬衣”", "1001"),
        ("q=1002", "“1002”", "1002"),
        ("q=管道 正安县", "“管道 正安县”", "1002"),
    ],
)
def test_each_filter_narrows_and_can_be_taken_off(
    desk: DeskWorld, browser: Browser, query: str, chip: str, found: str
) -> None:
    report(desk, NEED, WATER)
    other = {"1001": "1002", "1002": "1001"}[found]

    page = browser.get(f"/desk?{query}")

    assert f'line-number">{found}' in page
    assert f'line-number">{other}' not in page
    assert f"去掉筛选：</span>{chip} <" in page.replace("&#34;", '"')
    assert 'href="/desk"><span class="visually-hidden">去掉筛选' in page


def test_filters_stay_while_tickets_are_opened_and_decided(
    desk: DeskWorld, browser: Browser
) -> None:
    report(desk, NEED, WATER)
    narrowed = "?category=education&amp;county=%E6%BE%9C%E6%B2%A7"

    assert f"/desk/tickets/1001{narrowed}" in browser.get("/desk?county=澜沧&category=education")
    page = browser.get("/desk/tickets/1001?county=澜沧&category=education")
    assert f'action="/desk/tickets/1001/take{narrowed}"' in page
    page = browser.post("/desk/tickets/1001/take?county=澜沧&category=education", version="2")

    assert "已开始审核" in page
    assert 'line-number">1002' not in page


def test_an_empty_list_says_what_to_do(desk: DeskWorld, browser: Browser) -> None:
    assert "还没有工单" in browser.get("/desk")
    report(desk, NEED)
    assert "没有符合条件的工单" in browser.get("/desk?q=没有的东西")
    assert "&amp;status=all" in browser.page
    assert "这个状态下没有工单" in browser.get("/desk?status=accepted")
    assert "这一页没有内容" in browser.get("/desk?page=7")
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
    assert "待处理的都办完了" in browser.get("/desk")


def test_long_lists_come_in_pages(desk: DeskWorld, browser: Browser) -> None:
    report(desk, *[NEED] * 23)

    first = browser.get("/desk?q=冬衣")
    assert first.count("data-line") == 20
    assert "第 1 页，共 2 页" in first
    assert "下一页" in first
    assert "上一页" not in first

    second = browser.get("/desk?q=冬衣&page=2")
    assert second.count("data-line") == 3
    assert "上一页" in second
    assert "/desk/tickets/1021?q=%E5%86%AC%E8%A1%A3&amp;page=2" in second


@pytest.mark.parametrize(
    "query",
    [
        "status=nonsense&category=x&urgency=y&page=-1",
        "page=99999999999999999999",
        "page=0",
        "q=%00&county=%00",
        "q=' OR 1=1 --",
        f"q={'长' * 500}",
        "county=%25",
    ],
)
def test_made_up_addresses_do_no_harm(desk: DeskWorld, browser: Browser, query: str) -> None:
    report(desk, NEED)

    browser.get(f"/desk?{query}")


def test_what_people_write_is_shown_and_never_run(desk: DeskWorld, browser: Browser) -> None:
    nasty = "<script>alert(1)</script>\"'<img src=x onerror=alert(1)>"
    report(desk, replace(NEED, title=nasty, description=nasty, contact=nasty, deadline=nasty))

    for address in ("/desk", f"/desk?status=all&county={nasty}", "/desk/tickets/1001"):
        page = browser.get(address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def words() -> st.SearchStrategy[str]:
    letters = st.characters(codec="utf-8", exclude_characters="\x00")
    return st.text(letters, max_size=20).map(str.strip)


@given(
    st.builds(
        QueueQuery,
        status=st.sampled_from(["", ALL, *(str(status) for status in TicketStatus)]),
        category=st.sampled_from([None, *Category]),
        province=words(),
        county=words(),
        urgency=st.sampled_from([None, *Urgency]),
        q=words(),
        page=st.integers(1, 1_000),
    )
)
def test_an_address_says_exactly_what_the_filter_is(query: QueueQuery) -> None:
    assert QueueQuery.read(dict(parse_qsl(query.here().removeprefix("?")))) == query
