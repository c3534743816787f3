"""Files of applications: added by whom it is the turn of, seen by staff and the organisation."""

import re
from pathlib import Path

import pytest

from api.desk.application_files import attach
from api.domain.application_event import Act, Wish
from api.domain.application_files import MOST_FILES
from api.domain.errors import NotAllowed, WrongMove
from api.store import application_files, applications
from api.store.database import Database
from api.store.files import Kept
from tests.api.applicants_office import ApplicantsOffice, Member, open_applicants_office
from tests.api.desks import ADMIN, hired, linked
from tests.api.pictures import jpeg
from tests.desk_fakes import Browser, staffed

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> ApplicantsOffice:
    return open_applicants_office(sqlite_database, tmp_path)


@pytest.fixture
def wang(office: ApplicantsOffice) -> Member:
    """A member whose organisation has applied."""
    member = office.member("wang")
    member.apply()
    return member


def keys(page: str) -> list[str]:
    return re.findall(r'class="file" href="[^"]+/files/(\w{32})"', page)


def test_the_organisation_adds_files_and_staff_see_who_sent_them_when(
    office: ApplicantsOffice, wang: Member
) -> None:
    page = wang.upload("/apply/1/files", ("清单.pdf", PDF), ("现场.jpg", jpeg()))
    assert "附件已保存" in page
    assert "清单.pdf" in page
    assert "贵机构" in page
    desk = staffed(office.desk)
    shown = desk.get("/desk/applications/1")
    assert "申报机构成员" in shown
    photo, document = sorted(keys(shown), key=lambda key: f"{key}/thumbnail" not in shown)
    small = desk.client.get(f"/desk/applications/1/files/{photo}/thumbnail")
    assert small.content.startswith(b"\xff\xd8")
    saved = desk.client.get(f"/desk/applications/1/files/{document}")
    assert saved.content == PDF
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-security-policy"] == "default-src 'none'; sandbox"
    again = desk.get("/desk/applications/1")
    assert "谁打开过" in again
    assert "清单.pdf" in again.partition("谁打开过")[2]


def test_the_same_file_sent_twice_is_kept_once(office: ApplicantsOffice, wang: Member) -> None:
    for _ in range(2):
        wang.upload("/apply/1/files", ("清单.pdf", PDF))
    with office.database.read() as unit:
        assert len(application_files.of_application(unit, 1)) == 1


def test_once_staff_have_begun_the_organisation_adds_only_after_a_return(
    office: ApplicantsOffice, wang: Member
) -> None:
    before = office.one()
    with office.database.begin() as unit:
        procedure = office.procedures[before.programme]
        after = before.with_entry(procedure, Wish(Act.PASSED), "li", unit.now)
        applications.save(unit, before, after)
    assert 'id="evidence"' not in wang.get("/apply/1")
    assert "现在不能加附件" in wang.upload("/apply/1/files", ("清单.pdf", PDF), status=422)
    office.returned("请补清单")
    assert "附件已保存" in wang.upload("/apply/1/files", ("清单.pdf", PDF))


def test_what_cannot_be_kept_is_said_on_the_page(wang: Member) -> None:
    assert "不能识别这个文件的类型" in wang.upload("/apply/1/files", ("x.pdf", b"abc"), status=422)
    assert "没有选择文件" in wang.upload("/apply/1/files", status=422)


def test_nobody_else_reads_or_adds_files(office: ApplicantsOffice, wang: Member) -> None:
    wang.upload("/apply/1/files", ("现场.jpg", jpeg()))
    (key,) = keys(wang.page)
    assert wang.client.get(f"/apply/1/files/{key}").headers["content-type"] == "image/jpeg"
    assert wang.client.get(f"/apply/1/files/{key}/thumbnail").status_code == 200
    for name in ("stranger", "other"):
        who = office.member(name)
        who.get(f"/apply/1/files/{key}", 404)
        who.get(f"/apply/1/files/{key}/thumbnail", 404)
        who.upload("/apply/1/files", ("清单.pdf", PDF), status=404)
    office.browser().get(f"/apply/1/files/{key}", 404)
    assert "登录工作台" in Browser(office.desk).get(f"/desk/applications/1/files/{key}")
    other = office.member("other")
    other.apply()
    other.get(f"/apply/2/files/{key}", 404)


def test_staff_add_evidence_at_any_stage_unless_they_belong_to_the_organisation(
    office: ApplicantsOffice, wang: Member
) -> None:
    desk = staffed(office.desk)
    desk.get("/desk/applications/1")
    page = desk.upload("/desk/applications/1/files", ("审计报告.pdf", PDF))
    assert "附件已保存" in page
    assert "审计报告.pdf" in page
    desk.get("/desk/applications/1")
    assert "没有选择文件" in desk.upload("/desk/applications/1/files", status=422)
    wang.change("withdrawn", note="不做了")
    desk.get("/desk/applications/1")
    assert "附件已保存" in desk.upload("/desk/applications/1/files", ("照片.jpg", jpeg()))
    assert "审计报告.pdf" in wang.get("/apply/1")
    assert "工作人员" in wang.page


def kept(at: int) -> Kept:
    return Kept(f"{at}.pdf", "application/pdf", 1, f"{at:064d}", f"x/{at}", None)


def test_there_are_only_so_many_and_none_from_staff_of_the_organisation(
    office: ApplicantsOffice, wang: Member
) -> None:
    hired(office.database, ADMIN)
    with office.database.begin() as unit:
        attach(unit, ADMIN, 1, [kept(at) for at in range(MOST_FILES)])
    with office.database.begin() as unit, pytest.raises(WrongMove, match="不能再加"):
        attach(unit, ADMIN, 1, [kept(MOST_FILES)])
    person = office.one().events[0].actor.removeprefix("member ")
    staff = linked(office.database, ADMIN, person)
    with office.database.begin() as unit, pytest.raises(NotAllowed, match="申报机构的成员"):
        attach(unit, staff, 1, [kept(99)])
