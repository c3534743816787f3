"""The further pages of the overview: money, progress, questions and places, and their files."""

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from api.console.desk import Desk
from api.console.overview_parts import PARTS
from api.console.overview_query import OverviewQuery
from api.console.pages import DeskPages
from api.domain.duties import Role
from api.store.database import Database
from tests import databases
from tests.api.desks import REVIEWER
from tests.api.overview_scene import EDUCATION_POOL, furnish
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

PAGES = [f"/desk/overview/{part.key}" for part in PARTS]


@pytest.fixture(scope="module")
def desk(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskWorld]:
    """One office for all tests that only look."""
    folder, clock = tmp_path_factory.mktemp("overview"), FixedClock()
    database = Database(databases.sqlite_copy(sqlite_template, folder), clock)
    desk = make_desk(database, folder)
    furnish(database, clock, desk.ledger)
    yield desk
    database.close()


@pytest.fixture(scope="module")
def staff(desk: DeskWorld) -> Browser:
    return staffed(desk)


@pytest.fixture(scope="module")
def finance(desk: DeskWorld, staff: Browser) -> Browser:
    """Somebody who answers no questions and sees no needs."""
    return staffed(desk, "qian", frozenset({Role.FINANCE}))


def test_money_is_told_with_what_each_figure_means(staff: Browser) -> None:
    page = staff.get("/desk/overview/money")
    for said in ("430.5 万元", "1 : 2.87", "80,000.50 元", "8.3%", "已结清的计划减去实际"):
        assert said in page
    assert page.count('role="img"') == 3
    assert "资金池按用途分，不分地区" in page


def test_a_pool_that_never_moved_money_of_others_has_no_leverage(staff: Browser) -> None:
    table = staff.get("/desk/overview/pools.csv").splitlines()
    assert table[0].removeprefix("\ufeff") == (
        "资金池,入账（元）,已承诺（元）,已拨付（元）,可用（元）,撬动"
    )
    assert table[1:] == [
        f"{EDUCATION_POOL},5000000.00,500000.00,275000.00,4225000.00,2.87",
        "应急池,80000.50,0.00,0.00,80000.50,",
    ]


def test_progress_leads_to_each_claim_that_is_late(staff: Browser) -> None:
    page = staff.get("/desk/overview/progress")
    assert 'href="/desk/claims/1/work"' in page
    assert "送到木戛乡中心小学并拍照" in page
    assert staff.get("/desk/overview/milestones.csv").splitlines()[1:] == [
        "认领的节点,4,1,1,2,0,25.0,22.0,30.0"
    ]
    assert staff.get("/desk/overview/late-now.csv?period=own&from=2026-01-01&to=2026-01-02") == (
        staff.get("/desk/overview/late-now.csv")
    )
    elsewhere = staff.get(f"/desk/overview/progress?province={quote('四川省')}")
    assert "现在没有逾期的节点" in elsewhere


def test_questions_are_told_by_age_topic_and_reason_and_lead_to_their_group(
    staff: Browser,
) -> None:
    page = staff.get("/desk/overview/questions")
    for said in ("30 天以上", "《慈善法》", "没有提到具体的专项或文件", "缺当地规定", "49 天"):
        assert said in page
    assert 'href="/desk/questions/1"' in page
    assert "50.0%" in page
    assert "71.4%" in page
    searches = staff.get("/desk/overview/searches.csv").splitlines()
    assert searches[-2:] == ["2026-09,6,2,1,0,3,50.0", "2026-10,6,2,1,0,3,50.0"]


def test_words_that_look_like_a_formula_are_harmless_in_both_kinds_of_file(
    staff: Browser,
) -> None:
    assert staff.get("/desk/overview/missed-searches.csv").splitlines()[1:] == [
        "住房,4",
        "“=1+1 电动轮椅”,2",
    ]
    answer = staff.client.get("/desk/overview/missed-searches.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["找什么", "次数"],
        ["住房", 4],
        ["“=1+1 电动轮椅”", 2],
    ]


def test_a_workbook_has_amounts_as_numbers_and_says_what_they_mean(staff: Browser) -> None:
    answer = staff.client.get("/desk/overview/planned.xlsx")
    assert "attachment" in answer.headers["content-disposition"]
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("计划和实际", "A2")
    assert [cell.value for cell in sheet[2]][1:] == [
        800_000,
        275_000,
        300_000,
        275_000,
        25_000,
        8.3,
    ]
    assert sheet["A5"].value == "计划"
    assert sheet["B5"].value == "历次承诺的金额，登错冲正的不算。"


def test_places_are_those_a_source_names_and_the_source_is_one_click_away(staff: Browser) -> None:
    page = staff.get("/desk/overview/places")
    assert "没有逐县的名单" in page
    assert 'href="/policies/shanghai-special-fund-2020"' in page
    assert "驻县联络员" in page
    never = staff.get("/desk/overview/silent-counties.csv").splitlines()
    assert len(never) == 1 + 184
    assert not any("澜沧" in line for line in never)
    nowhere = staff.get(f"/desk/overview/places?province={quote('四川省')}")
    assert "没有一份来源列出这个地区的对口地区" in nowhere


def test_every_table_of_a_page_is_both_a_csv_and_a_workbook(
    desk: DeskWorld, staff: Browser
) -> None:
    query = OverviewQuery.read({}, desk.database.clock.now().date())
    for part in PARTS:
        shown = part.shown(Desk(desk.services, DeskPages()), REVIEWER, query)
        assert {table.key for table in shown.tables} == part.tables
        for table in shown.tables:
            for form in ("csv", "xlsx"):
                answer = staff.client.get(f"/desk/overview/{table.key}.{form}")
                assert answer.status_code == 200, table.key


@pytest.mark.parametrize("address", PAGES)
def test_an_empty_office_says_what_is_missing_and_draws_nothing(
    sqlite_database: Database, tmp_path: Path, address: str
) -> None:
    main = staffed(make_desk(sqlite_database, tmp_path)).get(address).split("<main")[1]
    assert "<svg" not in main
    assert "None" not in main
    assert "还没有资金池" in main or "没有" in main


@pytest.mark.parametrize("address", PAGES)
def test_period_and_province_are_kept_from_page_to_page_and_bad_dates_are_explained(
    staff: Browser, address: str
) -> None:
    chosen = f"period=own&from=2026-09-01&to=2026-09-30&province={quote('云南省')}"
    page = staff.get(f"{address}?{chosen}")
    shown = chosen.replace("&", "&amp;")
    for other in ("/desk/overview", *PAGES):
        assert f'href="{other}?{shown}"' in page
    assert f'action="{address}"' in page
    assert "style=" not in page.split("<main")[1]
    assert "起始日期在结束日期之后" in staff.get(
        f"{address}?period=own&from=2026-02-02&to=2026-01-01"
    )


def test_a_page_or_a_kind_of_file_there_is_not_says_the_way_back(staff: Browser) -> None:
    assert "没有这一页" in staff.get("/desk/overview/secrets", 404)
    assert "没有这张表" in staff.get("/desk/overview/secrets.xlsx", 404)
    assert "没有找到" in staff.get("/desk/overview/pools.exe", 404)


def test_whoever_does_not_answer_sees_how_many_ask_and_search_but_not_their_words(
    staff: Browser, finance: Browser
) -> None:
    page = finance.get("/desk/overview/questions")
    assert "30 天以上" in page
    for words in ("县里有没有配套", "电动轮椅"):
        assert words in staff.get("/desk/overview/questions")
        assert words not in page
    for name in ("questions-waiting", "missed-searches"):
        assert "没有这张表" in finance.get(f"/desk/overview/{name}.csv", 404)


def test_links_lead_only_where_the_reader_may_go(staff: Browser, finance: Browser) -> None:
    for address, link in (
        ("/desk/overview", 'href="/desk?status=all'),
        ("/desk/overview", 'href="/desk/questions"'),
        ("/desk/overview/progress", 'href="/desk/claims/1/work"'),
        ("/desk/overview/places", 'href="/desk/posts/1"'),
    ):
        assert link in staff.get(address)
        assert link not in finance.get(address)
    assert 'href="/desk/pools/1"' in finance.get("/desk/overview/money")
    assert 'href="#late-now"' in finance.get("/desk/overview/progress")


def test_the_first_page_says_what_waits_in_every_part_and_leads_there(staff: Browser) -> None:
    page = staff.get(f"/desk/overview?period=month&province={quote('云南省')}")
    for said in ("个提问待答复", "个节点逾期未完成", "430.5 万元"):
        assert said in page
    chosen = f"?period=month&amp;province={quote('云南省')}"
    assert f'href="/desk/overview/progress{chosen}#late-now"' in page
    assert f'href="/desk/overview/money{chosen}"' in page
    elsewhere = staff.get(f"/desk/overview?province={quote('四川省')}")
    assert '<span class="figure">0</span> 个节点逾期未完成' in elsewhere
