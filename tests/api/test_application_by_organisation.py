"""Staff and an application that its organisation submitted itself: who did what, and the return."""

from pathlib import Path

import pytest

from api.store.database import Database
from tests.api.applicants_office import ApplicantsOffice, open_applicants_office
from tests.desk_fakes import Browser, staffed


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> ApplicantsOffice:
    office = open_applicants_office(sqlite_database, tmp_path)
    office.member("wang").apply()
    return office


def returned(desk: Browser, *fields: str) -> str:
    page = desk.get("/desk/applications/1")
    version = page.partition('name="version" value="')[2].partition('"')[0]
    return desk.post(
        "/desk/applications/1",
        act="returned",
        key="k",
        version=version,
        note="请核对预算",
        returned_field=[*fields],
    )


def test_the_history_says_that_a_member_submitted_it(office: ApplicantsOffice) -> None:
    page = staffed(office.desk).get("/desk/applications/1")
    assert "申报：提交申报</strong> 申报机构成员 " in page
    history = page.partition('id="history-title"')[2].partition("</section>")[0]
    assert "录入申报" not in history


def test_a_return_names_what_is_to_be_mended(office: ApplicantsOffice) -> None:
    page = returned(staffed(office.desk), "lines", "facts", "made up")
    assert "要补正：预算明细、专项问的条件" in page
    assert office.one().events[-1].data == {"fields": ["lines", "facts"]}
    assert "退回补正：请核对预算" in office.member("wang").get("/apply/1")


def test_a_return_may_name_nothing(office: ApplicantsOffice) -> None:
    page = returned(staffed(office.desk))
    assert "已记录" in page
    assert "要补正：" not in page
