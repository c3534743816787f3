"""What nobody should send, over the real HTTP: a clear sentence each, nothing lost or doubled."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.tables.conversation import files, inbound
from api.tables.tickets import tickets
from bot import texts
from tests.api.pictures import jpeg
from tests.e2e.chat_client import Chat, said
from tests.e2e.desk_client import Desk
from tests.e2e.service import Service, serving

MEGABYTE = 1024 * 1024
ANSWERS = {
    "consent": "同意",
    "place": "云南省普洱市澜沧县木戛乡中心小学",
    "items": "冬衣200套",
    "category": "教育",
    "beneficiaries": "120名小学生",
    "budget_yuan": "5万元",
    "gap_yuan": "3万元",
    "fiscal_cover": "部分覆盖",
    "deadline": "两周内",
    "urgency": "急需",
    "description": "教室没有取暖",
    "evidence": "没有",
    "contact": "李老师",
}
PLACE = "没有认出这个地点，请写到县和乡镇"
_CHINESE_SENTENCE = re.compile(r"[\u4e00-\u9fff].*[。？]", re.DOTALL)
_OF_A_PROGRAM = re.compile(r"Traceback|Exception|Error\b|File \"|line \d+|None|sqlite|psycopg")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("bad-input")) as running:
        yield running


@pytest.fixture
def chat(service: Service) -> Chat:
    return Chat.open(service.http)


def brought_to(chat: Chat, step: str) -> Chat:
    """A report in progress that asks for ``step``."""
    chat.tap(texts.MENU_REPORT)
    while chat.turn["asks"] != step:
        chat.say(ANSWERS[chat.turn["asks"]])
    return chat


def sentence(answer: httpx.Response) -> str:
    """What a person reads of an answer: Chinese, to the point, nothing of a program in it."""
    body = answer.json()
    text = said(body["turn"]) if answer.status_code == 200 else str(body["detail"])
    assert _CHINESE_SENTENCE.search(text), text
    assert not _OF_A_PROGRAM.search(text), text
    return text


@pytest.mark.parametrize(
    ("step", "typed", "status", "expected"),
    [
        ("place", "", 422, "这条消息是空的。请输入文字后再发送。"),
        ("place", " \u3000\n", 422, "这条消息是空的。"),
        ("place", "需" * 5_000, 422, "这段文字有 5,000 字，一次最多 4,000 字。"),
        ("place", "😀🙏", 200, texts.ONLY_SYMBOLS),
        ("place", "\u200b\u202e", 200, texts.ONLY_SYMBOLS),
        ("place", "12345", 200, "这里要的是地点，不是数字。"),
        ("place", "13800138000", 200, texts.MASKED),
        ("place", "'; DROP TABLE tickets; --", 200, PLACE),
        ("place", "<script>alert(1)</script>", 200, PLACE),
        ("place", "{{7*7}}%s../../etc/passwd", 200, PLACE),
        ("budget_yuan", "很多很多", 200, "没有认出金额"),
        ("budget_yuan", "9" * 40, 200, "没有认出金额"),
        ("deadline", "2月30日前", 200, "日历上没有“2月30日前”说的这一天"),
        ("deadline", "0000-00-00", 200, "日历上没有"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_the_question_stays(
    chat: Chat, step: str, typed: str, status: int, expected: str
) -> None:
    draft = brought_to(chat, step).turn["draft"]
    answer = chat.post({"text": typed})
    assert answer.status_code == status
    assert expected in sentence(answer)
    chat.history()
    assert chat.turn["asks"] == step
    assert chat.turn["draft"] == draft


@pytest.mark.parametrize(
    ("step", "typed", "field", "value"),
    [
        ("budget_yuan", "三十万左右", "budget_yuan", 300_000),
        ("budget_yuan", "３万元", "budget_yuan", 30_000),
        ("place", "雲南省普洱市瀾滄縣木戛鄉中心小學", "county", "澜沧拉祜族自治县"),
        ("place", "Yunnan 云南 澜沧縣 mùjiá 木戛乡", "township", "木戛乡"),
    ],
)
def test_what_is_written_otherwise_is_understood(
    chat: Chat, step: str, typed: str, field: str, value: object
) -> None:
    answer = brought_to(chat, step).post({"text": typed})
    sentence(answer)
    draft = answer.json()["turn"]["draft"]
    assert (draft | draft["place"])[field] == value


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"text": 5}', b'{"text": "\\ud83d"}', b'{"text": "a", "choice": "b"}'],
)
def test_a_body_that_is_no_message_is_refused_in_words(chat: Chat, body: bytes) -> None:
    headers = chat.headers | {"Content-Type": "application/json"}
    answer = chat.http.post("/api/v1/chat/messages", headers=headers, content=body)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    sentence(answer)


def test_a_file_of_fifty_megabytes_is_refused_and_not_kept(service: Service, chat: Chat) -> None:
    brought_to(chat, "evidence")
    answer = chat.give("教室.jpg", b"\xff\xd8\xff" + bytes(50 * MEGABYTE))
    assert answer.status_code == 413
    assert "每个文件最大 20 MB，请压缩或拆分后再发送。" in sentence(answer)
    assert chat.history()["turn"]["asks"] == "evidence"
    assert service.count(files.c.name == "教室.jpg") == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("照片.jpg", b"MZ\x90\x00" + bytes(2_000)),
        ("照片.jpg", b"\x7fELF\x02\x01\x01" + bytes(2_000)),
        ("照片.jpg", b"#!/bin/sh\nrm -rf ~\n"),
        ("照片.png", jpeg()[:100]),
        ("页面.jpg", b"<html><script>alert(1)</script></html>"),
        ("空.jpg", b""),
    ],
    ids=("Windows program", "Linux program", "script", "half a picture", "page", "nothing"),
)
def test_a_file_that_is_not_what_its_name_says_is_not_kept(
    service: Service, chat: Chat, name: str, content: bytes
) -> None:
    brought_to(chat, "evidence")
    before = service.count(files.c.id.is_not(None))
    answer = chat.give(name, content)
    assert answer.status_code in (200, 422)
    assert "文件" in sentence(answer) or "图片" in sentence(answer)
    assert chat.history()["turn"]["asks"] == "evidence"
    assert service.count(files.c.id.is_not(None)) == before


def test_made_up_buttons_and_those_of_others_change_nothing(service: Service, chat: Chat) -> None:
    victim = Chat.open(service.http)
    brought_to(victim, "evidence")
    victim.skip_to_card()
    before = service.count(tickets.c.number > 0)
    theirs = victim.code(texts.SUBMIT)
    for code in (theirs, "f:0:confirm:submit", "d:ticket:1", "d:supply:999999", "d:withdrawn:1001",
                 "x", "'; DROP TABLE tickets; --", "<b>", "f:" + "9" * 60):  # fmt: skip
        sentence(chat.post({"choice": code}))
    assert chat.post({"choice": "长" * 40}).status_code == 422
    assert service.count(tickets.c.number > 0) == before
    assert isinstance(victim.tap(texts.SUBMIT)["ticket"], int)
    assert service.count(tickets.c.number > 0) == before + 1
    strangers = said(chat.say(f"撤回{victim.turn['ticket']}"))
    assert texts.NO_SUCH_TICKET.format(number=victim.turn["ticket"]) in strangers


def test_the_same_key_is_handled_once_whatever_comes_with_it(service: Service, chat: Chat) -> None:
    brought_to(chat, "items")
    first = chat.say("冬衣200套", key="once")
    assert chat.say("冬衣200套", key="once") == first
    assert chat.say("棉被50床", key="once") == first
    assert service.count(inbound.c.update_key.endswith(":once")) == 1
    other = Chat.open(service.http)
    assert other.say("你好", key="once") != first, "a key is one conversation's own"
    assert chat.post({"text": "你好"}, "no such key!").status_code == 422


def test_messages_at_once_are_each_answered_and_none_is_lost(service: Service, chat: Chat) -> None:
    brought_to(chat, "confirm")
    chat.say("地点改成云南省文山州砚山县江那镇")  # no other test reports from there
    before = service.count(tickets.c.number > 0)
    submit = chat.code(texts.SUBMIT)
    said_before = len(chat.history()["lines"])
    at_once = [{"choice": submit}] * 4 + [{"text": "人数改成130"}, {"text": "预算改成6万"}]
    with ThreadPoolExecutor(len(at_once)) as threads:
        answers = list(threads.map(chat.post, at_once))
    assert [answer.status_code for answer in answers] == [200] * len(at_once)
    assert not any(texts.FAILED in sentence(answer) for answer in answers)
    assert service.count(inbound.c.handled_at.is_(None)) == 0
    lines = chat.history()["lines"][said_before:]
    assert sum(line["speaker"] == "person" for line in lines) == len(at_once)
    assert service.count(tickets.c.number > 0) == before + 1
    numbers = {answer.json()["turn"]["ticket"] for answer in answers} - {None}
    assert len(numbers) == 1


def test_markup_typed_by_a_reporter_is_text_on_the_desk(service: Service, chat: Chat) -> None:
    brought_to(chat, "description")
    chat.say("<img src=x onerror=alert(1)>'; DROP TABLE tickets; --")
    chat.skip_to_card()
    chat.say("地点改成云南省文山州丘北县锦屏镇")  # nor from there
    number = chat.tap(texts.SUBMIT)["ticket"]
    desk = Desk.at(service)
    desk.begin(service.one_time_password)
    assert "<img src=x onerror=alert(1)>'; DROP TABLE tickets" in desk.get(
        f"/desk/tickets/{number}"
    )
    assert "<img src=x" not in desk.html


def test_more_messages_than_anybody_types_are_slowed_down_in_words(chat: Chat) -> None:
    answers = (chat.post({"text": "你好"}) for _ in range(200))
    told = next(answer for answer in answers if "以后再接着发" in sentence(answer))
    assert told.status_code == 200
    assert "已经填好的内容都在" in sentence(told)
    after = chat.post({"text": "还在吗"})
    assert after.json()["turn"]["messages"] == []
    assert after.json()["turn"]["choices"]
