"""After an application in the chat: mended, taken up again, looked at, withdrawn."""

from pathlib import Path

import pytest

from api.domain.application_event import Act, Standing
from api.domain.application_news import news_of
from api.store.database import Database
from bot.application_notices import application_turn
from knowledge.places.gazetteer import Gazetteer
from tests.bot.applicants import ANSWERS, PROCEDURE, World, open_world


@pytest.fixture
def world(sqlite_database: Database, gazetteer: Gazetteer, tmp_path: Path) -> World:
    return open_world(sqlite_database, gazetteer, tmp_path)


def test_a_return_asks_only_for_what_staff_named_and_goes_on(world: World) -> None:
    world.submitted()
    world.returned("预算太粗，请分开写", fields=["lines"])
    chat = world.chat
    chat.say("我的申报")
    chat.tap("去补正 S1")
    assert "预算太粗，请分开写" in chat.texts[0]
    assert chat.turn.asks == "lines"
    chat.say("书架 2万，申请 5千")
    chat.say("项目名称改成别的")
    assert "别的" not in chat.texts[-1]
    chat.tap("提交")
    assert "申报 S1 的补正已提交，接着在“真实性初审”办理" in chat.texts[0]
    mended = world.one()
    assert mended.events[-1].act is Act.ANSWERED
    assert [line.name for line in mended.project.lines] == ["图书和书架", "培训", "书架"]
    assert mended.project.title == ANSWERS[0]


def test_a_return_that_names_nothing_leaves_all_to_be_changed(world: World) -> None:
    world.submitted()
    world.returned("请核对项目名称")
    chat = world.chat
    chat.say("补正 S1")
    assert "补正申报 S1“澜沧县乡村小学阅读角”。工作人员写的是：请核对项目名称" in chat.texts[0]
    chat.say("项目名称改成澜沧县小学阅读角")
    chat.say("重新开始")
    chat.tap("重新开始")
    assert "项目名称：澜沧县乡村小学阅读角" in chat.texts[-1]
    chat.say("取消")
    chat.tap("确定取消")
    assert "还在等贵机构补正" in chat.texts[0]
    chat.say("补正 S1")
    chat.tap("提交")
    chat.say("补正 S1")
    assert "现在是“待办理”，不用补正" in chat.texts[0]


def test_the_notice_of_a_return_leads_to_mending_it(world: World) -> None:
    world.submitted()
    world.returned()
    news = news_of(PROCEDURE, world.one())
    assert news is not None
    world.chat.turn = application_turn(news)
    world.chat.tap("去补正 S1")
    assert world.chat.turn.asks == "confirm"


def test_it_is_set_aside_and_taken_up_from_the_drafts(world: World) -> None:
    chat = world.chat
    chat.say("申报专项资金")
    chat.say(ANSWERS[0])
    chat.say("先存着")
    assert "“澜沧县乡村小学阅读角”已存为草稿" in chat.texts[0]
    chat.say("我的草稿")
    chat.say("打开草稿1")
    assert chat.turn.asks == "place"
    for text in ANSWERS[1:]:
        chat.say(text)
    chat.tap("提交")
    assert world.one().project.title == ANSWERS[0]


def test_where_it_stands_is_told_and_it_is_withdrawn_with_a_reason(world: World) -> None:
    world.submitted()
    chat = world.chat
    chat.tap("我的申报")
    chat.tap("查看 S1")
    assert "在“真实性初审”（第 2 步，共 12 步），等工作人员办理" in chat.texts[0]
    assert "总投入 150,000 元，申请资助 40,000 元，自筹 110,000 元" in chat.texts[0]
    chat.tap("撤回申报")
    assert "为什么撤回" in chat.texts[0]
    chat.tap("预算有变")
    assert "申报 S1 已撤回" in chat.texts[0]
    gone = world.one()
    assert (gone.standing, gone.events[-1].note) == (Standing.WITHDRAWN, "预算有变")
    chat.say("撤回 S1：再撤一次")
    assert "S1" in chat.texts[0]
    chat.press("d:unapplied:x-budget")
    assert "按钮" in chat.texts[0]
