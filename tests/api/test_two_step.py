"""Two-step login: a code of one's telephone beside the password, and where one is logged in."""

import re
from pathlib import Path

import pyotp
import pytest

from api.console.browsers import browser_name
from api.domain.duties import EVERY_ROLE
from api.store.database import Database
from tests.desk_fakes import PASSWORD, Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


class Telephone:
    """The app: shows the code of the moment for the secret it was given."""

    def __init__(self, secret: str, clock: FixedClock) -> None:
        self._app, self._clock = pyotp.TOTP(secret), clock

    def code(self) -> str:
        return self._app.at(self._clock.now())


def set_up(browser: Browser, clock: FixedClock) -> tuple[Telephone, list[str]]:
    """Turn it on from the account page; the app and the spare codes."""
    browser.get("/desk/account")
    page = browser.post("/desk/account/two-step")
    secret = re.search(r"secret-label\">([A-Z2-7 ]+)<", page)
    assert secret is not None
    telephone = Telephone(secret[1].replace(" ", ""), clock)
    page = browser.post("/desk/account/two-step/confirm", code=telephone.code())
    return telephone, re.findall(r"<li><code>([a-z0-9-]+)</code>", page)


def test_a_login_needs_the_code_of_the_telephone_once_it_is_set_up(
    desk: DeskWorld, clock: FixedClock
) -> None:
    telephone, spare = set_up(staffed(desk), clock)
    assert len(spare) == len(set(spare)) == 8
    clock.forward(minutes=1)
    browser = Browser(desk)

    assert "填写验证码" in browser.log_in("li", PASSWORD)
    assert "登录工作台" in browser.get("/desk")
    browser.get("/desk/login/code")
    assert "验证码不对或已用过" in browser.post("/desk/login/code", 401, code="000000")
    code = telephone.code()
    assert "待处理" in browser.post("/desk/login/code", code=f" {code[:3]} {code[3:]} ")


def test_a_code_is_taken_once_and_so_is_a_spare_one(desk: DeskWorld, clock: FixedClock) -> None:
    telephone, spare = set_up(staffed(desk), clock)
    clock.forward(minutes=1)
    code = telephone.code()
    for given, again in ((code, code), (spare[0], spare[0]), (spare[1].upper(), code)):
        browser = Browser(desk)
        browser.log_in("li", PASSWORD)
        assert "待处理" in browser.post("/desk/login/code", code=given)
        other = Browser(desk)
        other.log_in("li", PASSWORD)
        assert "验证码不对" in other.post("/desk/login/code", 401, code=again)
    assert "备用码还剩 6 个" in browser.get("/desk/account")


def test_guessing_codes_is_slowed_down_although_the_password_is_known(
    desk: DeskWorld, clock: FixedClock
) -> None:
    telephone, _ = set_up(staffed(desk), clock)
    clock.forward(minutes=1)
    browser = Browser(desk)
    for _ in range(5):
        browser.log_in("li", PASSWORD)
        assert "验证码不对" in browser.post("/desk/login/code", 401, code="123456")
    assert "请 15 秒后再试" in browser.post("/desk/login/code", 401, code=telephone.code())
    assert "后再试" in browser.log_in("li", PASSWORD, 401)
    clock.forward(minutes=1)
    browser.log_in("li", PASSWORD)
    assert "待处理" in browser.post("/desk/login/code", code=telephone.code())


def test_the_code_must_come_soon_after_the_password(desk: DeskWorld, clock: FixedClock) -> None:
    telephone, _ = set_up(staffed(desk), clock)
    browser = Browser(desk)
    browser.log_in("li", PASSWORD)
    clock.forward(minutes=11)
    assert "请重新登录" in browser.post("/desk/login/code", 401, code=telephone.code())
    assert "登录工作台" in Browser(desk).get("/desk/login/code")


def test_it_is_on_only_after_a_right_code_and_off_only_with_the_password(
    desk: DeskWorld, clock: FixedClock
) -> None:
    browser = staffed(desk)
    browser.post("/desk/account/two-step")
    assert "验证码不对" in browser.post("/desk/account/two-step/confirm", 422, code="12")
    assert "待处理" in Browser(desk).log_in("li", PASSWORD)
    set_up(browser, clock)
    browser.get("/desk/account")
    assert "没有关闭" in browser.post("/desk/account/two-step/off", 422, password="不对的")
    assert "两步验证已关闭" in browser.post("/desk/account/two-step/off", password=PASSWORD)
    assert "待处理" in Browser(desk).log_in("li", PASSWORD)


def test_new_spare_codes_make_the_old_ones_void(desk: DeskWorld, clock: FixedClock) -> None:
    browser = staffed(desk)
    _, old = set_up(browser, clock)
    browser.get("/desk/account")
    new = re.findall(r"<li><code>([a-z0-9-]+)</code>", browser.post("/desk/account/two-step/codes"))
    other = Browser(desk)
    other.log_in("li", PASSWORD)
    assert "验证码不对" in other.post("/desk/login/code", 401, code=old[0])
    assert "待处理" in other.post("/desk/login/code", code=new[0])


def test_an_administrator_lets_in_who_lost_the_telephone(
    desk: DeskWorld, clock: FixedClock
) -> None:
    set_up(staffed(desk), clock)
    admin = staffed(desk, "wang", EVERY_ROLE)
    assert "解除两步验证" in admin.get("/desk/staff")
    assert "两步验证已解除" in admin.post("/desk/staff/two-step-off", username="li")
    assert "待处理" in Browser(desk).log_in("li", PASSWORD)
    admin.get("/desk/staff")
    assert "请在“账号”里关闭" in admin.post("/desk/staff/two-step-off", 403, username="wang")


def test_where_one_is_logged_in_is_listed_and_ended(desk: DeskWorld, clock: FixedClock) -> None:
    here = staffed(desk)
    there = Browser(desk)
    there.client.headers["user-agent"] = (
        "Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile MicroMessenger/8.0"
    )
    there.log_in("li", PASSWORD)
    clock.forward(minutes=6)
    there.get("/desk")
    page = here.get("/desk/account")
    assert "微信 · Android" in page
    assert page.count("就是这里") == 1
    handle = re.search(r'name="session" value="(\w+)"', page)
    assert handle is not None
    assert "已退出" in here.post("/desk/account/sessions/end", session=handle[1])
    assert "登录工作台" in there.get("/desk")
    here.get("/desk/account")
    assert "已经退出了" in here.post("/desk/account/sessions/end", 404, session=handle[1])
    there.log_in("li", PASSWORD)
    here.get("/desk/account")
    assert "已退出" in here.post("/desk/account/sessions/end")
    assert "登录工作台" in there.get("/desk")
    assert "待处理" in here.get("/desk")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Firefox/127.0", "Firefox · Linux"),
        ("curl/8.5", "其他程序"),
        ("", "其他程序"),
    ],
)
def test_a_browser_is_called_by_a_name_people_know(agent: str, name: str) -> None:
    assert browser_name(agent) == name
