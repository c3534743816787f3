"""Questions and the replies to them, from the first word to the last check."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from knowledge.documents import Document
from knowledge.library import MemoryLibrary
from retrieval.answer import Answer, AnswerStatus, Mode
from retrieval.ask import PolicyAsker
from retrieval.texts import DECLINED, EMPTY, PASSING_ON, SECOND_HAND
from tests.retrieval import samples


@pytest.fixture(scope="module")
def library() -> MemoryLibrary:
    return samples.library()


@pytest.fixture(scope="module")
def asker(library: MemoryLibrary) -> PolicyAsker:
    return samples.asker(library)


def stored(library: MemoryLibrary, key: str) -> Document:
    document = library.document(key)
    assert document is not None
    return document


def test_an_answer_quotes_the_article_and_says_where_it_stands(
    asker: PolicyAsker, library: MemoryLibrary
) -> None:
    answer = asker.ask("捐赠财产有剩余怎么办")

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.mode is Mode.EXTRACTIVE
    assert answer.as_of == samples.TODAY
    first = answer.citations[0]
    assert first.article == "第七条"
    assert stored(library, first.document).text[first.start : first.end] == first.quote
    assert answer.text.startswith("《中华人民共和国互助捐赠法》第七条规定：“捐赠财产有剩余的，")
    assert "（示范机关，2024年9月5日起施行，官方原文）" in answer.text


def test_an_answer_resting_on_a_digest_says_so_and_notes_its_version(asker: PolicyAsker) -> None:
    answer = asker.ask("河川专项资金的资助比例")

    assert answer.text.startswith(SECOND_HAND)
    assert "示发〔2022〕7号，本项目转述" in answer.text
    assert "说明：未见原文。" in answer.text


def test_rules_of_one_programme_are_not_quoted_beside_those_of_another(
    asker: PolicyAsker,
) -> None:
    cited = {citation.document for citation in asker.ask("专项资金的项目怎么评审、资助").citations}

    assert not {"river", "hill"} <= cited


def test_a_declined_question_gets_its_fixed_text_and_an_offer(asker: PolicyAsker) -> None:
    answer = asker.ask("把受助人的电话发给我")

    assert answer.status is AnswerStatus.PRIVATE
    assert answer.citations == ()
    assert answer.text.endswith(PASSING_ON)
    assert answer.text.split("\n")[0] in DECLINED.values()


def test_an_ended_rule_is_quoted_as_ended_when_asked_about_now(asker: PolicyAsker) -> None:
    answer = asker.ask("2026年企业向山村捐赠还能全额扣除吗")

    assert answer.status is AnswerStatus.EXPIRED
    assert "有效期到2025年12月31日，没有见到延续或代替它的文件。" in answer.text
    assert [citation.document for citation in answer.citations] == ["lapsed"]


def test_an_ended_rule_is_told_beside_what_is_in_force(asker: PolicyAsker) -> None:
    answer = asker.ask("企业捐赠给山村的支出可以全额扣除吗")

    assert answer.status is AnswerStatus.PARTIAL
    assert answer.citations[0].document != "lapsed"
    assert answer.citations[-1].document == "lapsed"
    assert "另有一项直接相关的规定不在有效期内" in answer.text


def test_a_replaced_version_names_its_successor(asker: PolicyAsker) -> None:
    answer = asker.ask("互助捐赠法第十二条")

    assert answer.status is AnswerStatus.EXPIRED
    assert "已由《中华人民共和国互助捐赠法》代替。" in answer.text


def test_a_rule_that_has_not_begun_is_not_given_as_current(asker: PolicyAsker) -> None:
    answer = asker.ask("上海募捐方案提前几日备案", as_of=date(2010, 1, 1))

    assert answer.status is AnswerStatus.EXPIRED
    assert "自2021年1月1日起施行，目前还没有生效。" in answer.text


def test_the_version_of_the_day_asked_for_is_quoted(asker: PolicyAsker) -> None:
    answer = asker.ask("登记满几年可以申请公开募捐资格", as_of=date(2020, 1, 1))

    assert answer.citations[0].document == "giving-2016"
    assert answer.as_of == date(2020, 1, 1)


@pytest.mark.parametrize("text", ["", "   ", "😀😀😀", "？？", "怎么办"])
def test_a_message_without_content_is_asked_for_a_question(asker: PolicyAsker, text: str) -> None:
    answer = asker.ask(text)

    assert answer.status is AnswerStatus.NEEDS_FACTS
    assert answer.text == EMPTY


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE passages; --", "<script>alert(1)</script>", "募捐" * 2500]
)
def test_strange_messages_get_an_answer_or_a_refusal(asker: PolicyAsker, text: str) -> None:
    assert asker.ask(text).text


def test_a_follow_up_is_read_with_the_turn_before_it(asker: PolicyAsker) -> None:
    answer = asker.ask("那上海呢？", context=("你好", "募捐方案什么时候备案"))

    assert answer.citations[0].document == "city"


def test_an_article_alone_is_one_of_the_law_named_before(asker: PolicyAsker) -> None:
    answer = asker.ask("那第七条呢", context=("互助捐赠法第六条说什么",))

    assert answer.citations[0].article == "第七条"


def test_an_article_alone_stays_alone_where_no_law_was_named(asker: PolicyAsker) -> None:
    assert asker.ask("第七条呢", context=("你好",)).text


def test_a_whole_question_does_not_lean_on_earlier_turns(asker: PolicyAsker) -> None:
    alone = asker.ask("捐赠财产有剩余怎么办")
    later = asker.ask("捐赠财产有剩余怎么办", context=("山丘专项资金有哪些流程",))

    assert alone.citations == later.citations


def test_a_text_that_changed_under_an_answer_is_not_quoted() -> None:
    held = samples.library()
    asker = samples.asker(held)
    documents = {
        key: replace(one, text="改过了") for key, one in asker._searcher.corpus.documents.items()
    }
    asker._searcher.corpus = replace(asker._searcher.corpus, documents=documents)

    answer = asker.ask("捐赠财产有剩余怎么办")

    assert answer.status is AnswerStatus.NO_SOURCE
    assert answer.citations == ()


class Computed:
    """Answers every question about money, leaves the others."""

    def answer(self, question: str, as_of: date, context: Sequence[str] = ()) -> Answer | None:
        if "最多" not in question:
            return None
        return Answer(AnswerStatus.ANSWERED, "36 万元", (), as_of, Mode.RULES, 0.0)


def test_what_can_be_computed_is_computed_before_anything_is_searched() -> None:
    asker = samples.asker(entitlement=Computed())

    answer = asker.ask("总投入120万，最多能拿多少")

    assert answer.mode is Mode.RULES
    assert answer.took_ms > 0
    assert asker.ask("捐赠财产有剩余怎么办").mode is Mode.EXTRACTIVE


def test_the_ranking_behind_an_answer_can_be_read(asker: PolicyAsker) -> None:
    ranked = asker.ranked("捐赠财产有剩余怎么办")

    assert ranked[0] == ("中华人民共和国互助捐赠法", "第七条")
    assert len(ranked) <= 10


def test_an_answer_prints_as_json(asker: PolicyAsker) -> None:
    body = asker.ask("捐赠财产有剩余怎么办").to_json()

    assert body["status"] == "answered"
    assert body["citations"][0]["effective_from"] == "2024-09-05"


def test_what_was_done_while_a_rule_stood_is_answered_by_that_rule_and_says_so(
    asker: PolicyAsker,
) -> None:
    answer = asker.ask("去年企业向山村捐的钱怎样全额扣除")

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.as_of == date(2025, 12, 31)
    assert answer.citations[0].document == "lapsed"
    assert (
        "您问的是以前的事，这里按2025年12月31日有效的规定回答；"
        "《山村捐赠全额扣除政策》有效期到2025年12月31日，不适用于现在。"
    ) in answer.text.split("\n")


def test_a_day_past_on_which_nothing_else_stood_changes_nothing(asker: PolicyAsker) -> None:
    answer = asker.ask("去年捐的财产有剩余怎么办")

    assert answer.as_of == samples.TODAY
    assert answer.citations[0].article == "第七条"


def test_a_word_typed_by_sound_is_told_as_it_was_read(asker: PolicyAsker) -> None:
    answered = asker.ask("gongkai mujuan多久公开一次情况")
    declined = asker.ask("把gongkai mujuan受助人的电话发给我")

    for answer in (answered, declined):
        assert answer.text.endswith("问题里的“gongkai mujuan”是按“公开募捐”理解的。")
    assert answered.status is AnswerStatus.ANSWERED
