"""有用 and 没用 to an answer, tapped and typed, on the web and on Telegram."""

import pytest

from bot.dialogue.buttons import MAX_BYTES
from bot.telegram.render import render
from retrieval.answer import AnswerStatus
from retrieval.reasons import Reason
from retrieval.texts import DECLINED
from tests.transcripts import Chat

QUESTION = "公益组织怎么才能公开募捐？"
UNANSWERABLE = "县里的补贴今年怎么申请？"


@pytest.fixture(params=["web", "telegram"])
def talk(request: pytest.FixtureRequest, chat: Chat) -> Chat:
    """The same transcript on each channel."""
    chat.channel = request.param
    return chat


def test_an_answer_of_no_use_is_kept_with_what_was_answered(talk: Chat) -> None:
    talk.follow(
        f"""
        > {QUESTION}
        < 需要公开募捐资格。
        = [有用] [没用] [上报需求]
        > [没用]
        < 谢谢您告诉我，这个问题和刚才的回答已记下
        = [转给工作人员] [上报需求]
        """
    )
    (kept,) = talk.ledger.shelf.unanswered
    assert (kept.question, kept.reason) == (QUESTION, "useless")
    assert kept.given["text"] == "需要公开募捐资格。"
    assert kept.given["citations"][0]["article"] == "第二十二条"
    assert (kept.given["as_of"], kept.given["mode"]) == ("2026-09-01", "extractive")
    assert talk.ledger.shelf.counts == {"policy:answered": 1, "useless": 1}
    assert not talk.ledger.shelf.questions


def test_whoever_wants_an_answer_after_all_passes_the_question_on(talk: Chat) -> None:
    talk.say(QUESTION)
    talk.follow(
        """
        > [没用]
        < 谢谢您告诉我
        > [转给工作人员]
        < 已转给工作人员，编号 1。有回复会发到这里。
        """
    )
    assert talk.ledger.shelf.questions == [(f"{talk.channel}-li", QUESTION)]


def test_two_taps_are_one_verdict(talk: Chat) -> None:
    talk.say(QUESTION)
    useless, useful = talk.code("没用"), talk.code("有用")
    talk.press(useless)
    for code in (useless, useful):
        assert talk.press(code).messages[0].text == "已经记下了，谢谢。"
    assert len(talk.ledger.shelf.unanswered) == 1
    assert talk.ledger.shelf.counts == {"policy:answered": 1, "useless": 1}


def test_whoever_found_it_useful_may_change_their_mind(talk: Chat) -> None:
    talk.say(QUESTION)
    useless = talk.code("没用")
    assert talk.tap("有用").messages[0].text == "好的，谢谢您告诉我。"
    assert not talk.ledger.shelf.unanswered
    talk.press(useless)
    assert talk.ledger.shelf.counts == {"policy:answered": 1, "useful": 1, "useless": 1}
    assert len(talk.ledger.shelf.unanswered) == 1


@pytest.mark.parametrize("words", ["没用", "答非所问", "没有回答我的问题。"])
def test_typed_words_rate_the_last_answer(talk: Chat, words: str) -> None:
    talk.say(QUESTION)
    assert "已记下" in talk.say(words).messages[0].text
    assert talk.ledger.shelf.unanswered[0].question == QUESTION


def test_an_older_answer_is_rated_by_its_own_button(talk: Chat) -> None:
    talk.say(QUESTION)
    first = talk.code("没用")
    talk.say("公开募捐要备案吗？")
    talk.press(first)
    assert talk.ledger.shelf.unanswered[0].question == QUESTION


def test_a_button_of_long_ago_answers_kindly(talk: Chat) -> None:
    talk.say(QUESTION)
    old = talk.code("没用")
    for number in range(3):
        talk.say(f"第{number}种公开募捐要备案吗？")
    assert "请把问题再问一次" in talk.press(old).messages[0].text
    assert "没有认出" in talk.press("d:useless").messages[0].text
    assert not talk.ledger.shelf.unanswered


def test_without_an_answer_there_is_nothing_to_rate(talk: Chat) -> None:
    assert "没有可以评价的回答" in talk.say("没用").messages[0].text


def test_in_a_report_an_answer_is_rated_and_the_question_stays(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.follow(
        f"""
        > {QUESTION}
        < 需要公开募捐资格。
        < 接着刚才的填写
        > 答非所问
        < 已记下
        < 需要什么
        = [转给工作人员]
        """
    )
    assert reporter.say("没用").asks == "items"  # nothing is left to rate: it answers the question
    assert len(reporter.ledger.shelf.unanswered) == 1


def test_a_declined_question_is_kept_without_being_passed_on(talk: Chat) -> None:
    talk.say(UNANSWERABLE)
    talk.say(UNANSWERABLE)  # said again: once is enough
    (kept,) = talk.ledger.shelf.unanswered
    assert (kept.question, kept.reason) == (UNANSWERABLE, "no_source")
    assert kept.given["after"] == []
    assert not talk.ledger.shelf.questions


def test_the_reason_kept_is_the_one_that_was_said(talk: Chat) -> None:
    talk.asker.script["补贴"] = DECLINED[Reason.NO_LOCAL_SOURCE]
    talk.asker.status = AnswerStatus.NO_SOURCE
    talk.say(UNANSWERABLE)
    assert talk.ledger.shelf.unanswered[0].reason == "no_local_source"


def test_what_is_no_policy_question_is_only_counted(talk: Chat) -> None:
    talk.asker.script["身份证"] = DECLINED[Reason.PRIVATE]
    talk.asker.status = AnswerStatus.PRIVATE
    talk.say("请问张三的身份证号是多少？")
    talk.asker.script["心得"] = DECLINED[Reason.DRAFTING]
    talk.asker.status = AnswerStatus.OUT_OF_SCOPE
    talk.say("请问您能帮我写一篇心得吗？")
    talk.say("哈哈")
    assert not talk.ledger.shelf.unanswered
    assert talk.ledger.shelf.counts == {
        "policy:outside": 2,
        "private": 1,
        "drafting": 1,
        "chitchat": 1,
    }


def test_what_is_no_question_at_all_leaves_no_trace(talk: Chat) -> None:
    talk.say(QUESTION)
    assert "没有看懂" in talk.say("嗯呐那样").messages[0].text
    assert not talk.ledger.shelf.unanswered


def test_a_follow_up_is_kept_with_what_it_leans_on(talk: Chat) -> None:
    talk.say(QUESTION)
    talk.say("那县里呢？")
    talk.say("补贴什么时候发？")
    assert [one.given["after"] for one in talk.ledger.shelf.unanswered] == [
        [QUESTION],
        ["那县里呢？"],
    ]


def test_the_two_buttons_share_a_row_on_telegram_and_fit_its_limit(chat: Chat) -> None:
    (*_, last) = render(chat.say(QUESTION))
    assert [choice.label for choice in last.keyboard[0]] == ["有用", "没用"]
    assert all(len(choice.code.encode()) <= MAX_BYTES for row in last.keyboard for choice in row)
