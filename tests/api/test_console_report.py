"""The annual report as a page and as PDF: its words, its figures, what a reader's machine needs."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from api.console.report_pdf import report_pdf
from api.console.report_view import PlainTable, ReportView, report_view
from api.desk.yearly import year_report
from api.domain.duties import EVERY_ROLE
from api.domain.need import Beneficiaries
from api.store.database import Database
from knowledge.procedure_files import load_procedures
from tests.api.application_office import open_office, pool, reviewed
from tests.api.claimants import published
from tests.api.desks import NEED, ledger_of, reported
from tests.api.test_overview import moved
from tests.api.test_yearly import DELIVERY
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def staff(desk: DeskWorld) -> Browser:
    return staffed(desk)


def words(pdf: bytes) -> list[str]:
    """The text of each page, as a reader finds it."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "") for page in document]


def row_of(page: str, label: str) -> list[str]:
    """The figures that stand beside a label on the page."""
    row = page.split(f'<th scope="row">{label}<span', 1)[1].split("</tr>", maxsplit=1)[0]
    return [cell.split(">", 1)[1].split("<")[0] for cell in row.split("<td")[1:]]


def test_the_year_stands_beside_the_one_before_with_what_each_figure_means(
    desk: DeskWorld, staff: Browser, clock: FixedClock
) -> None:
    need = published(desk.ledger, desk.database, key="a")
    reported(desk.ledger, desk.database, replace(NEED, category=None), key="b")
    moved(desk.database, need.number, *DELIVERY)
    page = staff.get("/desk/reports")
    assert "2026 年对口帮扶需求与资助报告" in page
    assert "2026 年还没有结束" in page
    assert row_of(page, "上报") == ["2", "0"]
    assert row_of(page, "受益人数") == ["200", "0"]
    assert row_of(page, "撬动") == ["—", "—"]
    assert "一家只算一次" in page
    assert "没有写明" in page
    clock.forward(days=365)
    later = staffed(desk, "wang").get("/desk/reports/2026")
    assert "还没有结束" not in later
    assert '<a href="/desk/reports/2027"' in later


def test_a_few_people_are_not_told_as_a_number(desk: DeskWorld, staff: Browser) -> None:
    few = replace(NEED, beneficiaries=Beneficiaries(count=3, households=1))
    moved(desk.database, published(desk.ledger, desk.database, few).number, *DELIVERY)
    page = staff.get("/desk/reports/2026")
    assert row_of(page, "受益人数") == ["不足 5 人", "0"]
    assert row_of(page, "受益户数") == ["不足 5 户", "0"]


def test_years_without_a_report_say_the_way_back(staff: Browser) -> None:
    assert "请从年度报告页选一个年份" in staff.get("/desk/reports/2027", 404)
    staff.get("/desk/reports/1998.pdf", 404)
    staff.get("/desk/reports/0", 404)
    staff.get("/desk/reports/soon", 404)
    assert "这一年还没有需求上报" in staff.get("/desk/reports/2020")


def test_a_programme_tells_what_was_signed_and_where_its_applications_stand(
    sqlite_database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    office = open_office(sqlite_database, clock, tmp_path)
    pool(office)
    reviewed(office)
    page = office["li"].get("/desk/reports/2026")
    assert "当年录入的申报现在：公示 1。" in page
    assert row_of(page, "资金池入账") == ["1,000,000 元", "0 元"]
    assert row_of(page, "参与机构") == ["1", "0"]


def test_the_file_can_be_searched_read_aloud_and_is_kept_in_the_log(desk: DeskWorld) -> None:
    admin = staffed(desk, "admin", EVERY_ROLE)
    reported(desk.ledger, desk.database)
    answer = admin.client.get("/desk/reports/2026.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    document = pypdfium2.PdfDocument(answer.content)
    assert document.get_metadata_dict()["Title"] == "2026 年对口帮扶需求与资助报告"
    assert raw.FPDFCatalog_IsTagged(document)
    first, *_, last = words(answer.content)
    assert "当年提交的需求，后来驳回、合并、撤回的也在内。" in first
    assert "2026 年还没有结束" in first
    assert f"第 1 页，共 {len(document)} 页" in first
    assert "不含个人信息" in last
    assert b"Noto" in answer.content  # the font is inside
    log = admin.get("/desk/exports/log")
    assert "年度报告" in log
    assert "PDF" in log


def seen(database: Database, clock: FixedClock) -> ReportView:
    procedures = load_procedures()
    with database.read() as unit:
        report = year_report(unit, procedures.values(), 2026)
    return report_view(report, procedures, {}, clock.now())


def test_headings_come_again_on_every_page_and_no_text_is_markup(
    sqlite_database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    ledger_of(sqlite_database, tmp_path)
    report = seen(sqlite_database, clock)
    odd = "#panic() *粗* $x$ \\ [括号] <标签>"
    rows = tuple((f"{number} {odd}", "1", "2", "3") for number in range(150))
    long = replace(report, tables=(PlainTable("很长", ("地区甲", "上报", "送达", "区县"), rows),))
    pages = words(report_pdf(long, clock.now()))
    assert len([page for page in pages if "地区甲" in page]) >= 4
    assert f"149 {odd}" in "".join(pages)


def test_the_same_report_of_the_same_second_is_the_same_file(
    sqlite_database: Database, clock: FixedClock
) -> None:
    report = seen(sqlite_database, clock)
    later = clock.now() + timedelta(microseconds=7)
    assert report_pdf(report, clock.now()) == report_pdf(report, later)


def test_the_report_is_for_staff_only(desk: DeskWorld) -> None:
    for address in ("/desk/reports/2026", "/desk/reports/2026.pdf"):
        answer = Browser(desk).client.get(address, follow_redirects=False)
        assert answer.status_code in {302, 303}
