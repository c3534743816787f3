"""The page of keys: a key is shown once, closed at once, and nothing typed is lost."""

import re
from pathlib import Path

import pytest

from api.domain.duties import EVERY_ROLE
from api.store.api_keys import SqlKeys
from api.store.database import Database
from tests.desk_fakes import DeskWorld, make_desk, staffed


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


def form(*scopes: str) -> dict[str, str | list[str]]:
    return {
        "name": "数据大屏",
        "owner": "省合作交流办",
        "purpose": "展示 <公开> 需求",
        "scopes": list(scopes),
        "days": "90",
        "key": "k",
    }


def test_the_desk_shows_a_key_once_and_closes_it(desk: DeskWorld) -> None:
    admin = staffed(desk, "admin", EVERY_ROLE)
    assert "还没有密钥" in admin.get("/desk/keys")
    shown = re.search(
        r"<code[^>]*>(shb_[^<]+)</code>", admin.post("/desk/keys", 200, **form("export", "pace"))
    )
    assert shown is not None
    find = SqlKeys(desk.database)
    assert find(shown[1]) is not None
    assert shown[1] not in admin.get("/desk/keys")
    assert f"尾号 {shown[1][-4:]}" in admin.page
    assert "展示 &lt;公开&gt; 需求" in admin.page
    assert "密钥已停用" in admin.post("/desk/keys/revoke", number="1")
    assert "admin 停用" in admin.page
    assert find(shown[1]) is None


def test_a_form_that_is_refused_stays_as_typed(desk: DeskWorld) -> None:
    admin = staffed(desk, "admin", EVERY_ROLE)
    admin.get("/desk/keys")
    page = admin.post("/desk/keys", 422, **form())
    assert "请至少勾选一项" in page
    assert 'value="省合作交流办"' in page
    assert '<option value="90" selected>' in page


def test_reviewers_find_no_keys(desk: DeskWorld) -> None:
    li = staffed(desk)
    assert "需要“管理员”" in li.get("/desk/keys", 403)
    li.get("/desk")
    assert "需要“管理员”" in li.post("/desk/keys", 403, **form("pace"))


def test_the_hub_leads_administrators_to_all_they_look_after(desk: DeskWorld) -> None:
    admin = staffed(desk, "admin", EVERY_ROLE)
    links = re.findall(r'<li><a href="(/desk/[^"]+)">', admin.get("/desk/settings"))
    assert "/desk/staff" in links
    for address in links:
        admin.get(address)
    li = staffed(desk)
    assert "需要“管理员”" in li.get("/desk/settings", 403)
    assert "/desk/settings" not in li.get("/desk")
