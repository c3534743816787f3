"""What cannot be read gets a clear sentence; nothing is lost, nothing is shown of the inside."""

import pytest

from tests.transcripts import Chat


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "没有收到文字"),
        (" \n\t　", "没有收到文字"),
        ("😀👍", "只看到表情或符号"),
        ("。。。？！", "只看到表情或符号"),
        ("要" * 5_000, "这段话有 5,000 字"),
        ("12345", "请写到县和乡镇"),
        ("<script>alert(1)</script>", "请写到县和乡镇"),
        ("'; DROP TABLE tickets; --", "请写到县和乡镇"),
    ],
)
def test_the_question_stays_and_the_person_is_told_what_to_do(
    reporter: Chat, text: str, sentence: str
) -> None:
    turn = reporter.say(text)
    assert sentence in turn.messages[0].text
    assert turn.asks == "place"
    assert reporter.ledger.shelf.transcript


@pytest.mark.parametrize("text", ["", "😀", "要" * 5_000, "asdf", "<b>x</b>"])
def test_outside_a_report_the_menu_is_offered(chat: Chat, text: str) -> None:
    turn = chat.say(text)
    assert turn.messages
    assert turn.choices[0].label == "上报需求"


def test_a_long_message_is_kept_whole(reporter: Chat) -> None:
    reporter.say("要" * 5_000)
    assert any(text == "要" * 5_000 for _, _, text in reporter.ledger.shelf.transcript)


def test_markup_is_kept_as_plain_text(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.say("冬衣200套")
    reporter.tap("教育")
    reporter.say("120人")
    for _ in range(5):
        reporter.say("跳过")
    assert reporter.turn.asks == "description"
    reporter.say("<img src=x onerror=alert(1)> 教室漏雨'; --")
    slots = reporter.ledger.session("web-li").stack[-1].slots
    assert slots["description"].value == "<img src=x onerror=alert(1)> 教室漏雨'; --"


def test_traditional_characters_are_understood(reporter: Chat) -> None:
    reporter.follow(
        """
        > 雲南省普洱市瀾滄縣木戛鄉中心小學
        < 需要什么
        > 跳過
        < 不能跳过
        < 需要什么
        """
    )


def test_a_file_nobody_asked_for_is_not_kept(chat: Chat) -> None:
    turn = chat.give("photo.jpg")
    assert "没有保存" in turn.messages[0].text
    assert not chat.ledger.shelf.files


def test_an_impossible_date_is_asked_again(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.say("改一下期限")
    assert reporter.say("2月30日前").asks == "deadline"
    assert len(reporter.turn.messages) == 2


def test_numbers_of_persons_are_masked_before_anything_is_stored(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    first = reporter.say("冬衣200套，联系13812345678")
    second = reporter.say("打13912345678")
    assert "已自动隐去" in first.messages[0].text
    assert "已自动隐去" not in second.messages[0].text
    assert "138" not in str(reporter.ledger.shelf)
    assert "139" not in str(reporter.ledger.shelf)


def test_an_impatient_person_gets_an_answer_for_each_message(reporter: Chat) -> None:
    for text in ("跳过", "上一步", "提交", "修改", "完成", "确定", "不", "取消", "不", "帮助"):
        assert reporter.say(text).messages
    assert reporter.ledger.session("web-li").stack
