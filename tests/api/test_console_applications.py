"""Applications at the desk: one led through every state by different people, and refusals."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from api.bootstrap.applications import open_application_pages
from api.console.visit import COOKIE
from api.desk.applications import REFUSED
from api.desk.people import Role, Staff
from api.desk.sessions import open_session
from api.domain.credit_code import credit_code
from api.domain.membership import Role as MemberRole
from api.domain.organisation_details import Details
from api.pages.applications import application_pages_router
from api.store import applications, members, organisations
from api.store.audit import audited
from api.store.database import Database
from api.store.library import SqlLibrary
from api.store.refusals import latest
from knowledge.digests import digests
from tests.api.desks import hired, linked, person_of
from tests.desk_fakes import Browser, DeskWorld, make_desk
from tests.fakes import FixedClock

CODE = "533100005017745272"
SPECIAL, RELIEF = "shanghai-special-fund", "service-relief-fund"
PLACE = "云南省普洱市澜沧县"
ANSWERS = {
    SPECIAL: {
        "fact_applicant_type": "基金会",
        "fact_registered_in_shanghai": "yes",
        "fact_annual_review_passed": "yes",
        "fact_non_profit": "yes",
    },
    RELIEF: {
        "fact_applicant_type": "社会组织",
        "fact_registered_in_shanghai": "yes",
        "fact_service": "照护服务",
        "fact_capable": "yes",
    },
}


def staff(name: str) -> Staff:
    return Staff(name, Role.ADMIN if name == "admin" else Role.REVIEWER)


@dataclass
class Office:
    """A desk, its clock, and the browsers of those who work there, made when first needed."""

    desk: DeskWorld
    clock: FixedClock
    people: dict[str, Browser] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Browser:
        if name not in self.people:
            self.people[name] = Browser(self.desk)
            hired(self.desk.database, staff(name))
            self.log_in(name)
        return self.people[name]

    def log_in(self, name: str) -> None:
        """As the login leaves it; that has its own tests."""
        with self.desk.database.begin() as unit:
            token = open_session(unit, staff(name))
        self.people[name].client.cookies.set(COOKIE, token, path="/desk")

    def enter(self, who: str = "wang", status: int = 200, /, **other: str | list[str]) -> str:
        programme = str(other.pop("programme", SPECIAL))
        browser = self[who]
        browser.get(f"/desk/applications/new?programme={programme}")
        fields: dict[str, str | list[str]] = {
            "programme": programme,
            "key": key_of(browser),
            "code": CODE,
            "title": "乡村助学",
            "place": PLACE,
            "line_name": ["图书", "培训", ""],
            "line_fen": ["80万", "40万", ""],
            "line_requested": ["20万", "10万", ""],
            **ANSWERS[programme],
        }
        return browser.post("/desk/applications/new", status, **{**fields, **other})

    def act(
        self, who: str, act: str, status: int = 200, number: int = 1, /, **more: str | list[str]
    ) -> str:
        browser = self[who]
        page = browser.get(f"/desk/applications/{number}")
        version = re.search(r'name="version" value="(\d+)"', page)
        fields: dict[str, str | list[str]] = {
            "act": act,
            "version": version[1] if version else "1",
            "key": key_of(browser),
        }
        return browser.post(f"/desk/applications/{number}", status, **{**fields, **more})

    def wait(self, days: int) -> None:
        """Let days pass; everybody logs in anew."""
        self.clock.forward(days=days)
        for name in self.people:
            self.log_in(name)

    def score(self, who: str, *points: int) -> str:
        self.act(who, "declared", conflict="no")
        names = re.findall(r'name="(points_\w+)"', self[who].page)
        given = dict(zip(names, map(str, points), strict=True))
        return self.act(who, "scored", note="材料扎实", **given)

    def evaluate(self, who: str) -> str:
        said = {f"words_{one}": "做到了" for one in ("reach", "fit", "effect", "lasting")}
        points = {f"points_{one}": "90" for one in ("reach", "fit", "effect", "lasting")}
        return self.act(who, "evaluated", **said, **points)


def key_of(browser: Browser) -> str:
    found = re.search(r'name="key" value="(\w+)', browser.page)
    return found[1] if found else "k"


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    pages = application_pages_router(open_application_pages(sqlite_database))
    desk = make_desk(sqlite_database, tmp_path, pages)
    told = [one for one in digests() if one.programme in {SPECIAL, RELIEF}]
    SqlLibrary(sqlite_database).put_all((one, ()) for one in told)
    with sqlite_database.begin() as unit:
        organisations.add(unit, credit_code(CODE), "上海市儿童基金会", Details(), actor="service")
    return Office(desk, clock)


def pool(office: Office, amount: str = "100万") -> None:
    admin = office["admin"]
    admin.get("/desk/pools")
    admin.post("/desk/pools", 200, name="助学资金池", purpose="助学", programme=SPECIAL, cap="")
    fields = {"kind": "contribution", "amount": amount, "reason": "到账", "key": "k1"}
    admin.post("/desk/pools/1", 200, **fields)


def reviewed(office: Office) -> None:
    """Entered and past three levels, by four people and three experts."""
    office.enter()
    office.act("li", "passed")
    office.act("zhao", "passed")
    for expert, points in (("sun", 30), ("zhou", 28), ("wu", 25)):
        office.score(expert, points, 25, 18, 18)
    office.act("sun", "passed")


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
    _signed_and_paid(office)
    assert "还没有做结项评估" in office.act("zhou", "passed", 422, grade="excellent")
    office.evaluate("zhou")
    page = office.act("zhou", "passed", grade="excellent")
    assert "已结项" in page
    assert "校验通过" in page
    with office.desk.database.read() as unit:
        assert audited(unit).broken == ()
        assert len(latest(unit, REFUSED)) >= 5


def _in_public_notice(office: Office) -> None:
    public = Browser(office.desk)
    assert "没有公开的申报" in public.get("/applications/1", 404)
    assert "还没有公示" in office.act("zhou", "passed", 422)
    office.act("zhou", "noticed")
    assert "公示中" in public.get("/applications/1")
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
    office.act("zhou", "progress", note="图书到校", planned="2026-09-01", done="2026-09-11")
    assert "晚 10 天" in office["zhou"].page
    office.evaluate("zhou")
    office.act("zhou", "passed")
    audit = {"auditor": "某会计师事务所", "whole": "80万", "amount": "28万"}
    office.act("zhou", "passed", **audit)
    assert "不能超过审定的 280,000 元" in office.act("admin", "passed", 422, amount="29万")
    assert "最多支持 240,000 元" in office.act("admin", "passed", 422, amount="28万")
    office.act("admin", "passed", amount="24万")
    assert "760,000 元" in office["admin"].get("/desk/pools/1")


PROJECT: dict[str, str | list[str]] = {
    "title": "乡村助学",
    "place": PLACE,
    "line_name": ["图书和清单", "培训"],
    "line_fen": ["80万", "40万"],
    "line_requested": ["20万", "10万"],
    **ANSWERS[SPECIAL],
}


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
    for expert in ("zhao", "sun"):
        office.score(expert, 10, 10, 10, 10)
    assert "不到 60 分" in office.act("li", "passed", 422)
    office.act("wu", "declared", conflict="yes")
    assert "已经回避" in office.act("wu", "passed", 403)


def test_money_kept_for_an_application_that_ends_goes_back_to_its_pool(office: Office) -> None:
    pool(office)
    reviewed(office)
    office.act("zhou", "noticed")
    office.wait(12)
    office.act("zhou", "passed")
    office.act("admin", "passed")
    office.act("zhou", "passed")
    office.evaluate("zhou")
    office.act("admin", "passed", code="沪合 2026-1", amount="30万", pool="1")
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


def test_the_list_is_filtered_by_programme_stage_and_what_one_may_do(office: Office) -> None:
    assert "还没有申报" in office["li"].get("/desk/applications")
    office.enter()
    office.enter(programme=RELIEF, title="照护服务项目")
    page = office["li"].get(f"/desk/applications?programme={RELIEF}")
    assert "照护服务项目" in page
    assert "乡村助学" not in page
    assert "乡村助学" in office["li"].get("/desk/applications?stage=truth&mine=1")
    assert "这样筛选没有申报" in office["wang"].get("/desk/applications?mine=1")
    assert "<svg" in office["li"].get(f"/desk/applications/procedures/{SPECIAL}.svg")
    office["li"].get("/desk/applications/procedures/none.svg", 404)
    office["li"].get("/desk/applications/99", 404)
    assert "先选专项" in office["li"].get("/desk/applications/new")


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
