"""Places that never reported: counties of partner areas as a source names them, and posts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.desk.overview_places import PlacesOverview, places_overview
from api.domain.overview import Period
from api.domain.place import Place
from api.domain.post import PostAct
from api.domain.programme import Programme
from api.store import posts
from api.store.database import Database
from api.store.overview import Scope
from knowledge.programme_files import find_programme
from tests.api.desks import NEED, hold_post, ledger_of, person_of, reported
from tests.desk_fakes import gazetteer

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
BEFORE = Period(date(2025, 1, 1), date(2025, 12, 31))
GUANGNAN = replace(NEED, place=Place("云南省", "文山壮族苗族自治州", "广南县", code="532627"))


@pytest.fixture(scope="module")
def programme() -> Programme:
    found = find_programme("shanghai-special-fund")
    assert found is not None
    return found


def looked(
    database: Database, *programmes: Programme, period: Period = YEAR, province: str = ""
) -> PlacesOverview:
    with database.read() as unit:
        return places_overview(unit, Scope(period, province), programmes, gazetteer())


def test_the_areas_are_those_the_source_names_at_its_own_level(
    database: Database, programme: Programme, tmp_path: Path
) -> None:
    reported(ledger_of(database, tmp_path), database)  # 澜沧, in September 2026
    found = looked(database, programme)
    assert [(one.partner.area.name, one.total, one.ever) for one in found.areas] == [
        ("新疆维吾尔自治区喀什地区", 12, 0),
        ("新疆维吾尔自治区克拉玛依市", 4, 0),
        ("西藏自治区日喀则市", 18, 0),
        ("云南省", 129, 1),
        ("青海省果洛藏族自治州", 6, 0),
        ("贵州省遵义市", 14, 0),
        ("重庆市万州区", 1, 0),
        ("湖北省宜昌市夷陵区", 1, 0),
    ]
    yunnan = found.areas[3]
    assert "530828" not in yunnan.never
    assert yunnan.lately == 1
    assert "第三条列出的对口地区" not in yunnan.partner.area.source.quote
    assert yunnan.partner.area.source.document == "shanghai-special-fund-2020"
    assert found.never == 184
    earlier = looked(database, programme, period=BEFORE).areas[3]
    assert (earlier.lately, earlier.ever) == (0, 1)  # ever is whatever the period
    assert [
        one.partner.province for one in looked(database, programme, province="贵州省").areas
    ] == ["贵州省"]


def test_before_the_source_or_without_one_no_area_is_made_up(database: Database) -> None:
    assert looked(database).areas == ()


def test_posts_of_counties_that_never_reported_are_told_until_they_do(
    database: Database, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    person = person_of(ledger, database)
    hold_post(database, person, "驻县联络员", "530828")
    hold_post(database, person, "联络员", "532627")
    hold_post(database, person, "没有代码", None)
    reported(ledger, database)
    assert [post.facts.county_code for post in looked(database).silent] == ["532627"]
    assert looked(database, province="四川省").silent == ()
    reported(ledger, database, GUANGNAN, key="b")
    assert looked(database).silent == ()


def test_a_post_that_was_closed_is_silent_no_more(database: Database, tmp_path: Path) -> None:
    person = person_of(ledger_of(database, tmp_path), database)
    number = hold_post(database, person, "联络员", "532627")
    with database.begin() as unit:
        before = posts.load(unit, number)
        posts.save(unit, before, before.closed(), PostAct.CLOSED, actor="admin")
    assert looked(database).silent == ()
