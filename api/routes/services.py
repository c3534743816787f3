"""What the web routes work with, put together by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from anyio import CapacityLimiter
from fastapi import Depends, Request

from api.domain.api_key import ApiKey
from api.pages.rendering import Pages
from api.rate_limit import RateLimiter
from api.routes.metrics import Gauges, Metrics, Tallies
from api.routes.newest_event import NewestEvent
from api.routes.open_streams import OpenStreams
from api.settings import Settings
from bot.dialogue.turn import Inbound, Turn
from bot.handouts import Documents
from bot.ports import Clock
from bot.web_chats import ChatStore
from knowledge.library import Library

FILES_AT_ONCE = 4  # drawing a photograph anew takes seconds: the other threads are for words


class Conversation(Protocol):
    """``bot.conversation.Conversation``, as far as the web needs it."""

    def handle(self, inbound: Inbound, hear: Callable[[str], None]) -> Turn | None:
        """Answer one message, once; None when there is nothing to say. ``hear`` gets lines of the
        answer that are certain before it is whole."""


def no_key(_: str) -> ApiKey | None:
    """Knows none: where nobody issues keys."""
    return None


@dataclass(frozen=True, slots=True)
class WebServices:
    """Everything the web face needs from outside.

    ``checks`` decide ``/readyz``: name to whether that part is ready. ``gauges`` are figures
    for ``/metrics``, read on each scrape: name to value; ``tallies`` are counts there: name to
    kind to count. ``event_seconds`` is how often the store is asked for turns the bot began.
    ``key_of`` finds the key of another system that holds.
    """

    settings: Settings
    clock: Clock
    conversation: Conversation
    chats: ChatStore
    library: Library
    documents: Documents
    limiter: RateLimiter
    checks: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    gauges: Gauges = field(default_factory=dict)
    tallies: Tallies = field(default_factory=dict)
    event_seconds: float = 1.0
    key_of: Callable[[str], ApiKey | None] = no_key


@dataclass(frozen=True, slots=True)
class Web:
    """The services and what the app itself adds to them. ``files`` bounds the threads that files
    may hold."""

    services: WebServices
    pages: Pages
    metrics: Metrics
    newest: NewestEvent
    streams: OpenStreams
    files: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(FILES_AT_ONCE))


def _web(request: Request) -> Web:
    web: Web = request.app.state.web
    return web


WebDep = Annotated[Web, Depends(_web)]
