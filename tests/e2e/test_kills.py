"""The service is killed at every step of a report; nothing is lost, nothing happens twice."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from api.tables.conversation import files, inbound
from api.tables.tickets import tickets
from bot import texts
from tests.api.pictures import jpeg
from tests.bot.batch.made_sheets import many
from tests.e2e.chat_client import NEED, Chat, Json, said
from tests.e2e.service import Service, serving

QUESTION = "慈善组织公开募捐需要什么资格？"
AFTER, BEFORE = "after its answer", "before its answer"

# One line for each message of a report: how it is sent, what, when the service is killed, and
# what is asked then.
WALK = (
    ("say", NEED, AFTER, "consent"),
    ("tap", "同意", AFTER, "beneficiaries"),
    ("say", QUESTION, BEFORE, "beneficiaries"),
    ("say", "120名小学生", AFTER, "gap_yuan"),
    ("say", "还缺3万元", AFTER, "fiscal_cover"),
    ("tap", "财政资金未覆盖", AFTER, "urgency"),
    ("tap", "急需", AFTER, "evidence"),
    ("give", "教室.jpg", BEFORE, "evidence"),
    ("tap", "完成", AFTER, "contact"),
    ("say", "李老师，木戛乡中心小学", AFTER, "confirm"),
    ("say", "人数改成130", AFTER, "confirm"),
    ("tap", "提交", BEFORE, None),
)


ROWS = 60
BATCH = (
    ("say", "批量上报", AFTER, "consent"),
    ("tap", "同意", AFTER, "file"),
    ("give", "需求.xlsx", BEFORE, "rows"),
    ("say", QUESTION, AFTER, "rows"),
    ("tap", f"提交这 {ROWS} 行", BEFORE, None),
    ("give", "又一次.xlsx", AFTER, None),
)
Walk = tuple[tuple[str, str, str, str | None], ...]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with serving(tmp_path) as running:
        yield running


def test_killed_at_every_step_the_dialogue_goes_on(service: Service) -> None:
    chat, unanswered = walked(service, WALK)
    assert any(unanswered), "no kill came before its answer"
    once_and_whole(service, chat)


def test_killed_at_every_step_a_sheet_is_submitted_once(service: Service) -> None:
    chat, unanswered = walked(service, BATCH)
    assert any(unanswered), "no kill came before its answer"
    assert service.count(inbound.c.handled_at.is_(None)) == 0
    assert service.count(tickets.c.number > 0) == ROWS
    assert f"您的上报有 {ROWS} 份" in said(chat.say(texts.MENU_MINE))


def walked(service: Service, walk: Walk) -> tuple[Chat, list[bool]]:
    """One line after the other, the service killed at each; which kills came before an answer."""
    chat = Chat.open(service.http)
    unanswered = []
    for kind, what, when, asks in walk:
        content = content_of(chat, kind, what)
        lines, key = len(chat.history()["lines"]), uuid4().hex
        if when is AFTER:
            first = sent(chat, key, content)
            service.kill()
        else:
            first = None
            unanswered.append(killed_before_the_answer(service, chat, key, content))
        service.start()

        answer = sent(chat, key, content)
        assert answer is not None, "sent again, it is answered"
        assert first in (None, answer), "and as before"
        assert answer["asks"] == asks
        history = chat.history()
        assert history["turn"] == answer, "the open question is the one that was given"
        persons, bots = heard(history, lines)
        assert len(persons) == 1
        assert what in persons[0]
        assert bots == [message["text"] for message in answer["messages"]]
    return chat, unanswered


def once_and_whole(service: Service, chat: Chat) -> None:
    """There is one ticket with all that was said and the one photograph."""
    assert service.count(inbound.c.handled_at.is_(None)) == 0
    (ticket,) = service.rows(select(tickets.c.number, tickets.c.need))
    need = ticket.need
    assert need["beneficiaries"] == {"count": 130, "households": None, "kind": "小学生"}
    assert (need["budget_yuan"], need["gap_yuan"]) == (50_000, 30_000)
    assert [row.ticket for row in service.rows(select(files.c.ticket))] == [ticket.number]
    assert f"{ticket.number} · 已提交" in said(chat.say(texts.MENU_MINE))


def content_of(chat: Chat, kind: str, what: str) -> dict[str, Any]:
    """The content of a request that says, taps or gives ``what``."""
    match kind:
        case "say":
            return {"json": {"text": what}}
        case "tap":
            return {"json": {"choice": chat.code(what)}}
    content = many(ROWS) if what.endswith(".xlsx") else jpeg((1600, 1200))
    return {"files": {"file": (what, content)}}


def killed_before_the_answer(
    service: Service, chat: Chat, key: str, content: dict[str, Any]
) -> bool:
    """Send something and kill the service once that is stored.

    Returns whether the kill came before the answer was made, which is up to the scheduler.
    """
    stored = service.count(inbound.c.id > 0)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(sent, chat, key, content)
        while service.count(inbound.c.id > 0) == stored:
            time.sleep(0.001)
        service.kill()
    return service.count(inbound.c.handled_at.is_(None)) == 1


def sent(chat: Chat, key: str, content: dict[str, Any]) -> Json | None:
    """The turn that answers, ``None`` when the service died over it."""
    headers = chat.headers | {"Idempotency-Key": key}
    try:
        answer = chat.http.post("/api/v1/chat/messages", headers=headers, **content)
    except httpx.TransportError:
        return None
    assert answer.status_code == 200, answer.text
    turn: Json = answer.json()["turn"]
    return turn


def heard(history: Json, since: int) -> tuple[list[str], list[str]]:
    """What the person and what the bot said after the first ``since`` lines."""
    lines = history["lines"][since:]
    persons = [line["text"] for line in lines if line["speaker"] == "person"]
    return persons, [line["text"] for line in lines if line["speaker"] == "bot"]
