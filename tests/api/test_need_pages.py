"""The public list of needs: searched, narrowed, empty, and how it leads to each need."""

from decimal import Decimal
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from fastapi.testclient import TestClient

from api.domain.claimable import Parts
from api.domain.public_need import PublicWords
from api.domain.publication import Publication
from api.domain.ticket import TicketStatus
from api.market.meaning import Meaning
from api.market.search import MarketSearch
from api.pages.needs import NeedPages, need_pages_router
from api.store import claiming
from api.store.claiming import Wanted
from api.store.database import Database
from api.store.publications import keep_publication
from api.web_app import create_app
from bot.entrances import Entrances
from tests.api.claimants import organised
from tests.api.desks import REVIEWER, hired
from tests.api.market.made_needs import changed, need, published
from tests.api.market.test_meaning import Topics
from tests.desk_fakes import gazetteer
from tests.web_fakes import make_world

S = TicketStatus


@pytest.fixture
def client(sqlite_database: Database) -> TestClient:
    market = MarketSearch(sqlite_database, gazetteer(), lambda: next(_hours))
    pages = NeedPages(sqlite_database, market, Entrances())
    return TestClient(create_app(make_world().services, routers=(need_pages_router(pages),)))


_hours = iter(range(0, 10**9, 3600))  # the index looks at the database before every search


@pytest.fixture
def needs(sqlite_database: Database) -> tuple[int, ...]:
    """Coats in 澜沧 (1001), books in 广南 (1002), an ultrasound in 泸水 (1003)."""
    places = gazetteer()
    hired(sqlite_database, REVIEWER)
    return published(
        sqlite_database,
        need(places, "530828", "education", "冬衣 棉被", 48_000, site="木戛小学", by="2026-12-20"),
        need(places, "532627", "education", "图书", 120_000, site="杨万中学"),
        need(places, "533301", "health", "超声机", 180_000, site="鲁掌镇卫生院", urgency="urgent"),
    )


def page(client: TestClient, address: str = "/needs", status: int = 200) -> str:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    return answer.text


def listed(text: str) -> list[int]:
    return [int(part.split('"')[0]) for part in text.split('href="/needs/')[1:]]


def test_nothing_published_yet_is_said_kindly(client: TestClient) -> None:
    assert "现在没有等待认领的需求" in page(client)


def test_every_open_need_is_listed_without_sites_and_leads_to_its_page(
    client: TestClient, needs: tuple[int, ...]
) -> None:
    text = page(client)
    assert set(listed(text)) == set(needs)
    assert not [site for site in ("木戛小学", "杨万中学", "鲁掌镇", "王老师") if site in text]
    assert "还差 48,000 元" in text
    assert "2026年12月20日前要" in text
    assert "共 3 条" in text
    for number in needs:
        assert f"编号 {number}" in page(client, f"/needs/{number}")


def test_a_sentence_becomes_chips_that_can_be_taken_away(
    client: TestClient, needs: tuple[int, ...]
) -> None:
    text = page(client, "/needs?q=云南有没有5万以内的助学需求")
    assert listed(text) == [1001]
    assert 'value="云南有没有5万以内的助学需求"' in text
    for label in ("云南省", "教育", "5万元以内"):
        assert f"</span>{label} <span" in text
    wider = "/needs?category=education&amp;place=53"
    assert f'href="{wider}"' in text
    assert set(listed(page(client, wider.replace("&amp;", "&")))) == {1001, 1002}


def test_what_is_searched_can_be_subscribed_to_in_the_chat(
    client: TestClient, needs: tuple[int, ...]
) -> None:
    typed = page(client, "/needs?q=云南5万以内的助学")
    assert f'href="/?subscribe={quote("云南5万以内的助学")}"' in typed
    chosen = page(client, "/needs?category=education&place=53")
    assert f'href="/?subscribe={quote_plus("云南省 教育")}"' in chosen
    assert "subscribe=" not in page(client)


def test_categories_provinces_and_orders_lead_on(
    client: TestClient, needs: tuple[int, ...]
) -> None:
    text = page(client)
    assert 'href="/needs?category=health"' in text
    assert 'href="/needs?place=53"' in text
    assert listed(page(client, "/needs?category=health")) == [1003]
    assert listed(page(client, "/needs?order=cheapest")) == [1001, 1002, 1003]


def test_an_empty_result_says_what_to_relax(client: TestClient, needs: tuple[int, ...]) -> None:
    text = page(client, "/needs?q=5万以内的医疗")
    assert "没有完全符合的需求" in text
    assert "去掉“5万元以内”后有 1 条" in text
    assert 'href="/needs?category=health"' in text
    assert "没有找到这样的需求" in page(client, "/needs?place=65&category=housing&most=1")


def test_pages_follow_each_other_with_the_same_search(
    client: TestClient, sqlite_database: Database
) -> None:
    one = need(gazetteer(), "530828", "education", "冬衣", 48_000)
    published(sqlite_database, *[one] * 12)
    first = page(client, "/needs?category=education")
    assert 'href="/needs?category=education&amp;page=2" rel="next"' in first
    second = page(client, "/needs?category=education&page=2")
    assert len(listed(second)) == 2
    assert 'href="/needs?category=education" rel="prev"' in second
    assert "这一页没有内容" in page(client, "/needs?page=9")


def test_filters_nobody_can_mean_are_refused_with_what_to_do(client: TestClient) -> None:
    for bad in ("place=999999", "least=-5", "most=abc", "category=x", "page=0", f"q={'长' * 201}"):
        assert "<h1>" in page(client, f"/needs?{bad}", 422)
    assert "没有“999999”这个行政区划代码" in page(client, "/needs?place=999999", 422)


def test_an_address_that_was_mistyped_is_not_found(client: TestClient) -> None:
    for wrong in ("/needs/10l0", "/needs/0", "/needs/1001/card.gif"):
        assert "地址可能有误" in page(client, wrong, 404)


def test_the_words_of_staff_and_what_is_claimed_are_shown_at_once(
    client: TestClient, sqlite_database: Database, needs: tuple[int, ...]
) -> None:
    with sqlite_database.begin() as unit:
        words = PublicWords("孩子们要过冬", "十一月起早晚低于 5 度")
        keep_publication(unit, 1001, Publication(words), "li")
        taken = Wanted(1001, organised(unit, 1), Parts(Decimal(12_000)))
        claiming.claim(unit, taken, actor="li", key="k")
    text = page(client, "/needs?q=过冬")
    assert "孩子们要过冬" in text
    assert "还差 36,000 元" in text
    assert "部分认领" in text
    shown = page(client, "/needs/1001")
    assert "已认领 25%" in shown
    assert '<progress max="100" value="25"' in shown
    assert "部分认领</strong>" in shown


def test_a_need_that_was_met_says_so_with_thanks(
    client: TestClient, sqlite_database: Database, needs: tuple[int, ...]
) -> None:
    for to in (S.CLAIMED, S.IN_PROGRESS, S.DELIVERED, S.CLOSED):
        changed(sqlite_database, 1002, to=to)
        if to is not S.CLOSED:
            assert f"{to.label}</strong>" in page(client, "/needs/1002")
    assert "需求 1002 已经办结" in page(client, "/needs/1002", 404)


def test_what_is_taken_back_is_gone_from_the_list(
    client: TestClient, sqlite_database: Database, needs: tuple[int, ...]
) -> None:
    changed(sqlite_database, 1003, to=S.WITHDRAWN)
    assert 1003 not in listed(page(client))
    assert "没有公开的需求" in page(client, "/needs/1003", 404)


def test_needs_that_only_mean_something_like_it_stand_apart(
    sqlite_database: Database, needs: tuple[int, ...], tmp_path: Path
) -> None:
    meaning = Meaning(Topics(), tmp_path / "kept.sqlite3")
    market = MarketSearch(sqlite_database, gazetteer(), meaning=meaning)
    market.follow()
    pages = NeedPages(sqlite_database, market, Entrances())
    client = TestClient(create_app(make_world().services, routers=(need_pages_router(pages),)))
    text = page(client, f"/needs?q={quote('阅读')}")
    exact, near = text.split("意思相近的")
    assert listed(exact) == []
    assert listed(near) == [1002]
    assert "去掉“阅读”后有 3 条" in exact
    assert "意思相近的" not in page(client, f"/needs?q={quote('图书')}")
