"""A report that was merged into another's: where it went, how far that is, and apart again."""

import pytest

from api.domain.merging import MergeNews, Told, merge, part
from api.domain.ticket import TicketStatus
from bot.merge_notices import merge_turn
from bot.texts import Language, speaking
from tests.bot.report_script import ANSWERS
from tests.transcripts import Chat

WRITTEN = "李老师和王老师说的是同一批冬衣"  # by staff, for staff


def at_the_desk(chat: Chat, number: int, kept: int, *, undo: bool = False) -> None:
    """What staff do with two tickets."""
    tickets, now = chat.ledger.shelf.tickets, chat.ledger.clock.now()
    act = part if undo else merge
    pair = act(tickets[number], tickets[kept], actor="staff", at=now, reason=WRITTEN)
    tickets[number], tickets[kept] = pair.ticket, pair.kept


@pytest.fixture
def second(reporter: Chat) -> Chat:
    """Another person who reported the same need on its own, as ticket 1002."""
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    other = Chat(reporter.gazetteer, reporter.ledger, reporter.asker, name="wang")
    other.say("上报需求")
    other.tap("同意")
    other.follow(ANSWERS)
    other.tap("提交")
    other.tap("仍然单独提交")
    return other


def test_who_asks_how_far_it_is_is_told_of_the_ticket_it_goes_on_as(second: Chat) -> None:
    second.ledger.move(1001, TicketStatus.IN_REVIEW)
    at_the_desk(second, 1002, 1001)
    second.follow("> 查进度\n< 1002 · 已并入 1001，审核中")
    second.tap("工单 1002")
    card = second.turn.messages[0].card
    assert card is not None
    assert card.title == "工单 1002 · 已合并"
    assert card.rows[-1].value == "并入工单 1001"
    assert card.note == ("这份和工单 1001 合并办理。工单 1001 现在是“审核中”：工作人员正在审核。")
    assert WRITTEN not in str(second.turn)
    second.follow("> [工单 1001]\n< 只显示进度")


def test_the_other_reporter_reads_nothing_of_it_in_the_timeline(
    reporter: Chat, second: Chat
) -> None:
    at_the_desk(second, 1002, 1001)
    reporter.say("工单1001")
    assert WRITTEN not in str(reporter.turn)
    assert "1002" not in str(reporter.turn)


def test_a_merged_report_is_not_taken_back(second: Chat) -> None:
    at_the_desk(second, 1002, 1001)
    assert "不能撤回" in second.say("撤回1002").messages[0].text


def test_who_joined_the_merged_ticket_finds_it_by_its_number(second: Chat) -> None:
    third = Chat(second.gazetteer, second.ledger, second.asker, name="zhao")
    third.say("上报需求")
    third.tap("同意")
    third.follow(ANSWERS)
    third.tap("提交")
    third.tap("加入工单 1002")
    at_the_desk(second, 1002, 1001)
    assert "工单 1002 已并入工单 1001" in third.say("工单1002").messages[0].text
    assert "只显示进度" in third.say("工单1001").messages[0].text


def test_one_s_own_two_reports_are_listed_once_each(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    reporter.say("上报需求")
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    reporter.tap("仍然单独提交")
    at_the_desk(reporter, 1002, 1001)
    turn = reporter.say("我的上报")
    assert [choice.label for choice in turn.choices][:2] == ["工单 1002", "工单 1001"]
    assert "一起反映" not in turn.messages[0].text


def test_parted_again_it_is_as_it_was_and_asks_for_what_was_asked(second: Chat) -> None:
    second.ledger.move(1002, TicketStatus.IN_REVIEW)
    second.ledger.move(1002, TicketStatus.RETURNED, "请写清数量。", ("items",))
    at_the_desk(second, 1002, 1001)
    assert "没有需要补充的工单" in second.say("开始补充").messages[0].text
    at_the_desk(second, 1002, 1001, undo=True)
    second.say("工单1002")
    card = second.turn.messages[0].card
    assert card is not None
    assert card.rows[-1].value == "不再和工单 1001 合并，恢复单独办理（待补充）"
    turn = second.say("开始补充")
    assert WRITTEN not in str(turn)
    assert "请写清数量。" in str(turn)
    second.say("冬衣210套")
    assert "回到审核" in second.say("提交").messages[0].text


@pytest.mark.parametrize(
    ("told", "own", "begins"),
    [
        (Told.GOES_ON, True, "Tickets 1002 (木戛乡中心小学需要冬衣) and 1001 report"),
        (Told.GOES_ON, False, "Ticket 1002, which you joined, was merged into ticket 1001"),
        (Told.ALONE, True, "Ticket 1002 (木戛乡中心小学需要冬衣) is no longer merged"),
        (Told.ALONE, False, "Ticket 1002, which you joined, is no longer merged"),
        (Told.CAME, True, "Another report tells of the same need as your ticket 1002"),
        (Told.LEFT, True, "The report that was merged into your ticket 1002"),
    ],
)
def test_it_is_told_in_the_language_of_the_person(
    second: Chat, told: Told, own: bool, begins: str
) -> None:
    ticket = second.ledger.shelf.tickets[1002]
    with speaking(Language.ENGLISH):
        text = merge_turn(MergeNews(told, ticket, 1001, own=own)).messages[0].text
    assert text.replace(ticket.need.title, "木戛乡中心小学需要冬衣").startswith(begins)
