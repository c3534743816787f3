"""A test's handle on the server: start it as a process, write its script, see what was asked."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.connections import client_of
from tests.llm_server.script import Behaviour, Said

Json = dict[str, Any]


@dataclass(frozen=True)
class LlmServer:
    """The running server."""

    url: str
    http: httpx.Client
    process: subprocess.Popen[str]

    @property
    def base_url(self) -> str:
        """What ``SHANHAI_LLM_BASE_URL`` is set to."""
        return f"{self.url}/v1"

    def does(self, *behaviours: Behaviour) -> None:
        """Answer the next calls so, all further ones like the last; forget what was asked."""
        body = [behaviour.model_dump() for behaviour in behaviours]
        self.http.post("/control/script", json=body).raise_for_status()

    def says(self, *claims: Said) -> None:
        """Answer every call with these claims."""
        self.does(Behaviour(claims=list(claims)))

    def asked(self) -> list[Json]:
        """The bodies of the calls so far."""
        return [call["body"] for call in self._seen()["calls"]]

    def times(self) -> list[float]:
        """When they came, in seconds."""
        return [call["at"] for call in self._seen()["calls"]]

    def stop(self) -> None:
        """End it: from now on nobody answers."""
        self.process.kill()
        self.process.wait()

    def open(self) -> int:
        """Replies on their way now."""
        return int(self._seen()["open"])

    def _seen(self) -> Json:
        reply = self.http.get("/control/seen")
        reply.raise_for_status()
        return dict(reply.json())


@contextmanager
def running_llm() -> Iterator[LlmServer]:
    """A server in a process of its own, killed at the end."""
    command = [sys.executable, "-m", "tests.llm_server"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            word, port = process.stdout.readline().split()
            assert word == "READY"
            url = f"http://127.0.0.1:{port}"
            with client_of(url, timeout=20) as http:
                yield LlmServer(url, http, process)
        finally:
            process.kill()
