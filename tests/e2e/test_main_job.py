"""The main job from a sentence to matched organisations, through the real process and its HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.tables.delivery import outbox
from api.tables.tickets import tickets
from bot import texts
from tests.api.desks import CHECKED
from tests.e2e.chat_client import NEED, Chat, Json, rows_of, said
from tests.e2e.desk_client import OWN_PASSWORD, Desk
from tests.e2e.service import Service, serving
from tests.telegram_server.remote import wait_for

QUESTION = "基金会公开募捐需要什么资格？"
REASON = "请写明大号、小号各要几套"


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Service]:
    with serving(tmp_path, database_url=database_url) as running:
        yield running


def test_a_sentence_becomes_a_reviewed_ticket_with_matches(service: Service) -> None:
    chat = Chat.open(service.http)
    number = _report(chat)
    assert service.count(tickets.c.number > 0) == 1

    desk = Desk.at(service)
    _log_in_for_the_first_time(desk, service)
    _review(desk, chat, number)
    _supply(chat, number)
    _accept(desk, chat, number)
    _unsigned_is_refused(service)
    assert service.count(outbox.c.status == "delivered") == 1

    _see_the_timeline(chat, number)
    service.stop()


def _report(chat: Chat) -> int:
    """From the first sentence to the ticket's number."""
    assert "同意" in {choice["label"] for choice in chat.say(NEED)["choices"]}
    chat.tap("同意")
    draft = chat.turn["draft"]
    assert draft["place"]["county"] == "澜沧拉祜族自治县"
    assert draft["place"]["township"] == "木戛乡"
    assert "中心小学" in draft["place"]["site"]
    assert [(i["name"], i["quantity"], i["unit"]) for i in draft["items"]] == [("冬衣", 200, "套")]
    assert draft["budget_yuan"] == 50_000
    assert _marks(chat.turn) == {"系统识别"}
    assert chat.turn["asks"] == "beneficiaries"

    answered = chat.say(QUESTION)
    cited = answered["messages"][0]["citations"]
    assert "第二十二条" in [citation["article"] for citation in cited]
    assert cited[0]["tier"] == "official"
    assert [texts.BACK_TO_QUESTION in m["text"] for m in answered["messages"]] == [False, True]
    assert answered["asks"] == "beneficiaries"

    chat.say("80名小学生")
    assert "受益对象改为：120人" in said(chat.say("人数改成120"))
    chat.skip_to_card()
    assert "受益对象：120人" in chat.text
    submit = chat.code(texts.SUBMIT)
    number = chat.send({"choice": submit})["ticket"]
    assert isinstance(number, int)
    assert texts.STALE_SUBMITTED.format(number=number) in said(chat.send({"choice": submit}))
    return number


def _log_in_for_the_first_time(desk: Desk, service: Service) -> None:
    password = service.one_time_password
    desk.log_in("admin", password)
    assert desk.address == "/desk/account"
    desk.get("/desk/tickets/1001")
    assert desk.address == "/desk/account", "nothing is shown before the password is changed"
    desk.submit("/account/password", old=password, new=OWN_PASSWORD, again=OWN_PASSWORD)
    assert desk.address == "/desk"
    other = Desk.at(service)
    other.get("/desk/login")
    refused = other.http.post("/desk/login", data={"username": "admin", "password": password})
    assert refused.status_code == 401


def _review(desk: Desk, chat: Chat, number: int) -> None:
    """Take the ticket and return it for one field; the reporter hears it while connected."""
    assert "澜沧县木戛乡中心小学" in desk.get("/desk")
    ticket = desk.get(f"/desk/tickets/{number}")
    assert "50,000 元" in ticket
    assert QUESTION in ticket, "the conversation stands beside the ticket"
    assert "由你负责" in desk.submit("/take")
    with chat.listening() as coming:
        desk.submit("/return", fields=["items"], reason=REASON)
    event = coming.result()
    said = event.turn["messages"][0]["text"]
    assert f"工单 {number}" in said
    assert "需要补充：需要什么。" in said
    assert REASON in said
    chat.turn = event.turn


def _supply(chat: Chat, number: int) -> None:
    """Just the named field is asked, then the card; the ticket goes back to review."""
    chat.tap(texts.SUPPLY)
    assert chat.turn["asks"] == "items"
    assert "人数改成" not in chat.say("人数改成90")["messages"][0]["text"]
    assert texts.ONLY_THESE.format(labels="需要什么") in chat.text
    chat.say("小号冬衣80套，大号冬衣120套")
    assert chat.turn["asks"] == "confirm"
    assert "受益对象：120人" in chat.text
    assert texts.RESUBMITTED.format(number=number) in said(chat.tap(texts.SUBMIT))


def _accept(desk: Desk, chat: Chat, number: int) -> None:
    """Accepted, the need reaches the matching API and its matches stand on the ticket."""
    assert "审核中" in desk.get(f"/desk/tickets/{number}")
    assert "补充了：需要什么" in desk.text
    with chat.listening() as coming:
        desk.submit("/accept", reason="情况清楚", checked=list(CHECKED.points))
    assert "已受理" in coming.result().turn["messages"][0]["text"]
    wait_for(lambda: "匹配度" in desk.get(f"/desk/tickets/{number}"), 20)
    page = desk.text
    assert "送达（200）" in page
    assert "服务类别包括“教育”，与需求类别一致。" in page
    assert "服务地区包括云南省普洱市澜沧拉祜族自治县，是需求所在的县。" in page
    assert "链完整" in page


def _unsigned_is_refused(service: Service) -> None:
    """The matching API has just taken a signed need; it takes no other."""
    answer = service.http.post(
        "/api/v1/matching/needs", json={"ticket": 1}, headers={"Idempotency-Key": "k"}
    )
    assert answer.status_code == 401
    assert "签名" in answer.json()["detail"]


def _see_the_timeline(chat: Chat, number: int) -> None:
    assert f"{number} · 已受理" in said(chat.say("我的上报"))
    rows = rows_of(chat.tap(f"工单 {number}"))
    assert [row["value"].partition("；")[0] for row in rows] == [
        "已提交",
        "审核中",
        "待补充",
        "审核中",
        "已受理",
    ]
    assert REASON in rows[2]["value"]


def _marks(turn: Json) -> set[str]:
    """Where the values on the turn's card came from."""
    return {row["mark"] for row in rows_of(turn)}
