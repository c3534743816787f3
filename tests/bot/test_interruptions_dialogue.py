"""Interruptions nest and return: whatever is asked in between, the place in the form is kept."""

import pytest

from api.domain.ticket import TicketStatus
from bot.dialogue.session import Session
from retrieval.answer import AnswerStatus
from tests.bot.report_script import ANSWERS as TO_THE_CARD
from tests.transcripts import Chat

QUESTIONS = (
    "公益组织怎么才能公开募捐？",
    "慈善法里公开募捐是怎么规定的？",
    "没有资格能不能公开募捐？",
    "个人可以公开募捐吗？",
    "公开募捐要办什么手续？",
)


def session(chat: Chat) -> Session:
    return chat.ledger.session("web-li")


def ask_five(chat: Chat) -> None:
    """Five policy questions in a row; after each the same question of the form stands open."""
    asked, stack = chat.turn.asks, session(chat).stack
    for question in QUESTIONS:
        turn = chat.say(question)
        assert turn.messages[0].text == "需要公开募捐资格。"
        assert turn.asks == asked
        assert session(chat).stack == stack


def returned(chat: Chat, *fields: str) -> None:
    """A ticket 1001 that staff returned for ``fields``."""
    chat.follow(TO_THE_CARD)
    chat.say("提交")
    chat.ledger.move(1001, TicketStatus.IN_REVIEW)
    chat.ledger.move(1001, TicketStatus.RETURNED, reason="请补充", fields=fields)


def test_five_questions_in_a_row_do_not_lose_the_place_and_one_step_back_still_works(
    reporter: Chat,
) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.say("冬衣200套")
    ask_five(reporter)
    reporter.follow("""
        > 教育
        < 谁会受益
        > 上一步
        < 属于哪一类
        > 上一步
        < 现在是：冬衣 200套
        > 上一步
        < 现在是：云南省普洱市澜沧拉祜族自治县木戛乡中心小学
        > 不改
        < 谁会受益
    """)


def test_questions_before_consent_do_not_lose_what_was_typed(chat: Chat) -> None:
    chat.say("澜沧县木戛乡中心小学需要200套冬衣")
    ask_five(chat)
    chat.say("同意")
    slots = session(chat).stack[-1].slots
    assert slots["items"].value[0]["name"] == "冬衣"
    assert slots["place"].value["township"] == "木戛乡"


def test_questions_while_a_return_is_supplemented_lead_back_to_it_and_then_to_what_lies_below(
    reporter: Chat,
) -> None:
    returned(reporter, "beneficiaries", "deadline")
    reporter.say("孟连县勐马镇卫生院缺50床棉被")
    below = reporter.turn.asks
    reporter.say("开始补充")
    ask_five(reporter)
    reporter.say("130名小学生")
    ask_five(reporter)
    reporter.follow("""
        > 上一步
        < 现在是：130人，小学生
        > 不改
        < 最晚什么时候
        > 12月底前
        < 请核对
        > 提交
        < 补充内容已提交
        < 接着刚才没填完的那一份
        < …
    """)
    assert reporter.turn.asks == below


def test_questions_while_one_answer_is_changed_lead_back_to_the_change(reporter: Chat) -> None:
    reporter.follow(TO_THE_CARD)
    reporter.say("修改")
    ask_five(reporter)
    reporter.say("人数")
    ask_five(reporter)
    reporter.follow("""
        > 上一步
        < 请核对
        > 改一下人数
        < 谁会受益
        > 公益组织怎么才能公开募捐？
        < 需要公开募捐资格
        < 谁会受益
        > 130人
        < 受益对象改为：130人
        < 请核对
    """)


def test_questions_while_a_choice_stands_open_leave_it_open(reporter: Chat) -> None:
    reporter.say("新华区")
    offered = session(reporter).stack[-1].offered
    ask_five(reporter)
    assert session(reporter).stack[-1].offered == offered
    reporter.say("2")
    assert reporter.turn.asks == "items"


@pytest.mark.parametrize(
    ("words", "then", "sentence"),
    [
        ("取消", "继续填写", "接着填"),
        ("重新开始", "继续填写", "接着填"),
        ("另报一份", "还是这一份", "接着填"),
    ],
)
def test_questions_while_something_is_to_be_confirmed_leave_it_to_be_confirmed(
    reporter: Chat, words: str, then: str, sentence: str
) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.say(words)
    ask_five(reporter)
    assert sentence in reporter.tap(then).messages[0].text
    assert reporter.turn.asks == "items"


def test_facts_for_a_question_are_given_in_between_and_the_form_goes_on(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.asker.script["多少资助"] = "请告诉我总投入。"
    reporter.asker.status = AnswerStatus.NEEDS_FACTS
    assert reporter.say("我们项目最多能拿多少资助？").messages[0].text == "请告诉我总投入。"
    assert reporter.turn.asks == "items"
    reporter.asker.script = {"120万": "最多 36 万元。"}
    reporter.asker.status = AnswerStatus.ANSWERED
    assert reporter.say("总投入120万").messages[0].text == "最多 36 万元。"
    assert reporter.asker.asked[-1][1][-1] == "我们项目最多能拿多少资助？"
    assert reporter.turn.asks == "items"
    reporter.say("冬衣200套")
    assert reporter.turn.asks == "category"


def test_what_answers_the_form_is_no_fact_for_the_question_before(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.asker.script["多少资助"] = "请告诉我总投入。"
    reporter.asker.status = AnswerStatus.NEEDS_FACTS
    reporter.say("我们项目最多能拿多少资助？")
    asked = len(reporter.asker.asked)
    assert reporter.say("冬衣200套").asks == "category"
    assert len(reporter.asker.asked) == asked


@pytest.mark.parametrize("step", ["consent", "confirm", "description"])
def test_facts_are_told_from_answers_at_other_steps_too(chat: Chat, step: str) -> None:
    chat.say("上报需求")
    if step != "consent":
        chat.say("同意")
    while chat.turn.asks != step:
        chat.say({"place": "澜沧县", "items": "冬衣200套"}.get(chat.turn.asks or "", "教育"))
        if chat.turn.asks not in ("place", "items", "category", step):
            chat.say("跳过")
    stack = session(chat).stack
    chat.asker.script = {"多少资助": "请告诉我总投入。", "120万": "最多 36 万元。"}
    chat.asker.status = AnswerStatus.NEEDS_FACTS
    chat.say("我们项目最多能拿多少资助？")
    chat.asker.status = AnswerStatus.ANSWERED
    assert chat.say("总投入120万").messages[0].text == "最多 36 万元。"
    assert chat.turn.asks == step
    assert session(chat).stack == stack


def test_looking_at_a_ticket_and_at_drafts_in_between_leads_back(reporter: Chat) -> None:
    returned(reporter, "deadline")
    reporter.say("孟连县勐马镇卫生院缺50床棉被")
    stack, asked = session(reporter).stack, reporter.turn.asks
    for words in ("我的上报", "工单1001", "看内容1001", "我的草稿", "帮助", "撤回1001", "不撤回"):
        reporter.say(words)
    assert session(reporter).stack == stack
    assert reporter.say("继续").asks == asked


def test_interruptions_nest_and_each_comes_back_in_its_turn(reporter: Chat) -> None:
    """A report, a supplement above it, a second report above that, questions everywhere."""
    returned(reporter, "beneficiaries")
    reporter.say("孟连县勐马镇卫生院缺50床棉被")
    first = session(reporter).stack[-1].nonce
    reporter.say("开始补充")
    supplement = session(reporter).stack[-1].nonce
    ask_five(reporter)
    reporter.say("西盟县新厂镇小学缺30张课桌")
    reporter.say("存起来另报一份")
    assert session(reporter).stack[-1].slots["place"].value["county"] == "西盟佤族自治县"
    ask_five(reporter)
    assert [frame.nonce for frame in session(reporter).stack[:2]] == [first, supplement]
    while session(reporter).stack[-1].nonce not in (first, supplement):
        reporter.say("提交" if reporter.turn.asks == "confirm" else _answer(reporter.turn.asks))
    assert session(reporter).stack[-1].nonce == supplement
    assert reporter.say("130名小学生").asks == "confirm"
    reporter.say("提交")
    assert session(reporter).stack[-1].nonce == first


def _answer(asked: str | None) -> str:
    return "教育" if asked == "category" else "跳过"
