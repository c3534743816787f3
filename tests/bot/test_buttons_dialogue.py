"""Old, doubled, foreign and invented buttons change nothing and say what to do."""

import pytest

from bot.dialogue.flow import CONFIRM
from tests.bot.report_script import ANSWERS
from tests.transcripts import Chat


def test_a_report_is_submitted_once_however_often_the_button_is_tapped(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    code = reporter.code("提交")
    assert reporter.press(code).ticket == 1001
    for _ in range(3):
        assert reporter.press(code).messages[0].text == (
            "这份上报已经提交，工单号是 1001，不会重复提交。"
        )
    assert list(reporter.ledger.shelf.tickets) == [1001]


def test_the_same_update_delivered_twice_is_answered_once(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    tap = reporter.inbound(choice=reporter.code("提交"))
    lines = len(reporter.ledger.shelf.transcript)
    first = reporter.send(tap)
    written = len(reporter.ledger.shelf.transcript)
    assert reporter.send(tap) == first
    assert len(reporter.ledger.shelf.transcript) == written > lines


def test_a_button_of_an_earlier_step_shows_the_present_one(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.say("冬衣200套")
    reporter.tap("教育")
    skip = reporter.code("跳过")
    reporter.press(skip)
    turn = reporter.press(skip)
    assert turn.messages[0].text == "这个按钮已过期，请看下面这一步。"
    assert turn.asks == "budget_yuan"


def test_buttons_of_a_cancelled_report_are_over(reporter: Chat) -> None:
    cancel = reporter.code("取消")
    reporter.press(cancel)
    yes = reporter.code("确定取消")
    reporter.press(yes)
    for code in (cancel, yes):
        assert "已过期" in reporter.press(code).messages[0].text
    reporter.say("上报需求")
    assert "已过期" in reporter.press(cancel).messages[0].text


def test_a_confirmation_nobody_was_asked_for_does_nothing(reporter: Chat) -> None:
    yes = reporter.code("取消").replace(":cancel", ":yes")
    turn = reporter.press(yes)
    assert turn.messages[0].text == "这个按钮已过期，请看下面这一步。"
    assert turn.asks == "place"


@pytest.mark.parametrize("tail", ["pick:education", "offer:0", "offer:x", "field:nothing", "dance"])
def test_a_code_the_step_does_not_offer_does_nothing(reporter: Chat, tail: str) -> None:
    before = reporter.ledger.session("web-li")
    code = reporter.code("取消").removesuffix("cancel") + tail
    assert "已过期" in reporter.press(code).messages[0].text
    assert reporter.ledger.session("web-li") == before


@pytest.mark.parametrize(
    "code", ["", "x" * 64, "f:::", "d:dance", "d:ticket:abc", "'; drop table", "d:mine:1"]
)
def test_an_invented_code_is_answered_with_help(chat: Chat, code: str) -> None:
    turn = chat.press(code)
    assert turn.messages[0].text == "没有认出这个按钮。请用下面的按钮，或直接打字。"
    assert [choice.label for choice in turn.choices] == [
        "上报需求",
        "批量上报",
        "问政策",
        "测资格",
        "找需求",
        "我的上报",
        "我的机构",
        "帮助",
    ]


def test_a_button_of_somebody_elses_report_does_nothing(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    code = reporter.code("提交")
    other = reporter.on("telegram")
    assert "已过期" in other.press(code).messages[0].text
    other.say("上报需求")
    other.tap("同意")
    assert "已过期" in other.press(code).messages[0].text
    assert not reporter.ledger.shelf.tickets
    assert reporter.ledger.session("web-li").stack[-1].step == CONFIRM


def test_everything_a_button_does_can_be_typed(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    for label in ("修改", "受益对象", "不改", "修改", "返回", "取消", "继续填写", "提交"):
        reporter.code(label)
        reporter.say(label)
    assert reporter.turn.ticket == 1001


def test_taps_are_told_in_the_transcript_by_their_labels(reporter: Chat) -> None:
    reporter.press("x")
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    reporter.tap("我的上报")
    reporter.tap("工单 1001")
    said = [text for _, speaker, text in reporter.ledger.shelf.transcript if speaker == "person"]
    assert "［点了］同意" in said
    assert "［发来文件］教室.jpg" in said
    assert "［点了一个旧按钮］" in said
    assert said[-2:] == ["［点了］我的上报", "［点了］工单 1001"]
    bot = [text for _, speaker, text in reporter.ledger.shelf.transcript if speaker == "bot"]
    assert any("需求确认" in text and "冬衣 200套" in text for text in bot)


def test_what_a_page_sends_to_open_a_conversation_is_not_told_as_typed(chat: Chat) -> None:
    chat.say("/start")
    chat.say("你好")
    said = [text for _, speaker, text in chat.ledger.shelf.transcript if speaker == "person"]
    assert said == ["［打开对话］", "你好"]
