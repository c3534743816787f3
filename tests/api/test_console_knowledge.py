"""The list of policy documents and the page of each: what stands there, and what is decided."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.desk.document_state import DocumentState
from api.domain.duties import Role
from api.store.database import Database
from api.store.library import SqlLibrary
from knowledge.articles import split
from knowledge.documents import Document, Tier
from tests.desk_fakes import Browser, DeskWorld, Followed, make_desk, staffed

OLD = Document(
    key="资助办法-20240101",
    title="某市对口支援资助办法",
    text="某市对口支援资助办法\n某市民政局 2024年1月1日发布\n第一章　总则\n"
    "第一条　单个项目资助不超过五十万元。\n第二条　本办法自2024年2月1日起施行。\n",
    tier=Tier.OFFICIAL,
    source="https://example.org/old",
    issuer="某市民政局",
    number="某民发〔2024〕3号",
    published=date(2024, 1, 1),
    effective_from=date(2024, 2, 1),
)
NEW = replace(
    OLD,
    key="资助办法-20261001",
    text=OLD.text.replace("五十", "八十").replace("2024", "2026"),
    number="某民发〔2026〕9号",
    published=date(2026, 8, 1),
    effective_from=date(2026, 10, 1),
)
NEWS = Document("报道", "报道：资助<提高>", "资助提高了。", Tier.PRESS, "某报")
ENDED = replace(
    NEWS, key="旧报道", title="旧报道", effective_from=date(2019, 1, 1),
    effective_to=date(2020, 12, 31),
)  # fmt: skip
PAGE = "/desk/knowledge/documents/资助办法-20240101"


@pytest.fixture
def answers() -> Followed:
    return Followed()


@pytest.fixture
def desk(database: Database, tmp_path: Path, answers: Followed) -> DeskWorld:
    library = SqlLibrary(database)
    for document in (OLD, NEW, NEWS, ENDED):
        library.put(document, split(document))
    return make_desk(database, tmp_path, answers=answers)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin")


def decide(browser: Browser, act: str, status: int = 200, **fields: str) -> str:
    """Send a form of the page seen last with the version it carries."""
    version = browser.page.partition('name="version" value="')[2].partition('"')[0]
    return browser.post(
        f"{PAGE}/{act}", status, **{"version": version, "reason": "核对过", **fields}
    )


def test_the_list_says_of_each_document_how_it_stands(admin: Browser) -> None:
    page = admin.get("/desk/knowledge")

    assert "共 4 份文件" in page
    assert "某市民政局 · 某民发〔2024〕3号" in page
    assert "报道：资助&lt;提高&gt;" in page
    for label, count in {"现行": 2, "未生效": 1, "已失效": 1, "已替代": 0, "已撤下": 0}.items():
        assert f'{label} <span class="count">{count}</span>' in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=某民发[2024]3号", {OLD.title}),
        ("q=民政局+资助", {OLD.title}),
        ("tier=press", {NEWS.title, ENDED.title}),
        ("state=ended", {ENDED.title}),
        ("state=to_come&tier=official", {NEW.title}),
        ("q=没有这样的", set()),
        ("tier=unknown&state=unknown&page=x", {OLD.title, NEWS.title, ENDED.title}),
    ],
)
def test_the_list_is_narrowed(admin: Browser, query: str, titles: set[str]) -> None:
    page = admin.get(f"/desk/knowledge?{query}").replace("&lt;", "<").replace("&gt;", ">")
    assert {one.title for one in (OLD, NEWS, ENDED) if f">{one.title}</a>" in page} == titles


def test_an_empty_page_leads_back(admin: Browser) -> None:
    assert "回到第一页" in admin.get("/desk/knowledge?page=9")
    assert "查看全部文件" in admin.get("/desk/knowledge?q=没有这样的")


def test_an_empty_library_says_so(sqlite_database: Database, tmp_path: Path) -> None:
    browser = staffed(make_desk(sqlite_database, tmp_path))
    assert "知识库是空的" in browser.get("/desk/knowledge")


def test_a_long_list_comes_in_pages(admin: Browser, desk: DeskWorld) -> None:
    library = SqlLibrary(desk.database)
    for number in range(30):
        library.put(replace(NEWS, key=f"n{number}", title=f"报道{number}"), ())

    assert "第 1 页，共 2 页" in admin.get("/desk/knowledge")
    assert 'rel="prev"' in admin.get("/desk/knowledge?page=2")


def test_a_document_shows_where_its_facts_stand_and_how_it_is_cut(admin: Browser) -> None:
    page = admin.get(PAGE)

    assert "某市民政局 2024年1月1日发布" in page  # the line in which the issuer stands
    assert "第一章 总则" in page
    assert "单个项目资助不超过五十万元。" in page
    assert "链完整" in page
    assert "入库" in page


def test_a_reviewer_looks_and_may_not_change(desk: DeskWorld, admin: Browser) -> None:
    reviewer = staffed(desk, "li", frozenset({Role.INTAKE}))
    page = reviewer.get(PAGE)
    assert "改动知识库由“知识”角色办理" in page
    assert '<details class="action"' not in page
    assert "需要“知识”" in reviewer.post(f"{PAGE}/withdraw", 403, version="1", reason="x")


def test_a_withdrawn_document_is_out_of_the_answers_and_comes_back(
    admin: Browser, desk: DeskWorld, answers: Followed
) -> None:
    admin.get(PAGE)
    answers.busy = True
    page = decide(admin, "withdraw", reason="来源有误，电话13812345678")

    assert "已撤下，回答不再引用它。 答复正在换用新的内容" in page
    assert "来源有误，电话[电话已隐去]" in page
    assert "查看全文" not in page
    assert answers.times == 1
    assert SqlLibrary(desk.database).document(OLD.key) is None
    assert DocumentState.WITHDRAWN.label in admin.get("/desk/knowledge?state=withdrawn")

    admin.get(PAGE)
    assert "已恢复使用" in decide(admin, "restore")
    assert SqlLibrary(desk.database).document(OLD.key) == OLD


def test_a_last_day_is_set_and_taken_back(admin: Browser, desk: DeskWorld) -> None:
    admin.get(PAGE)
    page = decide(admin, "end", last_day="2026-08-31")
    assert "失效日期：（无） → 2026-08-31" in page
    assert "工作人员设定" in page
    assert "已失效" in page

    assert "已取消失效日期" in decide(admin, "unend")
    stored = SqlLibrary(desk.database).document(OLD.key)
    assert stored is not None
    assert stored.effective_to is None


def test_a_newer_version_takes_its_place_and_gives_it_back(
    admin: Browser, desk: DeskWorld, answers: Followed
) -> None:
    admin.get(PAGE)
    page = decide(admin, "replace", newer=NEW.key)
    assert "替代它的新版：" in page
    assert "2026-10-01 起施行" in page
    stored = SqlLibrary(desk.database).document(OLD.key)
    assert stored is not None
    assert stored.effective_to == date(2026, 9, 30)
    assert "它替代的旧版" in admin.get("/desk/knowledge/documents/资助办法-20261001")

    admin.get(PAGE)
    assert "已取消替代" in decide(admin, "unreplace")
    assert answers.times == 2


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("withdraw", {"reason": " "}, "请写明原因"),
        ("withdraw", {"reason": "长" * 501}, "原因最多 500 字"),
        ("end", {"last_day": "昨天"}, "请填写最后有效的日期"),
        ("end", {"last_day": "2020-01-01"}, "不能早于施行日期 2024-02-01"),
        ("replace", {"newer": "没有"}, "请选择替代它的新版"),
        ("replace", {"newer": "资助办法-20240101"}, "请选择替代它的新版"),
    ],
)
def test_a_refused_decision_keeps_what_was_typed(
    admin: Browser, answers: Followed, act: str, fields: dict[str, str], sentence: str
) -> None:
    admin.get(PAGE)
    page = decide(admin, act, 422, **fields)

    assert sentence in page
    assert f'data-action="{act}" open' in page
    assert fields.get("reason", "核对过").strip() in page
    assert answers.times == 0


def test_a_colleagues_change_is_shown_first(admin: Browser) -> None:
    admin.get(PAGE)
    page = decide(admin, "withdraw", 409, version="7", reason="我的原因")
    assert "这份文件刚被其他人改动" in page
    assert "我的原因" in page


def test_a_second_successor_is_refused(admin: Browser) -> None:
    admin.get(PAGE)
    decide(admin, "replace", newer=NEW.key)
    page = decide(admin, "replace", 409, newer=NEW.key, reason="再登记一次")
    assert "已经登记过替代它的新版" in page
    assert "再登记一次" in page


@pytest.mark.parametrize("act", ["", "/withdraw", "/burn"])
def test_what_does_not_exist_is_not_found(admin: Browser, act: str) -> None:
    admin.get("/desk/knowledge")
    if act:
        admin.get(PAGE)
        admin.post(f"/desk/knowledge/documents/missing{act}", 404, version="1", reason="x")
    else:
        admin.get("/desk/knowledge/documents/missing", 404)


def test_a_form_sent_after_the_session_ended_keeps_its_reason(admin: Browser) -> None:
    admin.get(PAGE)
    admin.client.cookies.clear()
    page = admin.post(f"{PAGE}/withdraw", 401, version="1", reason="写了很久的原因")
    assert "写了很久的原因" in page
