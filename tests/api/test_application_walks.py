"""One application of each programme through every state, by different people, on the pages."""

import re
from pathlib import Path

import pytest

from api.desk.applications import REFUSED
from api.store.audit import audited
from api.store.database import Database
from api.store.refusals import latest
from tests.api.application_office import (
    PROJECT,
    RELIEF,
    Office,
    agreed,
    open_office,
    pool,
)
from tests.desk_fakes import Browser
from tests.fakes import FixedClock


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return open_office(sqlite_database, clock, tmp_path)


def test_an_application_to_the_special_fund_goes_through_every_state(office: Office) -> None:
    pool(office)
    page = office.enter()
    assert "真实性初审 · 待办理" in page
    assert "初步符合" in page
    assert "按规则最多资助 360,000 元" in page
    office.act("li", "returned", note="请补充图书清单")
    page = office.act("wang", "answered", note="已补", **PROJECT)
    assert "真实性初审 · 待办理" in page
    office.act("li", "passed")
    assert "要由另一位同事办理" in office.act("li", "passed", 403)
    office.act("zhao", "passed")
    for expert, points in (("sun", 30), ("zhou", 10), ("wu", 25)):
        page = office.score(expert, points, 30 if points > 20 else 20, 20, 20)
    assert "分歧较大" in page
    assert "相差 30 分" in office.act("sun", "passed", 422)
    office.act("sun", "passed", note="合议认为可行")
    _in_public_notice(office)
    assert "由“管理员”办理" in office.act("zhou", "passed", 403)
    office.act("admin", "passed", note="会审通过")
    office.act("zhou", "passed")
    assert "已公告" in Browser(office.desk).get("/applications/1")
    assert "已公告" in Browser(office.desk).get("/applications")
    _signed_and_paid(office)
    assert "还没有做结项评估" in office.act("zhou", "passed", 422, grade="excellent")
    office.evaluate("zhou")
    page = office.act("zhou", "passed", grade="excellent")
    assert "已结项" in page
    for phase in ("立项", "实施", "结项"):
        assert page.count(f'<td data-label="{phase}"><span>90') == 4
    assert "校验通过" in page
    with office.desk.database.read() as unit:
        assert audited(unit).broken == ()
        assert len(latest(unit, REFUSED)) >= 5


def _in_public_notice(office: Office) -> None:
    public = Browser(office.desk)
    assert "没有公开的申报" in public.get("/applications/1", 404)
    assert "现在没有公示" in public.get("/applications")
    assert "还没有公示" in office.act("zhou", "passed", 422)
    office.act("zhou", "noticed")
    assert "公示中" in public.get("/applications/1")
    assert "公示到" in public.get("/applications")
    public.get("/applications/1")
    sent = public.post("/applications/1", text="实施地没有这所学校，电话13812345678")
    assert "收到 1 条异议" in sent
    page = office["zhou"].get("/desk/applications/1")
    assert "13812345678" not in page
    assert "期满以后才能办结" in office.act("zhou", "passed", 422)
    office.wait(12)
    assert "公示期已满" in public.post("/applications/1", 422, text="再说一次")
    assert "还有异议没有答复" in office.act("zhou", "passed", 422)
    number = re.search(r"第 (\d+) 条记录", page)
    assert number is not None
    office.act("zhou", "replied", of=number[1], note="已实地核实，学校存在")
    assert "已经答复过" in office.act("zhou", "replied", 422, of=number[1], note="再答")
    office.act("zhou", "passed")


def _signed_and_paid(office: Office) -> None:
    books, training = ("图书到校", "2026-09-10", "10万"), ("教师培训", "2026-10-20", "")
    signed = agreed("沪合 2026-1", "30万", "1", books, training)
    assert "还没有做立项评估" in office.act("admin", "passed", 422, **signed)
    office.evaluate("admin")
    assert "至少填一个节点" in office.act(
        "admin", "passed", 422, **{**signed, **agreed("x", "30万", "1")}
    )
    assert "不能超过申请的" in office.act("admin", "passed", 422, **{**signed, "amount": "31万"})
    office.act("admin", "passed", **signed)
    assert "已承诺" in office["admin"].get("/desk/pools/1")
    _delivered(office)
    audit = {"auditor": "某会计师事务所", "whole": "80万", "amount": "28万"}
    office.act("zhou", "passed", **audit)
    assert "不能超过审定的 280,000 元" in office.act("admin", "passed", 422, amount="29万")
    assert "最多支持 240,000 元" in office.act("admin", "passed", 422, amount="28万")
    office.act("admin", "passed", amount="24万")
    assert "760,000 元" in office["admin"].get("/desk/pools/1")


def _delivered(office: Office) -> None:
    """Two milestones, with the check of the quality between them."""
    assert "已晚 3 天" in office["zhou"].get("/desk/applications/1")
    assert "没有可以评估的服务" in office.evaluate("zhou", 422, result="go_on")
    assert "还没有到" in office.reach("zhou", 1, "2031-09-11", 422)
    assert "晚 3 天完成" in office.reach("zhou", 1, "2026-09-13")
    assert "请先做实施评估" in office.reach("zhou", 2, "2026-09-13", 422)
    assert "怎么办" in office.evaluate("zhou", 422)
    assert "要整改什么" in office.evaluate("zhou", 422, result="mend")
    office.evaluate("zhou", result="mend", note="十月底以前补齐培训签到表")
    assert "要求限期整改" in office.reach("zhou", 2, "2026-09-13", 422)
    assert "还有节点没有完成：教师培训" in office.act("zhou", "passed", 422)
    assert "评估以后：继续实施" in office.evaluate("zhou", result="go_on")
    assert "按时完成" in office.reach("zhou", 2, "2026-09-13")
    office.act("zhou", "passed")


def test_an_application_to_the_relief_fund_goes_through_every_state_and_the_next_skips_the_experts(
    office: Office,
) -> None:
    pool(office, programme=RELIEF)
    assert "专家评审 · 待办理" in office.enter(programme=RELIEF)
    for expert in ("li", "zhao", "sun"):
        office.score(expert, 25, 25, 20, 20)
    office.act("li", "passed")
    office.evaluate("admin")
    office.act(
        "admin", "passed", **agreed("帮-1", "30万", "1", ("上门照护满百次", "2026-12-01", ""))
    )
    assert "要由另一位同事办理" in office.act("admin", "passed", 403, amount="28万")
    assert "不能超过协议的 300,000 元" in office.act("admin2", "passed", 422, amount="31万")
    assert "服务实施 · 待办理" in office.act("admin2", "passed", amount="28万")
    assert "不能撤回" in office.act("zhao", "withdrawn", 422, note="不做了")
    office.evaluate("zhao", result="go_on")
    office.reach("zhao", 1, "2026-09-01")
    office.act("zhao", "passed")
    office.evaluate("zhao")
    assert "没有退回填 0" in office.act("zhao", "passed", 422, grade="excellent")
    assert "不能超过拨付的" in office.act("zhao", "passed", 422, grade="good", refund="29万")
    assert "已结项" in office.act("zhao", "passed", grade="excellent", refund="3万")
    assert "750,000 元" in office["admin"].get("/desk/pools/1")
    office.enter(programme=RELIEF)
    page = office["zhao"].get("/desk/applications/2")
    assert "免评通过" in page
    page = office.act("zhao", "skipped", 200, 2, note="基金会 9 月 1 日来函确认延续")
    assert "依据：申报 S1 的结项评估为优秀" in page
    assert "合同签订 · 待办理" in page
