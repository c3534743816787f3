"""What one client may cost the HTTP server: how many connections, how long for a request's head."""

import asyncio
import resource
from typing import Any, ClassVar

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.settings import Settings

MOST_CONNECTIONS = 10_000
KEPT_BACK = 200  # file descriptors for databases, indexes, files and outgoing requests


class TimedHttp(H11Protocol):
    """HTTP/1.1 by h11, which bounds a head's size; here its time is bounded too.

    Without that a few hundred connections that never finish a head keep everybody else out.
    """

    head_seconds: ClassVar[float] = 20.0  # a second on a poor mobile line is plenty

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As uvicorn makes it."""
        super().__init__(*args, **kwargs)
        self._head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in H11Protocol
        """The first head is awaited from now on."""
        super().connection_made(transport)
        self._watch_head()

    def data_received(self, data: bytes) -> None:
        """Begin to wait with the first byte of a head, end with its last."""
        super().data_received(data)
        self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._forget_head()
        super().connection_lost(exc)

    def _watch_head(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._forget_head()
        elif self._head_due is None:
            self._head_due = self.loop.call_later(self.head_seconds, self.transport.close)

    def _forget_head(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None


def server_config(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """How ``shanhai serve`` serves ``app``."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=TimedHttp,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        limit_concurrency=connections_allowed(),
        timeout_graceful_shutdown=5,
    )


def connections_allowed() -> int:
    """How many connections there are file descriptors for; as many as the system lets us take.

    Beyond it a client gets 503 and comes again, instead of every open file failing.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + KEPT_BACK
    granted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < granted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))
    return max(granted - KEPT_BACK, KEPT_BACK)
