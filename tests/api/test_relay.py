"""The relay delivers at least once, waits as asked, and keeps every attempt."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, update

from api import outbox
from api.desk.ticket_page import retry_delivery, ticket_page
from api.destinations import MatchingService
from api.domain.errors import NotFound, WrongMove
from api.outbox import Delivery, DeliveryStatus, deliveries, queue_delivery
from api.relay import Relay
from api.signature import is_signed
from api.store.database import Database
from api.tables import delivery as tables
from tests.api.desks import REVIEWER, ledger_of, reported
from tests.fakes import FixedClock

SECRET = "a shared secret"
URL = "https://matching.example/needs"
MATCHES = {
    "matches": [{"organisation": "某基金会", "offer": "冬衣", "score": 0.9, "reasons": ["近"]}]
}

Answer = Callable[[httpx.Request], httpx.Response]


class Receiver:
    """The other side: answers as told, remembers what came."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: list[Answer | int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if self.answers else 200
        return httpx.Response(answer, json=MATCHES) if isinstance(answer, int) else answer(request)


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def relay(database: Database, receiver: Receiver) -> Iterator[Relay]:
    with httpx.Client(transport=httpx.MockTransport(receiver)) as client:
        yield Relay(database, client, MatchingService(URL, SECRET), jitter=lambda: 1.0)


@pytest.fixture
def ticket(database: Database, tmp_path: Path) -> int:
    """A ticket with one delivery waiting."""
    number = reported(ledger_of(database, tmp_path), database).number
    with database.begin() as unit:
        queue_delivery(
            unit, kind="matching", ticket=number, payload={"need": "冬衣"}, key=f"need-{number}-4"
        )
    return number


def state(database: Database, ticket: int) -> Delivery:
    with database.read() as unit:
        (delivery,) = deliveries(unit, ticket)
    return delivery


def test_a_delivery_arrives_signed_and_with_its_key(
    database: Database, relay: Relay, receiver: Receiver, ticket: int, clock: FixedClock
) -> None:
    assert relay.deliver_due() == 1
    (request,) = receiver.requests
    assert json.loads(request.content) == {"need": "冬衣"}
    assert request.headers["Idempotency-Key"] == f"need-{ticket}-4"
    timestamp = request.headers["X-Shanhai-Timestamp"]
    signature = request.headers["X-Shanhai-Signature"]
    assert is_signed(SECRET, timestamp, request.content, signature, clock.now())
    delivery = state(database, ticket)
    assert delivery.status is DeliveryStatus.DELIVERED
    assert delivery.response == MATCHES
    assert delivery.delivered_at == clock.now()
    (attempt,) = delivery.attempts
    assert (attempt.ordinal, attempt.status_code, attempt.error) == (1, 200, None)
    assert attempt.finished_at == clock.now()
    assert relay.deliver_due() == 0


def test_the_ticket_shows_what_the_matching_service_found(
    database: Database, relay: Relay, ticket: int
) -> None:
    relay.deliver_due()
    with database.read() as unit:
        (match,) = ticket_page(unit, REVIEWER, ticket).matches or ()
    assert (match.organisation, match.offer, match.score) == ("某基金会", "冬衣", 0.9)
    assert match.reasons == ("近",)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"not json", None),
        (b"[]", None),
        (b'{"matches": "many"}', None),
        (b'{"matches": [1, {"organisation": "x", "score": "high", "reasons": 7}]}', 1),
        (b'{"matches": [{"score": NaN}]}', None),
        (b'{"matches": [{"offer": "\\ud83d\\u0000"}]}', 1),
        (b"[" * 100_000, None),
        (b"[" + b"0," * 600_000 + b"0]", None),
    ],
    ids=range(8),
)
def test_a_strange_answer_is_delivered_but_never_breaks_the_ticket(
    *,
    database: Database,
    relay: Relay,
    receiver: Receiver,
    ticket: int,
    body: bytes,
    shown: int | None,
) -> None:
    receiver.answers = [lambda _: httpx.Response(200, content=body)]
    assert relay.deliver_due() == 1
    with database.read() as unit:
        matches = ticket_page(unit, REVIEWER, ticket).matches
    assert (None if matches is None else len(matches)) == shown


def unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def slow(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("too slow", request=request)


def broken(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("reset by peer", request=request)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [(unreachable, "对方没有应答"), (slow, "没有回音"), (broken, "传输中断")],
)
def test_why_a_delivery_did_not_arrive_is_said_in_words(
    *,
    database: Database,
    relay: Relay,
    receiver: Receiver,
    ticket: int,
    trouble: Answer,
    words: str,
) -> None:
    receiver.answers = [trouble]
    relay.deliver_due()
    error = state(database, ticket).last_error or ""
    assert words in error
    assert "Error" not in error


@pytest.mark.parametrize("trouble", [unreachable, slow, 500, 503, 408, 425, 429])
def test_what_may_pass_is_tried_again_with_growing_waits(
    *,
    database: Database,
    relay: Relay,
    receiver: Receiver,
    ticket: int,
    clock: FixedClock,
    trouble: Answer | int,
) -> None:
    receiver.answers = [trouble] * 4
    for wait in (1, 2, 4, 8):
        assert relay.deliver_due() == 0
        delivery = state(database, ticket)
        assert delivery.status is DeliveryStatus.PENDING
        assert delivery.last_error
        assert delivery.next_attempt_at == clock.now() + timedelta(seconds=wait)
        clock.forward(seconds=wait - 1)
        assert relay.deliver_due() == 0
        clock.forward(seconds=1)
    assert relay.deliver_due() == 1
    delivery = state(database, ticket)
    assert (len(delivery.attempts), len(receiver.requests)) == (5, 5)
    assert delivery.last_error is None
    keys = {request.headers["Idempotency-Key"] for request in receiver.requests}
    assert keys == {f"need-{ticket}-4"}


def test_waits_never_exceed_an_hour_and_are_spread(
    database: Database, receiver: Receiver, ticket: int, clock: FixedClock
) -> None:
    client = httpx.Client(transport=httpx.MockTransport(receiver))
    relay = Relay(database, client, MatchingService(URL, SECRET), jitter=lambda: 0.0)
    for _ in range(20):
        receiver.answers = [500]
        relay.deliver_due()
        clock.at = state(database, ticket).next_attempt_at
    receiver.answers = [500]
    relay.deliver_due()
    client.close()
    assert state(database, ticket).next_attempt_at == clock.now() + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("999999999999", 24 * 3600),
        ("Tue, 01 Sep 2026 04:10:00 GMT", 600),
        ("Tue, 01 Sep 2020 04:10:00 GMT", 1),
        ("Tue, 01 Sep 2026 04:10:00", 1),
        ("soon", 1),
        ("-5", 1),
        ("", 1),
    ],
)
def test_the_receiver_may_ask_for_more_time(
    *,
    database: Database,
    relay: Relay,
    receiver: Receiver,
    ticket: int,
    clock: FixedClock,
    value: str,
    seconds: int,
) -> None:
    receiver.answers = [lambda _: httpx.Response(503, headers={"Retry-After": value})]
    relay.deliver_due()
    due = state(database, ticket).next_attempt_at
    assert due == clock.now() + timedelta(seconds=seconds)


@pytest.mark.parametrize("code", [301, 400, 401, 404, 422])
def test_what_was_refused_waits_for_staff_and_their_button(
    *,
    database: Database,
    relay: Relay,
    receiver: Receiver,
    ticket: int,
    clock: FixedClock,
    code: int,
) -> None:
    receiver.answers = [lambda _: httpx.Response(code, text="no such need\x00")]
    assert relay.deliver_due() == 0
    delivery = state(database, ticket)
    assert delivery.status is DeliveryStatus.NEEDS_ATTENTION
    assert delivery.status.label == "需要人工处理"
    assert delivery.last_error == f"匹配服务拒绝了（{code}）：no such need"
    clock.forward(days=1)
    assert relay.deliver_due() == 0
    with database.begin() as unit:
        retry_delivery(unit, REVIEWER, delivery.id)
    assert relay.deliver_due() == 1
    with database.begin() as unit, pytest.raises(WrongMove, match="已送达"):
        retry_delivery(unit, REVIEWER, delivery.id)
    with database.begin() as unit, pytest.raises(NotFound):
        retry_delivery(unit, REVIEWER, 99)


def test_a_crash_in_the_middle_loses_nothing_and_shows(
    database: Database, relay: Relay, receiver: Receiver, ticket: int, clock: FixedClock
) -> None:
    with database.begin() as unit:
        assert len(outbox.claim(unit)) == 1  # and then the process died
    assert relay.deliver_due() == 0
    clock.forward(minutes=2)
    assert relay.deliver_due() == 1
    first, second = state(database, ticket).attempts
    assert (first.finished_at, second.status_code) == (None, 200)


def test_what_was_cancelled_while_under_way_stays_cancelled(
    database: Database, relay: Relay, receiver: Receiver, ticket: int
) -> None:
    def cancelled_meanwhile(_: httpx.Request) -> httpx.Response:
        with database.begin() as unit:
            outbox.cancel(unit, ticket)
        return httpx.Response(500)

    receiver.answers = [cancelled_meanwhile]
    relay.deliver_due()
    delivery = state(database, ticket)
    assert delivery.status is DeliveryStatus.CANCELLED
    assert delivery.attempts[0].status_code == 500


def test_two_workers_never_send_the_same_row_at_once(
    database: Database, relay: Relay, receiver: Receiver, ticket: int
) -> None:
    with database.begin() as unit:
        for number in range(20):
            queue_delivery(unit, kind="matching", ticket=ticket, payload={}, key=f"more-{number}")
    workers = [threading.Thread(target=relay.deliver_due, args=(7,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    relay.deliver_due()
    keys = [request.headers["Idempotency-Key"] for request in receiver.requests]
    assert len(keys) == len(set(keys)) == 21


def test_a_key_is_queued_once(database: Database, ticket: int) -> None:
    with pytest.raises(Exception, match=r"(?i)unique"), database.begin() as unit:
        queue_delivery(unit, kind="matching", ticket=ticket, payload={}, key=f"need-{ticket}-4")
    with database.begin() as unit:
        rows = unit.connection.execute(select(tables.outbox.c.id)).all()
        assert len(rows) == 1
        unit.connection.execute(update(tables.outbox).values(last_error=None))


def test_a_slow_receiver_does_not_use_up_the_lease_of_those_behind(
    database: Database, relay: Relay, receiver: Receiver, ticket: int, clock: FixedClock
) -> None:
    with database.begin() as unit:
        queue_delivery(unit, kind="matching", ticket=ticket, payload={"need": 2}, key="second")

    def slow(_: httpx.Request) -> httpx.Response:
        clock.forward(seconds=outbox.LEASE.total_seconds())
        return httpx.Response(200, json=MATCHES)

    receiver.answers = [slow, slow]
    assert relay.deliver_due() == 2
    with database.read() as unit:
        first, second = deliveries(unit, ticket)
    assert second.attempts[0].started_at == first.attempts[0].finished_at


def test_an_answer_without_end_is_not_read_to_its_end(
    database: Database, relay: Relay, receiver: Receiver, ticket: int
) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 100_000

    receiver.answers = [lambda _: httpx.Response(200, content=endless())]
    assert relay.deliver_due() == 1
    assert sent < 20
    assert state(database, ticket).response is None


def test_an_answer_that_drips_is_given_up_in_time(
    database: Database,
    relay: Relay,
    receiver: Receiver,
    ticket: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def dripping() -> Iterator[bytes]:
        while True:
            time.sleep(0.05)
            yield b" "

    monkeypatch.setattr("api.relay.TIMEOUT_S", 0.2)
    receiver.answers = [lambda _: httpx.Response(503, content=dripping())]
    assert relay.deliver_due() == 0
    assert state(database, ticket).attempts[0].status_code == 503


def test_sending_again_never_undoes_a_delivery_that_just_arrived(
    database: Database, relay: Relay, receiver: Receiver, ticket: int
) -> None:
    """Reviewers press the button while the relay works; whoever is first, it stays delivered."""

    def press() -> None:
        for _ in range(20):
            with suppress(WrongMove), database.begin() as unit:
                retry_delivery(unit, REVIEWER, state(database, ticket).id)

    presses = [threading.Thread(target=press) for _ in range(3)]
    for thread in presses:
        thread.start()
    relay.deliver_due()
    for thread in presses:
        thread.join()
    relay.deliver_due()
    assert state(database, ticket).status is DeliveryStatus.DELIVERED
