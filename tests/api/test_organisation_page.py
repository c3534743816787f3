"""The public page of an organisation: of verified ones only, with what it has done."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from api.domain.blocked import Blocked
from api.domain.category import Category
from api.domain.claim import ClaimState
from api.domain.organisation import Area
from api.domain.organisation_details import Details
from api.domain.organisation_profile import OrganisationAct, OrganisationState
from api.pages.organisations import organisation_pages_router
from api.store import blocklist, claims
from api.store import organisations as store
from api.store.claiming import Wanted, claim
from api.store.database import Database
from api.tables.organisations import organisations
from api.web_app import create_app
from tests.api.claimants import MONEY_NEED, organised, published, yuan
from tests.api.desks import ledger_of, person_of
from tests.web_fakes import make_world

NAME = "上海山海基金会"


@pytest.fixture
def client(sqlite_database: Database) -> TestClient:
    routers = (organisation_pages_router(sqlite_database),)
    return TestClient(create_app(make_world().services, routers=routers))


@pytest.fixture
def key(sqlite_database: Database, tmp_path: Path) -> str:
    """An organisation that staff verified, with a profile of its own."""
    person = person_of(ledger_of(sqlite_database, tmp_path), sqlite_database)
    with sqlite_database.begin() as unit:
        made = organised(unit, 1, person, name=NAME, state=OrganisationState.UNVERIFIED)
        before = store.load(unit, made)
        details = Details(
            focus=(Category.EDUCATION,),
            areas=(Area("云南省", "普洱市"),),
            beneficiaries="山区小学生",
            capacity_yuan=Decimal(987_654),
            rating="4A",
            rating_year=2023,
        )
        after = replace(
            before.after(OrganisationAct.VERIFIED), details=details, verified_at=unit.now
        )
        store.save(unit, before, after, OrganisationAct.VERIFIED, actor="li")
    return made


def page(client: TestClient, key: str, status: int = 200) -> str:
    answer = client.get(f"/organisations/{key}", headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    return answer.text


def test_a_verified_organisation_shows_what_everybody_may_know(
    client: TestClient, key: str
) -> None:
    text = page(client, key)
    for part in (NAME, "基金会", "上海市", "教育", "云南省普洱市", "4A（2023年）", "机构自行登记"):
        assert part in text
    assert "2026年9月1日核对过" in text
    assert "还没有送达的认领" in text
    assert "987" not in text  # its means are for matching only


def test_a_credit_code_nobody_knows_is_not_said_to_be_checked(
    client: TestClient, key: str, sqlite_database: Database
) -> None:
    assert "核对过名称、信用代码和登记状态。" in page(client, key)
    with sqlite_database.begin() as unit:
        unit.connection.execute(update(organisations).values(credit_code=None))
    assert "核对过名称和登记状态。" in page(client, key)


def test_what_was_delivered_is_counted_and_shown(
    client: TestClient, key: str, sqlite_database: Database, tmp_path: Path
) -> None:
    ledger = ledger_of(sqlite_database, tmp_path)
    ticket = published(ledger, sqlite_database, MONEY_NEED)
    with sqlite_database.begin() as unit:
        wanted = Wanted(ticket.number, key, yuan(20_000))
        made = claim(unit, wanted, actor="li", key="k")
        for state in (ClaimState.CONFIRMED, ClaimState.IN_PROGRESS, ClaimState.DELIVERED):
            after = made.moved(state)
            claims.save(unit, made, after, actor="li")
            made = after
    text = page(client, key)
    assert "已送达 1 项认领，资金 20,000 元" in text


@pytest.mark.parametrize(
    "state",
    [OrganisationState.UNVERIFIED, OrganisationState.REFUSED, OrganisationState.SUSPENDED],
)
def test_others_are_not_public_and_nobody_learns_why(
    client: TestClient, key: str, sqlite_database: Database, state: OrganisationState
) -> None:
    with sqlite_database.begin() as unit:
        unit.connection.execute(update(organisations).values(state=state))
    text = page(client, key, 404)
    assert NAME not in text
    assert "没有公开的机构" in text
    assert page(client, "nobody", 404) == text


def test_a_blocked_one_is_taken_off(
    client: TestClient, key: str, sqlite_database: Database
) -> None:
    with sqlite_database.begin() as unit:
        blocklist.put(unit, Blocked(NAME, "民政部公告", date(2025, 3, 1)), actor="li")
    assert NAME not in page(client, key, 404)
