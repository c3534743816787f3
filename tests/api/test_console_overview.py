"""The page of the overview: what it shows, its address, its tables as files, and bad input."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from api.console.bar_chart import bar_chart
from api.console.province_tiles import PLACES
from api.store.database import Database
from tests.api.desks import NEED, reported
from tests.desk_fakes import Browser, DeskWorld, gazetteer, make_desk, staffed

YUNNAN = quote("云南省")


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def staff(desk: DeskWorld) -> Browser:
    return staffed(desk)


def test_without_needs_the_page_draws_nothing_and_says_so(staff: Browser) -> None:
    page = staff.get("/desk/overview")
    assert "这段时间没有需求上报" in page
    assert "<svg" not in page.split("<main")[1]
    assert "还没有开始处理" in page


def test_charts_come_with_their_tables_and_no_style_or_script(
    desk: DeskWorld, staff: Browser
) -> None:
    reported(desk.ledger, desk.database)
    main = staff.get("/desk/overview").split("<main")[1]
    assert main.count('role="img"') == 4
    assert "style=" not in main
    assert "<style" not in main
    assert "<script" not in main
    assert "云南省，1 份需求" in main
    assert "云南省普洱市澜沧拉祜族自治县" in main
    assert f"/desk?status=all&amp;province={YUNNAN}" in main


def test_period_and_province_stand_in_the_address_and_hold_for_the_files(
    desk: DeskWorld, staff: Browser
) -> None:
    reported(desk.ledger, desk.database)
    address = f"period=own&from=2026-08-01&to=2026-09-30&province={YUNNAN}"
    page = staff.get(f"/desk/overview?{address}")
    assert "2026-08-01 到 2026-09-30 · 云南省" in page
    assert f"/desk/overview/region.csv?{address.replace('&', '&amp;')}" in page
    table = staff.get(f"/desk/overview/region.csv?{address}")
    assert table.splitlines()[1:] == ["澜沧拉祜族自治县,1"]
    assert staff.get(f"/desk/overview/month.csv?{address}").splitlines()[1:] == [
        "2026-08,0",
        "2026-09,1",
    ]
    assert "530828" in staff.get("/desk/overview/counties.csv")
    assert staff.get("/desk/overview/times.csv").count("\n") == 1
    assert "这段时间没有需求上报" in staff.get("/desk/overview?province=四川省")


def test_dates_that_make_no_period_are_explained_and_stay_in_the_form(staff: Browser) -> None:
    unreadable = "请把起止日期都选好"
    for start, end, said in (
        ("2026-09-30", "2026-09-01", "起始日期在结束日期之后"),
        ("2026-09-31", "2026-10-01", unreadable),
        ("", "", unreadable),
        ("1000-01-01", "9999-12-31", unreadable),
    ):
        page = staff.get(f"/desk/overview?period=own&from={start}&to={end}")
        assert said in page
        assert f'name="from" value="{start}"' in page
        assert f'name="to" value="{end}"' in page


def test_an_address_nobody_made_shows_the_year_and_an_unknown_table_says_the_way_back(
    staff: Browser,
) -> None:
    page = staff.get("/desk/overview?period=%3Cb%3E&province=%3Cscript%3E%00")
    assert "2026-01-01 到 2026-09-01" in page
    assert "<script>" not in page.split("<main")[1]
    assert "没有这张表" in staff.get("/desk/overview/secrets.csv", 404)


def test_a_region_that_looks_like_a_formula_is_harmless_in_the_file(
    desk: DeskWorld, staff: Browser
) -> None:
    place = replace(NEED.place, province="=1+1", county=None, code=None)
    reported(desk.ledger, desk.database, replace(NEED, place=place))
    assert "'=1+1,1" in staff.get("/desk/overview/region.csv")


def test_the_overview_is_for_staff_only(desk: DeskWorld) -> None:
    assert "登录" in Browser(desk).get("/desk/overview")
    answer = Browser(desk).client.get("/desk/overview/status.csv", follow_redirects=False)
    assert answer.status_code in {302, 303}


def test_labels_are_escaped_and_every_bar_shows_its_count() -> None:
    drawn = str(bar_chart("标题", [("<b>甲</b>", 3), ("乙", 0)]))
    assert "<b>" not in drawn
    assert ">3<" in drawn
    assert 'aria-label="标题"' in drawn


def test_every_province_has_one_square_of_its_own() -> None:
    names = {division.name for division in gazetteer().children()}
    assert {name for _, name, _, _ in PLACES} == names
    assert len({(row, column) for _, _, row, column in PLACES}) == len(PLACES) == len(names)
