"""Alive, ready, figures, headers, error pages."""

import errno
from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from api.domain.errors import NotAllowed, NotFound, Outdated, Refusal, WrongMove
from api.web_app import create_app
from tests.web_fakes import World, make_world

AWAY: dict[str, Exception] = {
    "database": OperationalError("SELECT secret", {}, Exception("connection refused")),
    "pool": NoConnection("QueuePool limit reached"),
    "disk": OSError(errno.ENOSPC, "No space left on device", "/secret/path"),
}
HTML = {"Accept": "text/html"}


@pytest.fixture
def world() -> World:
    return make_world()


def refusing() -> APIRouter:
    """Routes that refuse, as other parts of the product do."""
    router = APIRouter()
    errors = (NotFound, NotAllowed, WrongMove, Outdated, Refusal)

    @router.get("/refuse/{name}")
    @router.get("/api/v1/refuse/{name}")
    def refuse(name: str) -> None:
        kind = next(error for error in errors if error.code == name)
        raise kind("不行。请换一种做法。")

    @router.get("/break")
    def fail() -> None:
        raise RuntimeError("secret detail")

    @router.get("/away/{what}")
    @router.get("/api/v1/away/{what}")
    def away(what: str) -> None:
        raise AWAY[what]

    return router


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    app = create_app(world.services, routers=(refusing(),))
    with TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 5000)) as client:
        yield client


def test_the_process_is_alive(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readiness_names_the_part_that_is_missing() -> None:
    world = make_world(checks={"database": lambda: True, "index": lambda: False})
    with TestClient(create_app(world.services)) as client:
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "not_ready", "checks": {"database": True, "index": False}}


def test_a_check_that_fails_is_a_part_that_is_not_ready() -> None:
    def away() -> bool:
        raise OSError("no such host")

    world = make_world(checks={"database": away, "index": lambda: True})
    with TestClient(create_app(world.services)) as client:
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "not_ready", "checks": {"database": False, "index": True}}


def test_a_ready_process_says_so_and_how_far_its_indexes_are(client: TestClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["figures"] == {"outbox_waiting": 2.0}
    assert "figures" not in client.get("/readyz", headers={"X-Forwarded-For": "10.0.0.1"}).json()


def test_figures_count_requests_by_route_and_read_gauges(client: TestClient) -> None:
    client.get("/policies/charity-law")
    client.get("/policies/none")
    client.get("/nowhere/1234")

    text = client.get("/metrics").text

    route = 'method="GET",route="/policies/{key}"'
    assert f'shanhai_http_requests_total{{{route},status="200"}} 1.0' in text
    assert f'shanhai_http_requests_total{{{route},status="404"}} 1.0' in text
    assert "shanhai_outbox_waiting 2.0" in text
    assert "1234" not in text


@pytest.mark.parametrize("host", ["114.114.114.114", "somewhere"])
def test_figures_are_not_for_the_public(world: World, host: str) -> None:
    with TestClient(create_app(world.services), client=(host, 5000)) as client:
        assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_figures_are_not_given_through_a_proxy(client: TestClient, header: str) -> None:
    """A proxy in the same network has a private address; who stands behind it has not."""
    assert client.get("/metrics", headers={header: "10.0.0.7"}).status_code == 404


@pytest.mark.parametrize("what", AWAY)
def test_a_store_that_is_away_asks_for_patience_and_betrays_nothing(
    client: TestClient, what: str
) -> None:
    answer = client.get(f"/api/v1/away/{what}")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["detail"] == "系统暂时存不了内容，刚才发的还没有收下。请等一分钟再发一次。"
    page = client.get(f"/away/{what}", headers=HTML)
    assert page.status_code == 503
    assert "还没有收下" in page.text
    assert "secret" not in answer.text + page.text


@pytest.mark.parametrize("path", ["/", "/plain", "/nowhere", "/break", "/api/v1/openapi.json"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=HTML).headers

    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "geolocation=(self)" in headers["permissions-policy"]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("not_found", 404),
        ("not_allowed", 403),
        ("wrong_move", 409),
        ("outdated", 409),
        ("refused", 400),
    ],
)
def test_a_refusal_is_a_page_for_people_and_a_problem_for_programs(
    client: TestClient, code: str, status: int
) -> None:
    page = client.get(f"/refuse/{code}", headers=HTML)
    problem = client.get(f"/api/v1/refuse/{code}", headers=HTML)

    assert page.status_code == problem.status_code == status
    assert "不行。请换一种做法。" in page.text
    assert "回到对话" in page.text
    assert problem.json() == {
        "type": f"urn:shanhai:problem:{code}",
        "title": problem.json()["title"],
        "status": status,
        "detail": "不行。请换一种做法。",
    }


def test_an_unforeseen_error_is_a_calm_page(client: TestClient) -> None:
    page = client.get("/break", headers=HTML)

    assert page.status_code == 500
    assert "系统出了问题" in page.text
    assert "secret" not in page.text


def test_a_wrong_method_and_a_wrong_address_help(client: TestClient) -> None:
    assert "没有找到这个页面" in client.get("/nowhere", headers=HTML).text
    assert client.put("/api/v1/chat").json()["title"] == "不支持的操作"
    assert client.get("/api/v1/nowhere").headers["content-type"] == "application/problem+json"


def test_static_files_are_kept_for_good_and_pages_are_not(client: TestClient) -> None:
    page = client.get("/")
    address = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    style = client.get(address)

    assert page.headers["cache-control"] == "no-cache"
    assert "immutable" in style.headers["cache-control"]
    assert "--green" in style.text
    assert client.get("/static/shanhai.css").status_code == 404
    assert client.get("/static/x/../../settings.py").status_code == 404
