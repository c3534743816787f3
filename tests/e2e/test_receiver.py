"""The matching API is away, then busy, then there: every attempt is shown, nothing is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from api.signature import IDEMPOTENCY_KEY, SIGNATURE, TIMESTAMP, is_signed
from api.tables.delivery import outbox
from tests.api.desks import CHECKED
from tests.e2e.chat_client import Chat
from tests.e2e.desk_client import Desk
from tests.e2e.receiver import Received, Script, receiving
from tests.e2e.service import Service, free_port, serving
from tests.telegram_server.remote import wait_for

SECRET = "a secret both sides know"


@dataclass
class Forwarding:
    """A service whose matching API is somewhere else."""

    service: Service
    port: int
    script: Script


@pytest.fixture
def forwarding(tmp_path: Path) -> Iterator[Forwarding]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/needs"
    with serving(tmp_path, matching_url=url, matching_secret=SECRET) as service:
        yield Forwarding(service, port, Script())


def test_a_receiver_that_is_down_gets_the_need_once_when_it_is_back(
    forwarding: Forwarding,
) -> None:
    service, script = forwarding.service, forwarding.script
    number = Chat.open(service.http).report()
    desk = Desk.at(service)
    desk.begin(service.one_time_password)
    desk.get(f"/desk/tickets/{number}")
    desk.submit("/take")
    desk.submit("/accept", reason="", checked=list(CHECKED.points))

    shown(desk, number, "没有连上匹配服务")
    assert "等待送达" in desk.text
    shown(desk, number, "已试 [2-9] 次")

    script.answers = [(503, {}), (429, {"Retry-After": "60"})]
    with receiving(forwarding.port, script):
        desk.submit("/retry")
        shown(desk, number, "匹配服务暂时没有接收（429）。")
        assert due_in(service) > timedelta(seconds=50), "it waits as long as it was asked to"
        service.restart()
        shown(desk, number, "匹配服务暂时没有接收（429）。")
        assert due_in(service) > timedelta(seconds=10), "and knows so after a restart"
        desk.submit("/retry")
        shown(desk, number, "送达（200）")

    page = desk.text
    assert "匹配服务暂时没有接收（503）。" in page
    assert "匹配服务暂时没有接收（429）。" in page
    assert "没有连上匹配服务" in page, "every attempt is kept"
    assert "山海试验基金会" in page
    assert "温暖过冬计划" in page
    assert "<script>alert(1)" not in desk.html
    assert script.statuses() == [503, 429, 200]
    for request in script.received:
        proves_who_sent_it(request)
    assert {one.headers[IDEMPOTENCY_KEY.lower()] for one in script.received} == {key(service)}
    assert len({one.body for one in script.received}) == 1
    assert script.received[0].need["items"][0]["name"] == "冬衣"
    assert not {"contact", "evidence"} & script.received[0].need.keys()


def shown(desk: Desk, number: int, part: str) -> None:
    """Wait until the ticket's page says so; ``part`` is a pattern."""
    wait_for(lambda: re.search(part, desk.get(f"/desk/tickets/{number}")), 30)


def due_in(service: Service) -> timedelta:
    """How long the one delivery still waits."""
    ((due,),) = service.rows(select(outbox.c.next_attempt_at))
    wait: timedelta = due - datetime.now(UTC)
    return wait


def proves_who_sent_it(request: Received) -> None:
    headers = request.headers
    assert is_signed(
        SECRET,
        headers[TIMESTAMP.lower()],
        request.body,
        headers[SIGNATURE.lower()],
        datetime.now(UTC),
    )
    assert not is_signed(
        "another secret",
        headers[TIMESTAMP.lower()],
        request.body,
        headers[SIGNATURE.lower()],
        datetime.now(UTC),
    )


def key(service: Service) -> str:
    """The key of the one delivery there is."""
    ((found,),) = service.rows(select(outbox.c.idempotency_key))
    return str(found)
