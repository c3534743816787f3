"""Reporting a need, told as transcripts."""

from tests.bot.report_script import ANSWERS
from tests.transcripts import Chat


def test_a_need_is_reported_question_by_question(chat: Chat) -> None:
    chat.follow(
        """
        > 你好
        < 山海桥
        = [上报需求] [问政策] [我的上报] [帮助]
        > [上报需求]
        < 上报之前，请先看一下
        = [同意] [不同意]
        > [同意]
        < 好的，现在开始上报。
        < 需求在什么地方
        """
    )
    turn = chat.follow(ANSWERS)
    assert turn.asks == "confirm"
    assert turn.draft is not None
    assert turn.draft["beneficiaries"]["count"] == 120
    assert turn.draft["budget_yuan"] == 50_000
    turn = chat.follow(
        """
        = [提交] [修改] [取消]
        > [提交]
        < 已提交，工单号是 1001
        = [我的上报]
        """
    )
    assert turn.ticket == 1001
    ticket = chat.ledger.shelf.tickets[1001]
    assert ticket.need.place.county == "澜沧拉祜族自治县"
    assert ticket.need.fiscal_cover == "none"
    assert ticket.need.evidence == ("file1",)
    assert ticket.need.title
    assert ticket.provenance["items"] == "said"


def test_skipped_fields_are_marked_and_submission_is_still_possible(reporter: Chat) -> None:
    reporter.follow(
        """
        > 跳过
        < 地点不能跳过
        < 需求在什么地方
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        > 不知道
        < 需要什么不能跳过
        < 需要什么
        > 冬衣200套
        < 属于哪一类
        > 教育
        < 谁会受益
        """
    )
    for _ in range(9):
        reporter.say("跳过")
    card = reporter.turn.messages[-1].card
    assert card is not None
    marks = {row.slot: row.mark for row in card.rows}
    assert marks["budget_yuan"] == "待补"
    assert marks["place"] == ""
    assert reporter.tap("提交").ticket == 1001


def test_help_and_menu_words_in_the_middle_leave_the_question_pending(reporter: Chat) -> None:
    reporter.follow(
        """
        > 帮助
        < 上一步
        < 需求在什么地方
        > /start
        < 接着刚才
        < 需求在什么地方
        > 我的上报
        < 还没有上报过
        < 需求在什么地方
        > 问政策
        < 政策问题
        < 需求在什么地方
        > 转给工作人员
        < 没有待转
        < 需求在什么地方
        > 好
        < 需求在什么地方
        """
    )


def test_files_come_one_after_another_and_early(reporter: Chat) -> None:
    reporter.follow(
        """
        > {a.jpg}
        < 文件已收好
        < 需求在什么地方
        > {b.jpg}
        < 共 2 份
        < 需求在什么地方
        > {bad.exe}
        < 这种文件不能接收
        < 需求在什么地方
        """
    )
    reporter.give("big.zip", b"", refused="这个文件太大。请压缩后再发。")
    assert reporter.texts[0] == "这个文件太大。请压缩后再发。"
    assert reporter.ledger.session("web-li").stack[-1].slots["evidence"].value == ["file1", "file2"]


def test_text_at_the_evidence_step_says_what_to_do(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 修改照片
        < 还可以继续发
        > 照片在路上
        < 请发图片或文件
        < 还可以继续发
        > 没有别的照片
        < 请核对
        """
    )
