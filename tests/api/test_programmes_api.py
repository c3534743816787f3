"""Programmes and assessments over HTTP: what is asked, the verdict with its trace, refusals."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.rate_limit import MemoryRateLimiter
from api.routes.programmes import PER_ADDRESS, programmes_router
from api.routes.verdict_shapes import VerdictOut
from api.web_app import create_app
from knowledge.ingest import builtin_documents
from knowledge.library import MemoryLibrary
from knowledge.places.gazetteer import Gazetteer
from knowledge.programme_files import load_programmes
from tests.web_fakes import World, make_world

PATH = "/api/v1/programmes"
FUND = "shanghai-special-fund"
APPLICANT = {
    "applicant_type": "基金会",
    "registered_in_shanghai": True,
    "annual_review_passed": True,
    "non_profit": True,
    "area": "云南普洱",
    "total_input_yuan": 1_200_000,
}


@pytest.fixture(scope="module")
def world() -> World:
    world = make_world()
    library = MemoryLibrary()
    for document in builtin_documents():
        library.put(document, ())
    return replace(world, services=replace(world.services, library=library))


@pytest.fixture(scope="module")
def client(world: World) -> Iterator[TestClient]:
    router = programmes_router(load_programmes(), Gazetteer.load())
    with TestClient(create_app(world.services, [router])) as client:
        yield client


def assess(client: TestClient, key: str, facts: Mapping[str, object], **more: str) -> Any:
    answer = client.post(f"{PATH}/{key}/assess", json={"facts": facts, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client: TestClient, body: str | bytes, status: int = 422) -> Any:
    answer = client.post(f"{PATH}/{FUND}/assess", content=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.json()


def test_every_programme_is_listed_with_what_it_asks(client: TestClient) -> None:
    listed = {each["key"]: each for each in client.get(PATH).json()}
    assert len(listed) == len(load_programmes())
    assert [key for key, each in listed.items() if not each["general"]] == [
        "service-relief-fund",
        FUND,
    ]
    asked = {fact["key"]: fact for fact in listed[FUND]["facts"]}
    assert "基金会" in asked["applicant_type"]["choices"]
    assert asked["total_input_yuan"]["type"] == "yuan"
    assert listed[FUND]["status_note"]


def test_a_programme_is_shown_with_its_rules_as_of_a_day(client: TestClient) -> None:
    shown = client.get(f"{PATH}/{FUND}", params={"as_of": "2018-06-01"}).json()
    rules = {rule["id"]: rule for rule in shown["rules"]}
    assert rules["subsidy-cap"]["stands"]
    assert not rules["own-share"]["stands"]
    assert not rules["subsidy-cap"]["source"]["stale"]
    assert rules["feasibility-review"]["who"] == "专家委员会"
    today = client.get(f"{PATH}/{FUND}").json()
    assert today["as_of"] == "2026-11-21"


def test_an_applicant_gets_a_verdict_with_every_step_and_its_quotation(client: TestClient) -> None:
    verdict = assess(client, FUND, APPLICANT)
    assert verdict["outcome"] == "eligible"
    assert verdict["label"] == "初步符合，待核原文"
    assert verdict["missing"] == []
    assert verdict["money"] == {
        "maximum_label": "最多可申请资助",
        "maximum": "360000.00",
        "rest_label": "需要自筹",
        "rest": "840000.00",
        "rest_share": "0.7000",
    }
    steps = {step["rule"]: step for step in verdict["steps"]}
    assert steps["area"]["inputs"] == {"area": "云南省普洱市"}
    assert steps["area"]["holds"] is True
    assert steps["payment"]["conflict"]
    assert steps["payment"]["holds"] is None
    for step in verdict["steps"]:
        assert step["text"]
        assert all(source["quote"] and source["link"] for source in step["sources"])


def test_a_link_leads_to_the_marked_quotation(client: TestClient) -> None:
    verdict = assess(client, "donation-deduction-company", {"annual_profit_yuan": 100})
    step = next(each for each in verdict["steps"] if each["rule"] == "share-of-profit")
    source = step["sources"][0]
    assert step["tier"] == "official"
    assert step["value"] == "12.00"
    page = client.get(source["link"]).text
    assert f'<mark id="passage">{source["quote"]}</mark>' in page


def test_a_deduction_is_never_called_a_subsidy(client: TestClient) -> None:
    facts = {"annual_profit_yuan": "1000000.10", "donation_yuan": 200_000}
    money = assess(client, "donation-deduction-company", facts)["money"]
    assert money["maximum_label"] == "当年扣除限额"
    assert money["maximum"] == "120000.01"
    assert "资助" not in str(money)
    assert assess(client, "registration-foundation", {})["money"] is None


def test_an_amount_keeps_every_digit_it_was_written_with(client: TestClient) -> None:
    answer = client.post(
        f"{PATH}/{FUND}/assess", content='{"facts": {"total_input_yuan": 99999999999999.99}}'
    )
    step = next(each for each in answer.json()["steps"] if each["rule"] == "subsidy-share")
    assert step["inputs"]["total_input_yuan"] == "99999999999999.99"
    assert Decimal(step["value"]) == Decimal("29999999999999.99")


def test_nothing_known_is_never_guessed_at(client: TestClient) -> None:
    verdict = assess(client, FUND, {"applicant_type": None})
    assert verdict["outcome"] == "unknown"
    assert "applicant_type" in verdict["missing"]
    assert verdict["money"]["maximum"] is None


def test_another_word_for_a_choice_is_understood(client: TestClient) -> None:
    steps = assess(client, FUND, {"applicant_type": "社团"})["steps"]
    assert steps[0]["inputs"] == {"applicant_type": "社会团体"}


def test_the_day_decides_which_rules_count(client: TestClient) -> None:
    key = "donation-deduction-poverty-relief"
    facts = {
        "channel": "公益性社会组织",
        "target_area": True,
        "receipt_names_area": True,
        "donation_yuan": 100,
    }
    assert assess(client, key, facts, as_of="2025-12-31")["outcome"] == "eligible"
    assert assess(client, key, facts, as_of="2026-01-01")["outcome"] == "unknown"


def test_a_changed_source_makes_its_rule_decide_nothing_here_too(
    client: TestClient, world: World
) -> None:
    library = world.services.library
    kept = library.document("shanghai-special-fund-2017")
    assert kept is not None
    library.put(replace(kept, text=kept.text.replace("30%", "20%")), ())
    try:
        verdict = assess(client, FUND, APPLICANT)
    finally:
        library.put(kept, ())
    step = next(each for each in verdict["steps"] if each["rule"] == "subsidy-share")
    assert step["value"] is None
    assert step["sources"][0]["stale"]
    assert step["sources"][0]["link"] is None
    assert "重新核对" in step["note"]
    assert verdict["money"]["maximum"] is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ('{"colour": "red"}', "colour"),
        ('{"applicant_type": "火星人"}', "applicant_type"),
        ('{"applicant_type": ["企业"]}', "applicant_type"),
        ('{"registered_in_shanghai": "是"}', "registered_in_shanghai"),
        ('{"registered_in_shanghai": 1}', "registered_in_shanghai"),
        ('{"area": "月亮"}', "area"),
        ('{"area": ""}', "area"),
        ('{"total_input_yuan": -1}', "total_input_yuan"),
        ('{"total_input_yuan": true}', "total_input_yuan"),
        ('{"total_input_yuan": "120万"}', "total_input_yuan"),
        ('{"total_input_yuan": 0.001}', "total_input_yuan"),
        ('{"total_input_yuan": 1e400000}', "total_input_yuan"),
        ('{"total_input_yuan": 1e-400000}', "total_input_yuan"),
    ],
)
def test_a_wrong_fact_is_refused_by_its_name(client: TestClient, facts: str, field: str) -> None:
    problem = refused(client, f'{{"facts": {facts}}}')
    assert problem["field"] == field
    assert problem["detail"].endswith("。")


@pytest.mark.parametrize(
    "body",
    [b"\xff", "", "[]", "{}", '{"facts": {"total_input_yuan": NaN}}', '{"facts": {}, "more": 1}'],
)
def test_what_is_no_assessment_is_refused(client: TestClient, body: str | bytes) -> None:
    refused(client, body)


@pytest.mark.parametrize("day", ["2026-13-01", "soon", ""])
def test_what_is_no_day_is_refused(client: TestClient, day: str) -> None:
    assert refused(client, f'{{"facts": {{}}, "as_of": "{day}"}}')["field"] == "as_of"


def test_a_body_too_large_and_a_programme_unknown_are_refused(client: TestClient) -> None:
    refused(client, b"[" * 20_000, status=413)
    answer = client.post(f"{PATH}/nowhere/assess", json={"facts": {}})
    assert answer.status_code == 404
    assert FUND in answer.json()["detail"]
    assert client.get(f"{PATH}/nowhere").status_code == 404


def test_whoever_asks_without_end_is_told_to_wait() -> None:
    router = programmes_router(load_programmes(), Gazetteer.load())
    services = replace(make_world().services, limiter=MemoryRateLimiter(lambda: 0.0))
    with TestClient(create_app(services, [router])) as client:
        statuses = [
            client.post(f"{PATH}/{FUND}/assess", content=b"{").status_code
            for _ in range(PER_ADDRESS.count + 1)
        ]
    assert set(statuses[:-1]) == {422}
    assert statuses[-1] == 429


def test_the_openapi_document_shows_how_to_ask(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    operation = document["paths"][f"{PATH}/{{programme_id}}/assess"]["post"]
    content = operation["requestBody"]["content"]["application/json"]
    assert content["schema"]["required"] == ["facts"]
    assert "VerdictOut" in str(operation["responses"]["200"])
    VerdictOut.model_validate(document["components"]["schemas"]["VerdictOut"]["examples"][0])
    for example in content["examples"].values():
        keys = (FUND, "donation-deduction-company")
        answers = [client.post(f"{PATH}/{key}/assess", json=example["value"]) for key in keys]
        assert sorted(answer.status_code for answer in answers) == [200, 422]
