"""Fixtures of webhooks: their other sides, what names lead to, and the relay between."""

from collections.abc import Iterator, Sequence

import httpx
import pytest

from api.relay import Relay
from api.store.database import Database
from api.webhook_destinations import Webhooks
from api.webhook_reach import Reach
from tests.api.webhooks.hooks import Receivers


@pytest.fixture
def receivers() -> Receivers:
    return Receivers()


@pytest.fixture
def names() -> dict[str, Sequence[str]]:
    """What the names of hosts lead to; a test may change it."""
    return {"hooks.example": ("8.8.8.8",), "other.example": ("8.8.4.4",)}


@pytest.fixture
def relay(
    database: Database, receivers: Receivers, names: dict[str, Sequence[str]]
) -> Iterator[Relay]:
    reach = Reach(resolve=lambda host, _: names.get(host, ()))
    with httpx.Client(transport=httpx.MockTransport(receivers)) as client:
        yield Relay(database, client, Webhooks(database, reach), jitter=lambda: 1.0)
