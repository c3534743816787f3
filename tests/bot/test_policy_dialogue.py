"""Policy questions, in the middle of a report and by themselves."""

from tests.transcripts import Chat

QUESTION = "公益组织怎么才能公开募捐？"
UNANSWERABLE = "县里的补贴今年怎么申请？"


def test_a_question_in_the_middle_is_answered_and_the_pending_one_asked_once(
    reporter: Chat,
) -> None:
    reporter.follow(
        f"""
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        > {QUESTION}
        < 需要公开募捐资格。
        < 接着刚才的填写
        """
    )
    answer, question = reporter.turn.messages
    assert answer.citations[0]["article"] == "第二十二条"
    assert answer.citations[0]["effective_from"] == "2024-09-05"
    assert "需要什么" in question.text
    assert (reporter.turn.asks, reporter.turn.flow) == ("items", "report")
    assert reporter.say("冬衣200套").asks == "category"


def test_a_declined_question_is_passed_on_once(reporter: Chat) -> None:
    reporter.follow(
        f"""
        > {UNANSWERABLE}
        < 没有找到
        < 转给工作人员
        < 需求在什么地方
        = [转给工作人员]
        """
    )
    code = reporter.code("转给工作人员")
    reporter.follow(
        """
        > [转给工作人员]
        < 已转给工作人员，编号 1
        < 需求在什么地方
        """
    )
    assert reporter.press(code).messages[0].text.startswith("这个问题已经转过")
    assert reporter.ledger.shelf.questions == [("web-li", UNANSWERABLE)]


def test_passing_on_can_be_typed(chat: Chat) -> None:
    chat.say(UNANSWERABLE)
    chat.follow(
        """
        > 转给工作人员
        < 编号 1
        = [上报需求]
        """
    )
    assert chat.ledger.shelf.questions[0][1] == UNANSWERABLE


def test_follow_up_questions_carry_the_last_three_turns(chat: Chat) -> None:
    for number in range(1, 6):
        chat.say(f"第{number}种情况，公开募捐怎么办？")
    assert chat.asker.asked[-1] == (
        "第5种情况，公开募捐怎么办？",
        tuple(f"第{n}种情况，公开募捐怎么办？" for n in (2, 3, 4)),
    )


def test_answers_to_steps_are_no_context_for_questions(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.say(QUESTION)
    assert reporter.asker.asked == [(QUESTION, ())]


def test_a_question_waits_for_consent_no_more_than_anything_else(chat: Chat) -> None:
    chat.say("上报需求")
    chat.follow(
        f"""
        > {QUESTION}
        < 需要公开募捐资格。
        < 请先选择
        """
    )


def test_an_answer_that_fails_loses_nothing(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.asker.broken = True
    reporter.follow(
        f"""
        > {QUESTION}
        < 刚才没有处理成功
        < 需要什么
        """
    )
    reporter.asker.broken = False
    assert reporter.say("冬衣200套").asks == "category"
