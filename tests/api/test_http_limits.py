"""What one client may cost: a head that never ends, more connections than there is room for."""

import resource
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from api.http_limits import KEPT_BACK, TimedHttp, connections_allowed, server_config
from api.settings import Settings
from api.web_app import create_app
from tests.web_fakes import make_world


class Hasty(TimedHttp):
    head_seconds = 0.3


@pytest.fixture
def server() -> Iterator[uvicorn.Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = server_config(create_app(make_world().services), Settings(port=port))
    config.http = Hasty
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield server
    server.should_exit = True
    thread.join(10)


def connected(server: uvicorn.Server) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.config.port))
    connection.settimeout(5)
    return connection


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_a_head_that_does_not_end_is_given_up(server: uvicorn.Server, begun: bytes) -> None:
    with connected(server) as connection:
        connection.sendall(begun)
        assert connection.recv(1) == b"", "the server closes, without an answer"


def test_one_byte_at_a_time_gains_no_time(server: uvicorn.Server) -> None:
    with connected(server) as connection:
        began = time.monotonic()
        while time.monotonic() - began < 3:
            try:
                connection.sendall(b"G")
            except OSError:  # closed from the other side
                break
            time.sleep(0.05)
        assert time.monotonic() - began < 2


def test_the_second_request_on_a_connection_has_its_own_time(server: uvicorn.Server) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{server.config.port}") as client:
        for _ in range(3):
            assert client.get("/healthz").status_code == 200
            time.sleep(0.2)
    with connected(server) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /healthz HTTP/1.1\r\n")
        assert connection.recv(1) == b""


def test_a_slow_body_is_not_cut_off_by_the_time_of_the_head(server: uvicorn.Server) -> None:
    def parts() -> Iterator[bytes]:
        yield b'{"cookie":'
        time.sleep(0.6)
        yield b"false}"

    answer = httpx.post(
        f"http://127.0.0.1:{server.config.port}/api/v1/chat",
        content=parts(),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 201


def test_the_server_does_not_say_what_it_is(server: uvicorn.Server) -> None:
    answer = httpx.get(f"http://127.0.0.1:{server.config.port}/healthz")
    assert "server" not in answer.headers


def test_connections_leave_room_for_databases_and_files() -> None:
    allowed = connections_allowed()
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert allowed >= KEPT_BACK
    assert soft == resource.RLIM_INFINITY or allowed + KEPT_BACK <= max(soft, 2 * KEPT_BACK)
