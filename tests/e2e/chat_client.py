"""A person at the chat API: says, taps, sends files, follows the events, reads the history."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

Json = dict[str, Any]
EVENT_SECONDS = 30.0
NEED = "云南省普洱市澜沧县木戛乡中心小学需要200套冬衣,预算5万元,11月底前送到"


@dataclass(frozen=True)
class Event:
    """A turn the bot began, with its id in the stream."""

    id: int
    turn: Json


@dataclass
class Chat:
    """One conversation. ``turn`` is what the bot said last."""

    http: httpx.Client
    token: str
    turn: Json = field(default_factory=dict)

    @classmethod
    def open(cls, http: httpx.Client) -> "Chat":
        """A new conversation with its greeting."""
        opened = http.post("/api/v1/chat", json={})
        assert opened.status_code == 201, opened.text
        return cls(http, opened.json()["token"], opened.json()["turn"])

    @property
    def headers(self) -> dict[str, str]:
        """What says whose conversation it is."""
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, body: Json, key: str | None = None) -> httpx.Response:
        """Send a message, whatever comes back."""
        headers = self.headers | {"Idempotency-Key": key or uuid4().hex}
        return self.http.post("/api/v1/chat/messages", json=body, headers=headers)

    def send(self, body: Json, key: str | None = None) -> Json:
        """Send a message that is accepted; returns the turn."""
        answer = self.post(body, key)
        assert answer.status_code == 200, answer.text
        self.turn = answer.json()["turn"]
        return self.turn

    def say(self, text: str, key: str | None = None) -> Json:
        """Type something."""
        return self.send({"text": text}, key)

    def lines(self, text: str) -> list[str]:
        """Type something and hear the answer while it comes: its lines before the turn."""
        headers = self.headers | {"Accept": "text/event-stream", "Idempotency-Key": uuid4().hex}
        answer = self.http.post("/api/v1/chat/messages", json={"text": text}, headers=headers)
        assert answer.status_code == 200, answer.text
        data = [json.loads(d[6:]) for d in answer.text.splitlines() if d.startswith("data: ")]
        self.turn = data.pop()
        return [str(line["text"]) for line in data]

    def tap(self, label: str) -> Json:
        """Tap the quick reply with this label."""
        return self.send({"choice": self.code(label)})

    def code(self, label: str) -> str:
        """The code of a quick reply on offer."""
        codes = {choice["label"]: choice["code"] for choice in self.turn["choices"]}
        assert label in codes, f"no {label!r} among {sorted(codes)}"
        return str(codes[label])

    def give(self, name: str, content: bytes) -> httpx.Response:
        """Send a file, whatever comes back."""
        headers = self.headers | {"Idempotency-Key": uuid4().hex}
        return self.http.post(
            "/api/v1/chat/messages", files={"file": (name, content)}, headers=headers
        )

    def history(self) -> Json:
        """The conversation so far, as a page that was reloaded gets it; the open question is
        then what the bot said last."""
        answer = self.http.get("/api/v1/chat/messages", headers=self.headers)
        assert answer.status_code == 200, answer.text
        history: Json = answer.json()
        self.turn = history["turn"] or self.turn
        return history

    @property
    def text(self) -> str:
        """All the bot said last, with the values of its cards."""
        rows = [f"{row['label']}：{row['value']}" for row in rows_of(self.turn)]
        return "\n".join((said(self.turn), *rows))

    def skip_to_card(self) -> None:
        """Skip what is still asked."""
        for _ in range(15):
            if self.turn["asks"] == "confirm":
                return
            self.tap("跳过")
        raise AssertionError(f"no card; last: {self.text}")

    def report(self, text: str = NEED) -> int:
        """A whole report by its first sentence; returns the ticket's number."""
        self.say(text)
        if self.turn["asks"] == "consent":
            self.tap("同意")
        self.skip_to_card()
        self.tap("提交")
        if self.turn["asks"] == "overlap":  # the same need again: tests mean another one
            self.tap(self.turn["choices"][-2]["label"])
        number = self.turn["ticket"]
        assert isinstance(number, int)
        return number

    @contextmanager
    def listening(self) -> Iterator["Future[Event]"]:
        """Follow the events from now on; the result is the first that comes."""
        after = int(self.history()["last_event"])
        with ThreadPoolExecutor(1) as thread:
            yield thread.submit(self.next_event, after)

    def next_event(self, after: int, seconds: float = EVENT_SECONDS) -> Event:
        """The first event after that id."""
        ends = time.monotonic() + seconds
        with self.http.stream(
            "GET", "/api/v1/chat/events", headers=self.headers, params={"after": after}
        ) as stream:
            assert stream.status_code == 200
            lines: Json = {}
            for line in stream.iter_lines():
                name, _, value = line.partition(": ")
                if name in ("id", "event", "data"):
                    lines[name] = value
                elif not line and lines:
                    assert lines["event"] == "turn"
                    return Event(int(lines["id"]), json.loads(lines["data"]))
                assert time.monotonic() < ends, "no event came"
        raise AssertionError("the stream ended without an event")


def said(turn: Json) -> str:
    """The sentences of a turn, without its cards."""
    return "\n".join(message["text"] for message in turn["messages"])


def rows_of(turn: Json) -> list[Json]:
    """The lines of the turn's cards."""
    cards = [message["card"] for message in turn["messages"] if message["card"]]
    return [row for card in cards for row in card["rows"]]
