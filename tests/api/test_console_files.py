"""Evidence at the desk: looked at or saved, and never able to act."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.store.database import Database
from tests.api.desks import NEED, person_of
from tests.api.pictures import jpeg
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    return staffed(desk)


def kept(desk: DeskWorld, *, submitted: bool = True) -> tuple[str, str]:
    """A photograph and a document, handed in with a report or not yet."""
    person = person_of(desk.ledger, desk.database)
    with desk.ledger.transaction(person) as transaction:
        files = (
            transaction.keep_file('宿舍"; x.jpg', jpeg()),
            transaction.keep_file("说明 1.pdf", PDF),
        )
        if submitted:
            transaction.submit(replace(NEED, evidence=files), {}, "k")
    return files


def test_the_ticket_lists_its_files(desk: DeskWorld, browser: Browser) -> None:
    photo, document = kept(desk)

    page = browser.get("/desk/tickets/1001")

    assert f'src="/desk/files/{photo}/thumbnail"' in page
    assert "宿舍&#34;; x.jpg" in page
    assert f'href="/desk/files/{document}" download' in page
    assert "1 KB" in page
    assert "2 份，见附件" in page
    assert "有 2 份佐证材料" in page


def test_a_photograph_is_shown_and_anything_else_saved(desk: DeskWorld, browser: Browser) -> None:
    photo, document = kept(desk)

    shown = browser.client.get(f"/desk/files/{photo}")
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["content-disposition"] == (
        "inline; filename*=UTF-8''%E5%AE%BF%E8%88%8D%22%3B%20x.jpg"
    )
    saved = browser.client.get(f"/desk/files/{document}")
    assert saved.content == PDF
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    small = browser.client.get(f"/desk/files/{photo}/thumbnail")
    assert small.content.startswith(b"\xff\xd8")
    for answer in (shown, saved, small):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["cache-control"] == "private, no-store"


def test_files_are_for_staff_and_only_once_handed_in(desk: DeskWorld, browser: Browser) -> None:
    photo, document = kept(desk, submitted=False)

    browser.get(f"/desk/files/{photo}", 404)
    browser.get(f"/desk/files/{photo}/thumbnail", 404)
    assert "登录工作台" in Browser(desk).get(f"/desk/files/{document}")


def test_a_document_has_no_picture_and_made_up_files_are_not_found(
    desk: DeskWorld, browser: Browser
) -> None:
    _, document = kept(desk)

    browser.get(f"/desk/files/{document}/thumbnail", 404)
    browser.get(f"/desk/files/{'0' * 32}", 404)
    browser.get("/desk/files/..%2Fsecret", 404)
    assert "回到工作台" in browser.get("/desk/files/nonsense", 404)


def test_a_file_lost_from_the_disk_is_told(
    desk: DeskWorld, browser: Browser, tmp_path: Path
) -> None:
    _, document = kept(desk)
    for path in (tmp_path / "files").rglob("*.pdf"):
        path.unlink()

    assert "联系管理员检查数据目录" in browser.get(f"/desk/files/{document}", 404)
