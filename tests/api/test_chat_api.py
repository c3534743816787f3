"""The chat as an API: open, send, read back."""

import json
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.routes.chat_access import PER_CHAT
from api.web_app import create_app
from bot.dialogue.turn import Message, Turn
from tests.web_fakes import (
    PHRASED_ASKED,
    PHRASED_LINE,
    PLACE,
    RETURNED,
    World,
    later,
    make_world,
)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    with TestClient(create_app(world.services), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def token(client: TestClient) -> dict[str, str]:
    """The headers of an opened conversation."""
    return {"Authorization": f"Bearer {client.post('/api/v1/chat').json()['token']}"}


def send(client: TestClient, token: dict[str, str], body: Any, key: str | None = None) -> Any:
    headers = token | ({"Idempotency-Key": key} if key else {})
    return client.post("/api/v1/chat/messages", json=body, headers=headers)


def test_opening_a_conversation_greets_and_gives_a_token(client: TestClient) -> None:
    answer = client.post("/api/v1/chat")

    assert answer.status_code == 201
    assert len(answer.json()["token"]) >= 43
    assert "山海桥" in answer.json()["turn"]["messages"][0]["text"]
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_a_document_is_given_only_to_the_person_of_the_chat(
    client: TestClient, token: dict[str, str]
) -> None:
    message = send(client, token, {"text": "模板"}).json()["turn"]["messages"][0]
    path = message["document"]["path"]
    own = client.get(path, headers=token)
    other = {"Authorization": f"Bearer {client.post('/api/v1/chat').json()['token']}"}

    assert own.status_code == 200
    assert own.text.startswith("person of ")
    assert own.headers["content-type"].startswith("text/csv")
    assert own.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E4")
    assert own.headers["x-content-type-options"] == "nosniff"
    assert client.get(path, headers=other).text != own.text
    client.cookies.clear()
    assert client.get(path).status_code == 401
    gone = client.get("/api/v1/chat/files/other-1", headers=token)
    assert (gone.status_code, gone.headers["content-type"]) == (404, "application/problem+json")
    assert "再要一次" in gone.json()["detail"]
    assert client.get("/api/v1/chat/files/A.B", headers=token).status_code == 422


def test_a_report_is_told_by_text_choice_location_and_file(
    client: TestClient, token: dict[str, str]
) -> None:
    asked = send(client, token, {"choice": "d:report"}).json()["turn"]
    located = send(client, token, {"location": [22.55, 99.93]}).json()["turn"]
    evidence = send(client, token, {"text": "冬衣200套"}).json()["turn"]
    uploaded = client.post(
        "/api/v1/chat/messages", files={"file": ("照片.jpg", b"\xff\xd8 photo")}, headers=token
    ).json()["turn"]
    submitted = send(client, token, {"choice": "f:submit"}).json()["turn"]

    assert (asked["asks"], asked["flow"]) == ("place", "report")
    assert located["asks"] == "items"
    assert evidence["wants_file"] is True
    assert uploaded["messages"][1]["card"]["rows"][0]["mark"] == "系统识别"
    assert submitted["ticket"] == 1001


def test_the_same_key_is_handled_once(
    client: TestClient, token: dict[str, str], world: World
) -> None:
    first = send(client, token, {"text": "木戛乡"}, key="k-1")
    again = send(client, token, {"text": "木戛乡"}, key="k-1")

    assert first.json() == again.json()
    assert [i.text for i in world.conversation.inbounds].count("木戛乡") == 1


def test_the_same_key_in_another_conversation_is_another_message(client: TestClient) -> None:
    opened = [client.post("/api/v1/chat").json()["token"] for _ in range(2)]
    turns = [
        send(client, {"Authorization": f"Bearer {t}"}, {"text": text}, key="k").json()["turn"]
        for t, text in zip(opened, ("木戛乡", "冬衣200套"), strict=True)
    ]

    assert turns[0]["asks"] == "items"
    assert turns[1]["asks"] == "evidence"


def test_a_conversation_that_says_nothing_gives_an_empty_turn(
    client: TestClient, token: dict[str, str]
) -> None:
    assert send(client, token, {"text": "静"}).json()["turn"]["messages"] == []


def test_the_history_shows_words_labels_and_the_open_question(
    client: TestClient, token: dict[str, str], world: World
) -> None:
    send(client, token, {"choice": "d:report"}, key="a")
    send(client, token, {"location": [22.55, 99.93]}, key="b")
    client.post("/api/v1/chat/messages", files={"file": ("证明.pdf", b"%PDF")}, headers=token)

    history = client.get("/api/v1/chat/messages", headers=token).json()

    said = [(line["text"], line["key"]) for line in history["lines"] if line["speaker"] == "person"]
    assert said[:2] == [("上报需求", "a"), ("（发送了当前位置）", "b")]
    assert said[2][0] == "（文件）证明.pdf"
    assert history["lines"][0]["speaker"] == "bot"
    assert history["turn"]["asks"] == "confirm"
    assert history["last_event"] == 0
    assert client.get("/api/v1/chat/messages", headers=token).json() == history


def test_a_tap_on_an_unknown_button_is_shown_without_its_code(
    client: TestClient, token: dict[str, str]
) -> None:
    send(client, token, {"choice": "f:0123456789:old"})

    lines = client.get("/api/v1/chat/messages", headers=token).json()["lines"]

    assert "（选择了一个选项）" in [line["text"] for line in lines]


def test_a_notice_that_asks_nothing_leaves_the_question_open(
    client: TestClient, token: dict[str, str], world: World
) -> None:
    send(client, token, {"choice": "d:report"})
    world.chats.push(world.only_chat(), Turn((Message("工单 7 已受理。"),)), later(1))

    history = client.get("/api/v1/chat/messages", headers=token).json()

    assert history["lines"][-1]["text"] == "工单 7 已受理。"
    assert history["turn"]["asks"] == PLACE.asks
    assert history["last_event"] == 1


def test_a_return_replaces_the_question(
    client: TestClient, token: dict[str, str], world: World
) -> None:
    world.chats.push(world.only_chat(), RETURNED, later(1))

    assert client.get("/api/v1/chat/messages", headers=token).json()["turn"]["flow"] == "returned"


def test_closing_makes_the_token_worthless(client: TestClient, token: dict[str, str]) -> None:
    assert client.delete("/api/v1/chat", headers=token).status_code == 204
    assert client.get("/api/v1/chat/messages", headers=token).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "choice": "b"},
        {"text": 1},
        {"location": [1]},
        {"location": [99, 0]},
        {"choice": "x" * 100},
        {"text": "   "},
        {"text": "长" * 5_000},
        {"other": "a"},
        [],
    ],
)
def test_a_body_that_makes_no_sense_gets_a_sentence(
    client: TestClient, token: dict[str, str], body: Any
) -> None:
    answer = send(client, token, body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"].endswith("。")


@pytest.mark.parametrize("text", ["🙂🙂", "'; DROP TABLE x; --", "<script>alert(1)</script>"])
def test_strange_text_is_only_text(client: TestClient, token: dict[str, str], text: str) -> None:
    answer = send(client, token, {"text": text})

    assert answer.json()["turn"]["messages"][0]["text"] == f"收到：{text}"


def test_json_that_is_none_gets_a_sentence(client: TestClient, token: dict[str, str]) -> None:
    headers = token | {"Content-Type": "application/json"}
    for body in (b"", b"{", b"null", b"\xff\xfe", b'"\\ud800"', b'{"text": "\\ud800"}'):
        answer = client.post("/api/v1/chat/messages", content=body, headers=headers)
        assert answer.status_code == 422


def test_other_formats_are_refused(client: TestClient, token: dict[str, str]) -> None:
    answer = client.post(
        "/api/v1/chat/messages", content=b"text=a", headers=token | {"Content-Type": "text/plain"}
    )

    assert (answer.status_code, answer.json()["type"]) == (
        415,
        "urn:shanhai:problem:unsupported_media_type",
    )


def test_a_refusal_of_the_conversation_is_a_problem_with_its_sentence(
    client: TestClient, token: dict[str, str]
) -> None:
    answer = send(client, token, {"text": "拒"})

    assert answer.status_code == 422
    assert answer.json()["field"] == "text"
    assert answer.json()["detail"] == "这句话暂时不能处理。请换个说法。"


def test_an_unforeseen_error_shows_no_trace(client: TestClient, token: dict[str, str]) -> None:
    answer = send(client, token, {"text": "错"})

    assert answer.status_code == 500
    assert "请稍后再发一次" in answer.json()["detail"]
    assert "Traceback" not in answer.text
    assert "broke" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_sending_too_fast_says_when_to_go_on(client: TestClient, token: dict[str, str]) -> None:
    hasty = (send(client, token, {"text": "你好"}) for _ in range(2 * PER_CHAT.count))
    answers = list(takewhile(lambda answer: answer.status_code == 200, hasty))
    refused = send(client, token, {"text": "你好"})

    assert len(answers) >= PER_CHAT.count
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert "秒再发" in refused.json()["detail"]


def test_opening_too_many_conversations_is_slowed_down(client: TestClient) -> None:
    statuses = [client.post("/api/v1/chat").status_code for _ in range(61)]

    assert statuses[-1] == 429


def test_the_openapi_document_names_operations_shapes_and_problems(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()

    operations = {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
    }
    sending = document["paths"]["/api/v1/chat/messages"]["post"]
    shapes = document["components"]["schemas"]
    assert {"open_chat", "send_message", "chat_messages", "chat_events", "close_chat"} <= operations
    assert set(sending["requestBody"]["content"]) == {"application/json", "multipart/form-data"}
    assert "application/problem+json" in sending["responses"]["429"]["content"]
    events = document["paths"]["/api/v1/chat/events"]["get"]
    assert list(events["responses"]["422"]["content"]) == ["application/problem+json"]
    assert {"TurnOut", "CardOut", "CitationOut", "ProblemDetails"} <= set(shapes)
    assert set(document["components"]["securitySchemes"]) == {"HTTPBearer", "APIKeyCookie"}


def stream(client: TestClient, token: dict[str, str], text: str, key: str) -> list[tuple[str, Any]]:
    """The events of one answer, by name."""
    headers = token | {"Accept": "text/event-stream", "Idempotency-Key": key}
    answer = client.post("/api/v1/chat/messages", json={"text": text}, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    blocks = [
        block for block in answer.text.replace("\r\n", "\n").split("\n\n") if "data:" in block
    ]
    return [
        (block.partition("event: ")[2].partition("\n")[0], json.loads(block.partition("data: ")[2]))
        for block in blocks
    ]


def test_an_answer_is_told_line_by_line_to_who_asks_for_events(
    client: TestClient, token: dict[str, str], world: World
) -> None:
    line, turn = stream(client, token, PHRASED_ASKED, "k1")

    assert line == ("line", {"text": PHRASED_LINE})
    assert turn[0] == "turn"
    assert turn[1]["messages"][0]["text"].startswith(PHRASED_LINE)
    assert stream(client, token, PHRASED_ASKED, "k1") == [turn], "the same key, the recorded turn"


@pytest.mark.parametrize(("text", "status"), [("拒", 422), ("错", 500)])
def test_what_goes_wrong_while_an_answer_is_told_is_told_as_a_problem(
    client: TestClient, token: dict[str, str], text: str, status: int
) -> None:
    ((name, body),) = stream(client, token, text, "k1")

    assert name == "problem"
    assert body["status"] == status
    assert body["detail"]
