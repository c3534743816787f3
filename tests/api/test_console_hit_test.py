"""The page that shows what a question finds, and the answer the chat would give."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.console.hit_test_view import hit_test
from api.store.database import Database
from retrieval.question import Question
from retrieval.sounds import Heard
from tests.desk_fakes import Browser, make_desk, staffed
from tests.retrieval import samples

PAGE = "/desk/knowledge/test"


@pytest.fixture
def browser(sqlite_database: Database, tmp_path: Path) -> Browser:
    return staffed(make_desk(sqlite_database, tmp_path))


def test_the_answer_stands_above_what_was_found_for_it(browser: Browser) -> None:
    page = browser.get(f"{PAGE}?q=捐赠财产有剩余怎么办&as_of=2026-11-21")

    answer = samples.asker(samples.library()).ask("捐赠财产有剩余怎么办")
    assert answer.text.splitlines()[0] in page
    assert "已回答" in page
    assert "从找到的原文作答。" in page
    assert '第七条 <span class="badge badge-good">已引用</span>' in page
    for label in ("词语", "语义", "合并", "最后", "最贴近的一句含有提问内容的比例", "不低于 0.250"):
        assert label in page
    assert "没有测" in page  # there are no vectors here


def test_what_the_gate_declines_is_shown_with_what_was_near(browser: Browser) -> None:
    page = browser.get(f"{PAGE}?q=火星上的氧气补贴申请窗口在哪")
    assert "没有依据，谢绝" in page
    assert "找到的内容不足以回答" in page
    assert "badge-wait" in page


def test_what_is_not_in_force_stands_apart(browser: Browser) -> None:
    page = browser.get(f"{PAGE}?q=开展公开募捐要备案吗&as_of=2010-01-01")
    assert "那一天不在有效期内的" in page


def test_a_follow_up_is_understood_from_the_question_before(browser: Browser) -> None:
    page = browser.get(f"{PAGE}?q=那个人捐赠呢&earlier=企业捐赠怎么扣除")
    assert "怎样理解提问" in page
    assert "查找的提问" in page


def test_what_is_no_question_is_not_searched(browser: Browser) -> None:
    assert "没有读到可以查找的内容" in browser.get(f"{PAGE}?q=您好")


def test_an_empty_form_waits_and_a_wrong_date_is_named(browser: Browser) -> None:
    assert "回答 <span" not in browser.get(PAGE)
    page = browser.get(f"{PAGE}?q=捐赠&as_of=昨天", 422)
    assert "日期请写成" in page
    assert 'value="捐赠"' in page


def test_how_a_question_was_understood_is_told_in_words() -> None:
    explained = samples.asker(samples.library()).explain("捐赠财产有剩余怎么办")
    question = Question(
        "甘肃的河川专项资金募捐",
        heard=(Heard(8, "募娟", "募捐"),),
        places=frozenset({"甘肃省"}),
        programmes=frozenset({"river"}),
    )
    told = hit_test(replace(explained, inquiry=replace(explained.inquiry, question=question)))
    assert dict(told.read) == {
        "查找的提问": "甘肃的河川专项资金募捐",
        "按读音改正": "募娟 → 募捐",
        "地区": "甘肃省",
        "专项": "river",
    }
