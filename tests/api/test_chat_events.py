"""Turns the bot starts, over a real connection."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from api.routes.open_streams import IN_ALL, PER_CHAT, OpenStreams
from api.routes.problems import Problem
from api.web_app import create_app
from bot.dialogue.turn import Message, Turn
from tests.e2e.browser import serving
from tests.web_fakes import RETURNED, World, make_world


def news(text: str) -> Turn:
    return Turn((Message(text),))


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    with (
        serving(create_app(world.services)) as server,
        httpx.Client(base_url=server.url, timeout=5) as client,
    ):
        token = client.post("/api/v1/chat").json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def events(lines: Iterator[str], count: int) -> list[tuple[int, str]]:
    """The next ``count`` events: id and the first message's text."""
    found: list[tuple[int, str]] = []
    number = 0
    for line in lines:
        if line.startswith("id:"):
            number = int(line[3:])
        elif line.startswith("data:"):
            found.append((number, json.loads(line[5:])["messages"][0]["text"]))
        if len(found) == count:
            break
    return found


def test_a_return_arrives_while_the_stream_is_open(client: httpx.Client, world: World) -> None:
    with client.stream("GET", "/api/v1/chat/events") as stream:
        lines = stream.iter_lines()
        assert stream.headers["content-type"].startswith("text/event-stream")
        next(lines)
        world.chats.push(world.only_chat(), RETURNED)

        assert events(lines, 1) == [(1, RETURNED.messages[0].text)]


def test_a_client_resumes_after_the_last_event_it_saw(client: httpx.Client, world: World) -> None:
    for text in ("一", "二", "三"):
        world.chats.push(world.only_chat(), news(text))

    with client.stream("GET", "/api/v1/chat/events", headers={"Last-Event-ID": "1"}) as stream:
        assert events(stream.iter_lines(), 2) == [(2, "二"), (3, "三")]
    with client.stream("GET", "/api/v1/chat/events?after=2") as stream:
        assert events(stream.iter_lines(), 1) == [(3, "三")]


def test_a_client_that_names_no_event_hears_only_what_is_new(
    client: httpx.Client, world: World
) -> None:
    world.chats.push(world.only_chat(), news("旧"))

    with client.stream("GET", "/api/v1/chat/events") as stream:
        lines = stream.iter_lines()
        next(lines)
        world.chats.push(world.only_chat(), news("新"))
        assert events(lines, 1) == [(2, "新")]


def test_nobody_hears_of_another_conversation(client: httpx.Client, world: World) -> None:
    with client.stream("GET", "/api/v1/chat/events?after=0") as stream:
        lines = stream.iter_lines()
        next(lines)
        world.chats.push("someone-else", news("不是给您的"))
        world.chats.push(world.only_chat(), news("给您的"))

        assert events(lines, 1) == [(2, "给您的")]


def test_an_event_that_became_visible_late_is_found_all_the_same(
    client: httpx.Client, world: World
) -> None:
    """Ids of parallel transactions may appear out of order: the highest id does not move."""
    chat = world.only_chat()
    world.chats.push("someone-else", news("先"))
    late = world.chats.push(chat, news("后"))
    hidden = world.chats.events.pop()
    world.chats.push("someone-else", news("占位"))

    with client.stream("GET", "/api/v1/chat/events?after=0") as stream:
        lines = stream.iter_lines()
        next(lines)
        time.sleep(0.3)  # the stream looks, and finds nothing yet
        world.chats.events[-1] = hidden
        assert events(lines, 1) == [(late, "后")]


@pytest.mark.parametrize("last", ["x", "-1", str(2**31), "9" * 30])
def test_a_made_up_event_id_is_refused(client: httpx.Client, last: str) -> None:
    answer = client.get("/api/v1/chat/events", headers={"Last-Event-ID": last})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["at"] == "header.last-event-id"


def test_one_conversation_may_not_hold_any_number_of_streams(
    client: httpx.Client, world: World
) -> None:
    with ExitStack() as open_streams:
        held = []  # a reader that is thrown away closes its stream
        for _ in range(PER_CHAT):
            stream = open_streams.enter_context(client.stream("GET", "/api/v1/chat/events"))
            held.append(stream.iter_lines())
            next(held[-1])
        answer = client.get("/api/v1/chat/events")
        assert answer.status_code == 429
        assert answer.headers["retry-after"]
        assert "太多" in answer.json()["detail"]
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with client.stream("GET", "/api/v1/chat/events") as stream:
            if stream.status_code == 200:
                return
        time.sleep(0.05)
    pytest.fail("closed streams are still counted")


def test_all_conversations_together_have_a_limit_too() -> None:
    streams = OpenStreams()
    with ExitStack() as open_streams:
        for number in range(IN_ALL):
            open_streams.enter_context(streams.counted(f"chat-{number}"))
        with pytest.raises(Problem) as full:
            streams.require_room("one-more")
    assert full.value.status == 503
    streams.require_room("one-more")
