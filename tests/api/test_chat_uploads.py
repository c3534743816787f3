"""Files are measured while they stream in; what is too large is never kept."""

import time
import tracemalloc
from collections.abc import Iterator
from itertools import repeat

import httpx
import pytest

from api.routes import uploads
from api.web_app import create_app
from tests.e2e.browser import serving
from tests.web_fakes import World, make_world

MEGABYTE = 1024 * 1024
HEAD = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.jpg"\r\n'
    b"Content-Type: image/jpeg\r\n\r\n"
)
TAIL = b"\r\n--b--\r\n"


@pytest.fixture(scope="module")
def world() -> World:
    return make_world()


@pytest.fixture(scope="module")
def client(world: World) -> Iterator[httpx.Client]:
    with (
        serving(create_app(world.services)) as server,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        token = client.post("/api/v1/chat").json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def multipart(megabytes: int) -> Iterator[bytes]:
    """A form with one file, sent piece by piece with no length announced."""
    yield HEAD
    yield from repeat(b"x" * MEGABYTE, megabytes)
    yield TAIL


def test_fifty_megabytes_are_refused_with_a_clear_sentence(
    client: httpx.Client, world: World
) -> None:
    tracemalloc.start()
    answer = client.post(
        "/api/v1/chat/messages",
        content=multipart(50),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "每个文件最大 1 MB" in answer.json()["detail"]
    assert answer.json()["max_bytes"] == MEGABYTE
    assert peak < 20 * MEGABYTE
    assert all(inbound.file is None for inbound in world.conversation.inbounds)


def test_a_file_just_over_the_limit_is_refused_and_one_at_it_is_taken(
    client: httpx.Client, world: World
) -> None:
    over = {"file": ("a.jpg", b"x" * (MEGABYTE + 1))}
    exact = {"file": ("a.jpg", b"x" * MEGABYTE)}

    assert client.post("/api/v1/chat/messages", files=over).status_code == 413
    assert client.post("/api/v1/chat/messages", files=exact).status_code == 200
    kept = world.conversation.inbounds[-1].file
    assert kept is not None
    assert len(kept.content) == MEGABYTE


def test_a_huge_text_is_refused_before_it_is_read(client: httpx.Client) -> None:
    answer = client.post("/api/v1/chat/messages", json={"text": "长" * 200_000})

    assert answer.status_code == 413
    assert "分几次" in answer.json()["detail"]


def test_a_form_without_a_file_gets_a_sentence(client: httpx.Client) -> None:
    answer = client.post(
        "/api/v1/chat/messages",
        content=b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--b--\r\n',
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )

    assert (answer.status_code, answer.json()["detail"]) == (
        422,
        "没有收到文件。请重新选择文件再发送。",
    )


def test_an_empty_file_gets_a_sentence(client: httpx.Client) -> None:
    answer = client.post("/api/v1/chat/messages", files={"file": ("a.jpg", b"")})

    assert answer.status_code == 422
    assert "空的" in answer.json()["detail"]


def test_a_broken_form_is_a_problem(client: httpx.Client) -> None:
    answer = client.post(
        "/api/v1/chat/messages",
        content=b"nothing of the kind",
        headers={"Content-Type": "multipart/form-data"},
    )

    assert answer.status_code == 400
    assert answer.json()["detail"].endswith("。")


def test_the_body_that_opens_a_conversation_is_measured_too(client: httpx.Client) -> None:
    answer = client.post("/api/v1/chat", json={"cookie": False, "more": "x" * 2_000})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data; boundary=b"], ids=["json", "file"]
)
def test_a_body_that_stops_coming_is_given_up(
    client: httpx.Client, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def halting() -> Iterator[bytes]:
        yield HEAD
        time.sleep(0.8)
        yield TAIL

    monkeypatch.setattr(uploads, "PATIENCE_SECONDS", 0.2)
    answer = client.post("/api/v1/chat/messages", content=halting(), headers={"Content-Type": kind})
    assert answer.status_code == 408
    assert "网络太慢" in answer.json()["detail"]
