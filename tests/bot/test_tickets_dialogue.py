"""My reports, returns, withdrawals and what the desk tells a reporter."""

import pytest

from api.domain.ticket import TicketStatus
from bot.notices import answer_turn, notice_turn, returned_turn
from tests.bot.report_script import ANSWERS
from tests.transcripts import Chat


@pytest.fixture
def submitted(reporter: Chat) -> Chat:
    """A person whose report became ticket 1001."""
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    return reporter


def returned(chat: Chat, *fields: str) -> None:
    chat.ledger.move(1001, TicketStatus.IN_REVIEW)
    ticket = chat.ledger.move(1001, TicketStatus.RETURNED, "请写清数量。", fields)
    chat.turn = returned_turn(ticket)


def test_my_reports_show_status_and_timeline_in_shanghai_time(submitted: Chat) -> None:
    returned(submitted, "items", "budget_yuan")
    submitted.follow(
        """
        > 我的上报
        < 1001 · 待补充
        = [工单 1001] [上报需求]
        > [工单 1001]
        < 2026-09-01 12:00：待补充；要补充：需要什么、预算；意见：请写清数量。
        = [开始补充] [撤回工单 1001]
        > 工单 1001
        < 已提交
        """
    )
    card = submitted.turn.messages[0].card
    assert card is not None
    assert card.title == "工单 1001 · 待补充"
    assert "补充后才能继续审核" in card.note


def test_a_returned_ticket_reopens_only_the_named_fields(submitted: Chat) -> None:
    returned(submitted, "items", "contact")
    assert "需要补充：需要什么、联系人" in submitted.texts[0]
    assert "意见：请写清数量。" in submitted.texts[0]
    submitted.follow(
        """
        > [开始补充]
        < 审核意见：请写清数量。
        = [不改]
        > 人数改成500
        < 这次只需要补充：需要什么、联系人
        < 需要什么
        > {a.jpg}
        < 这次只需要补充
        < 需要什么
        > 冬衣300套
        < 可以找谁核实
        > 不改
        < 请核对
        > 把需要什么改成冬衣320套
        < 320套
        < 请核对
        > [提交]
        < 工单 1001 回到审核
        """
    )
    ticket = submitted.ledger.shelf.tickets[1001]
    assert ticket.status is TicketStatus.IN_REVIEW
    assert ticket.need.items[0].quantity == 320
    assert ticket.need.beneficiaries.count == 120
    assert ticket.history[-1].fields == ("items",)
    assert submitted.turn.ticket == 1001


def test_a_return_answered_during_another_report_lets_that_report_go_on(submitted: Chat) -> None:
    submitted.say("上报需求")
    submitted.say("云南省普洱市澜沧县木戛乡中心小学")
    returned(submitted, "contact")
    code = submitted.code("开始补充")
    submitted.follow(
        """
        > [开始补充]
        < 可以找谁核实
        """
    )
    assert len(submitted.ledger.session("web-li").stack) == 2
    submitted.press(code)
    assert len(submitted.ledger.session("web-li").stack) == 2
    submitted.follow(
        """
        > 王老师
        < 请核对
        > 提交
        < 回到审核
        < 接着刚才
        < 需要什么
        """
    )
    assert submitted.press(code).messages[0].text == "工单 1001 现在是“审核中”，不需要补充。"


def test_a_supplement_put_off_can_be_taken_up_again(submitted: Chat) -> None:
    returned(submitted, "contact")
    submitted.follow(
        """
        > 开始补充
        < 可以找谁核实
        > 王老师
        < 请核对
        > 重新开始
        < 从头再填
        > [重新开始]
        < 从头开始
        < 现在是：李老师
        > 取消
        < 留在“待补充”
        > [确定取消]
        < 还在“待补充”
        > 补充 1001
        < 现在是：李老师
        """
    )


def test_nothing_to_supplement_is_said(submitted: Chat) -> None:
    submitted.follow(
        """
        > 开始补充
        < 没有需要补充的工单
        > 补充 1001
        < 现在是“已提交”，不需要补充
        """
    )


def test_a_report_is_withdrawn_after_one_question(submitted: Chat) -> None:
    returned(submitted, "contact")
    submitted.tap("开始补充")
    submitted.follow(
        """
        > 撤回 1001
        < 确定撤回
        = [不撤回]
        > [确定撤回工单 1001]
        < 工单 1001 已撤回
        > 撤回1001
        < 不能撤回
        > 确认撤回 1001
        < 不能撤回
        > 工单 999
        < 没有找到
        """
    )
    assert submitted.ledger.shelf.tickets[1001].status is TicketStatus.WITHDRAWN
    assert submitted.ledger.session("web-li").stack == ()


def test_nobody_sees_another_persons_ticket(submitted: Chat) -> None:
    other = submitted.on("telegram")
    other.follow(
        """
        > 工单 1001
        < 没有找到您名下的工单 1001
        > 确认撤回 1001
        < 没有找到
        > 我的上报
        < 还没有上报过
        """
    )


def test_many_reports_are_listed_from_the_newest(submitted: Chat) -> None:
    ticket = submitted.ledger.shelf.tickets[1001]
    with submitted.ledger.transaction("web-li") as tx:
        for number in range(9):
            tx.submit(ticket.need, {}, f"key{number}")
    turn = submitted.say("我的上报")
    assert "有 10 份，下面是最近 8 份" in turn.messages[0].text
    assert turn.choices[0].label == "工单 1010"


def test_the_desks_notices_say_what_happened_and_what_comes_next(submitted: Chat) -> None:
    ledger = submitted.ledger
    ledger.move(1001, TicketStatus.IN_REVIEW)
    assert "现在是“审核中”" in notice_turn(ledger.shelf.tickets[1001]).messages[0].text
    returned_ticket = ledger.move(1001, TicketStatus.RETURNED, "缺数量", ("items",))
    assert notice_turn(returned_ticket) == returned_turn(returned_ticket)
    ledger.move(1001, TicketStatus.IN_REVIEW)
    rejected = notice_turn(ledger.move(1001, TicketStatus.REJECTED, "财政已覆盖"))
    assert "未予受理" in rejected.messages[0].text
    assert "意见：财政已覆盖" in rejected.messages[0].text
    assert "可以重新上报" in rejected.messages[0].text
    assert rejected.choices[0].label == "查看进度"


def test_an_acceptance_says_what_comes_next(submitted: Chat) -> None:
    submitted.ledger.move(1001, TicketStatus.IN_REVIEW)
    accepted = notice_turn(submitted.ledger.move(1001, TicketStatus.ACCEPTED))
    assert "已受理" in accepted.messages[0].text
    assert "对接" in accepted.messages[0].text


def test_an_answer_from_staff_names_the_question() -> None:
    assert answer_turn("怎么申请？", "请到民政窗口。").messages[0].text == (
        "您问的“怎么申请？”，工作人员回复：\n请到民政窗口。\n"
        "以上是工作人员答复，非政策原文，不是审批结论。"
    )
