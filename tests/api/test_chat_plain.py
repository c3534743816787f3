"""The chat without JavaScript."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.routes.chat_access import COOKIE
from api.web_app import create_app
from bot.dialogue.turn import Message, Turn
from tests.web_fakes import World, make_world

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    with TestClient(create_app(world.services), headers=SAME) as client:
        yield client


def key(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)t"', page)
    assert found
    return found[1]


def test_a_first_visit_shows_a_greeting_and_opens_nothing(client: TestClient, world: World) -> None:
    assert "您好" in client.get("/plain").text
    assert not world.chats.tokens


def test_text_taps_and_files_carry_a_report_through(client: TestClient) -> None:
    first = client.post("/plain", data={"choice": "d:report"})
    assert client.cookies[COOKIE]
    assert "需求在哪个地方" in first.text
    client.post("/plain", data={"text": "木戛乡"})
    page = client.post(
        "/plain", data={"text": "冬衣200套"}, files={"file": ("照片.jpg", b"photo")}
    ).text

    said = re.findall(r'<span class="visually-hidden">我：</span>([^<]*)', page)
    assert said == ["上报需求", "木戛乡", "冬衣200套", "（文件）照片.jpg"]
    assert "系统识别" in page
    assert 'name="choice" value="f:submit"' in page


def test_a_file_alone_is_enough(client: TestClient, world: World) -> None:
    client.post("/plain", data={"text": " "}, files={"file": ("照片.jpg", b"photo")})

    assert [bool(i.file) for i in world.conversation.inbounds] == [False, True]


def test_sending_the_same_form_twice_is_one_message(client: TestClient, world: World) -> None:
    client.post("/plain", data={"text": "你好"})
    form = {"key": f"{key(client.get('/plain').text)}t", "text": "木戛乡"}
    client.post("/plain", data=form)
    client.post("/plain", data=form)

    assert [i.text for i in world.conversation.inbounds].count("木戛乡") == 1


def test_a_refused_text_stays_in_the_box(client: TestClient) -> None:
    text = "长" * 4_001
    page = client.post("/plain", data={"text": text})

    assert page.status_code == 422
    assert "一次最多 4,000 字" in page.text
    assert f">{text}</textarea>" in page.text


def test_citations_link_to_the_passage(client: TestClient) -> None:
    page = client.post("/plain", data={"text": "公开募捐要什么资格？"}).text

    link = re.search(r'href="(/policies/charity-law\?start=\d+&amp;end=\d+#passage)"', page)
    assert link
    assert "<mark" in client.get(link[1].replace("&amp;", "&")).text


def test_another_site_cannot_speak_for_the_person(client: TestClient, world: World) -> None:
    answer = client.post("/plain", data={"text": "你好"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert not world.conversation.inbounds


def test_an_invitation_stands_in_the_form_ready_to_be_sent(client: TestClient) -> None:
    assert "url=/plain?invite=K7QM2XP3" in client.get("/?invite=K7QM2XP3").text
    assert ">邀请码 K7QM2XP3</textarea>" in client.get("/plain?invite=K7QM2XP3").text
    assert "</textarea>" in client.get("/plain?invite=%3Cscript%3E").text
    assert "邀请码" not in client.get("/plain?invite=%3Cscript%3E").text
    assert "script%3E" not in client.get("/?invite=%3Cscript%3E").text


def test_a_need_to_claim_stands_in_the_form_ready_to_be_sent(client: TestClient) -> None:
    assert "url=/plain?need=1001" in client.get("/?need=1001").text
    assert ">认领 1001</textarea>" in client.get("/plain?need=1001").text
    assert "认领" not in client.get("/plain?need=1001x").text
    assert 'url=/plain"' in client.get("/?need=-1").text


def test_a_search_to_subscribe_to_stands_in_the_form_ready_to_be_sent(client: TestClient) -> None:
    search = quote("云南省 教育")
    assert "url=/plain?subscribe=%E4%BA%91" in client.get(f"/?subscribe={search}").text
    assert ">订阅 云南省 教育</textarea>" in client.get(f"/plain?subscribe={search}").text
    assert "订阅" not in client.get(f"/plain?subscribe={'长' * 81}").text


def test_an_opinion_on_a_need_is_begun_in_the_form(client: TestClient) -> None:
    assert "url=/plain?about=1001" in client.get("/?about=1001").text
    assert ">意见 1001：</textarea>" in client.get("/plain?about=1001").text
    assert "意见" not in client.get("/plain?about=abc").text


def test_an_address_the_bot_names_can_be_opened_and_one_typed_cannot(
    client: TestClient, world: World
) -> None:
    client.post("/plain", data={"text": "http://typed.example/x"})
    saved = Turn(
        (Message("结果已保存，链接：\nhttp://testserver/assessments/abc\n不想留着，可以删除。"),)
    )
    world.chats.push(world.only_chat(), saved)
    page = client.get("/plain").text

    assert '<a href="http://testserver/assessments/abc" rel="noopener">' in page
    assert 'href="http://typed' not in page
