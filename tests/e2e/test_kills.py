"""The service is killed at every step of a dialogue; nothing is lost, nothing happens twice."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from api.tables.conversation import files, inbound
from api.tables.tickets import tickets
from bot import texts
from tests.api.pictures import jpeg
from tests.e2e.chat_client import NEED, Chat, Json, said
from tests.e2e.service import Service, serving
from tests.telegram_server.remote import wait_for

QUESTION = "慈善组织公开募捐需要什么资格？"

# One line for each message of a report: what is sent, and what is asked after it.
WALK = (
    ("say", NEED, "consent"),
    ("tap", "同意", "beneficiaries"),
    ("say", QUESTION, "beneficiaries"),
    ("say", "120名小学生", "gap_yuan"),
    ("say", "还缺3万元", "fiscal_cover"),
    ("tap", "财政资金未覆盖", "urgency"),
    ("tap", "急需", "evidence"),
    ("tap", "跳过", "contact"),
    ("say", "李老师，木戛乡中心小学", "confirm"),
    ("say", "人数改成130", "confirm"),
    ("tap", "提交", None),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("killed")) as running:
        yield running


def test_killed_after_every_message_the_dialogue_goes_on(service: Service) -> None:
    tickets_before = service.count(tickets.c.number > 0)
    chat = Chat.open(service.http)
    for kind, what, asks in WALK:
        before = len(chat.history()["lines"])
        key = uuid4().hex
        body = {"choice": chat.code(what)} if kind == "tap" else {"text": what}
        answer = chat.send(body, key)
        service.restart()

        history = chat.history()
        assert history["turn"] == answer, "the open question is there as it was given"
        assert answer["asks"] == asks
        assert heard(history, before) == (
            [what],
            [message["text"] for message in answer["messages"]],
        )
        assert chat.send(body, key) == answer, "sent again, it is answered as before"
        assert chat.history() == history
    assert service.count(tickets.c.number > 0) == tickets_before + 1
    need = service.rows(select(tickets.c.need).order_by(tickets.c.number.desc()))[0][0]
    assert need["beneficiaries"] == {"count": 130, "households": None, "kind": "小学生"}
    assert need["gap_yuan"] == 30_000
    assert f"{chat.turn['ticket']} · 已提交" in said(chat.say(texts.MENU_MINE))


def test_killed_before_the_answer_it_is_answered_once_after_the_restart(service: Service) -> None:
    tickets_before = service.count(tickets.c.number > 0)
    chat = Chat.open(service.http)
    chat.say(NEED)
    chat.tap("同意")

    early = [lost_answer(service, chat, json={"text": QUESTION})]
    assert chat.turn["asks"] == "beneficiaries"
    assert chat.turn["messages"][0]["citations"]

    while chat.turn["asks"] != "evidence":
        chat.tap(texts.SKIP)
    early.append(lost_answer(service, chat, files={"file": ("教室.jpg", jpeg((1600, 1200)))}))
    assert texts.ATTACHED_ASKED.format(count=1) in chat.text
    assert service.count(files.c.name == "教室.jpg") == 1

    chat.tap(texts.DONE)
    chat.skip_to_card()
    early.append(lost_answer(service, chat, json={"choice": chat.code(texts.SUBMIT)}))
    assert chat.turn["ticket"]
    assert service.count(tickets.c.number > 0) == tickets_before + 1
    assert service.count(files.c.ticket == chat.turn["ticket"]) == 1
    assert any(early), "no kill came before its answer"


def lost_answer(service: Service, chat: Chat, **content: Any) -> bool:
    """Send something, kill the service once that is stored, start it, and send it again.

    Returns whether the kill came before the answer was made, which is up to the scheduler;
    either way there is one answer.
    """
    before = len(chat.history()["lines"])
    stored = service.count(inbound.c.id > 0)
    key = uuid4().hex
    with ThreadPoolExecutor(1) as thread:
        sending = thread.submit(_posted, chat, key, content)
        while service.count(inbound.c.id > 0) == stored:
            time.sleep(0.001)
        service.kill()
        sending.result()
    unanswered = service.count(inbound.c.handled_at.is_(None)) == 1
    service.start()
    assert _posted(chat, key, content) == 200
    wait_for(lambda: service.count(inbound.c.handled_at.is_(None)) == 0)
    persons, bots = heard(chat.history(), before)
    assert len(persons) == 1
    assert bots == [message["text"] for message in chat.turn["messages"]]
    return unanswered


def _posted(chat: Chat, key: str, content: dict[str, Any]) -> int:
    """The status of an answer, 0 when there was none."""
    headers = chat.headers | {"Idempotency-Key": key}
    try:
        return chat.http.post("/api/v1/chat/messages", headers=headers, **content).status_code
    except httpx.TransportError:
        return 0


def heard(history: Json, since: int) -> tuple[list[str], list[str]]:
    """What the person and what the bot said after the first ``since`` lines."""
    lines = history["lines"][since:]
    persons = [line["text"] for line in lines if line["speaker"] == "person"]
    return persons, [line["text"] for line in lines if line["speaker"] == "bot"]
