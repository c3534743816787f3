"""Policy questions, in the middle of a report and by themselves."""

import pytest

from retrieval.answer import AnswerStatus
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


def test_facts_given_after_a_question_go_to_the_question_and_begin_no_report(chat: Chat) -> None:
    chat.asker.script["资助"] = "需要知道项目总投入。"
    chat.asker.status = AnswerStatus.NEEDS_FACTS
    chat.say("我们最多能拿多少资助？")
    chat.asker.status = AnswerStatus.ANSWERED
    chat.asker.script["120万"] = "最多 36 万元。"
    assert chat.say("总投入120万").messages[0].text == "最多 36 万元。"
    assert chat.asker.asked[-1] == ("总投入120万", ("我们最多能拿多少资助？",))


def test_a_report_may_begin_although_an_answer_waits_for_facts(chat: Chat) -> None:
    chat.asker.script["资助"] = "需要知道项目总投入。"
    chat.asker.status = AnswerStatus.NEEDS_FACTS
    chat.say("我们最多能拿多少资助？")
    assert chat.say("上报需求").flow == "consent"


def test_what_is_not_understood_may_follow_up_on_a_question(chat: Chat) -> None:
    chat.say(QUESTION)
    chat.asker.script["个体户"] = "个体户也一样。"
    assert chat.say("个体户呢").messages[0].text == "个体户也一样。"
    assert "没有看懂" in chat.say("嗯呐那样").messages[0].text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("有哪些需求可以认领？", "已转给工作人员，编号 1"),
        ("我们公司想认领一个需求", "请发“认领”加需求编号"),
        ("我们公司想捐五万块钱", "已转给工作人员，编号 1"),
        ("我要找工作人员", "已为您转人工，编号 1"),
        ("谢谢", "不客气。"),
        ("你能做什么", "可以这样用"),
        ("我的工单到哪一步了", "还没有上报过"),
        ("提交", "没有正在填写的上报"),
    ],
)
def test_other_wishes_are_met_or_passed_on_honestly(chat: Chat, text: str, sentence: str) -> None:
    assert sentence in chat.say(text).messages[0].text


def test_a_wish_in_the_middle_is_met_and_the_question_stays(reporter: Chat) -> None:
    reporter.follow(
        """
        > 我要找工作人员
        < 已为您转人工，编号 1
        > 结束人工
        < 已回到自动服务
        < 需求在什么地方
        > 我的工单到哪一步了
        < 还没有上报过
        < 需求在什么地方
        > 继续
        < 接着刚才
        < 需求在什么地方
        > 取消
        < 确定取消
        > 继续
        < 接着填
        < 需求在什么地方
        """
    )


@pytest.mark.parametrize(
    "question",
    ["孤儿的生活费发到多少岁？", "企业捐的净水器质量问题谁负责？", "请问个人遇到困难能求助吗"],
)
def test_whatever_is_asked_in_the_middle_is_no_answer(reporter: Chat, question: str) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    assert reporter.say(question).asks == "items"
    assert reporter.asker.asked[-1][0] == question


@pytest.mark.parametrize("answer", ["大概120人？", "120名学生吧？"])
def test_an_unsure_answer_is_still_an_answer(reporter: Chat, answer: str) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.say("冬衣200套")
    reporter.say("教育")
    assert reporter.say(answer).asks == "budget_yuan"
