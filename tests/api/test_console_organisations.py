"""Organisations at the desk: found, verified, suspended, invited to, held against a list."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select, update

from api.domain.category import Category
from api.domain.credit_code import credit_code
from api.domain.duties import EVERY_ROLE
from api.domain.membership import Role
from api.domain.organisation import Offer, Organisation
from api.domain.organisation_details import Details
from api.domain.organisation_profile import OrganisationState, Profile
from api.store import members, offers
from api.store import organisations as store
from api.store.database import Database
from api.tables.delivery import notices
from api.tables.people import staff as accounts
from tests.api.desks import person_of
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed

CODE = credit_code("533100005017745272")
OTHER = credit_code("513101085017745271")
NAME = "上海市儿童基金会"
BLOCKED = "/desk/organisations/blocked"


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def reviewer(desk: DeskWorld) -> Browser:
    return staffed(desk)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin", EVERY_ROLE)


@pytest.fixture
def profile(desk: DeskWorld) -> Profile:
    """An organisation whose owner writes from chat 42."""
    person = person_of(desk.ledger, desk.database)
    with desk.database.begin() as unit:
        made = store.add(unit, CODE, NAME, Details(focus=(Category.CHILDREN,)), actor=person)
        members.add_member(unit, made.key, person, Role.OWNER)
        offers.replace_offers(unit, [Offer("o-1", made.organisation, "助学")])
    return made


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def decided(browser: Browser, key: str, act: str, reason: str = "", status: int = 200) -> str:
    address = f"/desk/organisations/{key}"
    page = browser.get(address)
    return browser.post(f"{address}/{act}", status, version=version(page), reason=reason)


def told(desk: DeskWorld) -> list[str]:
    with desk.database.read() as unit:
        turns = unit.connection.execute(select(notices.c.turn)).scalars().all()
    return [turn["messages"][0]["text"] for turn in turns]


def test_organisations_are_found_by_state_focus_and_words(
    desk: DeskWorld, reviewer: Browser, profile: Profile
) -> None:
    with desk.database.begin() as unit:
        store.add(unit, OTHER, "上海助老协会", Details(focus=(Category.ELDERLY,)), actor="x")
    page = reviewer.get("/desk/organisations")
    assert NAME in page
    assert "上海助老协会" in page
    for query, is_there in (
        ("state=verified", False),
        ("state=unverified&focus=children", True),
        ("focus=elderly", False),
        ("q=儿童", True),
        (f"q={CODE}", True),
        ("q=100%25", False),
        ("kind=基金会", True),
        ("state=nonsense&focus=nonsense", True),
        ("page=2", False),
    ):
        assert (f">{NAME}<" in reviewer.get(f"/desk/organisations?{query}")) is is_there, query
    reviewer.get("/desk/organisations?page=x", 404)
    reviewer.get("/desk/organisations/nobody", 404)


def test_a_page_tells_numbers_of_members_and_not_who_they_are(
    desk: DeskWorld, reviewer: Browser, profile: Profile
) -> None:
    person = person_of(desk.ledger, desk.database)
    page = reviewer.get(f"/desk/organisations/{profile.key}")
    for part in ("负责人 1 人，成员 0 人", CODE.text, "儿童关爱", "助学", "机构成员", "链完整"):
        assert part in page
    assert person not in page


def test_verified_refused_suspended_and_resumed_and_its_members_are_told(
    desk: DeskWorld, reviewer: Browser, profile: Profile
) -> None:
    page = decided(reviewer, profile.key, "refuse", status=422)
    assert "请写明原因" in page
    assert "已退回" in decided(reviewer, profile.key, "refuse", "证书看不清")
    assert "已核验通过" in decided(reviewer, profile.key, "verify", "公示平台一致")
    with desk.database.read() as unit:
        before = offers.change(unit)
        assert len(offers.all_offers(unit)) == 1
    assert "已暂停" in decided(reviewer, profile.key, "suspend", "年检未过")
    with desk.database.read() as unit:
        assert offers.all_offers(unit) == ()
        assert offers.change(unit) > before
    assert "已恢复" in decided(reviewer, profile.key, "resume")
    assert [text.partition("：")[0] for text in told(desk)] == [
        f"“{NAME}”的核验没有通过",
        f"“{NAME}”已通过核验，公开页面现在可以看到。",
        f"“{NAME}”已被工作人员暂停",
        f"“{NAME}”已恢复，资料会重新核验，结果会在这里告诉您。",
    ]
    with desk.database.read() as unit:
        now = store.load(unit, profile.key)
        assert now.state is OrganisationState.UNVERIFIED
        assert store.history_is_whole(unit, now)


def test_what_came_too_late_or_is_no_decision_is_refused(
    reviewer: Browser, profile: Profile
) -> None:
    address = f"/desk/organisations/{profile.key}"
    reviewer.get(address)
    assert "刚被更新" in reviewer.post(f"{address}/verify", 409, version="7")
    reviewer.get(address)
    reviewer.post(f"{address}/changed", 404, version="1")


def test_nobody_verifies_their_own_organisation(
    desk: DeskWorld, reviewer: Browser, profile: Profile
) -> None:
    person = person_of(desk.ledger, desk.database)
    with desk.database.begin() as unit:
        unit.connection.execute(
            update(accounts).where(accounts.c.username == "li").values(person=person)
        )
    assert "不能自己核验" in decided(reviewer, profile.key, "verify", status=403)


def test_an_administrator_invites_an_owner_by_a_code_shown_once(
    desk: DeskWorld, admin: Browser, reviewer: Browser, profile: Profile
) -> None:
    address = f"/desk/organisations/{profile.key}"
    reviewer.get(address)
    reviewer.post(f"{address}/invite", 403)
    admin.get(address)
    page = admin.post(f"{address}/invite")
    found = re.search(r"<code>([A-Z0-9]{4} [A-Z0-9]{4})</code>", page)
    assert found is not None
    assert "svg" in page
    assert f"?invite={found[1].replace(' ', '')}" in page
    assert found[1] not in admin.get(address)
    assert "1 个邀请码没有用掉" in admin.page
    assert "已作废" in admin.post(f"{address}/revoke")
    assert "没有用掉的" not in admin.get(address).partition("核验")[0]


def sheet(*rows: tuple[str | None, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_published_list_is_imported_and_held_against_those_registered(
    desk: DeskWorld, admin: Browser, profile: Profile
) -> None:
    admin.get(BLOCKED)
    content = sheet(
        ("附件", None, None, None),
        ("名称", "统一社会信用代码", "公布日期", "原因"),
        ("中国某某协会", None, "2025年3月1日", "未经登记"),
        (NAME, CODE.text, "2025-03-01", None),
        ('=HYPERLINK("http://x")', None, "2025-03-01", None),
        ("上海山海联合会", "53310000501774527X", "2025-03-01", None),
        ("北京没有日期会", None, None, None),
        ("北京未来会", None, "2031-01-01", None),
    )
    page = admin.upload(BLOCKED, ("名单.xlsx", content), source="民政部公告")
    assert "新增 2 条，更新 0 条" in page
    for fault in (
        "第 5 行：有公式",
        "第 6 行：这个代码的校验位对不上",
        "第 7 行：公布日期没有认出",
        "第 8 行：公布日期 2031-01-01 还没有到",
    ):
        assert fault in page
    assert "有 1 家在名单上" in page
    again = admin.upload(
        BLOCKED, ("a.csv", "名称,原因\n中国某某协会,已取缔\n".encode()), source="北京市民政局",
        published="2025-04-02",
    )  # fmt: skip
    assert "新增 0 条，更新 1 条" in again
    assert "已取缔" in admin.get(f"{BLOCKED}?q=某某")
    assert NAME not in admin.page.partition("<table")[2].partition("</table>")[0]
    page = admin.get(f"/desk/organisations/{profile.key}")
    assert "在非法社会组织名单里" in page
    assert "不能核验通过" in decided(admin, profile.key, "verify", status=409)
    assert f'href="/desk/organisations/{profile.key}">回到刚才的页面' in admin.page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "还没有选择文件"),
        ("标题,别的\n甲,乙\n".encode(), "没有找到“名称”这一列"),
        (b"PK\x03\x04broken", "打不开"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_was_written_kept(
    admin: Browser, content: bytes, said: str
) -> None:
    admin.get(BLOCKED)
    files = (("a.csv", content),) if content else ()
    page = admin.upload(BLOCKED, *files, status=422, source="民政部公告")
    assert said in page
    assert 'value="民政部公告"' in page


def test_only_administrators_import_a_list(reviewer: Browser) -> None:
    assert "导入名单由管理员办理" in reviewer.get(BLOCKED)
    reviewer.upload(BLOCKED, ("a.csv", "名称\n某会\n".encode()), status=403)


OFFERED = Offer(
    "o-9",
    Organisation("", "", "", "", ""),
    "慈善光明行",
    services=("白内障手术",),
    text="十六年义诊两万多人次。",
)
OFFER = {
    "kind": "goods",
    "what": "冬衣、儿童读物",
    "areas": "云南省普洱市、文山州",
    "quantity": "每年200套",
    "most": "20万元",
    "ends": "2027-06-30",
    "conditions": "只给乡镇小学",
}


def test_an_offer_is_entered_changed_and_withdrawn(
    desk: DeskWorld, reviewer: Browser, profile: Profile
) -> None:
    address = f"/desk/organisations/{profile.key}/offers"
    reviewer.get(address)
    page = reviewer.post(address, 200, categories=["education", "children", "x"], **OFFER)
    assert "资源已保存" in page
    assert "物资 · 教育、儿童关爱 · 云南省普洱市、云南省文山壮族苗族自治州 · 每年200套" in page
    with desk.database.read() as unit:
        (offer,) = (one for one in offers.of_organisation(unit, profile.key) if one.quantity)
    assert offer.most_yuan == 200_000
    page = reviewer.get(f"{address}/{offer.key}")
    assert 'value="冬衣、儿童读物"' in page
    assert 'value="children" checked' in page
    reviewer.post(f"{address}/{offer.key}", 200, **{**OFFER, "quantity": "每年300套"})
    assert "每年300套" in reviewer.page
    reviewer.get(f"{address}/{offer.key}")
    reviewer.post(f"{address}/{offer.key}/withdraw", 422, reason=" ")
    assert "资源已撤下" in reviewer.post(f"{address}/{offer.key}/withdraw", reason="库存用完")
    assert "冬衣、儿童读物：库存用完" in reviewer.page
    reviewer.get(f"{address}/{offer.key}", 404)
    with desk.database.begin() as unit:
        published = replace(OFFERED, organisation=profile.organisation)
        offers.put(unit, published)
    reviewer.get(f"{address}/{published.key}")
    reviewer.post(f"{address}/{published.key}", 200, **OFFER)
    with desk.database.read() as unit:
        found = {one.key: one for one in offers.of_organisation(unit, profile.key)}
    assert found["o-9"].title == "慈善光明行"  # what nobody was asked for stays
    assert found["o-9"].text == "十六年义诊两万多人次。"
    assert found["o-9"].services == ("冬衣", "儿童读物")


def test_an_offer_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    reviewer: Browser, profile: Profile
) -> None:
    address = f"/desk/organisations/{profile.key}/offers"
    reviewer.get(address)
    for field, text, said in (
        ("kind", "", "请选一种"),
        ("what", " ", "请写能提供什么"),
        ("what", "衣" * 61, "最多写 60 字"),
        ("areas", "火星", "地区没有认出"),
        ("quantity", "多" * 201, "最多写 200 字"),
        ("most", "很多", "金额没有认出"),
        ("most", "99亿元", "不超过 10 亿元"),
        ("most", "0", "大于零"),
        ("ends", "明天", "截止日期没有认出"),
    ):
        page = reviewer.post(address, 422, **{**OFFER, field: text})
        assert said in page, field
        assert "只给乡镇小学" in page
