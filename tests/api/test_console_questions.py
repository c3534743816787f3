"""Questions at the desk: grouped, answered with a source, set apart, closed with a reason."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.desk.faqs import dismiss
from api.store.database import Database
from api.store.library import SqlLibrary
from api.tables.delivery import notices
from bot.ports import Unanswered
from tests.api.desks import NOTIFIER, REVIEWER, hired, person_of
from tests.api.test_library import DOCUMENT, PASSAGES
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

OFFICE: dict[str, Any] = {
    "questions": "周末能办事吗？",
    "answer": "周六上午可以。",
    "valid_to": "2027-08-31",
}
QUOTE = "第二条　单个项目资助不超过五十万元。"


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    return staffed(desk)


def passed_on(desk: DeskWorld, *texts: str, chat: str = "42") -> None:
    person = person_of(desk.ledger, desk.database, chat=chat, update=f"{chat}{texts[0]}")
    for text in texts:
        with desk.ledger.transaction(person) as transaction:
            transaction.pass_on(text, text)


def unanswered(desk: DeskWorld, text: str, reason: str = "useless") -> None:
    given = {"text": "当时答了这些。", "after": ["上一句"], "citations": []}
    with desk.ledger.transaction(person_of(desk.ledger, desk.database)) as transaction:
        transaction.note_unanswered(Unanswered(text, reason, given))


def told(desk: DeskWorld) -> list[str]:
    with desk.database.read() as unit:
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        return [turn["messages"][0]["text"] for turn in turns]


def test_questions_that_ask_alike_are_one_line_with_why_they_came(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    passed_on(desk, "周末能办事吗<b>？")
    passed_on(desk, "周末能办事吗<b>", chat="43")
    unanswered(desk, "周末能办事吗<b>。")
    unanswered(desk, "票据丢了怎么补", "no_source")
    clock.forward(hours=3)
    page = browser.get("/desk/questions")
    assert '待处理 <span class="count">2</span>' in page
    assert "周末能办事吗&lt;b&gt;？" in page
    assert "同类 3 次，2 人在等答复" in page
    assert "转给工作人员 2" in page
    assert "回答没用 1" in page
    assert "没有依据" in page
    assert "3 小时前" in page
    page = browser.get("/desk/questions/3")
    assert "当时答了这些。" in page
    assert "上一句问的是：上一句" in page


def test_everybody_who_waits_is_told_the_answer(desk: DeskWorld, browser: Browser) -> None:
    passed_on(desk, "周末能办事吗？")
    passed_on(desk, "周末能办事吗", chat="43")
    assert "等着的 2 人" in browser.get("/desk/questions/2")

    page = browser.post("/desk/questions/1/answer", seen="1,2", do="send", **OFFICE)

    assert "答复已发出" in page
    assert "没有待处理的提问" in page
    assert "1 条解答等同事审定" in page
    assert len(told(desk)) == 2
    assert "周六上午可以。" in told(desk)[0]
    page = browser.get("/desk/questions?show=answered")
    assert "同类 2 次，2 人收到了消息，li 处理于 2026-09-01 12:00" in page
    assert "看解答 1" in browser.get("/desk/questions/2")


def test_a_source_is_found_cited_and_checked_word_by_word(
    desk: DeskWorld, browser: Browser
) -> None:
    SqlLibrary(desk.database).put(DOCUMENT, PASSAGES)
    passed_on(desk, "最多资助多少？")
    browser.get("/desk/questions/1")
    kept: dict[str, Any] = {"seen": "1", "questions": "最多资助多少？", "answer": "最多五十万元。"}
    find = "/desk/questions/1/answer"

    page = browser.post(find, do="find", search="资助办法 第二条", **kept)
    (key,) = re.findall(r'value="cite:(measures#1)"', page)
    assert "最多五十万元。" in page
    page = browser.post(find, do=f"cite:{key}", **kept)
    assert f">{QUOTE}</textarea>" in page
    source: dict[str, Any] = {"document": "measures", "article": "第二条"}
    assert ">第二条" not in browser.post(find, do="drop:0", quote=QUOTE, **source, **kept)
    page = browser.post(find, 422, do="send", quote="资助不超过六十万元", **source, **kept)
    assert "没有与引文一字不差的句子" in page
    assert "资助不超过六十万元" in page

    browser.post(find, do="send", quote="不超过五十万元", **source, **kept)

    assert "“不超过五十万元”\n——《资助办法》第二条" in told(desk)[0]
    assert "不超过五十万元" in browser.get("/desk/answers/1")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"do": "find", "search": ""}, "请写文件名"),
        ({"do": "cite:gone#1"}, "请重新查找"),
        ({"do": "cite:measures#9"}, "请重新查找"),
        (
            {"do": "cite:measures#1"}
            | {name: ["a", "b", "c"] for name in ("document", "article", "quote")},
            "最多引用 3 处",
        ),
        ({"do": "send", "answer": " "}, "答复不能为空"),
        ({"do": "send", "answer": "长" * 2_001}, "2000"),
        ({"do": "send", "questions": "\n"}, "至少写一种问法"),
        ({"do": "send", "valid_to": "明年"}, "2027-08-31 这样"),
        ({"do": "send", "valid_to": ""}, "最长一年"),
        ({"do": "send", "seen": "x"}, "至少勾选"),
    ],
)
def test_what_is_refused_is_kept(
    desk: DeskWorld, browser: Browser, fields: dict[str, Any], sentence: str
) -> None:
    SqlLibrary(desk.database).put(DOCUMENT, PASSAGES)
    passed_on(desk, "周末能办事吗？")
    browser.get("/desk/questions/1")
    page = browser.post("/desk/questions/1/answer", 422, **{"seen": "1", **OFFICE, **fields})
    assert sentence in page
    assert told(desk) == []
    if "answer" not in fields:
        assert "周六上午可以。" in page


def test_a_search_that_finds_nothing_says_so(desk: DeskWorld, browser: Browser) -> None:
    passed_on(desk, "周末能办事吗？")
    browser.get("/desk/questions/1")
    page = browser.post("/desk/questions/1/answer", do="find", search="慈善", seen="1")
    assert "没有查到" in page


def test_when_a_colleague_answered_first_the_words_are_not_lost(
    desk: DeskWorld, browser: Browser
) -> None:
    passed_on(desk, "周末能办事吗？")
    browser.get("/desk/questions/1")
    with desk.database.begin() as unit:
        dismiss(unit, REVIEWER, (1,), "不归我们管。", NOTIFIER)

    page = browser.post("/desk/questions/1/answer", 409, seen="1", do="send", **OFFICE)

    assert "已经" in page or "刚被其他同事处理过" in page
    assert "周六上午可以。" in page
    assert "不归我们管。" in page


def test_a_question_is_set_apart_and_put_back(desk: DeskWorld, browser: Browser) -> None:
    passed_on(desk, "周末能办事吗？", "周末能办事吗")
    browser.get("/desk/questions/1")
    page = browser.post("/desk/questions/2/apart")
    assert "单独处理" in page
    assert "同类 1 次" in page
    assert browser.get("/desk/questions").count('<li><a class="line-link"') == 2
    browser.get("/desk/questions/2")
    assert "同类 2 次" in browser.post("/desk/questions/2/apart", together="yes")


def test_a_group_is_closed_with_a_reason(desk: DeskWorld, browser: Browser) -> None:
    passed_on(desk, "明天下雨吗")
    browser.get("/desk/questions/1")
    page = browser.post("/desk/questions/1/dismiss", 422, seen="1", reason=" ")
    assert "请写明为什么不作答复" in page
    browser.post("/desk/questions/1/dismiss", seen="1", reason="请看天气预报。")
    assert "请看天气预报。" in told(desk)[0]
    assert "明天下雨吗" in browser.get("/desk/questions?show=ignored")
    assert "不作答复的原因" in browser.get("/desk/questions/1")


def test_empty_lists_say_what_comes_there(browser: Browser) -> None:
    assert "没有待处理的提问" in browser.get("/desk/questions")
    assert "还没有答复过提问" in browser.get("/desk/questions?show=answered")
    assert "没有不作答复的提问" in browser.get("/desk/questions?show=ignored")
    assert "还没有解答" in browser.get("/desk/answers")


def test_long_lists_come_in_pages(desk: DeskWorld, browser: Browser) -> None:
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"
    passed_on(desk, *[f"{sign}的事{sign}怎么办" for sign in signs])

    assert "第 1 页，共 2 页" in browser.get("/desk/questions")
    assert "戌的事" in browser.get("/desk/questions?page=2")
    assert "上一页" in browser.page


@pytest.mark.parametrize("address", ["/desk/questions/99", "/desk/answers/99", "/desk/answers/x"])
def test_what_does_not_exist_is_not_found(browser: Browser, address: str) -> None:
    assert "没有找到" in browser.get(address, 404)


def test_a_made_up_page_is_not_found(browser: Browser) -> None:
    browser.get("/desk/questions?page=-1", 404)


def test_a_colleague_approves_and_the_answer_is_in_use(desk: DeskWorld, browser: Browser) -> None:
    passed_on(desk, "周末能办事吗？")
    browser.get("/desk/questions/1")
    browser.post("/desk/questions/1/answer", seen="1", do="send", **OFFICE)
    page = browser.get("/desk/answers/1")
    assert "由另一位同事审定" in page
    assert "工作人员答复，非政策原文。" in page
    page = browser.post("/desk/answers/1/approve", 403, version="1")
    assert "自己写的答复要由另一位同事审定" in page

    colleague = staffed(desk, "wang")
    colleague.get("/desk/answers/1")
    page = colleague.post("/desk/answers/1/approve", version="1")
    assert "已审定。同样的问题从现在起由它回答。" in page
    assert "链完整" in page
    page = colleague.get("/desk/answers")
    assert "在用" in page
    assert "用过 0 次" in page
    assert "有效到 2027-08-31" in page


def test_a_new_version_is_written_reviewed_sent_back_and_withdrawn(
    desk: DeskWorld, browser: Browser
) -> None:
    passed_on(desk, "周末能办事吗？")
    browser.get("/desk/questions/1")
    browser.post("/desk/questions/1/answer", seen="1", do="send", **OFFICE)
    colleague = staffed(desk, "wang")
    colleague.get("/desk/answers/1")
    page = colleague.post("/desk/answers/1/return", 422, version="1", reason="")
    assert "请写明要改什么" in page
    page = colleague.post("/desk/answers/1/return", version="1", reason="写清楚周日")
    assert "已退回修改" in page
    assert "写清楚周日" in browser.get("/desk/answers/1")

    assert "周六上午可以。" in browser.get("/desk/answers/1/edit")
    better = OFFICE | {"answer": "周六上午可以，周日不可以，共3次。"}
    again = "/desk/answers/1/edit"
    assert "请写明改了什么" in browser.post(again, 422, version="1", do="send", **better)
    assert "请写文件名" in browser.post(again, 422, version="1", do="find", **better)
    page = browser.post(again, version="1", do="find", search="慈善", **better)
    assert "周日不可以" in page
    page = browser.post(again, version="1", do="send", reason="写了周日", **better)
    assert "新的一版已写好" in page
    assert "不在引文里，请核对：3" in page
    assert "以前各版" in page
    browser.get(again)
    page = browser.post(again, 409, version="1", do="send", reason="写了周日", **better)
    assert "刚被其他同事改动" in page

    page = browser.post("/desk/answers/1/withdraw", version="2", reason="搬家了")
    assert "已停用" in page
    assert "修改后重新启用" in page
    browser.get("/desk/answers/1")
    browser.post("/desk/answers/9/withdraw", 404, version="2", reason="搬家了")
    browser.get("/desk/answers/1")
    browser.post("/desk/answers/9/edit", 404, version="2", do="send", **better)


def test_an_answer_that_cannot_be_used_any_more_is_flagged(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    library = SqlLibrary(desk.database)
    library.put(DOCUMENT, PASSAGES)
    passed_on(desk, "最多资助多少？")
    browser.get("/desk/questions/1")
    source: dict[str, Any] = {"document": "measures", "article": "第二条", "quote": QUOTE}
    browser.post(
        "/desk/questions/1/answer", seen="1", do="send", **(OFFICE | {"valid_to": ""}), **source
    )
    assert "打开原文" in browser.get("/desk/answers/1")
    library.remove("measures")
    assert "现行文件里找不到这段话" in browser.get("/desk/answers/1")
    assert "依据已变动" in browser.get("/desk/answers")


def test_an_expired_answer_is_flagged(desk: DeskWorld, browser: Browser, clock: FixedClock) -> None:
    passed_on(desk, "周末能办事吗？")
    hired(desk.database)
    browser.get("/desk/questions/1")
    browser.post(
        "/desk/questions/1/answer", seen="1", do="send", **(OFFICE | {"valid_to": "2026-09-01"})
    )
    clock.forward(hours=13)
    browser = staffed(desk, "wang")
    assert "已过有效期" in browser.get("/desk/answers")
    assert "已过有效期" in browser.get("/desk/answers/1")
