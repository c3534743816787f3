"""Logging in to the desk: one-time passwords, sessions, and forms that are not ours."""

import re
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select

from api.console.login_routes import our_page
from api.console.router import ROUTERS
from api.console.visit import COOKIE
from api.desk.accounts import disable
from api.domain.duties import EVERY_ROLE
from api.settings import Settings
from api.store.database import Database
from api.store.people import new_link_code
from api.tables.people import staff_sessions
from tests.api.desks import person_of, reported
from tests.desk_fakes import (
    ADMIN,
    PASSWORD,
    SAME,
    Browser,
    DeskWorld,
    make_desk,
    one_time_password,
    staffed,
)
from tests.fakes import FixedClock

OTHER = "另一个-很长的-密码-呀"


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


def test_a_one_time_password_leads_to_setting_ones_own_and_then_to_the_queue(
    desk: DeskWorld,
) -> None:
    reported(desk.ledger, desk.database)
    password = one_time_password(desk, "admin")
    browser = Browser(desk)

    assert "登录工作台" in browser.get("/desk")
    assert "设置自己的密码" in browser.log_in("admin", password)
    assert "设置自己的密码" in browser.get("/desk/tickets/1001")
    browser.post("/desk/tickets/1001/take", version="2")
    assert "设置自己的密码" in browser.page
    page = browser.post("/desk/account/password", old=password, new=PASSWORD, again=PASSWORD)

    assert "木戛乡中心小学需要冬衣" in page
    assert "待处理" in page


def test_a_wrong_password_is_told_kindly_and_the_name_is_kept(desk: DeskWorld) -> None:
    one_time_password(desk, "li")

    page = Browser(desk).log_in("li", "猜的", 401)

    assert "用户名或密码不对。请核对后再试" in page
    assert 'value="li"' in page
    assert "猜的" not in page


def test_after_several_failures_the_wait_is_named(desk: DeskWorld) -> None:
    password = one_time_password(desk, "li")
    browser = Browser(desk)
    for _ in range(5):
        browser.log_in("li", "猜的", 401)

    assert "请 15 秒后再试" in browser.log_in("li", password, 401)


def test_one_address_cannot_try_for_ever(desk: DeskWorld) -> None:
    browser = Browser(desk)
    for number in range(60):
        browser.log_in(f"nobody{number}", "猜的", 401)

    assert "从这里登录的次数太多" in browser.log_in("nobody", "猜的", 401)


def test_logging_in_leads_back_to_where_one_wanted_to_go(desk: DeskWorld) -> None:
    reported(desk.ledger, desk.database)
    known = staffed(desk)
    known.post("/desk/logout")
    known.get("/desk/tickets/1001?status=all")
    wanted = re.search(r'name="next" value="([^"]+)"', known.page)
    assert wanted is not None

    page = known.post("/desk/login", username="li", password=PASSWORD, next=wanted[1])

    assert "需求内容" in page
    assert "工单 1001" in known.get(f"/desk/login?next={wanted[1]}")


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/desk", "/desk"),
        ("/desk?status=all", "/desk?status=all"),
        ("/desk/tickets/1001?q=水", "/desk/tickets/1001?q=水"),
        ("//evil.example", "/desk"),
        ("https://evil.example/desk", "/desk"),
        ("/desks", "/desk"),
        ("/desk\\@evil.example", "/desk"),
        ("/desk?a\r\nSet-Cookie: b", "/desk"),
        ("", "/desk"),
    ],
)
def test_a_login_leads_nowhere_but_to_the_desk(address: str, leads_to: str) -> None:
    assert our_page(address) == leads_to


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    desk: DeskWorld, tmp_path: Path
) -> None:
    password = one_time_password(desk, "li")
    sent = {"username": "li", "password": password}
    plain = Browser(desk).client.post("/desk/login", data=sent, follow_redirects=False)
    settings = Settings(public_url="https://bridge.example")
    safe = make_desk(desk.database, tmp_path, settings=settings)
    secure = Browser(safe).client.post("/desk/login", data=sent, follow_redirects=False)

    for answer, is_secure in ((plain, False), (secure, True)):
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/desk" in cookie
        assert ("secure" in cookie) is is_secure


def test_logging_out_ends_the_session_itself(desk: DeskWorld) -> None:
    browser = staffed(desk)
    token = browser.client.cookies[COOKIE]

    assert "登录工作台" in browser.post("/desk/logout")
    browser.client.cookies.set(COOKIE, token, path="/desk")
    assert "登录工作台" in browser.get("/desk")


def test_a_session_ends_after_twelve_hours_and_what_was_written_is_shown(
    desk: DeskWorld, clock: FixedClock
) -> None:
    reported(desk.ledger, desk.database)
    browser = staffed(desk)
    browser.get("/desk/tickets/1001")
    clock.forward(hours=13)

    page = browser.post(
        "/desk/tickets/1001/note", 401, version="2", reason="已和乡里核实<b>", answer=" "
    )

    assert "登录已过期" in page
    assert "已和乡里核实&lt;b&gt;" in page
    assert 'name="next" value="/desk/tickets/1001"' in page
    assert 'id="kept-2"' not in page


def test_a_form_of_an_earlier_session_is_not_taken_but_its_text_is_kept(desk: DeskWorld) -> None:
    reported(desk.ledger, desk.database)
    browser = staffed(desk)
    earlier = browser.get("/desk/tickets/1001")
    browser.post("/desk/logout")
    browser.log_in("li", PASSWORD)
    browser.page = earlier

    page = browser.post("/desk/tickets/1001/note", 409, version="2", reason="写了很久的话")

    assert "页面已过期" in page
    assert "写了很久的话" in page
    assert 'href="/desk/tickets/1001"' in page
    assert "写了很久的话" not in browser.get("/desk/tickets/1001")


def posts() -> list[str]:
    """The address of every form of the desk, with made-up parts filled in."""
    found = [
        f"/desk{route.path}"
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    ]
    filled = [
        address.replace("{number}", "1001")
        .replace("{action}", "take")
        .replace("{delivery}", "1")
        .replace("{question}", "1")
        for address in found
    ]
    assert len(filled) >= 9
    return filled


@pytest.mark.parametrize("address", posts())
def test_no_form_is_taken_from_another_site_or_without_its_token(
    desk: DeskWorld, address: str
) -> None:
    reported(desk.ledger, desk.database)
    # Whose roles do not open a page gets no further than that.
    browser = staffed(desk, roles=EVERY_ROLE)
    sent = {"username": "li", "password": PASSWORD, "version": "2"}
    cross = {"Sec-Fetch-Site": "cross-site", "Accept": "text/html"}

    assert browser.client.post(address, data=sent, headers=cross).status_code == 403
    if not address.startswith("/desk/login"):  # a login has no session to tie a form to
        browser.page = ""
        assert "页面已过期" in browser.post(address, 409, **sent)
    nobody = Browser(desk)
    answer = nobody.client.post(address, data=sent, headers=cross)
    assert answer.status_code == 403
    assert "刷新页面后再试" in answer.text
    assert "登录工作台" in nobody.post(address, 401, **{**sent, "password": "猜的"})
    assert 'badge ">已提交' in browser.get("/desk/tickets/1001")


def test_pages_are_not_kept_by_the_browser_and_run_nothing_inline(desk: DeskWorld) -> None:
    answer = staffed(desk).client.get("/desk")

    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert " onclick" not in answer.text
    assert "<style" not in answer.text


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("不对的密码", OTHER, OTHER, "原密码不对"),
        (PASSWORD, OTHER, "不一样的", "两次输入的新密码不一样"),
        (PASSWORD, "短", "短", "新密码至少 10 位"),
        (PASSWORD, PASSWORD, PASSWORD, "不能与原密码或用户名相同"),
    ],
)
def test_a_new_password_is_refused_with_what_to_do(
    desk: DeskWorld, old: str, new: str, again: str, sentence: str
) -> None:
    browser = staffed(desk)
    browser.get("/desk/account")

    assert sentence in browser.post("/desk/account/password", 422, old=old, new=new, again=again)


def test_a_new_password_ends_the_sessions_elsewhere(desk: DeskWorld) -> None:
    here = staffed(desk)
    elsewhere = Browser(desk)
    elsewhere.log_in("li", PASSWORD)
    here.get("/desk/account")

    page = here.post("/desk/account/password", old=PASSWORD, new=OTHER, again=OTHER)

    assert "密码已修改" in page
    assert "登录工作台" in elsewhere.get("/desk")
    with desk.database.read() as unit:
        assert len(unit.connection.execute(select(staff_sessions)).all()) == 1


def test_who_linked_their_chat_does_not_review_their_own_report(desk: DeskWorld) -> None:
    reported(desk.ledger, desk.database)
    person = person_of(desk.ledger, desk.database, update="2")
    browser = staffed(desk)
    with desk.database.begin() as unit:
        code = new_link_code(unit, person)
    browser.get("/desk/account")

    assert "已绑定你的聊天" in browser.post("/desk/account/chat", code=f" {code} ")
    page = browser.get("/desk/tickets/1001")

    assert "这是你本人上报的工单" in page
    assert "开始审核</button>" not in page
    assert "由其他同事审核" in browser.post("/desk/tickets/1001/take", 403, version="2")


def test_codes_cannot_be_guessed(desk: DeskWorld) -> None:
    person = person_of(desk.ledger, desk.database)
    browser = staffed(desk)
    with desk.database.begin() as unit:
        code = new_link_code(unit, person)
    browser.get("/desk/account")
    for guess in range(5):
        wrong = f"{(int(code) + 1 + guess) % 1_000_000:06}"
        assert "绑定码不对或已过期" in browser.post("/desk/account/chat", 422, code=wrong)

    assert "绑定码不对或已过期" in browser.post("/desk/account/chat", 422, code=code)


def test_a_closed_account_is_out_at_once(desk: DeskWorld) -> None:
    browser = staffed(desk)
    with desk.database.begin() as unit:
        disable(unit, ADMIN, "li")

    assert "登录工作台" in browser.get("/desk")
    assert "用户名或密码不对" in browser.log_in("li", PASSWORD, 401)


def test_a_form_beyond_all_measure_is_not_read(desk: DeskWorld) -> None:
    browser = staffed(desk)

    assert "太长" in browser.post("/desk/tickets/1001/note", 413, reason="长" * 60_000)
    many = "&".join(f"f{number}=1" for number in range(200))
    answer = browser.client.post("/desk/tickets/1001/note", content=many)
    assert answer.status_code == 400
    assert (
        browser.client.post("/desk/login", content=b"\xff%ff=%00", headers=SAME).status_code == 401
    )


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("/desk/claims/new/1001", "/desk/claims/new/1001"),
        ("/desk/claims/1/confirm", "/desk/claims/1"),
        ("/desk/phrases", "/desk/account"),
        ("/desk/views", "/desk"),
    ],
)
def test_a_form_sent_after_the_session_ended_leads_back_to_the_page_it_stood_on(
    desk: DeskWorld, form: str, page: str
) -> None:
    browser = Browser(desk)
    assert f'name="next" value="{page}"' in browser.post(form, 401)
