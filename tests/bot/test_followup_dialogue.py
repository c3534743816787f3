"""After a submission: questions of staff, was it received, how was it, and 还没解决."""

import pytest

from api.domain.followup import MAY_ANSWER_WITHIN, REOPEN_WITHIN, Feedback
from api.domain.ticket import TicketStatus
from bot.notices import asked_turn, notice_turn
from knowledge.places.gazetteer import Gazetteer
from tests.bot.report_script import ANSWERS
from tests.transcripts import Chat

S = TicketStatus
TO_DELIVERED = (S.IN_REVIEW, S.ACCEPTED, S.PUBLISHED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED)


@pytest.fixture(params=["web", "telegram"])
def submitted(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> Chat:
    """A person whose report became ticket 1001."""
    chat = Chat(gazetteer, channel=request.param)
    chat.say("上报需求")
    chat.tap("同意")
    chat.follow(ANSWERS)
    chat.tap("提交")
    return chat


@pytest.fixture
def delivered(submitted: Chat) -> Chat:
    for status in TO_DELIVERED:
        ticket = submitted.ledger.move(1001, status)
    submitted.turn = notice_turn(ticket)
    return submitted


def asked(chat: Chat, text: str = "这 200 套里男女各多少？", ticket: int = 1001) -> None:
    question = chat.ledger.ask(ticket, text)
    chat.turn = asked_turn(chat.ledger.shelf.tickets[ticket], question)


def answers(chat: Chat) -> list[str | None]:
    return [question.answer for question in chat.ledger.shelf.asked.values()]


def status(chat: Chat) -> TicketStatus:
    return chat.ledger.shelf.tickets[1001].status


def said(chat: Chat) -> list[tuple[Feedback, str]]:
    return [(feedback, text) for _, feedback, text in chat.ledger.shelf.feedback]


def test_a_question_of_staff_is_answered_without_a_return(submitted: Chat) -> None:
    asked(submitted)
    assert "这 200 套里男女各多少？" in submitted.texts[0]
    submitted.follow(
        """
        = [回答] [查看进度]
        > [回答]
        < 工作人员问：这 200 套里男女各多少？
        > 男生90，女生110
        < 已交给工作人员，附在工单 1001 里
        > 工单 1001
        < 工作人员问：这 200 套里男女各多少？
        """
    )
    assert answers(submitted) == ["男生90，女生110"]
    assert "您答：男生90，女生110" in submitted.texts[0]
    assert status(submitted) is S.SUBMITTED


@pytest.mark.parametrize("text", ["男生90，女生110", "没有", "好的", "大概一半一半吧？"])
def test_after_the_button_any_words_are_the_answer(submitted: Chat, text: str) -> None:
    asked(submitted)
    submitted.tap("回答")
    submitted.say(text)
    assert answers(submitted) == [text]


@pytest.mark.parametrize(
    "text", ["回答1001：男女各一半", "回答 1001 男女各一半", "答复工单1001，男女各一半"]
)
def test_an_answer_can_be_typed_in_one_sentence(submitted: Chat, text: str) -> None:
    asked(submitted)
    submitted.say(text)
    assert answers(submitted) == ["男女各一半"]


def test_the_button_can_be_typed_and_given_up(submitted: Chat) -> None:
    asked(submitted)
    submitted.follow(
        """
        > 回答
        < 工作人员问
        > 算了
        < 先不说
        > 回答1001
        < 工作人员问
        > 我的上报
        < 您的上报有 1 份
        """
    )
    assert answers(submitted) == [None]


def test_an_answer_without_the_button_is_offered_to_be_sent(submitted: Chat) -> None:
    asked(submitted)
    submitted.follow(
        """
        > 男生多一些
        < 要把您写的作为回答发过去吗
        = [发给工作人员] [不是回答]
        > 九十个左右
        < 要把您写的作为回答发过去吗
        > [发给工作人员]
        < 已交给工作人员
        """
    )
    assert answers(submitted) == ["男生多一些\n九十个左右"]


def test_a_question_of_long_ago_stands_in_nobodys_way(submitted: Chat) -> None:
    asked(submitted)
    submitted.clock.at += MAY_ANSWER_WITHIN
    submitted.clock.forward(seconds=1)
    assert submitted.say("勐海县布朗山乡小学需要50床棉被").flow == "report"
    submitted.say("回答1001：各一半")
    assert answers(submitted) == ["各一半"]


def test_what_is_no_answer_is_understood_as_what_it_is(submitted: Chat) -> None:
    asked(submitted)
    submitted.say("勐海县布朗山乡小学需要50床棉被")
    turn = submitted.tap("不是回答")
    assert turn.flow == "report"
    assert turn.draft is not None
    assert turn.draft["place"]["township"] == "布朗山布朗族乡"
    assert answers(submitted) == [None]


def test_a_policy_question_is_answered_while_staff_wait(submitted: Chat) -> None:
    asked(submitted)
    assert "公开募捐资格" in submitted.say("公开募捐要什么条件？").messages[0].text
    assert answers(submitted) == [None]


def test_a_photo_may_be_the_answer(submitted: Chat) -> None:
    asked(submitted, "请发一张宿舍的照片")
    submitted.tap("回答")
    submitted.give("宿舍.jpg")
    assert answers(submitted) == ["［发来文件］宿舍.jpg"]
    assert submitted.ledger.shelf.attached == [(1001, "宿舍.jpg")]


def test_a_question_asked_in_the_middle_of_a_report_lets_it_go_on(submitted: Chat) -> None:
    before = submitted.say("上报需求").asks
    asked(submitted)
    submitted.tap("回答")
    turn = submitted.say("各一半")
    assert turn.asks == before
    assert answers(submitted) == ["各一半"]


def test_an_answered_question_says_so_and_the_next_one_is_shown(submitted: Chat) -> None:
    asked(submitted, "第一个问题")
    first = submitted.code("回答")
    asked(submitted, "第二个问题")
    submitted.press(first)
    assert "还有一个问题：第二个问题" in submitted.say("答一").messages[0].text
    assert "已经回答过" in submitted.press(first).messages[0].text
    submitted.say("回答")
    submitted.say("答二")
    assert answers(submitted) == ["答一", "答二"]
    assert "没有工作人员等您回答" in submitted.say("回答").messages[0].text
    assert "没有工作人员等您回答" in submitted.press("d:answer:99").messages[0].text


def test_nobody_answers_for_the_tickets_of_others(submitted: Chat) -> None:
    asked(submitted)
    other = submitted.on("web")
    assert "没有工作人员等您回答" in other.press("d:answer:1").messages[0].text
    assert "没有工作人员等您回答" in other.say("回答1001：我知道").messages[0].text


def test_received_rated_and_closed(delivered: Chat) -> None:
    delivered.follow(
        """
        = [收到了] [部分收到] [没收到] [查看进度]
        > [收到了]
        < 这次办得怎么样
        = [满意] [一般] [不满意]
        > {冬衣.jpg}
        < 放进了工单 1001
        > 满意
        < 工单 1001 已办结
        = [再说一句] [还没解决]
        > [再说一句]
        < 请写下来
        > 孩子们都穿上了
        < 已附在工单 1001 里
        """
    )
    assert status(delivered) is S.CLOSED
    assert said(delivered) == [(Feedback.RECEIVED, ""), (Feedback.PLEASED, "孩子们都穿上了")]
    assert delivered.ledger.shelf.attached == [(1001, "冬衣.jpg")]
    assert delivered.ledger.shelf.counts["pleased"] == 1


@pytest.mark.parametrize(
    ("words", "feedback"),
    [
        ("没收到", Feedback.MISSING),
        ("只收到一部分", Feedback.PARTLY),
        ("还没解决", Feedback.UNSOLVED),
    ],
)
def test_what_did_not_arrive_goes_back_under_way(
    delivered: Chat, words: str, feedback: Feedback
) -> None:
    delivered.follow(
        f"""
        > {words}
        < 回到实施中
        > 还差50套棉鞋
        < 已附在工单 1001 里
        """
    )
    assert status(delivered) is S.IN_PROGRESS
    assert said(delivered) == [(feedback, "还差50套棉鞋")]
    last = delivered.ledger.shelf.tickets[1001].history[-1]
    assert (last.actor, last.reason) == (f"{delivered.channel}-li", f"上报人：{feedback.label}")


@pytest.mark.parametrize("words", ["还没解决", "还没解决1001", "没有解决"])
def test_a_closed_ticket_is_opened_again_within_ninety_days(delivered: Chat, words: str) -> None:
    delivered.ledger.move(1001, S.CLOSED)
    assert "回到实施中" in delivered.say(words).messages[0].text
    assert status(delivered) is S.IN_PROGRESS


def test_after_ninety_days_a_new_report_is_advised(delivered: Chat) -> None:
    delivered.ledger.move(1001, S.CLOSED)
    old = "d:unsolved:1001"
    delivered.clock.at += REOPEN_WITHIN
    assert "还没解决" in [c.label for c in delivered.say("工单1001").choices]
    delivered.clock.forward(seconds=1)
    assert "已超过 90 天" in delivered.press(old).messages[0].text
    assert "还没解决" not in [c.label for c in delivered.say("工单1001").choices]
    assert "没有可以这样记的工单" in delivered.say("还没解决").messages[0].text
    assert status(delivered) is S.CLOSED


def test_buttons_pressed_again_change_nothing(delivered: Chat) -> None:
    partly = delivered.code("部分收到")
    delivered.press(partly)
    assert "按钮已过期" in delivered.press(partly).messages[0].text
    assert said(delivered) == [(Feedback.PARTLY, "")]


def test_the_timeline_tells_the_whole_story_in_order(delivered: Chat) -> None:
    asked(delivered, "门卫电话多少？")
    delivered.clock.forward(minutes=1)
    delivered.say("回答1001：问李老师")
    for minutes, words in ((1, "收到了"), (1, "还没解决")):
        delivered.clock.forward(minutes=minutes)
        delivered.say(words)
    delivered.clock.forward(minutes=1)
    delivered.ledger.move(1001, S.DELIVERED, "补送了50套")
    card = delivered.say("工单1001").messages[0].card
    assert card is not None
    assert [row.value for row in card.rows][-5:] == [
        "工作人员问：门卫电话多少？",
        "您答：问李老师",
        "您说：收到了",
        "实施中；您说：还没解决",
        "已送达；意见：补送了50套",
    ]


@pytest.mark.parametrize("words", ["是的", "发给工作人员"])
def test_the_offer_to_send_can_be_typed(submitted: Chat, words: str) -> None:
    asked(submitted)
    submitted.say("男生多一些")
    submitted.say(words)
    assert answers(submitted) == ["男生多一些"]


@pytest.mark.parametrize("words", ["不是", "不是回答"])
def test_so_can_the_refusal_and_nothing_is_sent(submitted: Chat, words: str) -> None:
    asked(submitted)
    submitted.say("呜呼嗳")
    assert "没有看懂" in submitted.say(words).messages[0].text
    assert answers(submitted) == [None]


def test_a_file_that_cannot_be_taken_leaves_the_question_open(submitted: Chat) -> None:
    asked(submitted)
    submitted.tap("回答")
    assert submitted.give("大.jpg", refused="文件太大了。").messages[0].text == "文件太大了。"
    submitted.say("照片太大，先说：各一半")
    assert answers(submitted) == ["照片太大，先说：各一半"]


def test_a_new_wish_is_not_taken_for_the_remark(delivered: Chat) -> None:
    delivered.tap("没收到")
    assert "公开募捐资格" in delivered.say("公开募捐要什么条件？").messages[0].text
    assert said(delivered) == [(Feedback.MISSING, "")]


@pytest.mark.parametrize(
    "words", ["质量不好，开线了", "电话打不通", "没人联系我们", "棉鞋没到", "还差50套棉鞋"]
)
def test_whatever_is_missing_is_added_to_the_ticket(delivered: Chat, words: str) -> None:
    delivered.tap("没收到")
    delivered.say(words)
    assert said(delivered) == [(Feedback.MISSING, words)]


@pytest.mark.parametrize("words", ["谢谢", "工单1001", "1001到哪了", "我的工单到哪一步了"])
def test_what_says_nothing_of_it_is_not(delivered: Chat, words: str) -> None:
    delivered.tap("没收到")
    delivered.say(words)
    assert said(delivered) == [(Feedback.MISSING, "")]


def test_nothing_more_need_be_said(delivered: Chat) -> None:
    delivered.tap("没收到")
    assert delivered.say("没有了").messages[0].text == "好的。"


def test_of_several_deliveries_which_one_is_asked(delivered: Chat) -> None:
    delivered.say("上报需求")
    delivered.follow(ANSWERS)
    delivered.tap("提交")
    delivered.tap("仍然提交")
    for move in TO_DELIVERED:
        delivered.ledger.move(1002, move)
    delivered.follow(
        """
        > 收到了
        < “收到了”说的是哪一份
        = [工单 1001] [工单 1002]
        > [工单 1002]
        < 工单 1002 记下了“收到了”
        > 收到了1001
        < 工单 1001 记下了“收到了”
        """
    )


@pytest.mark.parametrize("words", ["收到了", "满意", "一般"])
def test_the_same_words_mean_nothing_where_nothing_was_delivered(
    submitted: Chat, words: str
) -> None:
    assert "好的" in submitted.say(words).messages[0].text
    assert said(submitted) == []


def test_a_photo_sent_in_the_middle_of_a_report_belongs_to_the_report(delivered: Chat) -> None:
    delivered.say("上报需求")
    delivered.press("d:received:1001")
    delivered.give("需求.jpg")
    assert delivered.ledger.shelf.attached == []


def test_the_timeline_keeps_remarks_among_staff_to_staff(submitted: Chat) -> None:
    ticket = submitted.ledger.shelf.tickets[1001]
    noted = ticket.noted(actor="li", at=submitted.clock.now(), reason="电话核实：像是重复的")
    submitted.ledger.shelf.tickets[1001] = noted
    assert "像是重复的" not in submitted.say("工单 1001").messages[0].text
    assert "像是重复的" not in submitted.texts[0]
