"""Applications at the desk: who may do what, what is refused, and what is told."""

from pathlib import Path

import pytest
from sqlalchemy import select

from api.desk.applications import REFUSED
from api.domain.membership import Role as MemberRole
from api.store import applications, members, organisations
from api.store.database import Database
from api.store.refusals import latest
from api.tables.delivery import notices
from tests.api.application_office import (
    ANSWERS,
    CODE,
    PROJECT,
    RELIEF,
    Office,
    agreed,
    key_of,
    open_office,
    pool,
    reviewed,
    staff,
)
from tests.api.desks import linked, person_of
from tests.desk_fakes import Browser
from tests.fakes import FixedClock


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return open_office(sqlite_database, clock, tmp_path)


def test_the_members_of_the_organisation_are_told_of_every_decision(office: Office) -> None:
    database = office.desk.database
    person = person_of(office.desk.ledger, database)
    with database.begin() as unit:
        profile = organisations.by_credit_code(unit, CODE)
        assert profile is not None
        members.add_member(unit, profile.key, person, MemberRole.MEMBER)
    office.enter(programme=RELIEF)
    office.act("li", "declared", conflict="no")
    office.act("li", "returned", note="请补服务清单")
    office.act("wang", "answered", **{**PROJECT, **ANSWERS[RELIEF]})
    office.act("li", "rejected", note="没有服务清单")
    with database.read() as unit:
        told = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).all()
    texts = [row.turn["messages"][0]["text"] for row in told]
    assert ["现在到“专家评审”" in texts[0], "需要补正：请补服务清单" in texts[1]] == [True, True]
    assert "没有通过：没有服务清单" in texts[2]
    assert len(texts) == 3


def test_without_an_excellent_result_nobody_skips_the_experts(office: Office) -> None:
    office.enter(programme=RELIEF)
    assert "免评通过" not in office["li"].get("/desk/applications/1")
    assert "没有评为优秀" in office.act("li", "skipped", 422, note="听说可以")


def test_who_entered_or_belongs_to_the_organisation_is_refused_and_it_is_kept(
    office: Office,
) -> None:
    office.enter("admin")
    assert "您录入过这份申报" in office["admin"].get("/desk/applications/1")
    office.act("admin", "passed", 403)
    assert office["li"]
    person = person_of(office.desk.ledger, office.desk.database)
    linked(office.desk.database, staff("li"), person)
    with office.desk.database.begin() as unit:
        profile = organisations.by_credit_code(unit, CODE)
        assert profile is not None
        members.add_member(unit, profile.key, person, MemberRole.MEMBER)
    assert "申报机构的成员" in office.act("li", "passed", 403)
    with office.desk.database.read() as unit:
        assert len(latest(unit, REFUSED)) == 2
        assert applications.load(unit, 1).version == 1


def test_what_breaks_the_rules_cannot_pass_the_compliance_review(office: Office) -> None:
    page = office.enter(line_requested=["50万", "10万", ""])
    assert "暂不具备" in page
    office.act("li", "passed")
    assert "不符合条件，不能通过" in office.act("zhao", "passed", 422)
    assert "已终止" in office.act("zhao", "rejected", note="超过三成")


def test_too_few_or_too_low_sheets_do_not_pass_and_a_sheet_needs_a_declaration(
    office: Office,
) -> None:
    office.enter(programme=RELIEF)
    points = {f"points_{one}": "10" for one in ("reach", "fit", "effect", "lasting")}
    assert "先声明" in office.act("li", "scored", 422, note="x", **points)
    office.act("li", "declared", conflict="no")
    assert "请填整数" in office.act("li", "scored", 422, note="x", points_reach="很高")
    wrong = {**points, "points_reach": "26"}
    page = office.act("li", "scored", 422, note="有道理", **wrong)
    assert "0 到 25" in page
    assert "有道理" in page
    office.act("li", "scored", note="x", **points)
    assert "已经交过" in office.act("li", "scored", 422, note="x", **points)
    assert "现在有 1 份" in office.act("li", "passed", 422)
    page = office["zhao"].get("/desk/applications/1")
    assert "已交 1 份评分表" in page
    assert "共 40 分" not in page
    office.act("wei", "declared", conflict="no")
    for expert in ("zhao", "sun"):
        assert "共 40 分" in office.score(expert, 10, 10, 10, 10)
    assert "不到 60 分" in office.act("li", "passed", 422)
    _independent(office)
    office.act("wu", "declared", conflict="yes")
    assert "已经回避" in office.act("wu", "passed", 403)


def _independent(office: Office) -> None:
    """Three sheets are in: an expert who owes theirs sees none, and nobody joins who saw them."""
    page = office["wei"].get("/desk/applications/1")
    assert "已交 3 份评分表。您交了自己的以后" in page
    assert "共 40 分" not in page
    assert "平均 40.0 分" not in page
    assert "还没有交评分表" in office.act("wei", "passed", 422)
    assert "平均 40.0 分" in office["qian"].get("/desk/applications/1")
    assert "不再增加专家" in office.act("qian", "declared", 422, conflict="no")


def test_money_kept_for_an_application_that_ends_goes_back_to_its_pool(office: Office) -> None:
    pool(office)
    reviewed(office)
    office.act("zhou", "noticed")
    office.wait(12)
    office.act("zhou", "passed")
    office.act("admin", "passed")
    office.act("zhou", "passed")
    office.evaluate("admin")
    office.act("admin", "passed", **agreed("沪合 2026-1", "30万", "1", ("开班", "2026-10-01", "")))
    office.act("wang", "withdrawn", note="项目不做了")
    page = office["admin"].get("/desk/pools/1")
    assert "释放承诺 300,000 元" in page
    assert "没有公开的申报" in Browser(office.desk).get("/applications/1", 404)


def test_a_form_sent_twice_counts_once_and_an_old_page_is_refused(office: Office) -> None:
    office.enter()
    li, zhao = office["li"], office["zhao"]
    li.get("/desk/applications/1")
    zhao.get("/desk/applications/1")
    fields = {"act": "passed", "version": "1", "key": key_of(li)}
    li.post("/desk/applications/1", 200, **fields)
    li.post("/desk/applications/1", 200, **fields)
    page = zhao.post("/desk/applications/1", 422, act="passed", version="1", key=key_of(zhao))
    assert "刚有新的记录" in page
    with office.desk.database.read() as unit:
        assert applications.load(unit, 1).version == 2


WRONG: tuple[tuple[str, str | list[str], str], ...] = (
    ("code", "123", "18 位"),
    ("code", "51310000MJ49302009", "统一社会信用代码"),
    ("title", "", "项目名称"),
    ("place", "某个地方", "没有认准项目实施地"),
    ("line_fen", ["很多", "", ""], "用数字写金额"),
    ("line_requested", ["90万", "", ""], "不能超过这一行"),
    ("line_name", ["", "", ""], "用在什么上"),
    ("fact_applicant_type", "火箭", "没有认准"),
    ("key", "", "表单不完整"),
)


def test_an_application_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    office: Office,
) -> None:
    for name, value, sentence in WRONG:
        page = office.enter("wang", 422, **{name: value})
        assert sentence in page
        assert "乡村助学" in page or name == "title"


def test_objections_come_from_the_page_itself_and_not_too_often(office: Office) -> None:
    reviewed(office)
    office.act("zhou", "noticed")
    public = Browser(office.desk)
    public.get("/applications/1")
    assert "写明您的不同意见" in public.post("/applications/1", 422, text=" ")
    foreign = public.client.post(
        "/applications/1", data={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 403
    for _ in range(4):
        public.post("/applications/1", text="预算偏高")
    page = public.post("/applications/1", 429, text="另一条")
    assert "另一条" in page
    assert "收到 1 条异议" in page
