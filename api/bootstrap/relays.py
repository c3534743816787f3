"""The relays: one to the matching service, one to webhooks; neither waits for the other."""

import httpx

from api.destinations import MatchingService
from api.relay import Relay
from api.settings import Settings
from api.store.database import Database
from api.webhook_destinations import Webhooks
from api.webhook_reach import Reach


def open_relays(settings: Settings, database: Database, secret: str, reach: Reach) -> list[Relay]:
    """Both; ``secret`` signs what goes to the matching service."""
    matching = MatchingService(_matching_url(settings), secret)
    # A proxy of the environment must not catch deliveries to ourselves on loopback.
    client = httpx.Client(trust_env=bool(settings.matching_url))
    # Nor may it take those to webhooks elsewhere than to the address that was checked.
    direct = httpx.Client(trust_env=False)
    return [Relay(database, client, matching), Relay(database, direct, Webhooks(database, reach))]


def _matching_url(settings: Settings) -> str:
    return settings.matching_url or f"http://127.0.0.1:{settings.port}/api/v1/matching/needs"
