"""A real Chromium and a real server for tests of pages."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from sse_starlette.sse import AppStatus

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 360, "height": 740}


def need_chromium() -> None:
    """Skip where there is no Chromium; on CI its absence is a failure."""
    if CHROMIUM.exists():
        return
    reason = f"no Chromium at {CHROMIUM}: install the package `chromium` to run this test"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that talks to nobody but the page's own server."""
    need_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Server:
    """Uvicorn in a thread on a port of its own; it can be stopped and started again there."""

    def __init__(self, app: FastAPI) -> None:
        """Choose a free port; nothing runs yet."""
        self._app = app
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen; returns when it does."""
        AppStatus.should_exit = False
        config = uvicorn.Config(
            self._app, port=self.port, log_level="warning", timeout_graceful_shutdown=5
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started:
            if time.monotonic() > deadline:
                raise TimeoutError("the server did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop listening, as if the service were restarted."""
        AppStatus.should_exit = True  # event streams end; a signal does this outside of tests
        self._server.should_exit = True
        self._thread.join(10)
        AppStatus.should_exit = False  # of the process: tests of event streams may follow


@contextmanager
def serving(app: FastAPI) -> Iterator[Server]:
    """A running server for ``app``."""
    server = Server(app)
    server.start()
    try:
        yield server
    finally:
        server.stop()
