"""企业微信 through the real process, at its real pace: a report, a question, a file, a return,
and a service that dies in between."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from api.routes.wecom import PATH
from api.tables.conversation import files, inbound
from api.tables.delivery import notices
from api.tables.tickets import tickets
from bot import texts
from tests.e2e.desk_client import Desk
from tests.e2e.service import Service, serving
from tests.telegram_server.remote import wait_for
from tests.wecom_server.remote import Member, WecomServer, running_wecom, verification

NEED = "云南省普洱市澜沧县木戛乡中心小学120名学生需要200套冬衣，缺口5万元，11月底前送到，急需"
QUESTION = "基金会公开募捐需要什么资格？"
PER_MINUTE = 30  # what the platform allows; more is refused, and would fail the test


@pytest.fixture(scope="module")
def server() -> Iterator[WecomServer]:
    with running_wecom() as running:
        yield running


@pytest.fixture
def service(server: WecomServer, tmp_path: Path) -> Iterator[Service]:
    with serving(tmp_path, **server.settings) as running:
        server.setup(callback=running.url + PATH, per_minute=PER_MINUTE)
        yield running


def picture() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "the teacher's desk"
    Image.new("RGB", (640, 480), "navy").save(out, "JPEG", exif=exif)
    return out.getvalue()


def settled(service: Service) -> None:
    """Wait until all that came is answered and all answers are delivered."""
    wait_for(
        lambda: (
            not service.count(inbound.c.handled_at.is_(None))
            and not service.count(notices.c.delivered_at.is_(None))
        ),
        60,
    )


def pressed(service: Service, one: Member, label: str) -> str:
    """Press, and hear all that is said to it."""
    heard = len(one.heard())
    assert one.press(label) == [200]
    wait_for(lambda: len(one.heard()) > heard, 60)
    settled(service)
    return "\n".join(one.heard()[heard:])


def test_a_report_its_return_and_a_service_that_dies_in_between(
    service: Service, server: WecomServer
) -> None:
    verified = service.http.get(PATH, params=verification("1616140317555161061"))
    assert verified.text == "1616140317555161061"
    wait_for(lambda: server.state()["menu"])
    one = server.member("ZhangYuan")

    assert one.send(NEED) == [200]
    service.kill()  # stored, perhaps not answered, perhaps answered and not sent
    service.start()
    settled(service)
    assert "同意" in one.labels(), one.heard()
    assert "谁会受益" not in pressed(service, one, "同意"), "it was said in the first sentence"

    assert one.send(QUESTION) == [200]
    settled(service)
    assert "第二十二条" in "\n".join(one.heard())
    assert texts.BACK_TO_QUESTION in "\n".join(one.heard()[-2:])

    assert one.send_file("image", "教室.jpg", picture()) == [200]
    settled(service)
    assert "（共 1 份）" in "\n".join(one.heard()[-2:])
    (kept,) = service.rows(select(files.c.type, files.c.path))
    assert kept.type == "image/jpeg"

    service.restart()
    number = submitted(service, one)
    assert server.repeat() == [200]
    settled(service)
    assert service.count(tickets.c.number > 0) == 1
    one.send("我的上报")
    one.hears(f"{number} · 已提交", 60)

    desk = Desk.at(service)
    desk.begin(service.one_time_password)
    desk.get(f"/desk/tickets/{number}")
    assert QUESTION in desk.text
    desk.submit("/take")
    desk.submit("/return", fields=["items"], reason="请写明尺码")
    one.hears("请写明尺码", 60)
    settled(service)
    pressed(service, one, texts.SUPPLY)
    one.send("大号冬衣80套，小号冬衣120套")
    wait_for(lambda: texts.SUBMIT in one.labels(), 60)
    said = pressed(service, one, texts.SUBMIT)
    assert texts.RESUBMITTED.format(number=number) in said
    assert not service.count(notices.c.dead_reason.is_not(None))


def submitted(service: Service, one: Member) -> int:
    """Skip to the card and submit; returns the ticket's number."""
    for _ in range(10):
        if texts.SUBMIT in one.labels():
            said = pressed(service, one, texts.SUBMIT)
            (number,) = re.findall(r"工单号是 (\d+)", said)
            return int(number)
        way = texts.DONE if texts.DONE in one.labels() else texts.SKIP
        pressed(service, one, way)
    raise AssertionError(f"no card; last: {one.heard()[-1]}")


def test_a_setting_that_is_missing_is_named_at_the_start(
    server: WecomServer, tmp_path: Path
) -> None:
    service = Service(tmp_path, **(server.settings | {"wecom_token": ""}))
    try:
        refused = service.run("serve")
    finally:
        service.close()
    assert refused.returncode != 0
    assert "missing: SHANHAI_WECOM_TOKEN" in refused.stderr
