"""Before a report is submitted: the same need there already, aid, a list common elsewhere."""

from dataclasses import replace

import pytest

from api.domain.overlap import Template
from api.domain.ticket import TicketStatus
from bot.notices import supporter_turn
from bot.texts import Language, speaking
from tests.bot.report_script import ANSWERS
from tests.transcripts import Chat


@pytest.fixture
def second(reporter: Chat) -> Chat:
    """Another person at the card of the same need; the first one's is ticket 1001."""
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    other = Chat(reporter.gazetteer, reporter.ledger, reporter.asker, name="wang")
    other.say("上报需求")
    other.tap("同意")
    other.follow(ANSWERS)
    return other


def test_a_likely_duplicate_is_shown_redacted_before_anything_is_submitted(second: Chat) -> None:
    turn = second.tap("提交")

    assert turn.asks == "overlap"
    assert list(second.ledger.shelf.tickets) == [1001]
    card = turn.messages[1].card
    assert card is not None
    assert card.title == "工单 1001 · 已提交"
    assert [row.value for row in card.rows] == [
        "云南省普洱市澜沧拉祜族自治县木戛乡",
        "冬衣",
        "2026年9月",
    ]
    shown = "".join(second.texts)
    assert "同一个学校、村或机构、需要的东西相近" in shown
    for hidden in ("李老师", "中心小学", "教室没有取暖", "200"):
        assert hidden not in shown


def test_who_joins_opens_no_ticket_and_is_told_of_its_progress(second: Chat) -> None:
    second.follow(
        """
        > [提交]
        < 有 1 份没办结的工单
        < 相同之处
        < 是同一件事，点“加入”
        = [加入工单 1001] [补充到工单 1001] [仍然单独提交] [返回]
        > [加入工单 1001]
        < 已并入工单 1001
        > 我的上报
        < 您一起反映的
        > [工单 1001]
        < 只显示进度
        """
    )
    assert list(second.ledger.shelf.tickets) == [1001]
    assert [(one.ticket, one.person, one.adds) for one in second.ledger.shelf.support.joined] == [
        (1001, "web-wang", False)
    ]
    card = second.turn.messages[0].card
    assert card is not None
    assert card.note == "等待工作人员开始审核。"


def test_what_is_added_goes_to_staff_with_every_answer(second: Chat) -> None:
    second.say("人数改成150")
    second.follow("> 提交\n< …\n< …\n< …\n> 补充到1001\n< 您补充的内容和材料已交给")
    (one,) = second.ledger.shelf.support.joined
    assert one.adds
    assert one.lines["beneficiaries"] == "受益对象：150人，小学生"


def test_who_goes_on_gets_a_ticket_that_carries_the_link(second: Chat) -> None:
    second.tap("提交")
    turn = second.tap("仍然单独提交")
    assert turn.ticket == 1002
    assert "已注明您看过工单 1001" in second.texts[0]
    assert second.ledger.shelf.support.apart == {1002: (1001,)}


@pytest.mark.parametrize("text", ["加入", "加入1001", "加入那一份", "就是同一件事", "是的", "join"])
def test_joining_can_be_typed(second: Chat, text: str) -> None:
    second.tap("提交")
    second.say(text)
    assert [one.adds for one in second.ledger.shelf.support.joined] == [False]


@pytest.mark.parametrize("text", ["补充", "补充到那一份", "补充 1001", "我要补充到1001里面"])
def test_adding_can_be_typed(second: Chat, text: str) -> None:
    second.tap("提交")
    second.say(text)
    assert [one.adds for one in second.ledger.shelf.support.joined] == [True]


@pytest.mark.parametrize(
    "text", ["单独提交", "仍然单独提交", "不是同一件事", "都不是", "还是单独报", "提交"]
)
def test_going_on_can_be_typed(second: Chat, text: str) -> None:
    second.tap("提交")
    assert second.say(text).ticket == 1002


def test_only_a_ticket_that_was_shown_can_be_joined(second: Chat) -> None:
    second.tap("提交")
    nonce = second.code("加入工单 1001").split(":")[1]
    for _ in second.say("加入4711"), second.press(f"f:{nonce}:overlap:join:4711"):
        assert second.turn.asks == "overlap"
    assert second.ledger.shelf.support.joined == []


def test_going_back_changing_and_submitting_again_asks_again(second: Chat) -> None:
    second.follow(
        """
        > [提交]
        < …
        < …
        < …
        > [返回]
        < 请核对
        > [提交]
        < …
        < …
        < …
        > 人数改成90
        < 好的，受益对象改为
        < 请核对
        """
    )


def test_a_question_a_file_and_a_cancel_find_the_step_again(second: Chat) -> None:
    second.tap("提交")
    second.follow(
        """
        > 公益组织怎么才能公开募捐？
        < 需要公开募捐资格。
        < 是同一件事，点“加入”
        > {b.jpg}
        < 文件已收好
        < …
        < …
        < …
        > 取消
        < 确定取消
        > [继续填写]
        < 接着填
        < …
        < …
        < 是同一件事
        """
    )
    assert second.turn.asks == "overlap"


def test_an_old_submit_button_does_not_go_on_alone(second: Chat) -> None:
    submit = second.code("提交")
    second.tap("提交")
    second.press(submit)
    assert second.turn.asks == "overlap"
    assert list(second.ledger.shelf.tickets) == [1001]


def test_a_button_of_a_joined_report_says_where_it_went(second: Chat) -> None:
    second.tap("提交")
    join = second.code("加入工单 1001")
    second.press(join)
    assert "1001" in second.press(join).messages[0].text
    assert len(second.ledger.shelf.support.joined) == 1


def test_a_ticket_that_ended_meanwhile_is_not_joined_and_nothing_is_lost(second: Chat) -> None:
    second.tap("提交")
    second.ledger.move(1001, TicketStatus.WITHDRAWN)
    second.tap("加入工单 1001")
    assert "不能再加入" in second.texts[0]
    assert second.tap("仍然单独提交").ticket == 1002


def test_who_joined_is_told_when_the_reporter_takes_it_back(reporter: Chat, second: Chat) -> None:
    second.tap("提交")
    second.tap("加入工单 1001")
    reporter.say("确认撤回1001")
    ((person, turn),) = second.ledger.shelf.support.told
    assert person == "web-wang"
    assert "可以由您重新上报" in turn["messages"][0]["text"]


def test_one_s_own_ticket_is_only_added_to(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    reporter.say("上报需求")
    reporter.follow(ANSWERS)
    turn = reporter.tap("提交")
    assert "这一份是您自己上报的" in turn.messages[1].text
    assert [choice.label for choice in turn.choices] == [
        "补充到工单 1001",
        "仍然单独提交",
        "返回",
    ]


def test_aid_that_is_there_is_told_once_and_blocks_nothing(second: Chat) -> None:
    ticket = second.ledger.shelf.tickets[1001]
    second.ledger.shelf.tickets[1001] = replace(
        ticket, status=TicketStatus.DELIVERED, need=ticket.need
    )
    second.follow(
        """
        > [提交]
        < 这个地方、这类人群已有的援助：
        < 点“仍然提交”
        > [返回]
        < 请核对
        > [提交]
        < 已提交，工单号是 1002
        """
    )


def test_a_list_common_elsewhere_is_only_a_note(reporter: Chat) -> None:
    reporter.ledger.shelf.support.template = Template(refused=1, counties=7)
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > [提交]
        < 另有 7 个县报过同样的一份清单
        < 点“仍然提交”
        > [仍然提交]
        < 已提交，工单号是 1001
        """
    )


def test_a_returned_ticket_is_not_compared(reporter: Chat, second: Chat) -> None:
    second.tap("提交")
    second.tap("仍然单独提交")
    second.ledger.move(1002, TicketStatus.IN_REVIEW)
    second.ledger.move(1002, TicketStatus.RETURNED, "请写清数量。", ("items",))
    second.say("开始补充")
    second.say("冬衣210套")
    assert "回到审核" in second.say("提交").messages[0].text


def test_those_who_joined_read_the_status_and_nothing_that_was_written(second: Chat) -> None:
    second.ledger.move(1001, TicketStatus.IN_REVIEW)
    ticket = second.ledger.move(1001, TicketStatus.REJECTED, "李老师说已由别处解决。")
    text = supporter_turn(ticket).messages[0].text
    assert (
        text
        == "您一起反映的工单 1001（云南省普洱市澜沧拉祜族自治县木戛乡：冬衣）现在是“不予受理”。"
    )
    with speaking(Language.ENGLISH):
        assert "which you joined" in supporter_turn(ticket).messages[0].text
