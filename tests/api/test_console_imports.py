"""Files imported on the desk: read, corrected, confirmed; in no answer before, and once only."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from api.domain.duties import Role
from api.store.database import Database
from api.store.library import SqlLibrary
from api.tables.knowledge import document_drafts, document_files
from knowledge.documents import Document, Tier
from tests.api.test_console_knowledge import NEW, OLD
from tests.desk_fakes import AtOnce, Browser, DeskWorld, Followed, make_desk, staffed

IMPORT = "/desk/knowledge/import"
TEXT = """某县助学金发放办法
某县民政局 2025年3月1日发布
文号：某民发〔2025〕7号

第一条　为了规范助学金的发放，制定本办法。
第二条　助学金每人每学期八百元，分两次发放。
第三条　本办法自2025年4月1日起施行。
"""
FILE = ("助学金办法.txt", TEXT.encode())
BOX = """# 一、办法的说明
办法的说明写在这里，没有条文。
"""


@pytest.fixture
def answers() -> Followed:
    return Followed()


@pytest.fixture
def desk(database: Database, tmp_path: Path, answers: Followed) -> DeskWorld:
    return make_desk(database, tmp_path, answers=answers)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    browser = staffed(desk, "admin")
    browser.get(IMPORT)
    return browser


def library(desk: DeskWorld) -> dict[str, Document]:
    return {one.key: one for one in SqlLibrary(desk.database).documents()}


def draft_address(page: str) -> str:
    found = re.search(r'href="(/desk/knowledge/drafts/\w+)"', page)
    assert found, page
    return found[1]


def drafted(browser: Browser, *files: tuple[str, bytes]) -> str:
    """Import the files and open the first draft; returns its address."""
    browser.get(IMPORT)
    address = draft_address(browser.upload(IMPORT, *(files or (FILE,))))
    browser.get(address)
    return address


def filled(browser: Browser, **changes: str) -> dict[str, str]:
    """The fields of the draft on the page, as a browser would send them."""
    page = browser.page
    names = re.findall(r'<input id="(\w+)" class="field"[^>]* value="([^"]*)"', page)
    chosen = {
        select[0]: next(iter(re.findall(r'<option value="([^"]*)" selected', select[1])), "")
        for select in re.findall(r'<select id="(\w+)".*?>(.*?)</select>', page, re.DOTALL)
    }
    return {**dict(names), **chosen, **changes}


def test_a_file_is_read_corrected_and_confirmed(
    admin: Browser, desk: DeskWorld, answers: Followed
) -> None:
    page = admin.upload(IMPORT, FILE)
    assert "核对：某县助学金发放办法" in page
    assert not library(desk)  # nothing before it is confirmed

    address = draft_address(page)
    page = admin.get(address)
    assert 'value="2025-04-01"' in page
    assert "<q>第三条　本办法自2025年4月1日起施行。</q>" in page
    assert '将切成 <span class="count">4</span> 段' in page
    page = admin.post(f"{address}/confirm", 200, **filled(admin, issuer="某县民政和教育局"))

    assert "已入库，可以用来回答问题。" in page
    assert "核对时填写" in page
    assert "导入文件“助学金办法.txt”，核对后入库" in page
    (document,) = library(desk).values()
    assert document.issuer == "某县民政和教育局"
    assert document.effective_from == date(2025, 4, 1)
    assert document.tier is Tier.OFFICIAL
    assert answers.times == 1
    assert (
        len(tuple(SqlLibrary(desk.database).passages())) == 4
    )  # the lines above the first article too
    assert admin.get(address).count("已入库") == 0  # leads to the document
    assert "下载原文件" in admin.page


def test_the_original_comes_back_as_it_was(admin: Browser) -> None:
    drafted(admin)
    found = re.search(r'href="(/desk/knowledge/files/\w+)"', admin.page)
    assert found
    answer = admin.client.get(found[1])
    assert answer.content == FILE[1]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    admin.get("/desk/knowledge/files/" + "0" * 32, 404)


def test_the_same_bytes_are_read_once(admin: Browser) -> None:
    address = drafted(admin)
    again = admin.upload(IMPORT, ("另一个名字.txt", FILE[1]))
    assert draft_address(again) == address
    admin.get(address)
    admin.post(f"{address}/confirm", 200, **filled(admin))
    admin.get(IMPORT)

    page = admin.upload(IMPORT, FILE)
    assert "已经收录，不需要再导入" in page
    assert "没有等待核对的文件" in page


def test_a_discarded_draft_can_be_imported_again(admin: Browser, desk: DeskWorld) -> None:
    address = drafted(admin)
    assert "已放弃这份草稿" in admin.post(f"{address}/discard")
    assert "没有等待核对的文件" in admin.page
    assert "这份草稿已经放弃" in admin.get(address)
    assert "已经放弃" in admin.post(f"{address}/confirm", 409, **filled(admin))
    assert "已经放弃" in admin.post(f"{address}/discard")
    assert not library(desk)

    second = drafted(admin)
    assert second != address
    admin.get(address, 404)


def test_what_cannot_be_read_is_said_in_the_readers_words(admin: Browser) -> None:
    page = admin.upload(IMPORT, ("空.txt", b" "), ("图.png", b"\x89PNG\r\n..."), FILE)
    assert "这个文件是空的" in page
    assert "这是图片" in page
    assert "核对：某县助学金发放办法" in page  # one bad file does not stop the others


def test_a_refused_file_is_read_again_when_it_comes_again(admin: Browser, desk: DeskWorld) -> None:
    admin.upload(IMPORT, ("a.txt", FILE[1]))
    with desk.database.begin() as unit:  # as if it had been refused
        unit.connection.execute(delete(document_drafts))
        unit.connection.execute(update(document_files).values(state="refused", refusal="读不了。"))
    admin.get(IMPORT)
    assert "核对：" in admin.upload(IMPORT, ("a.txt", FILE[1]))


def test_while_a_file_is_read_the_page_renews_itself(admin: Browser, desk: DeskWorld) -> None:
    reader = desk.services.reader
    assert isinstance(reader, AtOnce)
    reader.waits = True
    page = admin.upload(IMPORT, FILE)
    assert "正在读取" in page
    answer = admin.client.get(IMPORT)
    assert answer.headers["Refresh"] == "2"

    reader.reader.resume()  # what the next process does after a crash
    reader.waits = False
    admin.upload(IMPORT, FILE)
    assert "核对：" in admin.get(IMPORT)
    assert "Refresh" not in admin.client.get(IMPORT).headers


def test_a_newer_version_offers_to_end_the_older_one(admin: Browser, desk: DeskWorld) -> None:
    for document in (OLD, NEW):
        address = drafted(admin, (f"{document.key}.txt", document.text.encode()))
        if document is NEW:
            assert "这是《某市对口支援资助办法》的新版" in admin.page
        admin.post(f"{address}/confirm", 200, **filled(admin))
    older, newer = sorted(library(desk).values(), key=lambda one: str(one.effective_from))
    assert older.effective_to == date(2026, 1, 31)
    assert older.replaced_by == newer.key
    assert newer.replaces == (older.key,)
    assert "被新版替代" in admin.get(f"/desk/knowledge/documents/{older.key}")


def test_an_older_version_added_later_gives_way_to_the_newer(
    admin: Browser, desk: DeskWorld
) -> None:
    for document in (NEW, OLD):
        address = drafted(admin, (f"{document.key}.txt", document.text.encode()))
        page = admin.post(f"{address}/confirm", 200, **filled(admin))
    assert "替代它的新版" in page
    older, _ = sorted(library(desk).values(), key=lambda one: str(one.effective_from))
    assert older.effective_to == date(2026, 1, 31)


def test_both_versions_may_stand(admin: Browser, desk: DeskWorld) -> None:
    for document in (OLD, NEW):
        address = drafted(admin, (f"{document.key}.txt", document.text.encode()))
        admin.post(f"{address}/confirm", 200, **filled(admin, older="", newer=""))
    assert [one.effective_to for one in library(desk).values()] == [None, None]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "请填写标题"),
        ({"title": "长" * 201}, "最多 200 字"),
        ({"effective_from": "去年"}, "施行日期请写成"),
        ({"effective_to": "2020-01-01"}, "不能早于施行日期 2025-04-01"),
        ({"tier": "gossip"}, "请选择来源级别"),
        ({"older": "没有"}, "选择的文件已经撤下或不在知识库里"),
    ],
)
def test_a_refused_confirmation_keeps_what_was_typed(
    admin: Browser, desk: DeskWorld, changes: dict[str, str], sentence: str
) -> None:
    address = drafted(admin)
    sent = filled(admin, **{"status_note": "试行到年底", **changes})
    page = admin.post(f"{address}/confirm", 422, **sent)
    assert sentence in page
    assert "试行到年底" in page
    assert not library(desk)


def test_a_successor_needs_a_beginning(admin: Browser, desk: DeskWorld) -> None:
    SqlLibrary(desk.database).put(OLD, ())
    address = drafted(admin)
    sent = filled(admin, effective_from="", older=OLD.key)
    assert "替代旧版需要新版的施行日期" in admin.post(f"{address}/confirm", 422, **sent)
    assert set(library(desk)) == {OLD.key}


def test_another_title_makes_another_document(admin: Browser, desk: DeskWorld) -> None:
    address = drafted(admin)
    admin.post(f"{address}/confirm", 200, **filled(admin, title="某县助学金办法", programme=""))
    (key,) = library(desk)
    assert key == "某县助学金办法-20250301"


def test_the_same_text_under_another_title_is_stored_once_it_is_said_to_be_another(
    admin: Browser, desk: DeskWorld
) -> None:
    address = drafted(admin)
    admin.post(f"{address}/confirm", 200, **filled(admin, title="另一个标题"))
    address = drafted(admin, ("换行.txt", FILE[1] + b"\n\n"))
    assert "正文相同" in admin.page
    assert "正文相同" in admin.post(f"{address}/confirm", 422, **filled(admin))
    assert len(library(desk)) == 1

    admin.post(f"{address}/confirm", 200, **filled(admin, title="第三个标题"))
    assert len(library(desk)) == 2


def test_a_document_without_articles_is_cut_by_its_headings(admin: Browser) -> None:
    drafted(admin, ("说明.md", BOX.encode()))
    assert "没有找到“第×条”" in admin.page
    assert "没有读到施行日期" in admin.page


def test_a_withdrawn_version_stays_withdrawn(admin: Browser, desk: DeskWorld) -> None:
    address = drafted(admin)
    admin.post(f"{address}/confirm", 200, **filled(admin))
    (key,) = library(desk)
    admin.get(f"/desk/knowledge/documents/{key}")
    admin.post(f"/desk/knowledge/documents/{key}/withdraw", version="1", reason="有误")
    address = drafted(admin, ("改.txt", FILE[1].replace("八百".encode(), "九百".encode())))
    assert "已经收录并且撤下" in admin.page
    admin.post(f"{address}/confirm", 200, **filled(admin))
    assert not library(desk)
    assert "已撤下" in admin.page


def test_a_version_that_ships_with_the_product_is_not_overwritten(
    admin: Browser, desk: DeskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = drafted(admin)
    admin.post(f"{address}/confirm", 200, **filled(admin))
    shipped = library(desk)
    monkeypatch.setattr("api.console.draft_routes.builtin_documents", shipped.values)

    address = drafted(admin, ("改.txt", FILE[1].replace("八百".encode(), "九百".encode())))
    assert "随本系统提供" in admin.page
    assert "随本系统提供" in admin.post(f"{address}/confirm", 422, **filled(admin))
    assert library(desk) == shipped


def test_reviewers_look_and_may_not_import(desk: DeskWorld, admin: Browser) -> None:
    address = drafted(admin)
    reviewer = staffed(desk, "li", frozenset({Role.INTAKE}))
    assert "导入文件由“知识”角色办理" in reviewer.get(IMPORT)
    assert "需要“知识”、“管理员”" in reviewer.upload(IMPORT, FILE, status=403)
    assert "确认入库由“知识”角色办理" in reviewer.get(address)
    assert "需要“知识”" in reviewer.post(f"{address}/confirm", 403, **filled(reviewer))
    assert "需要“知识”" in reviewer.post(f"{address}/discard", 403)


def test_nothing_chosen_is_said(admin: Browser) -> None:
    assert "还没有选择文件" in admin.upload(IMPORT, status=422)


def test_too_many_files_are_refused_with_a_way_on(admin: Browser) -> None:
    files = [(f"{number}.txt", b"x") for number in range(21)]
    assert "一次最多导入 20 个文件" in admin.upload(IMPORT, *files, status=413)


def test_too_much_at_once_is_refused_with_a_way_on(
    admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.console.uploading.MOST_BYTES", 1024)
    big = ("大.txt", b"x" * 100_000)
    assert "没有收下。请分几次导入" in admin.upload(IMPORT, big, status=413)


def test_a_form_of_another_session_or_site_is_not_taken(admin: Browser, desk: DeskWorld) -> None:
    admin.page = ""
    assert "页面已过期" in admin.upload(IMPORT, FILE, status=409)
    admin.client.headers["Sec-Fetch-Site"] = "cross-site"
    assert "请从工作台的页面里操作" in admin.upload(IMPORT, FILE, status=403)
    admin.client.headers["Sec-Fetch-Site"] = "same-origin"
    admin.client.cookies.clear()
    assert "登录" in admin.upload(IMPORT, FILE, status=401)


@pytest.mark.parametrize("address", ["drafts/" + "0" * 32, "drafts/x", "files/x"])
def test_what_does_not_exist_is_not_found(admin: Browser, address: str) -> None:
    admin.get(f"/desk/knowledge/{address}", 404)
