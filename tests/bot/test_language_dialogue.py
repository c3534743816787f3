"""The interface in traditional characters and in English, by choice."""

import re

import pytest

from bot.texts import Language
from tests.transcripts import Chat

CHINESE = re.compile("[\u3400-\u9fff]")


@pytest.fixture(params=["web", "telegram"])
def talk(request: pytest.FixtureRequest, chat: Chat) -> Chat:
    """The same transcript on each channel."""
    chat.channel = request.param
    return chat


def test_a_report_is_made_with_an_english_interface(talk: Chat) -> None:
    talk.follow(
        """
        > language
        < 界面用哪种语言？
        = [简体中文] [繁體中文] [English] [上报需求]
        > [English]
        < All right, English from now on.
        = [Report a need] [Ask about policy] [My reports] [Help]
        > [Report a need]
        < Before you report, please read this
        > [Agree]
        < Thank you. Now the report.
        < Where is it?
        > 澜沧县木戛乡中心小学需要200套冬衣，预算5万元
        < Noted: What is needed 冬衣 200套; Budget 50,000 yuan.
        < What kind of need is it?
        > livelihood and jobs
        < Who is helped? About how many people or households?
        > 120人
        < How much of it is still missing?
        > back
        < Who is helped?
        > [Keep]
        < How much of it
        > skip
        < Do public funds cover this?
        > Not covered
        < By when is it needed
        > 11月底前
        < How urgent is it?
        > [Urgent]
        < What else should
        > [Skip]
        < Are there pictures
        > [Skip]
        < Whom can staff ask?
        > [Skip]
        < Please check what is below
        = [Submit] [Change] [Cancel]
        """
    )
    card = talk.turn.messages[-1].card
    assert card is not None
    rows = {row.label: (row.value, row.mark) for row in card.rows}
    assert rows["What is needed"] == ("冬衣 200套", "read by the system")
    assert rows["Budget"][0] == "50,000 yuan"
    assert rows["Who is helped"] == ("120 people", "")
    assert rows["Still missing"] == ("", "open")
    assert rows["Deadline"][0] == "11月底前 (2026-11-30)"

    talk.follow(
        """
        > submit
        < Submitted as ticket 1001.
        > my reports
        < You have 1 reports.
        """
    )


def test_a_question_in_english_is_told_how_to_go_on(talk: Chat) -> None:
    talk.follow(
        """
        > Can I donate winter coats?
        < 目前只能读懂中文
        = [上报需求] [English]
        > english
        < All right, English from now on.
        > Can I donate winter coats?
        < I can only read Chinese
        """
    )


def test_traditional_characters_are_said_and_heard(talk: Chat) -> None:
    talk.follow(
        """
        > 繁體中文
        < 好的，以後用繁體中文。
        = [上報需求] [幫助]
        > 上報需求
        < 上報之前，請先看一下
        > 同意
        < 好的，現在開始上報。
        < 需求在什麼地方？
        > 跳過
        < 地點不能跳過
        < 需求在什麼地方？
        > 取消
        < 確定取消這份上報嗎？
        > [繼續填寫]
        < 好的，接着填。
        < 需求在什麼地方？
        > 简体
        < 好的，以后用简体中文。
        < 需求在什么地方？
        """
    )


def test_the_language_changes_in_the_middle_and_loses_nothing(reporter: Chat) -> None:
    reporter.follow(
        """
        > 澜沧县木戛乡中心小学
        < 需要什么？
        > 200套冬衣
        < 这份需求属于哪一类？
        > English
        < All right, English from now on.
        < What kind of need is it?
        """
    )
    frame = reporter.ledger.shelf.sessions["web-li"].stack[-1]
    assert frame.slots["items"].value[0]["name"] == "冬衣"


def test_an_invented_language_is_refused(chat: Chat) -> None:
    chat.press("d:speak:klingon")

    assert "没有认出这个按钮" in chat.texts[0]


def test_a_chat_joined_to_another_keeps_the_language_that_was_chosen(chat: Chat) -> None:
    chat.say("换渠道")
    code = re.search(r"\d{6}", chat.texts[0])
    assert code is not None
    other = chat.on("telegram")
    other.say("English")
    other.say(f"绑定 {code[0]}")

    assert other.texts[0].startswith("Done.")
    other.say("my reports")
    assert not CHINESE.match(other.texts[0])
    assert [s.language for s in chat.ledger.shelf.sessions.values()].count(Language.ENGLISH) > 0
