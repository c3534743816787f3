"""Keys for other systems: issued and revoked at the desk, honoured by the API, never readable."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.desk.api_keys import issue_key, list_keys, revoke_key
from api.domain.api_key import KeyFacts, Scope
from api.domain.errors import Invalid, NotAllowed, NotFound, WrongMove
from api.domain.limit import Limit
from api.domain.need_json import need_json
from api.market.search import MarketSearch
from api.matching_service import Matcher
from api.routes import api_keys as key_rules
from api.routes.exports import exports_router
from api.routes.matching import matching_router
from api.routes.needs import needs_router
from api.store import api_keys as store
from api.store.database import Database
from api.store.idempotency import recall
from api.tables.administration import administration_history, api_keys
from api.web_app import create_app
from tests.api.desks import ADMIN, NEED, REVIEWER
from tests.api.market.made_needs import need, published
from tests.desk_fakes import gazetteer
from tests.fakes import FixedClock
from tests.web_fakes import make_world

FACTS = KeyFacts("数据大屏", "省合作交流办", "展示公开需求", (Scope.EXPORT,), 90)
MATCHING = "/api/v1/matching/needs"
EXPORTS = "/api/v1/exports/needs"


def made(database: Database, *scopes: Scope, key: str = "f") -> str:
    with database.begin() as unit:
        return issue_key(unit, ADMIN, replace(FACTS, scopes=scopes or (Scope.EXPORT,)), key=key)[1]


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@contextmanager
def client_of(database: Database, *routers: APIRouter) -> Iterator[TestClient]:
    services = replace(make_world().services, key_of=store.SqlKeys(database))
    with TestClient(create_app(services, routers)) as client:
        yield client


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"owner": "字" * 61}, "owner"),
        ({"purpose": ""}, "purpose"),
        ({"scopes": ()}, "scopes"),
        ({"days": 3650}, "days"),
    ],
)
def test_a_key_nobody_could_account_for_is_refused(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        replace(FACTS, **wrong)
    assert refusal.value.field == field


def test_only_a_digest_of_a_key_is_stored(database: Database) -> None:
    key = made(database)
    with database.read() as unit:
        rows = unit.connection.execute(select(api_keys)).all()
        told = unit.connection.execute(select(administration_history)).all()
    assert key.startswith("shb_")
    assert key not in f"{rows}{told}"


def test_a_form_sent_twice_makes_one_key(database: Database) -> None:
    made(database)
    with pytest.raises(Invalid, match="只显示那一次"):
        made(database)
    with database.read() as unit:
        assert len(store.all_keys(unit)) == 1


def test_only_administrators_see_issue_and_revoke_keys(database: Database) -> None:
    made(database)
    with database.begin() as unit:
        with pytest.raises(NotAllowed):
            list_keys(unit, REVIEWER)
        with pytest.raises(NotAllowed):
            issue_key(unit, REVIEWER, FACTS, key="g")
        with pytest.raises(NotAllowed):
            revoke_key(unit, REVIEWER, 1)


def test_a_key_opens_until_it_is_over_or_revoked(database: Database, clock: FixedClock) -> None:
    find, key, other = store.SqlKeys(database), made(database), made(database, key="g")
    found = find(key)
    assert found is not None
    assert found.opens(Scope.EXPORT)
    assert find(key + "x") is None
    with database.begin() as unit:
        revoke_key(unit, ADMIN, 1)
    assert find(key) is None
    assert find(other) is not None
    clock.at += timedelta(days=90)
    assert find(other) is None
    with database.begin() as unit:
        with pytest.raises(WrongMove, match="已经停用"):
            revoke_key(unit, ADMIN, 1)
        with pytest.raises(NotFound):
            revoke_key(unit, ADMIN, 9)


def test_it_is_noted_once_a_minute_that_a_key_is_in_use(
    database: Database, clock: FixedClock
) -> None:
    find, key, begun = store.SqlKeys(database), made(database), clock.at
    noted = []
    for seconds in (0, 59, 60):
        clock.at = begun + timedelta(seconds=seconds)
        find(key)
        with database.read() as unit:
            noted.append(store.load(unit, 1).last_used_at)
    assert noted == [begun, begun, begun + timedelta(seconds=60)]


def test_published_needs_are_exported_page_by_page(sqlite_database: Database) -> None:
    g = gazetteer()
    published(
        sqlite_database,
        need(g, "530828205", "education", "冬衣 棉被", 48_000, site="木戛小学"),
        need(g, "532624", "education", "图书", 120_000),
        need(g, "533301", "health", "超声机", 180_000),
    )
    with client_of(sqlite_database, exports_router(sqlite_database)) as client:
        headers = bearer(made(sqlite_database))
        first = client.get(EXPORTS, params={"size": 2}, headers=headers).json()
        rest = client.get(EXPORTS, params={"size": 2, "after": first["next"]}, headers=headers)
        later = {"since": "2099-01-01T00:00:00+08:00"}
        none = client.get(EXPORTS, params=later, headers=headers).json()
        bad = client.get(EXPORTS, params={"since": "2026-01-01T00:00:00"}, headers=headers)
    assert [one["number"] for one in first["needs"]] == [1001, 1002]
    assert [one["number"] for one in rest.json()["needs"]] == [1003]
    assert (first["next"], rest.json()["next"]) == (1002, None)
    assert first["needs"][0]["published_on"] is not None
    assert first["needs"][0]["delivered_on"] is None
    assert "木戛小学" not in str(first)
    assert none == {"needs": [], "next": None}
    assert bad.status_code == 422


def test_without_the_right_key_nothing_is_exported(sqlite_database: Database) -> None:
    narrow = made(sqlite_database, Scope.PACE)
    with client_of(sqlite_database, exports_router(sqlite_database)) as client:
        none = client.get(EXPORTS)
        wrong = client.get(EXPORTS, headers=bearer("shb_wrong"))
        other = client.get(EXPORTS, headers=bearer(narrow))
    assert (none.status_code, wrong.status_code, other.status_code) == (401, 401, 403)
    assert none.headers["WWW-Authenticate"] == "Bearer"
    assert "已停用" in wrong.json()["detail"]
    assert "没有开通“导出需求”" in other.json()["detail"]


def test_a_key_for_a_higher_rate_is_not_counted_with_its_address(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.needs.PER_ADDRESS", Limit(1, 60))
    monkeypatch.setattr(key_rules, "WRONG_KEYS", Limit(1, 60))
    headers = bearer(made(sqlite_database, Scope.PACE))
    router = needs_router(MarketSearch(sqlite_database, gazetteer()))
    with client_of(sqlite_database, router) as client:
        plain = [client.get("/api/v1/needs").status_code for _ in range(2)]
        keyed = [client.get("/api/v1/needs", headers=headers).status_code for _ in range(3)]
        wrong = [client.get("/api/v1/needs", headers=bearer("shb_x")).status_code for _ in range(2)]
    assert (plain, keyed, wrong) == ([200, 429], [200, 200, 200], [401, 429])


def test_the_openapi_document_says_where_a_key_belongs(sqlite_database: Database) -> None:
    with client_of(sqlite_database, exports_router(sqlite_database)) as client:
        document = client.get("/api/v1/openapi.json").json()
    assert document["components"]["securitySchemes"]["ApiKey"]["scheme"] == "bearer"
    assert document["paths"][EXPORTS]["get"]["security"] == [{"ApiKey": []}]


def test_a_key_for_matching_stands_in_for_the_signature(
    sqlite_database: Database, clock: FixedClock
) -> None:
    matching = bearer(made(sqlite_database, Scope.MATCHING))
    narrow = bearer(made(sqlite_database, key="g"))
    router = matching_router(Matcher(sqlite_database), "secret", clock)
    body = {"ticket": 1001, "version": 4, "need": need_json(NEED)}

    with client_of(sqlite_database, router) as client:

        def status(headers: dict[str, str], **more: int) -> int:
            sent = {**headers, "Idempotency-Key": "need-1001-4"}
            return client.post(MATCHING, json=body | more, headers=sent).status_code

        assert [status(matching), status(narrow), status({})] == [200, 403, 401]
        assert status(matching, version=5) == 422  # the key of a delivery was used
    # What another system sent must not stand for what the relay sends under the same key.
    with sqlite_database.read() as unit:
        assert recall(unit, "matching", "need-1001-4") is None
        assert recall(unit, "matching", "key-1:need-1001-4") is not None
