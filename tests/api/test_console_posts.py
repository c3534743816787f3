"""Posts at the desk: made, offered by a code that is shown once, changed and closed."""

import re
from datetime import date
from pathlib import Path

import pytest

from api.domain.duties import EVERY_ROLE
from api.store.database import Database
from tests.api.desks import person_of
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

POST = {
    "place": "云南省澜沧县",
    "unit": "上海援滇工作队",
    "title": "驻县联络员",
    "starts": "2026-07-01",
    "ends": "2027-06-30",
}
_CODE = re.compile(r"<code>([A-Z0-9]{4} [A-Z0-9]{4})</code>")


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin", EVERY_ROLE)


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def made(admin: Browser, **other: str) -> str:
    admin.get("/desk/posts")
    return admin.post("/desk/posts", 200, **{**POST, **other})


def invited(admin: Browser) -> str:
    page = admin.post("/desk/posts/1/invite", version=version(admin.page))
    found = _CODE.search(page)
    assert found is not None
    return found[1].replace(" ", "")


def held(desk: DeskWorld, admin: Browser) -> str:
    """The person who accepted the invitation."""
    made(admin)
    code = invited(admin)
    person = person_of(desk.ledger, desk.database, chat="123456789")
    with desk.ledger.transaction(person) as tx:
        found = tx.posts.invitation("telegram", "123456789", code)
        assert found is not None
        tx.posts.accept(found.number, lambda _: pytest.fail("nobody held it"))
    return person


def test_a_post_is_made_with_the_full_name_of_its_county(admin: Browser) -> None:
    assert "还没有岗位" in admin.get("/desk/posts")
    page = made(admin)
    assert "岗位已建好" in page
    assert "云南省普洱市澜沧拉祜族自治县上海援滇工作队驻县联络员" in page
    assert "2026-07-01 至 2027-06-30" in page
    assert "空缺" in admin.get("/desk/posts")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"place": "火星"}, "没有认出这个地方"),
        ({"place": ""}, "没有认出这个地方"),
        ({"place": "朝阳区"}, "请把上一级也写上"),
        ({"place": "鼓楼区"}, "这个名字有几个地方"),
        ({"title": ""}, "请填写岗位名称"),
        ({"ends": "2026-06-30"}, "晚于开始日期"),
        ({"ends": ""}, "开始和结束日期都选好"),
        ({"unit": "长" * 61}, "最多 60 字"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(
    admin: Browser, wrong: dict[str, str], sentence: str
) -> None:
    admin.get("/desk/posts")
    page = admin.post("/desk/posts", 422, **{**POST, **wrong})
    assert sentence in page
    assert 'value="2026-07-01"' in page


def test_a_post_without_a_term_or_of_a_prefecture_is_fine(admin: Browser) -> None:
    page = made(admin, place="普洱市", starts="", ends="", unit="")
    assert "云南省普洱市驻县联络员" in page
    assert "没有定" in page


def test_an_invitation_is_shown_once_with_links_and_a_picture(admin: Browser) -> None:
    made(admin)
    code = invited(admin)
    assert f"https://shanhai.example/?invite={code}" in admin.page
    assert f"https://t.me/ShanhaiBot?start={code}" in admin.page
    assert "<svg" in admin.page
    assert "只能用一次" in admin.page
    again = admin.get("/desk/posts/1")
    assert code[:4] not in again
    assert "待接受" in again
    assert "已发出，" in again


def test_an_invitation_is_taken_back(admin: Browser) -> None:
    made(admin)
    invited(admin)
    page = admin.post("/desk/posts/1/revoke", version=version(admin.page))
    assert "邀请已撤回" in page
    assert "空缺" in page


def test_the_list_shows_who_holds_a_post_masked(desk: DeskWorld, admin: Browser) -> None:
    held(desk, admin)
    page = admin.get("/desk/posts")
    assert "Telegram …6789" in page
    assert "123456789" not in page
    assert "接任者" in admin.get("/desk/posts/1")


def test_an_overdue_post_is_told_on_the_desk_and_found_by_the_filter(
    desk: DeskWorld, admin: Browser
) -> None:
    held(desk, admin)
    assert "还没有交接" not in admin.get("/desk")
    clock = desk.database.clock
    assert isinstance(clock, FixedClock)
    clock.forward(days=(date(2027, 7, 3) - clock.now().date()).days)
    admin = Browser(desk)
    admin.log_in("admin", "旧桥-山海-纸船-清晨")
    assert "有 1 个岗位任期已到，还没有交接" in admin.get("/desk")
    assert "已过 3 天，未交接" in admin.get("/desk/posts?part=overdue")
    assert "这里现在没有岗位" in admin.get("/desk/posts?part=soon")


def test_a_term_is_changed(admin: Browser) -> None:
    made(admin)
    at = version(admin.page)
    assert "已保存" in admin.post(
        "/desk/posts/1", 200, version=at, **{**POST, "ends": "2027-12-31"}
    )
    assert "2026-07-01 至 2027-12-31" in admin.page
    assert "刚被其他人更新" in admin.post("/desk/posts/1", 409, version=at, **POST)
    admin.get("/desk/posts/1")
    page = admin.post("/desk/posts/1", 422, version="2", **{**POST, "place": "火星"})
    assert "没有认出这个地方" in page
    assert 'value="火星"' in page


def test_a_post_is_closed_and_can_only_be_looked_at(desk: DeskWorld, admin: Browser) -> None:
    held(desk, admin)
    at = version(admin.get("/desk/posts/1"))
    page = admin.post("/desk/posts/1/close", version=at)
    assert "岗位已撤销，记录保留" in page
    assert "/desk/posts/1/invite" not in page
    assert "已撤销" in admin.get("/desk/posts?part=ended")
    assert "没有找到" in admin.get("/desk/posts/99", 404)


def test_a_reviewer_looks_and_changes_nothing(desk: DeskWorld, admin: Browser) -> None:
    made(admin)
    li = staffed(desk)
    assert "由管理员办理" in li.get("/desk/posts")
    assert "由管理员办理" in li.get("/desk/posts/1")
    for address in ("", "/1", "/1/invite", "/1/revoke", "/1/close"):
        li.get("/desk/posts")
        assert "需要“管理员”" in li.post(f"/desk/posts{address}", 403, **POST, version="1")
