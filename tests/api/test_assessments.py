"""A saved result: its page for whoever has the link, what changed since, and its end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.pages.assessment import Results, assessment_router
from api.store.assessments import kept_assessment
from api.store.database import Database
from api.web_app import create_app
from bot.eligibility.ports import KeptAssessment
from knowledge.places.gazetteer import Gazetteer
from knowledge.programme_files import load_programmes
from retrieval.rule_book import SourcedRules
from tests.api.desks import ledger_of
from tests.bot.test_on_a_database import DatabaseChat
from tests.rule_book import quoted_library, shipped_rules
from tests.transcripts import Chat
from tests.web_fakes import World, make_world

TOKEN = re.compile(r"/assessments/([\w-]{43})")
SAID = (
    "我们是上海的基金会，能申请多少",
    "总投入80万，自筹60万",
    "合格",
    "是",
    "云南普洱",
    "保存结果",
)


@dataclass(slots=True)
class Shelf:
    """Results by token."""

    kept: dict[str, KeptAssessment]

    def find(self, token: str) -> KeptAssessment | None:
        return self.kept.get(token)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def made(gazetteer: Gazetteer) -> KeptAssessment:
    """A result of a foundation that may apply."""
    chat = Chat(gazetteer, rules=shipped_rules())
    for text in SAID:
        chat.say(text)
    ((token, (_, made)),) = chat.ledger.shelf.assessments.items()
    return KeptAssessment(token, made, datetime(2026, 9, 1, 4, tzinfo=UTC))


@pytest.fixture
def world() -> World:
    return make_world()


def page_over(world: World, made: KeptAssessment, rules: SourcedRules) -> TestClient:
    results = Results(Shelf({made.token: made}).find, rules, world.clock)
    return TestClient(create_app(world.services, routers=(assessment_router(results),)))


@pytest.fixture
def client(world: World, made: KeptAssessment) -> Iterator[TestClient]:
    with page_over(world, made, shipped_rules()) as client:
        yield client


def test_the_page_says_what_was_found_when_and_that_it_promises_nothing(
    client: TestClient, made: KeptAssessment
) -> None:
    answer = client.get(f"/assessments/{made.token}")

    for shown in ("初步符合，待核原文", "24万元", "56万元（70%）", "2026-09-01", "不保证结果"):
        assert shown in answer.text
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "规则有变动" not in answer.text


def test_each_rule_leads_to_the_words_it_rests_on(client: TestClient, made: KeptAssessment) -> None:
    page = client.get(f"/assessments/{made.token}").text
    links = re.findall(r'href="(/policies/[^"]+)"', page)

    assert len(links) > 15
    assert "本项目转述" in page


def test_sources_that_contradict_stand_side_by_side(
    client: TestClient, made: KeptAssessment
) -> None:
    page = client.get(f"/assessments/{made.token}").text
    sides = page.split("事前还是事后拨付")[1].split("</ol>")[0]

    assert "assessment-sides" in sides
    assert "以事前资助为主" in sides
    assert "事先申报、事后资助" in sides


def test_when_rules_have_changed_since_the_page_says_so(world: World, made: KeptAssessment) -> None:
    library = quoted_library()
    digest = library.document("shanghai-special-fund-2020")
    assert digest is not None
    library.put(replace(digest, text=digest.text.replace("非营利", "公益")), ())
    with page_over(world, made, SourcedRules(load_programmes(), library)) as client:
        page = client.get(f"/assessments/{made.token}").text

    assert "规则有变动。同样的回答按今天的规则是：信息不足" in page
    assert "初步符合，待核原文" in page  # what was saved stays


def test_when_the_programme_is_gone_the_page_says_so(world: World, made: KeptAssessment) -> None:
    with page_over(world, made, SourcedRules((), quoted_library())) as client:
        assert "已经撤下" in client.get(f"/assessments/{made.token}").text


def test_a_token_nobody_has_finds_nothing(client: TestClient) -> None:
    answer = client.get(f"/assessments/{'x' * 43}")

    assert answer.status_code == 404
    assert "没有找到这份结果" in answer.text


def test_what_somebody_typed_is_no_markup_on_the_page(world: World, made: KeptAssessment) -> None:
    findings = made.made.findings | {"answers": [["申请主体", "<script>x</script>"]]}
    written = replace(made, made=replace(made.made, findings=findings))
    with page_over(world, written, shipped_rules()) as client:
        page = client.get(f"/assessments/{made.token}").text

    assert "<script>x" not in page


@pytest.fixture
def stored(database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    return DatabaseChat(gazetteer, database=database, folder=tmp_path, rules=shipped_rules())


def test_a_result_is_kept_once_found_by_its_link_and_gone_on_request(
    stored: DatabaseChat, database: Database
) -> None:
    for text in SAID:
        stored.say(text)
    token = TOKEN.search("\n".join(stored.texts))
    assert token is not None
    stored.say("保存结果")
    assert token[1] in "\n".join(stored.texts)

    kept = kept_assessment(database, token[1])
    assert kept is not None
    assert kept.made.findings["maximum"] == "24万元"
    assert kept.made.answers["total_input_yuan"] == "800000"
    assert kept_assessment(database, token[1][:-1]) is None

    stored.say("删除保存的结果")
    stored.say("是")
    assert kept_assessment(database, token[1]) is None


def test_results_follow_a_person_to_another_channel(
    stored: DatabaseChat, database: Database
) -> None:
    for text in SAID:
        stored.say(text)
    person = ledger_of(database, stored.folder).receive(stored.inbound(text="x")).person
    holder = stored.beside("telegram")
    code = re.search(r"\d{6}", "\n".join(m.text for m in holder.say("换渠道").messages))
    assert code is not None
    stored.say(f"绑定 {code[0]}")

    other = ledger_of(database, stored.folder).receive(holder.inbound(text="y")).person
    assert other != person
    with ledger_of(database, stored.folder).transaction(other) as tx:
        assert tx.assessments.count() == 1
