"""What every step of every flow must do, each message meeting a new process."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.flows.report import REPORT
from bot.dialogue.turn import Turn
from knowledge.places.gazetteer import Gazetteer
from tests.transcripts import Chat

ANSWERS = {
    "place": "云南省普洱市澜沧县木戛乡中心小学",
    "items": "冬衣200套",
    "category": "教育",
    "beneficiaries": "120名小学生",
    "budget_yuan": "5万元",
    "gap_yuan": "3万元",
    "fiscal_cover": "部分覆盖",
    "deadline": "11月底前",
    "urgency": "急需",
    "description": "教室没有取暖",
    "evidence": "没有",
    "contact": "李老师",
}
QUESTION = "公益组织怎么才能公开募捐？"
STEPS = ["consent", *(step.slot for step in REPORT.steps), "confirm"]
each_step = pytest.mark.parametrize("step", STEPS)


def brought_to(chat: Chat, step: str) -> Chat:
    chat.say("上报需求")
    if step != "consent":
        chat.say("同意")
    while chat.turn.asks != step:
        assert chat.turn.asks is not None
        chat.say(ANSWERS[chat.turn.asks])
    return chat


@each_step
def test_a_question_in_the_middle_is_answered_and_the_step_asked_again(
    chat: Chat, step: str
) -> None:
    brought_to(chat, step)
    before = chat.ledger.session("web-li").stack
    turn = chat.say(QUESTION)
    assert turn.messages[0].text == "需要公开募捐资格。"
    assert turn.messages[0].citations
    assert len(turn.messages) == 2
    assert turn.asks == step
    assert chat.ledger.session("web-li").stack == before


@each_step
def test_cancelling_asks_once_and_going_on_loses_nothing(chat: Chat, step: str) -> None:
    brought_to(chat, step)
    before = chat.ledger.session("web-li").stack
    chat.say("取消")
    assert "确定取消" in chat.texts[-1]
    assert chat.tap("继续填写").asks == step
    assert chat.ledger.session("web-li").stack == before
    chat.say("取消")
    assert chat.tap("确定取消").flow is None
    assert not chat.ledger.shelf.tickets


@each_step
def test_a_report_set_aside_at_any_step_goes_on_there(chat: Chat, step: str) -> None:
    brought_to(chat, step)
    before = chat.ledger.session("web-li").stack
    chat.say("先存着")
    if step in ("consent", "place"):  # nothing was said in it yet
        assert chat.ledger.session("web-li").stack == before
        return
    assert not chat.ledger.session("web-li").stack
    assert chat.say("打开草稿1").asks == step
    assert chat.ledger.session("web-li").stack == before


@each_step
def test_another_report_begun_at_any_step_leaves_the_first_as_it_was(chat: Chat, step: str) -> None:
    brought_to(chat, step)
    before = chat.ledger.session("web-li").stack[-1]
    chat.say("另报一份")
    if step in ("consent", "place"):
        assert chat.turn.asks == step
        return
    assert chat.say("存起来另报一份").asks == "place"
    chat.say("孟连县勐马镇")
    assert chat.say("打开草稿1").asks == step
    assert chat.ledger.session("web-li").stack == (before,)
    assert "孟连县勐马镇" in chat.say("我的草稿").messages[0].text


@each_step
def test_a_location_in_the_middle_is_asked_about_and_one_step_back_leads_on(
    chat: Chat, step: str
) -> None:
    brought_to(chat, step)
    before = chat.ledger.session("web-li").stack
    turn = chat.send(chat.inbound(location=(22.5, 99.98)))
    if step != "consent":
        assert turn.asks == "place"
        assert turn.choices[0].label == "澜沧县"
        chat.say("上一步")
    assert chat.turn.asks == step
    assert chat.ledger.session("web-li").stack == before


@each_step
def test_going_back_and_on_again_returns_to_the_step(chat: Chat, step: str) -> None:
    brought_to(chat, step)
    slots = chat.ledger.session("web-li").stack[-1].slots
    asked = chat.say("上一步").asks
    assert chat.ledger.session("web-li").stack[-1].slots == slots
    if step not in ("consent", "place"):
        assert asked == STEPS[STEPS.index(step) - 1]
        chat.say("不改")
    assert chat.turn.asks == step


@each_step
def test_skipping_moves_on_or_says_why_not(chat: Chat, step: str) -> None:
    brought_to(chat, step)
    turn = chat.say("跳过")
    if step in ("consent", "place", "items", "category", "confirm"):
        assert turn.asks == step
        assert len(turn.messages) == 2
    else:
        assert turn.asks == STEPS[STEPS.index(step) + 1]


@each_step
def test_starting_over_begins_at_the_first_question(chat: Chat, step: str) -> None:
    brought_to(chat, step)
    chat.say("重新开始")
    assert chat.tap("重新开始").asks == ("consent" if step == "consent" else "place")


@each_step
def test_what_cannot_be_read_changes_nothing(chat: Chat, step: str) -> None:
    brought_to(chat, step)
    before = chat.ledger.session("web-li").stack
    for text in ("", "🙂", "要" * 4_001):
        assert chat.say(text).asks == step
    assert chat.ledger.session("web-li").stack == before


@each_step
def test_the_dialogue_goes_on_on_the_other_channel(chat: Chat, step: str) -> None:
    brought_to(chat, step)
    chat.say("换渠道")
    other = chat.on("telegram")
    assert other.say(f"绑定 {next(iter(chat.ledger.shelf.codes))}").asks == step
    other.say(ANSWERS.get(step, "同意" if step == "consent" else "提交"))
    assert other.turn.asks != step


words = st.one_of(
    st.sampled_from(
        [
            *ANSWERS.values(),
            *[
                "同意",
                "不同意",
                "上一步",
                "跳过",
                "取消",
                "确定取消",
                "继续",
                "重新开始",
                "修改",
                "提交",
                "完成",
                "不改",
                "帮助",
            ],
            *[
                "上报需求",
                "我的上报",
                "换渠道",
                "转给工作人员",
                "开始补充",
                "人数改成130",
                "改一下期限",
                "1",
            ],
            *["撤回1001", "确认撤回1001", "预算", "新华区", "你好", "没有", "不知道"],
            *["先存着", "另报一份", "我的草稿", "打开草稿1", "确定删草稿1", "草稿叫冬衣"],
            *["按省市选", "云南", "澜沧", "下一页", "就到这一级"],
            "孟连县勐马镇卫生院缺50床棉被",
            QUESTION,
            "县里的补贴今年怎么申请？",
            "澜沧县木戛乡小学需要棉被50床，预算2万",
        ]
    ),
    st.text(max_size=30),
)
acts = st.one_of(
    words.map(lambda text: ("say", text)),
    st.integers(0, 14).map(lambda place: ("tap", str(place))),
    st.integers(0, 30).map(lambda place: ("old", str(place))),
    st.sampled_from([("file", "a.jpg"), ("file", "b.exe"), ("place", ""), ("code", "f:x")]),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(acts, max_size=40))
def test_whatever_is_sent_nothing_breaks_and_nothing_is_submitted_twice(
    gazetteer: Gazetteer, sent: list[tuple[str, str]]
) -> None:
    chat = Chat(gazetteer)
    seen: list[str] = []
    submissions = 0
    for kind, what in sent:
        before = chat.ledger.shelf.tickets
        turn = _do(chat, kind, what, seen)
        assert turn.messages
        assert not any("刚才没有处理成功" in message.text for message in turn.messages)
        assert all(len(choice.code.encode()) <= 64 for choice in turn.choices)
        seen += [choice.code for choice in turn.choices]
        submissions += len(chat.ledger.shelf.tickets) - len(before)
    nonces = [key for key in chat.ledger.shelf.keys if key.startswith("submit:")]
    assert submissions == len(set(nonces)) == len(chat.ledger.shelf.tickets)
    assert not chat.ledger.unhandled()


def _do(chat: Chat, kind: str, what: str, seen: list[str]) -> Turn:
    if kind == "say":
        return chat.say(what)
    if kind == "file":
        return chat.give(what)
    if kind == "place":
        return chat.send(chat.inbound(location=(22.5, 99.9)))
    if kind == "tap" and int(what) < len(chat.turn.choices):
        return chat.press(chat.turn.choices[int(what)].code)
    if kind == "old" and int(what) < len(seen):
        return chat.press(seen[int(what)])
    return chat.press(what)
