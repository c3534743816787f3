"""Posts in the chat: invited, accepted, handed over, and what the predecessor keeps."""

import pytest

from api.domain.ticket import TicketStatus
from bot.conversation import Conversation
from bot.entrances import Entrances
from bot.notices import returned_turn
from tests.bot.report_script import ANSWERS
from tests.fakes import UNHURRIED
from tests.transcripts import Chat

POST = "云南省普洱市澜沧拉祜族自治县上海援滇工作队驻县联络员"


def invitation(chat: Chat) -> str:
    """An administrator makes a post and invites somebody to it; the code."""
    shelf = chat.ledger.shelf.posts
    return shelf.invite(shelf.make(), chat.clock.now()).code


@pytest.fixture
def holder(reporter: Chat) -> Chat:
    """A person who holds the post, with a report in progress and ticket 1001 in it."""
    reporter.say(f"邀请码 {invitation(reporter)}")
    reporter.tap("接受邀请")
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    return reporter


def code_of(chat: Chat) -> str:
    return chat.texts[0].split("邀请码 ")[1].split("\n")[0]


def handed_over(holder: Chat) -> Chat:
    """The successor, who has just accepted."""
    holder.say("交接")
    holder.tap("生成邀请码")
    successor = holder.another("wang")
    successor.say(f"邀请码 {code_of(holder)}")
    successor.tap("接受邀请")
    return successor


def test_an_invitation_is_asked_about_once_and_then_accepted(chat: Chat) -> None:
    code = invitation(chat)
    chat.follow(
        f"""
        > 邀请码 {code}
        < 您是不是来担任“{POST}”这个岗位的？
        = [接受邀请] [不是我]
        > [接受邀请]
        < 您已担任“{POST}”
        = [上报需求]
        > 邀请码 {code}
        < 已经由您担任
        > 我的岗位
        < （在岗），任期到 2027-06-30，没办完的需求 0 件
        """
    )
    assert "任期：2026-07-01 至 2027-06-30" not in chat.texts[0]


@pytest.mark.parametrize("yes", ["是", "是的", "接受邀请", "对"])
@pytest.mark.parametrize("written", ["邀请码{}", "邀请码：{}", "邀請碼 {}", "{}", "/invite {}"])
def test_a_code_and_a_yes_may_be_typed_in_many_ways(chat: Chat, written: str, yes: str) -> None:
    code = invitation(chat)
    chat.say(written.format(f"{code[:4]} {code[4:]}"))
    assert "您是不是" in chat.texts[0]
    chat.say(yes)
    assert "您已担任" in chat.texts[0]


def test_no_leaves_the_code_for_whoever_is_meant(chat: Chat) -> None:
    code = invitation(chat)
    chat.say(f"邀请码 {code}")
    chat.say("不是")
    assert "邀请码还没有用掉" in chat.texts[0]
    chat.say("接受邀请")
    assert "没有等您接受的邀请" in chat.texts[0]
    other = chat.another("wang")
    other.say(f"邀请码 {code}")
    other.tap("不是我")
    other.say(f"邀请码 {code}")
    assert "您已担任" in other.tap("接受邀请").messages[0].text


def test_a_yes_to_something_else_later_accepts_nothing(chat: Chat) -> None:
    chat.say(f"邀请码 {invitation(chat)}")
    chat.say("公开募捐需要什么资格？")
    chat.say("好的")
    assert chat.ledger.shelf.posts.posts[1].holder is None
    assert "您已担任" in chat.say("接受邀请").messages[0].text


def test_a_button_with_anothers_number_accepts_nothing(chat: Chat) -> None:
    invitation(chat)
    assert "没有等您接受的邀请" in chat.press("d:accept:1").messages[0].text
    assert chat.ledger.shelf.posts.posts[1].holder is None


def test_codes_that_are_wrong_over_or_taken_back_say_what_to_do(chat: Chat) -> None:
    code = invitation(chat)
    assert "邀请码不对" in chat.say("邀请码 ABCD2345").messages[0].text
    assert "邀请码”加八位码" in chat.say("邀请码 123").messages[0].text
    assert "邀请码”加八位码" in chat.say("邀请码").messages[0].text
    chat.clock.forward(days=8)
    assert "已经过期" in chat.say(f"邀请码 {code}").messages[0].text
    shelf = chat.ledger.shelf.posts
    again = shelf.invite(1, chat.clock.now()).code
    shelf.revoke(1)
    assert "已经撤回" in chat.say(f"邀请码 {again}").messages[0].text


def test_many_wrong_codes_stop_even_the_right_one(chat: Chat) -> None:
    code = invitation(chat)
    for number in range(5):
        chat.say(f"邀请码 ABCD234{number + 5}")
    assert "多次试错后要等一小时" in chat.say(f"邀请码 {code}").messages[0].text


def test_of_two_with_one_code_one_wins_and_the_other_is_told(chat: Chat) -> None:
    code = invitation(chat)
    other = chat.another("wang")
    chat.say(f"邀请码 {code}")
    other.say(f"邀请码 {code}")
    other.tap("接受邀请")
    chat.follow(
        """
        > [接受邀请]
        < 已经有人用过了
        """
    )
    assert chat.ledger.shelf.posts.posts[1].holder == "web-wang"


def test_an_invitation_in_the_middle_of_a_report_leaves_the_report(reporter: Chat) -> None:
    reporter.say(f"邀请码 {invitation(reporter)}")
    reporter.follow(
        """
        > [接受邀请]
        < 您已担任
        < 需求在什么地方
        """
    )


def test_a_report_says_that_staff_check_who_is_not_in_a_post(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    assert "工作人员会先核实上报人" in reporter.tap("提交").messages[0].text


def test_a_report_of_a_holder_needs_no_check(holder: Chat) -> None:
    assert "核实上报人" not in holder.turn.messages[0].text
    assert holder.ledger.shelf.posts.tickets == {1001: 1}


def test_the_holder_hands_over_and_the_successor_is_briefed(holder: Chat) -> None:
    holder.ledger.move(1001, TicketStatus.IN_REVIEW)
    holder.ledger.move(1001, TicketStatus.ACCEPTED)
    holder.follow(
        f"""
        > 工作交接
        < 要把“{POST}”交给接任者吗？没办完的需求有 1 件
        = [生成邀请码] [先不交接]
        > [生成邀请码]
        < 2026-09-08 12:00前有效，只能用一次
        = [取消交接]
        """
    )
    successor = holder.another("wang")
    successor.follow(
        f"""
        > 邀请码 {code_of(holder)}
        < 您是不是
        > [接受邀请]
        < 前任交过来的需求见下面的清单
        < 没办完的需求 1 件
        < 约定和期限
        < 可以找谁
        > 交接清单
        < 没办完的需求 1 件
        < …
        < …
        > 工单 1001
        < …
        """
    )


def test_the_predecessors_access_ends_at_once_and_both_are_told(holder: Chat) -> None:
    handed_over(holder)
    ((person, turn),) = holder.ledger.shelf.posts.told
    assert person == "web-li"
    assert "已由接任者接手" in turn.messages[0].text
    holder.follow(
        """
        > 我的上报
        < 您还没有上报过
        > 工单 1001
        < 没有找到您名下的工单 1001
        > 交接
        < 您名下还没有登记岗位
        > 交接清单
        < 您名下还没有登记岗位
        """
    )
    assert "您名下还没有登记岗位" in holder.press("d:offer:1").messages[0].text


def test_a_supplement_in_progress_ends_when_the_post_is_handed_over(holder: Chat) -> None:
    holder.ledger.move(1001, TicketStatus.IN_REVIEW)
    ticket = holder.ledger.move(1001, TicketStatus.RETURNED, "请写清数量。", ("items",))
    holder.turn = returned_turn(ticket)
    holder.tap("开始补充")
    handed_over(holder)
    holder.follow(
        """
        > 冬衣300套
        < 工单 1001 已随岗位交给接任者
        > 你好
        < 您好
        """
    )
    assert holder.ledger.shelf.tickets[1001].status is TicketStatus.RETURNED


def test_what_was_reported_without_a_post_stays_the_reporters(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.tap("提交")
    reporter.say(f"邀请码 {invitation(reporter)}")
    reporter.tap("接受邀请")
    handed_over(reporter)
    assert "1001" in reporter.say("我的上报").messages[0].text


def test_a_new_code_voids_the_old_one(holder: Chat) -> None:
    holder.say("交接")
    holder.say("是")
    old = code_of(holder)
    holder.follow(
        """
        > 交接
        < 正在交接，接任者还没有接受
        > [重新生成邀请码]
        < 只能用一次
        """
    )
    successor = holder.another("wang")
    assert "已经撤回" in successor.say(f"邀请码 {old}").messages[0].text
    assert "您是不是" in successor.say(f"邀请码 {code_of(holder)}").messages[0].text


def test_a_hand_over_can_be_called_off(holder: Chat) -> None:
    holder.say("交接")
    holder.tap("生成邀请码")
    code = code_of(holder)
    holder.follow(
        """
        > 取消交接
        < 交接已取消，发出的邀请码作废
        > 取消交接
        < 现在没有正在交接的岗位
        > 交接
        < 要把
        > [先不交接]
        < 您担任的岗位
        """
    )
    assert "已经撤回" in holder.another("wang").say(f"邀请码 {code}").messages[0].text


def test_of_several_posts_one_is_chosen(holder: Chat) -> None:
    shelf = holder.ledger.shelf.posts
    holder.say(f"邀请码 {shelf.invite(shelf.make(), holder.clock.now()).code}")
    holder.tap("接受邀请")
    holder.follow(
        """
        > 交接
        < 要交接哪一个岗位
        > 生成邀请码
        < 要交接哪一个岗位
        > 交接“驻县联络员”
        < 要把
        > 交接一下工作的事
        < 没有看懂
        """
    )


def test_the_code_can_be_asked_for_in_words(holder: Chat) -> None:
    holder.follow(
        """
        > 生成邀请码
        < 只能用一次
        > 重新生成邀请码
        < 只能用一次
        """
    )


def test_who_speaks_english_types_what_the_buttons_say(holder: Chat) -> None:
    holder.say("English")
    for said in ("My post", "Hand over", "Make a code", "Hand over", "Make a new code"):
        holder.say(said)
    assert "works once" in holder.texts[0]
    assert "Called off" in holder.say("Call it off").messages[0].text
    assert "hand-over list" in holder.say("Hand-over list").messages[0].text


def test_the_code_comes_with_links_where_the_service_is_known(holder: Chat) -> None:
    class Linked(Chat):
        def conversation(self) -> Conversation:
            return Conversation(
                ledger=self.ledger,
                asker=self.asker,
                clock=self.clock,
                gazetteer=self.gazetteer,
                limits=UNHURRIED,
                entrances=Entrances("https://shanhai.example", lambda: "ShanhaiBot"),
            )

    linked = Linked(holder.gazetteer, holder.ledger, updates=holder.updates)
    linked.say("交接")
    text = linked.tap("生成邀请码").messages[0].text
    code = code_of(linked).replace(" ", "")
    assert f"网页打开：https://shanhai.example/?invite={code}\n" in text
    assert f"https://t.me/ShanhaiBot?start={code}\n" in text
