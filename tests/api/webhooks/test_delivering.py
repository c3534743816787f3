"""How webhooks are told: at the address that was checked, at least once, and never inside."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from api.desk import webhooks
from api.domain.errors import Invalid
from api.domain.webhook import TICKABLE, WebhookFacts
from api.outbox import DeliveryStatus
from api.relay import Relay
from api.store.database import Database
from api.webhook_destinations import TRIES, Webhooks
from api.webhook_reach import Reach, Unresolved
from tests.api.desks import ADMIN
from tests.api.webhooks.hooks import URL, Receivers, made, pinged, published, sent
from tests.e2e.receiver import Script, receiving
from tests.e2e.service import free_port
from tests.fakes import FixedClock


def test_the_connection_goes_to_the_address_that_was_checked_in_the_name_of_the_host(
    database: Database, relay: Relay, receivers: Receivers
) -> None:
    pinged(database, made(database))
    assert relay.deliver_due() == 1
    (request,) = receivers.requests
    assert str(request.url) == "https://8.8.8.8/in?from=shanhai"
    assert request.headers["Host"] == "hooks.example"
    assert request.extensions["sni_hostname"] == "hooks.example"


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "::1"])
def test_a_name_that_comes_to_lead_inside_is_not_followed(
    database: Database,
    relay: Relay,
    receivers: Receivers,
    names: dict[str, Sequence[str]],
    inside: str,
) -> None:
    pinged(database, made(database))
    names["hooks.example"] = ("8.8.8.8", inside)
    assert relay.deliver_due() == 0
    assert receivers.requests == []
    (delivery,) = sent(database)
    assert delivery.status is DeliveryStatus.NEEDS_ATTENTION
    assert "内部网络" in (delivery.last_error or "")


def test_a_redirect_is_no_way_around(
    database: Database, relay: Relay, receivers: Receivers
) -> None:
    receivers.answers["hooks.example"] = 302
    pinged(database, made(database))
    relay.deliver_due()
    assert len(receivers.requests) == 1
    (delivery,) = sent(database)
    assert delivery.status is DeliveryStatus.NEEDS_ATTENTION


@pytest.mark.parametrize(
    ("url", "found", "sentence"),
    [
        ("http://hooks.example/", ("8.8.8.8",), "https://"),
        ("https://127.0.0.1/", ("127.0.0.1",), "内部网络"),
        ("https://2130706433/", ("127.0.0.1",), "内部网络"),
    ],
)
def test_where_it_may_not_lead_is_refused_before_it_is_kept(
    url: str, found: Sequence[str], sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        Reach(resolve=lambda _host, _port: found).address_of(url)
    assert Reach(private=True, resolve=lambda _host, _port: found).address_of(url) == found[0]


def test_a_server_nobody_knows_is_told_from_one_that_is_refused() -> None:
    def away(host: str, port: int) -> Sequence[str]:
        raise OSError(f"{host}:{port}")

    for resolve in (away, lambda _host, _port: ()):
        with pytest.raises(Unresolved, match="找不到"):
            Reach(resolve=resolve).address_of(URL)
    assert Reach(private=True).address_of("http://localhost:8000/") == "127.0.0.1"


def test_one_that_is_away_is_tried_for_hours_and_then_shown(
    database: Database, relay: Relay, receivers: Receivers, clock: FixedClock
) -> None:
    receivers.answers["hooks.example"] = 503
    pinged(database, made(database))
    for _ in range(TRIES):
        (before,) = sent(database)
        assert before.status is DeliveryStatus.PENDING
        relay.deliver_due()
        clock.at += timedelta(hours=1)
    (delivery,) = sent(database)
    assert delivery.status is DeliveryStatus.NEEDS_ATTENTION
    assert "不再自动重试" in (delivery.last_error or "")
    receivers.answers.clear()
    with database.begin() as unit:
        webhooks.resend(unit, ADMIN, 1, delivery.id)
    assert relay.deliver_due() == 1
    keys = {request.headers["Idempotency-Key"] for request in receivers.requests}
    assert keys == {delivery.key}


def test_one_that_is_away_does_not_hold_up_another(
    database: Database, relay: Relay, receivers: Receivers
) -> None:
    receivers.answers["hooks.example"] = 503
    away = made(database)
    there = made(database, WebhookFacts("县平台", "https://other.example/", TICKABLE), key="l")
    for number in (away, away, away, there):
        pinged(database, number)
    assert relay.deliver_due() == 1
    assert [one.headers["Host"] for one in receivers.requests] == [
        "hooks.example",
        "other.example",
    ]


def test_a_real_receiver_gets_the_need_in_the_name_of_its_host(
    sqlite_database: Database, tmp_path: Path
) -> None:
    script, port = Script(), free_port()
    made(sqlite_database, WebhookFacts("县平台", f"http://hooks.example:{port}/in", TICKABLE))
    number = published(sqlite_database, tmp_path)
    reach = Reach(private=True, resolve=lambda _host, _port: ("127.0.0.1",))
    with receiving(port, script), httpx.Client(trust_env=False) as client:
        relay = Relay(sqlite_database, client, Webhooks(sqlite_database, reach))
        assert relay.deliver_due() == 2
    assert [one.need["number"] for one in script.received] == [number, number]
    assert script.received[0].headers["host"] == f"hooks.example:{port}"
    assert {one.response for one in sent(sqlite_database)} == {None}
