"""The whole service as a process of its own: started, asked, killed, started again on its data."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import ColumnElement, Row, Select, func, select

from api.store.database import Database
from retrieval import owner
from tests.connections import client_of
from tests.telegram_server.remote import wait_for

START_SECONDS = 120.0  # a first start takes about 5 s; other tests may share the machine
_PASSWORD = re.compile(r"one-time password: (\S+)")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Service:
    """``python -m api serve`` on a free port, with a data folder that outlives the process.

    The test holds the dense index, as another worker would: the service answers by words, and
    the tests do not wait for minutes of embedding beside it.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        """``settings`` are settings of the service by their names without the prefix."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "service.log"
        self._clients = ExitStack()
        self.http = self.new_client()
        data = folder / "data"
        url = settings.get("database_url", f"sqlite:///{data / 'shanhai.sqlite3'}")
        self.database = Database(url)
        self._environment = _environment(
            data=str(data), port=str(self.port), public_url=self.url, **settings
        )
        self._process: subprocess.Popen[bytes] | None = None
        self._dense = owner.claim(data / "indexes" / "dense")

    def new_client(self) -> httpx.Client:
        """A client with cookies of its own, closed with the service."""
        client = client_of(self.url, timeout=60)
        return self._clients.enter_context(client)

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "api", "serve"],
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_for(self._is_ready, START_SECONDS)

    def kill(self) -> None:
        """End the process without a chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End the process as an operator would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(30) in (0, -signal.SIGTERM), self.said()
        self._process = None

    def restart(self) -> None:
        """What a crash and whatever watches over the process do."""
        self.kill()
        self.start()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """``shanhai`` with ``arguments``, over the same data."""
        command = [sys.executable, "-m", "api", *arguments]
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False
        )

    def said(self) -> str:
        """Everything the process printed, over all its lives."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def one_time_password(self) -> str:
        """The first administrator's, as printed at the first start."""
        (password,) = _PASSWORD.findall(self.said())
        return str(password)

    def count(self, *conditions: ColumnElement[bool]) -> int:
        """Rows matching the conditions, all of one table."""
        return int(self.rows(select(func.count()).where(*conditions))[0][0])

    def rows(self, query: Select[Any]) -> list[Row[Any]]:
        """What the database holds."""
        with self.database.read() as unit:
            return list(unit.connection.execute(query).all())

    def close(self) -> None:
        """Leave nothing running."""
        self.kill()
        self._clients.close()
        self.database.close()
        if self._dense is not None:
            self._dense.release()

    def _is_ready(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.said()
        try:
            return self.http.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Service]:
    """A running service; whatever it went through, it has written no stack trace."""
    service = Service(folder, **settings)
    try:
        service.start()
        yield service
        assert "Traceback" not in service.said(), service.said()
    finally:
        service.close()


def _environment(**settings: str) -> dict[str, str]:
    """This process's environment with no settings of the service but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHANHAI_")}
    return kept | {f"SHANHAI_{name.upper()}": value for name, value in settings.items()}
