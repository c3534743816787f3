"""Tokens, cookies, and whose word is taken."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.routes.chat_access import COOKIE
from api.settings import Settings
from api.web_app import create_app
from tests.web_fakes import World, make_world

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    with TestClient(create_app(world.services)) as client:
        yield client


def test_the_page_keeps_its_token_where_scripts_cannot_read_it(client: TestClient) -> None:
    answer = client.post("/api/v1/chat", json={"cookie": True}, headers=SAME)

    cookie = answer.headers["set-cookie"].lower()
    assert answer.json()["token"] is None
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert client.get("/api/v1/chat/messages").status_code == 200


def test_over_https_the_cookie_is_secure_and_transport_strict() -> None:
    world = make_world(Settings(public_url="https://bridge.example"))
    with TestClient(create_app(world.services)) as client:
        answer = client.post("/api/v1/chat", json={"cookie": True}, headers=SAME)

    assert "secure" in answer.headers["set-cookie"].lower()
    assert answer.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (SAME, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_the_cookie_speaks_only_for_our_own_page(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    client.post("/api/v1/chat", json={"cookie": True}, headers=SAME)

    answer = client.post("/api/v1/chat/messages", json={"text": "你好"}, headers=headers)

    assert answer.status_code == status


def test_behind_a_proxy_the_public_origin_counts(world: World) -> None:
    headers = {"Origin": "http://testserver", "Host": "127.0.0.1:8000"}
    with TestClient(create_app(world.services)) as client:
        assert client.post("/api/v1/chat", json={"cookie": True}, headers=headers).is_success


def test_another_site_cannot_make_us_set_a_cookie(client: TestClient, world: World) -> None:
    answer = client.post(
        "/api/v1/chat", json={"cookie": True}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert not world.chats.tokens


def test_a_bearer_token_needs_no_origin_and_wins_over_the_cookie(client: TestClient) -> None:
    token = client.post("/api/v1/chat").json()["token"]
    client.cookies.set(COOKIE, "stale")

    answer = client.post(
        "/api/v1/chat/messages", json={"text": "你好"}, headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/chat/messages", "/api/v1/chat/events"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Cookie": f"{COOKIE}=x"}])
def test_without_a_valid_token_nothing_is_shown(
    client: TestClient, path: str, headers: dict[str, str]
) -> None:
    answer = client.get(path, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "刷新页面" in answer.json()["detail"]


def test_leaving_takes_the_cookie_away(client: TestClient) -> None:
    client.post("/api/v1/chat", json={"cookie": True}, headers=SAME)

    answer = client.delete("/api/v1/chat", headers=SAME)

    assert answer.status_code == 204
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert COOKIE not in client.cookies
