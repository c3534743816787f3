"""Published needs over HTTP: sentences, filters, chips to take away, refusals."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.market.search import MarketSearch
from api.routes.needs import needs_router
from api.store.database import Database
from api.web_app import create_app
from knowledge.places.gazetteer import Gazetteer
from tests import databases
from tests.api.market.made_needs import need, published
from tests.fakes import FixedClock
from tests.web_fakes import make_world

PATH = "/api/v1/needs"


@pytest.fixture(scope="module")
def client(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    g = Gazetteer.load()
    url = databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("needs"))
    database = Database(url, FixedClock())
    published(
        database,
        need(g, "530828205", "education", "冬衣 棉被", 48_000, site="木戛小学", by="2026-12-20"),
        need(g, "532624", "education", "图书", 120_000, site="杨万中学"),
        need(g, "533301", "health", "便携式超声机", 180_000, urgency="urgent"),
    )
    router = needs_router(MarketSearch(database, g))
    with TestClient(create_app(make_world().services, [router])) as client:
        yield client
    database.close()


def get(client: TestClient, path: str = PATH, **params: Any) -> Any:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_sentence_is_read_into_filters_and_answered_with_needs(client: TestClient) -> None:
    found = get(client, q="云南有没有5万以内的助学需求")
    assert found["query"] == "category=education&place=53&most=50000"
    assert [chip["label"] for chip in found["chips"]] == ["云南省", "教育", "5万元以内"]
    assert (found["total"], found["page"], found["pages"]) == (1, 1, 1)
    (one,) = found["needs"]
    assert one["number"] == 1001
    assert one["open_yuan"] == 48_000
    assert one["page"] == "/needs/1001"
    assert one["reasons"] == ["类别是教育", "在澜沧拉祜族自治县", "还差 4.8万元"]
    assert "木戛小学" not in str(found)


def test_a_chip_is_taken_away_by_its_query_string(client: TestClient) -> None:
    found = get(client, q="云南5万以内的助学需求")
    by_key = {chip["key"]: chip["without"] for chip in found["chips"]}
    wider = client.get(f"{PATH}?{by_key['most']}").json()
    assert wider["total"] == 2
    assert wider["query"] == by_key["most"]


def test_a_named_filter_wins_over_the_sentence(client: TestClient) -> None:
    found = get(client, q="5万以内的助学需求", most=200_000)
    assert found["query"] == "category=education&most=200000"
    assert found["total"] == 2


def test_nothing_found_says_what_to_relax(client: TestClient) -> None:
    found = get(client, q="5万以内的医疗需求")
    assert found["needs"] == []
    best = found["relaxations"][0]
    assert best["sentence"] in {"去掉“医疗卫生”后有 1 条。", "去掉“5万元以内”后有 1 条。"}
    assert client.get(f"{PATH}?{best['without']}").json()["total"] == best["count"]


def test_counts_and_pages_are_given(client: TestClient) -> None:
    found = get(client, size=2)
    assert (found["total"], found["pages"], len(found["needs"])) == (3, 2, 2)
    assert len(get(client, size=2, page=2)["needs"]) == 1
    assert get(client, size=2, page=9)["needs"] == []
    assert found["categories"][0] == {"code": "education", "label": "教育", "count": 2}
    assert found["provinces"] == [{"code": "53", "label": "云南省", "count": 3}]


def test_what_is_typed_so_far_is_answered(client: TestClient) -> None:
    assert get(client, f"{PATH}/suggest", q="冬")["total"] == 3
    found = get(client, f"{PATH}/suggest", q="冬衣")
    assert [one["title"] for one in found["needs"]] == ["澜沧拉祜族自治县：冬衣、棉被"]
    assert "categories" not in found


def test_one_need_is_shown_by_its_number(client: TestClient) -> None:
    one = get(client, f"{PATH}/1001")
    assert one["place"]["township"] == "大山乡"
    assert one["items"][0] == {"name": "冬衣", "quantity": 10, "unit": "件"}
    assert one["status_label"] == "已发布"
    assert one["month"] == "2026-09"


@pytest.mark.parametrize(
    ("params", "status", "code"),
    [
        ({"category": "weapons"}, 422, "invalid"),
        ({"place": "99"}, 422, "invalid"),
        ({"least": "5", "most": "1"}, 422, "invalid"),
        ({"q": "10万以上", "most": "50000"}, 422, "invalid"),
        ({"before": "soon"}, 422, "invalid"),
        ({"q": "字" * 201}, 422, "invalid"),
        ({"page": "0"}, 422, "invalid"),
        ({"size": "9999"}, 422, "invalid"),
    ],
)
def test_what_cannot_be_searched_for_is_refused(
    params: dict[str, str], status: int, code: str, client: TestClient
) -> None:
    answer = client.get(PATH, params=params)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(code)


@pytest.mark.parametrize("number", ["4711", "0", "99999999999"])
def test_a_need_that_is_not_there_is_a_problem(number: str, client: TestClient) -> None:
    answer = client.get(f"{PATH}/{number}")
    assert answer.status_code in (404, 422)
    assert answer.json()["detail"].endswith("。")


def test_the_openapi_document_shows_how_to_search(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    operation = document["paths"][PATH]["get"]
    names = {one["name"] for one in operation["parameters"]}
    assert {"q", "category", "place", "most", "page", "size"} <= names
    assert {"422", "429"} <= operation["responses"].keys()
    assert document["components"]["schemas"]["FoundOut"]["examples"][0]["total"] == 1
    one = document["paths"][f"{PATH}/{{number}}"]["get"]
    assert list(one["responses"]["422"]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("least", "-1"), ("most", "1e400"), ("people", "ghosts"), ("site", "castle")],
)
def test_a_refusal_names_the_filter_that_was_wrong(
    field: str, value: str, client: TestClient
) -> None:
    assert client.get(PATH, params={field: value}).json()["field"] == field
