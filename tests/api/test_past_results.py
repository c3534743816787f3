"""What a project came to is before the eyes of those who look at the next of its organisation."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.domain.organisation_profile import OrganisationAct
from api.pages.organisations import organisation_pages_router
from api.store import organisations
from api.store.database import Database
from api.web_app import create_app
from tests.api.application_office import (
    CODE,
    RELIEF,
    Office,
    agreed,
    open_office,
    reviewed,
)
from tests.desk_fakes import Browser
from tests.fakes import FixedClock
from tests.web_fakes import make_world

FIGURES = "可及性 90 分，适配性 90 分，有效性 90 分，可持续性 75 分"


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return open_office(sqlite_database, clock, tmp_path)


def key(office: Office) -> str:
    with office.desk.database.read() as unit:
        profile = organisations.by_credit_code(unit, CODE)
    assert profile is not None
    return profile.key


def signed(office: Office, due: str) -> None:
    office.enter(programme=RELIEF, title="照护服务项目")
    for expert in ("li", "zhao", "sun"):
        office.score(expert, 25, 25, 20, 20)
    office.act("li", "passed")
    office.evaluate("admin", points_lasting="70")
    office.act(
        "admin",
        "passed",
        **agreed("帮-1", "30万", "", ("上门照护", due, "")),
    )
    office.act("admin2", "passed", amount="30万")


def concluded(office: Office, grade: str) -> None:
    """S1 to the relief fund, with that grade."""
    office.clock.forward(days=-10)
    signed(office, "2026-08-28")
    office.wait(10)
    office.evaluate("zhao", result="go_on", points_lasting="72")
    office.reach("zhao", 1, "2026-08-30")
    office.act("zhao", "passed")
    office.evaluate("zhao", points_lasting="75")
    office.act("zhao", "passed", grade=grade, refund="0", note="见验收报告")


def test_a_bad_result_warns_the_reviewers_of_the_next_round(office: Office) -> None:
    concluded(office, "poor")
    office.enter(title="乡村助学")
    page = office["li"].get("/desk/applications/2")
    assert "以前有项目没有做好" in page
    assert "S1 照护服务项目</a>（不合格）" in page
    assert "可持续性 75" in page
    assert "节点最多晚 2 天" in page
    assert "见验收报告" in page
    assert "不合格" in office["li"].get("/desk/organisations")
    assert "见验收报告" in office["li"].get(f"/desk/organisations/{key(office)}")
    assert "没有评为优秀" in _tried_to_skip(office)


def test_a_project_stopped_after_its_agreement_is_a_result_too(office: Office) -> None:
    signed(office, "2026-10-01")
    assert "请填写退回了多少" in office.act("zhao", "rejected", 422, note="服务没有开展")
    office.act("zhao", "rejected", note="服务没有开展", refund="30万")
    office.enter(title="乡村助学")
    page = office["li"].get("/desk/applications/2")
    assert "签约后终止" in page
    assert "服务没有开展" in page


def test_an_excellent_result_is_the_evidence_of_skipping_the_experts(office: Office) -> None:
    concluded(office, "excellent")
    office.enter(programme=RELIEF, title="第二期")
    page = office["zhao"].get("/desk/applications/2")
    assert "以前有项目没有做好" not in page
    assert FIGURES in page
    page = office.act("zhao", "skipped", 200, 2, note="基金会来函确认")
    assert f"依据：申报 S1 的结项评估为优秀（{FIGURES}）" in page
    assert 'href="/desk/applications/1">看作为依据的 S1</a>' in page


def test_the_evaluations_of_all_phases_stand_side_by_side(office: Office) -> None:
    concluded(office, "good")
    page = office["li"].get("/desk/applications/1")
    assert 'aria-label="各阶段评估的得分"' in page
    assert '<td data-label="实施"><span>72（+2）' in page
    assert '<td data-label="结项"><span>75（+3）' in page
    assert "继续实施" in page


def test_everybody_reads_what_an_organisation_was_announced_for_and_nobody_who_scored(
    office: Office,
) -> None:
    reviewed(office)
    office.act("zhou", "noticed")
    office.wait(12)
    office.act("zhou", "passed")
    office.act("admin", "passed")
    office.act("zhou", "passed")
    with office.desk.database.begin() as unit:
        before = organisations.load(unit, key(office))
        verified = before.after(OrganisationAct.VERIFIED)
        organisations.save(unit, before, verified, OrganisationAct.VERIFIED, actor="li")
    router = organisation_pages_router(office.desk.database)
    client = TestClient(create_app(make_world().services, routers=(router,)))
    public = Browser(office.desk)
    page = client.get(f"/organisations/{key(office)}").text
    assert "公告过的资助项目" in page
    assert "乡村助学" in page
    page += public.get("/applications/1") + public.get("/applications")
    for expert in ("sun", "zhou", "wu"):
        assert not re.search(rf"\b{expert}\b", page)


def _tried_to_skip(office: Office) -> str:
    office.enter(programme=RELIEF, title="第二期")
    return office.act("li", "skipped", 422, 3, note="听说可以")
