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
    assert "由管理员决定" in office.act("zhou", "passed", 403)
    office.act("admin", "passed", note="会审通过")
    office.act("zhou", "passed")
    assert "已公告" in Browser(office.desk).get("/applications/1")
    assert "已公告" in Browser(office.desk).get("/applications")
    _signed_and_paid(office)
    assert "还没有做结项评估" in office.act("zhou", "passed", 422, grade="excellent")
    office.evaluate("zhou")
    page = office.act("zhou", "passed", grade="excellent")
    assert "已结项" in page
    assert page.count('<td data-label="适配性" class="money">90</td>') == 3
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
    agreed = {"code": "沪合 2026-1", "amount": "30万", "pool": "1"}
    assert "还没有做立项评估" in office.act("admin", "passed", 422, **agreed)
    office.evaluate("zhou")
    assert "不能超过申请的" in office.act("admin", "passed", 422, **{**agreed, "amount": "31万"})
    office.act("admin", "passed", **agreed)
    assert "已承诺" in office["admin"].get("/desk/pools/1")
    late = {"note": "图书到校", "planned": "2026-09-01"}
    assert "还没有到" in office.act("zhou", "progress", 422, **late, done="2031-09-11")
    office.act("zhou", "progress", **late, done="2026-09-11")
    assert "晚 10 天" in office["zhou"].page
    office.evaluate("zhou")
    office.act("zhou", "passed")
    audit = {"auditor": "某会计师事务所", "whole": "80万", "amount": "28万"}
    office.act("zhou", "passed", **audit)
    assert "不能超过审定的 280,000 元" in office.act("admin", "passed", 422, amount="29万")
    assert "最多支持 240,000 元" in office.act("admin", "passed", 422, amount="28万")
    office.act("admin", "passed", amount="24万")
    assert "760,000 元" in office["admin"].get("/desk/pools/1")


def test_an_application_to_the_relief_fund_goes_through_every_state_and_the_next_skips_the_experts(
    office: Office,
) -> None:
    assert "专家评审 · 待办理" in office.enter(programme=RELIEF)
    for expert in ("li", "zhao", "sun"):
        office.score(expert, 25, 25, 20, 20)
    office.act("li", "passed")
    office.evaluate("zhao")
    office.act("admin", "passed", code="帮-1", amount="30万", pool="")
    office.act("zhao", "progress", note="服务开始", planned="2026-09-01", done="2026-09-01")
    office.evaluate("zhao")
    office.act("zhao", "passed")
    office.evaluate("zhao")
    assert "已结项" in office.act("zhao", "passed", grade="excellent")
    office.enter(programme=RELIEF)
    page = office["zhao"].get("/desk/applications/2")
    assert "免评通过" in page
    page = office.act("zhao", "skipped", 200, 2, note="基金会 9 月 1 日来函确认延续")
    assert "依据：申报 S1 的结项评估为优秀" in page
    assert "合同签订 · 待办理" in page
