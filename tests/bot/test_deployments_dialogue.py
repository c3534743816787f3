"""A deployment changes the questions while people stand in the middle of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from api.domain.ticket import TicketStatus
from bot.dialogue.flow import Flow, Step, Upgrade
from bot.dialogue.flows.report import REPORT
from tests.transcripts import Chat

UPGRADES = (
    Upgrade(
        REPORT.version,
        renamed={"money": "budget_yuan", "helper": "contact"},
        kept={"weather": "description"},
        dropped=("fax",),
    ),
)


def older() -> Flow:
    """The flow as it might have been: other names, steps that went, one not yet there."""
    asked = {step.slot: step for step in REPORT.steps}
    del asked["gap_yuan"]
    money = replace(asked.pop("budget_yuan"), slot="money")
    helper = replace(asked.pop("contact"), slot="helper")
    weather = Step("weather", "天气怎么样？", reader="description")
    fax = Step("fax", "传真号码是多少？", reader="description")
    order = (asked.pop("place"), asked.pop("items"), weather, fax, money)
    return replace(REPORT, version=0, steps=(*order, *asked.values(), helper))


@contextmanager
def deployed(flow: Flow) -> Iterator[None]:
    """``flow`` is what this process knows as the report."""
    names = ("version", "steps", "upgrades")
    before = {name: getattr(REPORT, name) for name in names}
    for name in names:
        object.__setattr__(REPORT, name, getattr(flow, name))
    try:
        yield
    finally:
        for name, value in before.items():
            object.__setattr__(REPORT, name, value)


@pytest.fixture
def new() -> Iterator[None]:
    """The deployment: what the tests end in is the flow of today."""
    with deployed(replace(REPORT, upgrades=UPGRADES)):
        yield


def begun(chat: Chat) -> None:
    chat.follow("""
        > 上报需求
        < …
        > 同意
        < …
        < 需求在什么地方
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        > 冬衣200套
        < 天气怎么样
        > 夜里零下
        < 传真号码
        > 没有传真机
        < 总共大约需要多少钱
        > 5万元
        < 属于哪一类
    """)


def test_whoever_stands_in_the_middle_goes_on_and_is_told(chat: Chat, new: None) -> None:
    with deployed(older()):
        begun(chat)
    chat.follow("""
        > 教育
        < 问题有调整
        < 谁会受益
        > 120名小学生
        < 还缺多少钱
        > 3万元
        < 财政资金覆盖了吗
        > 上一步
        < 现在是：3万元
        > 上一步
        < 现在是：120人，小学生
        > 上一步
        < 属于哪一类
        > 上一步
        < 总共大约需要多少钱
    """)
    slots = chat.ledger.session("web-li").stack[-1].slots
    assert slots["budget_yuan"].value == 50_000
    assert slots["description"].value == "weather：夜里零下"
    assert "fax" not in slots


@pytest.mark.parametrize("word", ["不改", "上一步"])
def test_a_button_of_the_old_version_redraws_the_question(chat: Chat, new: None, word: str) -> None:
    with deployed(older()):
        begun(chat)
        chat.say("上一步")  # back at the money, which has another name by now
        old = chat.code(word)
        chat.say("教育")
    turn = chat.press(old)
    assert "按钮已过期" in " ".join(chat.texts)
    assert turn.asks in {step.slot for step in REPORT.steps}
    assert chat.say("取消").choices


def test_whoever_stood_at_the_card_is_asked_what_was_added(chat: Chat, new: None) -> None:
    with deployed(older()):
        begun(chat)
        while chat.turn.asks != "confirm":
            chat.say("教育" if chat.turn.asks == "category" else "跳过")
        submit = chat.code("提交")
    chat.press(submit)
    assert chat.turn.asks == "gap_yuan"
    assert not chat.ledger.shelf.tickets
    chat.say("跳过")
    assert chat.turn.asks == "confirm"
    chat.say("提交")
    assert chat.ledger.shelf.tickets[1001].need.description == "weather：夜里零下"


def test_a_draft_set_aside_before_goes_on_after_the_deployment(chat: Chat, new: None) -> None:
    with deployed(older()):
        begun(chat)
        chat.say("先存着")
    chat.follow("""
        > 我的草稿
        < 澜沧县木戛乡中心小学：200套冬衣
        > 打开草稿1
        < 接着填
        < 属于哪一类
    """)
    assert chat.ledger.session("web-li").stack[-1].slots["budget_yuan"].value == 50_000


def test_a_return_begun_before_asks_for_its_field_by_the_new_name(chat: Chat, new: None) -> None:
    with deployed(older()):
        begun(chat)
        while chat.turn.asks != "confirm":
            chat.say("教育" if chat.turn.asks == "category" else "跳过")
        chat.say("提交")
        chat.ledger.move(1001, TicketStatus.IN_REVIEW)
        chat.ledger.move(1001, TicketStatus.RETURNED, fields=("deadline",))
        chat.say("开始补充")
    assert chat.say("11月底前").asks == "confirm"


def test_a_deployment_that_is_undone_strands_nobody(chat: Chat, new: None) -> None:
    chat.say("上报需求")
    chat.say("同意")
    chat.say("云南省普洱市澜沧县木戛乡中心小学")
    chat.say("冬衣200套")
    with deployed(older()):
        assert chat.say("教育").asks == "weather"  # taken for what was asked when it was typed
        assert chat.ledger.session("web-li").stack[-1].slots["category"].value == "education"
        chat.say("晴")
    assert "问题有调整" in " ".join(m.text for m in chat.say("跳过").messages)
