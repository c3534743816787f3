"""The pages of webhooks: set up, tried, paused and removed, and nothing typed is lost."""

import re
from pathlib import Path

import httpx
import pytest

from api.domain.duties import EVERY_ROLE
from api.relay import Relay
from api.store import webhooks as store
from api.store.database import Database
from api.webhook_destinations import Webhooks
from api.webhook_reach import Reach
from tests.api.webhooks.hooks import URL, Receivers
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed

REACH = Reach(resolve=lambda host, _: ("8.8.8.8",) if host == "hooks.example" else ())


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path, reach=REACH)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin", EVERY_ROLE)


def form(**changed: str | list[str]) -> dict[str, str | list[str]]:
    typed: dict[str, str | list[str]] = {
        "name": "省平台",
        "url": URL,
        "events": ["need.published", "need.delivered"],
        "key": "k",
    }
    return typed | changed


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_a_webhook_is_set_up_tried_and_sent_again(desk: DeskWorld, admin: Browser) -> None:
    assert "还没有推送" in admin.get("/desk/webhooks")
    page = admin.post("/desk/webhooks", 200, **form())
    with desk.database.read() as unit:
        secret = store.load(unit, 1).secret
    assert secret in page
    assert secret not in admin.get("/desk/webhooks/1")
    assert "测试已发出" in admin.post("/desk/webhooks/1/ping", version="1")
    assert "等待送达" in admin.page
    receivers = Receivers()
    with httpx.Client(transport=httpx.MockTransport(receivers)) as client:
        relay = Relay(desk.database, client, Webhooks(desk.database, REACH))
        relay.deliver_due()
        assert "已送达" in admin.get("/desk/webhooks/1")
        assert "已重新发出" in admin.post("/desk/webhooks/1/resend", delivery="1")
        relay.deliver_due()
    assert [one["event"] for one in receivers.told()] == ["ping", "ping"]
    assert "已试 2 次" in admin.get("/desk/webhooks/1")
    assert "需求公开发布" in admin.get("/desk/webhooks")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "请写名称"),
        ({"url": "http://hooks.example/"}, "要以 https:// 开头"),
        ({"url": "https://nowhere.example/"}, "找不到这个网址的服务器"),
        ({"url": "https://a b/"}, "请写完整的网址"),
        ({"events": []}, "至少勾选一件"),
    ],
)
def test_what_cannot_be_is_said_and_stays_as_typed(
    admin: Browser, changed: dict[str, str | list[str]], sentence: str
) -> None:
    admin.get("/desk/webhooks")
    page = admin.post("/desk/webhooks", 422, **form(**changed))
    assert sentence in page
    assert f'value="{changed.get("url", URL)}"' in page
    admin.post("/desk/webhooks", 200, **form())
    page = admin.post("/desk/webhooks/1", 422, **form(**changed), version="1")
    assert sentence in page
    assert f'value="{changed.get("url", URL)}"' in page


def test_it_is_changed_paused_given_another_secret_and_removed(admin: Browser) -> None:
    admin.get("/desk/webhooks")
    admin.post("/desk/webhooks", 200, **form())
    page = admin.post("/desk/webhooks/1", 200, **form(name="国家平台"), version="1")
    assert "国家平台 <span" in page
    page = admin.post("/desk/webhooks/1/pause", paused="yes", version=version(page))
    assert "已暂停。" in page
    assert "没有启用" in admin.post("/desk/webhooks/1/ping", 409)
    page = admin.get("/desk/webhooks/1")
    page = admin.post("/desk/webhooks/1/pause", paused="no", version=version(page))
    assert "已恢复" in page
    page = admin.post("/desk/webhooks/1/secret", version=version(page))
    assert "只显示这一次" in page
    old = admin.post("/desk/webhooks/1/secret", 409, version="1")
    assert "刚被其他人修改" in old
    page = admin.get("/desk/webhooks/1")
    assert "推送已删除" in admin.post("/desk/webhooks/1/remove", version=version(page))
    assert "国家平台" not in admin.page
    page = admin.get("/desk/webhooks/1")
    assert all(word in page for word in ("新建", "修改", "暂停", "恢复", "换签名密钥", "删除"))


def test_reviewers_see_and_set_none(desk: DeskWorld, admin: Browser) -> None:
    admin.get("/desk/webhooks")
    admin.post("/desk/webhooks", 200, **form())
    li = staffed(desk)
    li.get("/desk/webhooks", 403)
    li.get("/desk/webhooks/1", 403)
    for act in ("", "/1", "/1/pause", "/1/secret", "/1/remove", "/1/ping", "/1/resend"):
        li.get("/desk")
        assert "需要“管理员”" in li.post(f"/desk/webhooks{act}", 403, version="1")
