"""The reference matching API: signed needs in, ranked offers out, the relay at its door."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.demo.organisations import demo_offers, load_demo, load_demo_once
from api.desk import review
from api.desk.ticket_page import ticket_page
from api.destinations import MatchingService
from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.need_json import need_json
from api.domain.organisation import Area, Offer, Organisation
from api.domain.place import Place
from api.matching_service import Matcher
from api.outbox import deliveries
from api.relay import Relay
from api.routes.matching import matching_router
from api.signature import sign
from api.store.api_keys import SqlKeys
from api.store.database import Database
from api.store.offers import all_offers, change, replace_offers
from api.web_app import create_app
from tests.api.desks import CHECKED, NEED, NOTIFIER, REVIEWER, hired, ledger_of, reported
from tests.e2e.browser import serving
from tests.fakes import FixedClock
from tests.web_fakes import make_world

SECRET = "a shared secret"
PATH = "/api/v1/matching/needs"
ORGANISATION = Organisation("o", "某基金会", "基金会", "上海市", "公开资料", "91310000MA1FL0000X")
COATS = Offer(
    "o-1",
    ORGANISATION,
    "冬衣",
    (Category.EDUCATION,),
    (Area("云南省", "普洱市"),),
    ("冬衣",),
    "给山区学生",
)


@pytest.fixture
def client(sqlite_database: Database, clock: FixedClock) -> Iterator[httpx.Client]:
    services = replace(make_world().services, key_of=SqlKeys(sqlite_database))
    app = create_app(services, (matching_router(Matcher(sqlite_database), SECRET, clock),))
    with serving(app) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def store(database: Database, *offers: Offer) -> int:
    with database.begin() as unit:
        return replace_offers(unit, offers)


def post(
    client: httpx.Client,
    clock: FixedClock,
    *,
    body: bytes | None = None,
    key: str = "k",
    secret: str = SECRET,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    content = delivery() if body is None else body
    timestamp = str(int(clock.now().timestamp()))
    sent = {
        "Idempotency-Key": key,
        "X-Shanhai-Timestamp": timestamp,
        "X-Shanhai-Signature": sign(secret, timestamp, content),
        "Content-Type": "application/json",
    }
    return client.post(PATH, content=content, headers=sent | (headers or {}))


def delivery(**need: Any) -> bytes:
    body = {"ticket": 1001, "version": 4, "need": need_json(replace(NEED, **need))}
    return json.dumps(body).encode()


def test_a_need_gets_its_offers_with_reasons(
    client: httpx.Client, sqlite_database: Database, clock: FixedClock
) -> None:
    store(sqlite_database, COATS)
    answer = post(client, clock)
    assert answer.status_code == 200
    (match,) = answer.json()["matches"]
    assert (match["organisation"], match["offer"]) == ("某基金会", "冬衣")
    assert 0 < match["score"] <= 1
    assert "服务类别包括“教育”，与需求类别一致。" in match["reasons"]


def test_the_same_key_gets_the_same_answer(
    client: httpx.Client, sqlite_database: Database, clock: FixedClock
) -> None:
    store(sqlite_database, COATS)
    first = post(client, clock).json()
    store(sqlite_database, replace(COATS, title="新冬衣"))
    assert post(client, clock).json() == first
    assert post(client, clock, key="another").json()["matches"][0]["offer"] == "新冬衣"


def test_a_key_used_for_another_need_is_refused(client: httpx.Client, clock: FixedClock) -> None:
    post(client, clock)
    answer = post(client, clock, body=delivery(title="别的需求"))
    assert answer.status_code == 422
    assert answer.json()["field"] == "Idempotency-Key"


def test_a_wrong_signature_is_refused(client: httpx.Client, clock: FixedClock) -> None:
    for answer in (
        post(client, clock, secret="another"),
        post(client, clock, headers={"X-Shanhai-Timestamp": "1"}),
        post(client, clock, headers={"X-Shanhai-Signature": ""}),
        client.post(PATH, content=b"{}"),
    ):
        assert answer.status_code in {401, 422}
    assert post(client, clock, secret="another").json()["type"].endswith("bad_signature")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"{}",
        b'{"ticket": 1, "version": 1, "need": {"title": "x", "category": "weapons"}}',
        b'{"ticket": 1, "version": 1, "need": {"title": "x", "budget_yuan": "much"}}',
    ],
)
def test_what_is_no_need_is_refused(client: httpx.Client, clock: FixedClock, body: bytes) -> None:
    answer = post(client, clock, body=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_endless_body_is_given_up_on(client: httpx.Client, clock: FixedClock) -> None:
    assert post(client, clock, body=b" " * 300_000).status_code == 413


def test_the_schema_of_a_delivery_is_written_out(client: httpx.Client) -> None:
    operation = client.get("/api/v1/openapi.json").json()["paths"][PATH]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema["required"] == ["ticket", "version", "need"]
    assert "items" in schema["properties"]["need"]["properties"]
    assert "$defs" not in json.dumps(schema)


def test_an_accepted_need_comes_back_with_matches_on_its_ticket(
    client: httpx.Client, sqlite_database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    load_demo_once(sqlite_database)
    hired(sqlite_database, REVIEWER)
    ticket = reported(ledger_of(sqlite_database, tmp_path), sqlite_database)
    with sqlite_database.begin() as unit:
        taken = review.take(unit, REVIEWER, ticket.number, version=ticket.version)
        review.accept(
            unit, REVIEWER, ticket.number, version=taken.version, checks=CHECKED, notifier=NOTIFIER
        )
    assert Relay(sqlite_database, client, MatchingService(PATH, SECRET)).deliver_due() == 1
    with sqlite_database.read() as unit:
        matches = ticket_page(unit, REVIEWER, ticket.number).matches
        assert deliveries(unit, ticket.number)[0].delivered_at
    assert matches
    assert matches[0].organisation == "上海市阳光善行公益事务中心"  # the one in this very county
    assert all("不完全符合" not in reason for match in matches for reason in match.reasons)


def test_when_nothing_fits_the_nearest_misses_say_why(database: Database) -> None:
    store(database, COATS)
    matcher = Matcher(database)
    (miss,) = matcher.match(replace(NEED, place=Place("青海省", "果洛藏族自治州", "玛多县")))
    assert miss.failed


def test_an_answer_is_recorded_under_its_key(database: Database) -> None:
    store(database, COATS)
    matcher = Matcher(database)
    first = matcher.answer("k", b"body", NEED)
    store(database, replace(COATS, title="新冬衣"))
    assert matcher.answer("k", b"body", NEED) == first
    with pytest.raises(Invalid):
        matcher.answer("k", b"another body", NEED)


def test_two_deliveries_of_one_key_at_once_get_one_answer(database: Database) -> None:
    store(database, COATS)
    matcher = Matcher(database)
    answers: list[Any] = []
    both = [
        threading.Thread(target=lambda: answers.append(matcher.answer("k", b"body", NEED)))
        for _ in range(4)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)


def test_offers_are_stored_and_read_whole(database: Database) -> None:
    offer = replace(COATS, least_yuan=Decimal("0.01"), most_yuan=Decimal("123456.78"))
    with database.begin() as unit:
        assert change(unit) == 0
        assert replace_offers(unit, [offer]) == 1
        assert all_offers(unit) == (offer,)
        assert change(unit) == 1
        assert replace_offers(unit, [offer]) == 0
        assert change(unit) == 1
        assert replace_offers(unit, []) == 0


def test_an_organisations_new_offers_replace_its_old_ones(database: Database) -> None:
    store(database, COATS)
    other = replace(COATS, key="p-1", organisation=replace(ORGANISATION, key="p", credit_code=None))
    books = replace(COATS, key="o-2", title="图书")
    store(database, other)
    store(database, books)
    with database.read() as unit:
        assert all_offers(unit) == (books, other)


def test_the_sample_offers_are_loaded_once(database: Database) -> None:
    wanted = demo_offers()
    assert load_demo_once(database) == len(wanted)
    assert load_demo(database) == 0
    store(database, replace(wanted[0], title="改过的"))
    assert load_demo_once(database) == 0
    with database.read() as unit:
        assert len(all_offers(unit)) == len(wanted)
