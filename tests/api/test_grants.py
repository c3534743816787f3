"""Grants as open data: the fields the 360Giving standard requires, and which agreements are one."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from api.desk.application_exports import Programmes, grants
from api.domain.application_event import Act, Wish
from api.domain.grant import HEADINGS, LONGEST_TITLE, Grant, Party, package, yuan
from api.domain.overview import Period
from api.domain.procedure import StageKind
from api.settings import Settings
from api.store import applications
from api.store.database import Database, Unit
from knowledge.procedure_files import load_procedures
from tests.api.claimants import made_up_code, organised
from tests.api.desks import REVIEWER
from tests.api.domain.test_programme_year import SPECIAL, application, passed_up_to
from tests.api.test_exports import rows, sent
from tests.desk_fakes import make_desk, staffed
from tests.fakes import FixedClock

PROGRAMMES = Programmes(load_procedures(), {SPECIAL.programme: "专项资金"})
DAY = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"}
TEXT = {"type": "string", "minLength": 1}
PARTIES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["id", "name"],
        "properties": {"id": TEXT, "name": TEXT},
    },
}
# What version 1.4 requires, written down from its documentation.
SCHEMA = {
    "type": "object",
    "required": ["grants"],
    "properties": {
        "version": {"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        "issued": DAY,
        "publisher": {"type": "object", "required": ["name"]},
        "grants": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": [
                    "id",
                    "title",
                    "description",
                    "currency",
                    "amountAwarded",
                    "awardDate",
                    "recipientOrganization",
                    "fundingOrganization",
                ],
                "properties": {
                    "id": TEXT,
                    "title": {"type": "string", "maxLength": 140},
                    "description": TEXT,
                    "currency": {"enum": ["CNY"]},
                    "amountAppliedFor": {"type": "number"},
                    "amountAwarded": {"type": "number"},
                    "amountDisbursed": {"type": "number"},
                    "awardDate": DAY,
                    "recipientOrganization": PARTIES,
                    "fundingOrganization": PARTIES,
                    "dateModified": {"type": "string", "format": "date-time"},
                },
            },
        },
    },
}


def led_to(unit: Unit, organisation: str, kind: StageKind) -> int:
    """The number of an application in the database that passed every stage up to that one."""
    told = passed_up_to(kind, unit.now).events
    made = applications.add(unit, application(organisation, unit.now))
    for event in told[1:]:
        wish = Wish(event.act, event.note, event.data)
        after = made.with_entry(SPECIAL, wish, event.actor, event.at)
        applications.save(unit, made, after)
        made = after
    return made.number


def given(database: Database, funder: Party | None = None, year: int | None = None) -> list[Grant]:
    period = Period(date(year, 1, 1), date(year, 12, 31)) if year else None
    with database.read() as unit:
        return list(grants(unit, REVIEWER, PROGRAMMES, funder, period))


def test_a_package_has_what_the_standard_requires(database: Database, clock: FixedClock) -> None:
    with database.begin() as unit:
        key = organised(unit, 1)
        led_to(unit, key, StageKind.AGREEMENT)
        led_to(unit, key, StageKind.EVALUATION)
    body = package(tuple(given(database)), "资助", Party("SHANHAI-BRIDGE", "山海桥"), clock.now())
    as_sent = json.loads(json.dumps(body))
    Draft4Validator(SCHEMA, format_checker=FormatChecker()).validate(as_sent)
    first, second = as_sent["grants"]
    assert first["recipientOrganization"] == [
        {"id": f"CN-USCI-{made_up_code(1)}", "name": "示例基金会1"}
    ]
    assert first["fundingOrganization"] == [
        {"id": f"SHANHAI-PROGRAMME-{SPECIAL.programme}", "name": "专项资金"}
    ]
    assert (first["amountAppliedFor"], first["amountAwarded"]) == (3, 2.5)
    assert (first["amountDisbursed"], second["amountDisbursed"]) == (0, 2)


def test_a_grant_is_an_agreement_of_the_year_that_was_not_ended(
    database: Database, clock: FixedClock
) -> None:
    with database.begin() as unit:
        key = organised(unit, 1)
        applications.add(unit, application(key, unit.now))
        kept = led_to(unit, key, StageKind.AGREEMENT)
        ended = applications.load(unit, led_to(unit, key, StageKind.AGREEMENT))
        rejected = ended.with_entry(SPECIAL, Wish(Act.REJECTED, "没有开工"), "li", unit.now)
        applications.save(unit, ended, rejected)
    assert [one.identifier for one in given(database)] == [f"SHANHAI-S{kept}"]
    assert len(given(database, year=2026)) == 1
    assert given(database, year=2027) == []


def test_who_gives_is_whom_the_settings_name(database: Database) -> None:
    code = made_up_code(7)
    funder = Settings(funder_name="上海市某基金会", funder_code=code).funder
    assert funder == Party(f"CN-USCI-{code}", "上海市某基金会")
    assert Settings(funder_name="某处").funder == Party("SHANHAI-FUNDER", "某处")
    assert Settings(funder_code=code).funder is None
    with pytest.raises(ValueError, match="checksum"):
        Settings(funder_code=f"{code[:-1]}!")
    with database.begin() as unit:
        led_to(unit, organised(unit, 1), StageKind.AGREEMENT)
    assert given(database, funder)[0].funder == funder


def test_a_row_has_the_columns_of_the_standard_and_its_title_fits(database: Database) -> None:
    with database.begin() as unit:
        led_to(unit, organised(unit, 1), StageKind.AGREEMENT)
    (one,) = given(database)
    row: dict[str, Any] = dict(zip(HEADINGS, one.to_row(), strict=True))
    assert row["Amount Awarded"] == yuan(250)
    assert row["Recipient Org:Identifier"].startswith("CN-USCI-")
    assert row["Grant Programme:Title"] == "专项资金"
    long = replace(one, title="长" * 200)
    assert len(long.to_json()["title"]) == len(str(long.to_row()[1])) == LONGEST_TITLE


def test_grants_leave_the_desk_in_three_forms(
    sqlite_database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    desk = make_desk(sqlite_database, tmp_path)
    with sqlite_database.begin() as unit:
        led_to(unit, organised(unit, 1), StageKind.AGREEMENT)
    clock.at += timedelta(days=30)
    staff = staffed(desk)
    staff.get("/desk/exports")
    body = json.loads(sent(staff, "grants", "json"))
    assert body["version"] == "1.4"
    (row,) = rows(sent(staff, "grants", "csv"))
    assert row["Identifier"] == body["grants"][0]["id"]
    assert row["Amount Awarded"] == "2.50"
    assert sent(staff, "grants", "xlsx").startswith(b"PK")
    table = sent(staff, "grants", "csv").decode("utf-8-sig")
    assert tuple(next(csv.reader(io.StringIO(table)))) == HEADINGS
