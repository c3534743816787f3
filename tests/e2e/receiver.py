"""The other side of the matching API, scripted: away, busy, then there; remembers what came."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MATCHES = {
    "matches": [
        {
            "organisation": "山海试验基金会",
            "offer": "温暖过冬计划",
            "score": 0.9,
            "reasons": ["离得近", "<script>alert(1)</script>"],
        }
    ]
}


@dataclass(frozen=True)
class Received:
    """One request as it arrived, and the status it was answered with."""

    headers: dict[str, str]
    body: bytes
    status: int

    @property
    def need(self) -> dict[str, Any]:
        """The need that was delivered."""
        need: dict[str, Any] = json.loads(self.body)["need"]
        return need


@dataclass
class Script:
    """``answers`` are used up one a request: a status, or one with its headers; then 200."""

    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        """The answer to a request, which is remembered."""
        with self.lock:
            status, more = self.answers.pop(0) if self.answers else (200, {})
            self.received.append(Received(headers, body, status))
            return status, more

    def statuses(self) -> list[int]:
        """What was answered so far."""
        return [one.status for one in self.received]


@contextmanager
def receiving(port: int, script: Script) -> Iterator[None]:
    """Listen on that port and answer by the script."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = script.next(
                {name.lower(): value for name, value in self.headers.items()}, body
            )
            answer = json.dumps(MATCHES if status == 200 else {}).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
