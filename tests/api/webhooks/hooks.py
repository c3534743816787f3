"""Webhooks for tests: the other sides, scripted, and needs they are told of."""

import json
from pathlib import Path
from typing import Any

import httpx

from api.desk import publishing, review, webhooks
from api.domain.public_need import PublicWords
from api.domain.webhook import TICKABLE, WebhookFacts
from api.outbox import Delivery
from api.store.database import Database
from api.webhook_outbox import deliveries_to
from tests.api.desks import ADMIN, CHECKED, NOTIFIER, REVIEWER, hired, ledger_of, reported

URL = "https://hooks.example/in?from=shanhai"
FACTS = WebhookFacts("省平台", URL, TICKABLE)


class Receivers:
    """The other side of every webhook: answers as told by host, remembers what came."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: dict[str, int] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.answers.get(request.headers["Host"], 204))

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]


def made(database: Database, facts: WebhookFacts = FACTS, key: str = "k") -> int:
    with database.begin() as unit:
        return webhooks.make_webhook(unit, ADMIN, facts, key=key).number


def pinged(database: Database, number: int) -> None:
    with database.begin() as unit:
        webhooks.ping(unit, ADMIN, number)


def sent(database: Database, number: int = 1) -> tuple[Delivery, ...]:
    with database.read() as unit:
        return deliveries_to(unit, number, 50)


def published(database: Database, folder: Path) -> int:
    """A need from its report to the market, in words of staff."""
    hired(database, REVIEWER)
    number = reported(ledger_of(database, folder), database).number
    with database.begin() as unit:
        review.take(unit, REVIEWER, number, version=2)
        review.accept(unit, REVIEWER, number, version=3, checks=CHECKED, notifier=NOTIFIER)
        words = PublicWords("山区小学缺冬衣")
        publishing.publish(
            unit, REVIEWER, number, version=4, words=words, days=0, notifier=NOTIFIER
        )
    return number
