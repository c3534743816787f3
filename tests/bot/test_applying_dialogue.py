"""Applying in the chat (申报项目), on a real ledger: begun, checked, submitted."""

from pathlib import Path

import pytest

from api.domain.application_event import member_actor
from api.store import application_files, applications
from api.store.database import Database
from api.tables.organisations import organisation_members
from knowledge.places.gazetteer import Gazetteer
from tests.api.claimants import organised
from tests.api.pictures import jpeg
from tests.bot.applicants import ANSWERS, World, open_world
from tests.bot.batch.made_sheets import csv, workbook


@pytest.fixture
def world(sqlite_database: Database, gazetteer: Gazetteer, tmp_path: Path) -> World:
    return open_world(sqlite_database, gazetteer, tmp_path)


def test_a_project_is_applied_for_in_a_few_sentences_and_checked_first(world: World) -> None:
    chat = world.chat
    chat.say("申报项目")
    assert "以“上海市示例基金会”的名义申报" in chat.texts[0]
    chat.say("对口支援专项资金")
    for text in ANSWERS:
        assert chat.turn.asks != "confirm"
        chat.say(text)
    verdict, steps, sources, card = chat.texts
    assert "初步符合，待核原文" in verdict
    assert "最多可申请资助：4.5万元" in verdict
    assert "［符合］资助不超过项目投入资金总额的30%" in steps
    assert (
        "“2017年10月30日的申报通知规定，单个公益项目得到的资助不超过该项目投入资金总额的30%。”"
        in sources
    )
    assert "三道审核之后" not in sources  # of the procedure, which is about to begin
    assert "申请主体：基金会（系统识别）" in card
    assert "预算明细：共 15万元，申请 4万元" in card
    button = chat.code("提交")
    chat.press(button)
    assert "申报已提交，编号 S1，现在到“真实性初审”" in chat.texts[0]
    made = world.one()
    assert made.events[0].actor == member_actor(world.person)
    assert (made.project.total_fen, made.project.requested_fen) == (15_000_000, 4_000_000)
    assert made.project.place == "云南省普洱市澜沧拉祜族自治县"
    assert made.project.answers == {
        "applicant_type": "基金会",
        "registered_in_shanghai": True,
        "annual_review_passed": True,
        "non_profit": True,
    }
    chat.press(button)
    with world.database.read() as unit:
        assert len(applications.found(unit)) == 1


def test_what_breaks_a_rule_or_is_open_is_said_before_it_is_submitted(world: World) -> None:
    chat = world.filled(*ANSWERS[:2], "设备 10万，申请 8万", "跳过", "跳过", "没有")
    assert "按已知条件暂不具备" in chat.texts[0]
    assert "资助不超过项目投入资金总额的30%" in chat.texts[0]
    chat.say("预算改成设备 40万，申请 8万")
    assert "信息不足，暂不能判断" in chat.texts[-4]
    assert "上年度审核合格" in chat.texts[-4]
    assert "在下面点“修改”就能补" in chat.texts[-4]
    chat.tap("提交")
    assert world.one().project.requested_fen == 8_000_000


def test_answers_are_changed_at_the_card_and_lines_by_their_name(world: World) -> None:
    chat = world.filled()
    chat.say("项目名称改成澜沧县阅读角")
    assert "项目名称：澜沧县阅读角" in chat.texts[-1]
    chat.tap("修改")
    chat.tap("上年度审核合格")
    chat.tap("否")
    assert "上年度审核合格：否" in chat.texts[-1]
    chat.tap("修改")
    chat.tap("预算明细")
    chat.say("培训 5万，申请 1万；运费 1万")
    assert "记下 3 行。共 18万元，申请 4万元" in chat.texts[0]
    chat.tap("修改")
    chat.tap("预算明细")
    chat.say("删掉运费")
    assert "记下 2 行。共 17万元" in chat.texts[0]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("很多东西", "比如：设备 12万"),
        ("设备 12万", "没有写申请资助多少"),
        ("设备 2万，申请 8万", "申请的资助不能超过这一行的金额"),
        ("设备 0元，申请 0元", "要大于 0"),
        ("设备 12万，申请 -3万", "比如：设备 12万"),
        ("；".join(f"设备{chr(97 + at)} 1万，申请 1千" for at in range(21)), "最多 20 行"),
    ],
)
def test_a_budget_that_cannot_be_is_asked_for_again(world: World, said: str, answer: str) -> None:
    chat = world.chat
    chat.say("申报专项资金")
    for text in ANSWERS[:2]:
        chat.say(text)
    chat.say(said)
    assert any(answer in text for text in chat.texts)
    assert chat.turn.asks == "lines"


SHEET = (
    ("用途", "金额（万元）", "申请资助（元）"),
    ("图书", "12", "30,000"),
    ("合计", "12", "30000"),
)


@pytest.mark.parametrize("name", ["budget.csv", "budget.xlsx"])
def test_a_budget_comes_as_a_sheet(world: World, name: str) -> None:
    chat = world.chat
    chat.say("申报专项资金")
    for text in ANSWERS[:2]:
        chat.say(text)
    broken = (SHEET[0], ("图书", "待定", ""))
    chat.give(name, csv(*broken) if name.endswith("csv") else workbook(*broken))
    assert "第 2 行“图书”的金额没有认出来" in chat.texts[0]
    chat.give("places.csv", csv(("地点",), ("云南",)))
    assert "表里没有认出预算" in chat.texts[0]
    chat.give(name, csv(*SHEET) if name.endswith("csv") else workbook(*SHEET))
    assert "记下 1 行。共 12万元，申请 3万元" in chat.texts[0]
    assert "annual_review_passed" in (chat.turn.asks or "")


def test_papers_are_handed_in_with_it_and_more_with_what_is_mended(world: World) -> None:
    chat = world.filled(*ANSWERS[:-1], "没有材料")
    chat.give("清单.pdf", b"%PDF-1.4\n%%EOF\n")
    assert "佐证材料：1 份文件" in chat.texts[-1]
    chat.tap("提交")
    with world.database.read() as unit:
        (paper,) = application_files.of_application(unit, 1)
    assert (paper.name, paper.actor) == ("清单.pdf", member_actor(world.person))
    world.returned("请补照片", fields=["title"])
    chat.say("补正 S1")
    chat.give("阅览室.jpg", jpeg())
    chat.say("澜沧县阅读角")
    chat.tap("提交")
    with world.database.read() as unit:
        assert len(application_files.of_application(unit, 1)) == 2


def test_what_was_tested_before_is_not_asked_again(world: World) -> None:
    chat = world.chat
    for text in ("测资格", "对口支援专项资金", "合格", "是", "云南省普洱市", "15万", "11万"):
        chat.say(text)
    chat.tap("申报项目")
    for text in ANSWERS[:3]:
        chat.say(text)
    assert chat.turn.asks == "evidence"


def test_who_acts_for_several_says_for_which_and_each_programme_asks_its_own(world: World) -> None:
    with world.database.begin() as unit:
        organised(unit, 2, world.person, name="云南省示例助学会")
    chat = world.chat
    chat.say("我们想申报沪帮沪助")
    assert "以哪家机构的名义申报" in chat.texts[-1]
    chat.say("没听说过的机构")
    assert "请点选列出的机构" in chat.texts[0]
    chat.say("云南省示例")
    for text in ("居家照护", "上海市静安区", "护理员工资 12万，申请 3万"):
        chat.say(text)
    assert chat.turn.asks is not None
    assert "applicant_type" in chat.turn.asks
    for text in ("社会组织", "不是", "照护服务", "是", "跳过"):
        chat.say(text)
    assert chat.turn.asks == "confirm"
    assert "服务类别：照护服务" in chat.texts[-1]
    chat.tap("提交")
    assert world.one().programme == "service-relief-fund"


def test_who_acts_for_no_organisation_is_told_how_to(world: World) -> None:
    stranger = world.chat.beside("telegram")
    stranger.say("申报项目")
    assert "您还没有加入机构" in stranger.texts[0]
    stranger.tap("登记机构")
    assert stranger.turn.asks == "credit_code"
    stranger.say("查看 S1")
    assert "没有找到 S1" in stranger.texts[0]


def test_what_was_typed_stays_when_the_organisation_may_not_apply_any_more(world: World) -> None:
    chat = world.filled()
    with world.database.begin() as unit:
        unit.connection.execute(organisation_members.delete())
    chat.tap("提交")
    assert "您现在不是这家机构的成员" in chat.texts[0]
    assert "项目名称：澜沧县乡村小学阅读角" in chat.texts[-1]


def test_it_is_asked_in_english_and_in_traditional_characters(world: World) -> None:
    chat = world.chat
    chat.say("English")
    chat.say("apply for funding")
    assert "Applying in the name of" in chat.texts[0]
    chat.say("对口支援专项资金")
    assert "What is the project called" in chat.texts[-1]
    chat.say("繁體")
    assert any("項目叫什麼名字" in text for text in chat.texts)
