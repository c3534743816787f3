"""A test's handle on the server: start it as a process, act as a user, see what the user sees."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from tests.connections import client_of
from tests.telegram_server.__main__ import TOKEN

Json = dict[str, Any]
T = TypeVar("T")


def wait_for(what: Callable[[], T], seconds: float = 10.0) -> T:
    """The first truthy result of ``what``; fails the test after ``seconds``."""
    end = time.monotonic() + seconds
    while True:
        result = what()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"nothing came within {seconds} s; last: {result!r}")
        time.sleep(0.03)


@dataclass(frozen=True)
class User:
    """One person at their phone."""

    server: "TelegramServer"
    id: int

    def send(self, text: str) -> int:
        """Type a message; returns its id."""
        return self.send_content({"text": text})

    def send_content(self, content: Json) -> int:
        """Send a message with any content (location, voice …)."""
        body = {"chat": self.id, "user": self.id, "content": content}
        return int(self.server.post("/message", body))

    def send_file(self, kind: str, name: str, content: bytes, **more: str | int) -> int:
        """Send a ``photo`` or ``document``; ``caption``, ``group``, ``claimed_size`` may follow."""
        params = {"user": self.id, "kind": kind, "name": name, **more}
        reply = self.server.http.post("/control/file", params=params, content=content)
        reply.raise_for_status()
        return int(reply.json())

    def send_location(self, latitude: float, longitude: float) -> int:
        """Share a place."""
        return self.send_content({"location": {"latitude": latitude, "longitude": longitude}})

    def edit(self, message_id: int, text: str) -> None:
        """Change a message sent before."""
        self.server.post("/edit", {"chat": self.id, "message_id": message_id, "text": text})

    def press(self, label: str) -> str:
        """Press the newest button with this label; returns the callback's id."""
        for message in reversed(self.messages()):
            for code, shown in buttons(message):
                if shown == label:
                    return self.press_code(message["message_id"], code)
        raise AssertionError(f"no button {label!r}; shown: {self.labels()}")

    def press_code(self, message_id: int, code: str, *, forged: bool = False) -> str:
        """Press a button by its code, or forge one."""
        body = {"chat": self.id, "user": self.id, "message_id": message_id, "data": code}
        return str(self.server.post("/press", body | {"forged": forged}))

    def block(self, blocked: bool = True) -> None:
        """Block the bot, or take it back."""
        self.server.post("/block", {"chat": self.id, "blocked": blocked})

    def messages(self) -> list[Json]:
        """All messages of the chat, oldest first."""
        return list(self.server.get(f"/chats/{self.id}")["messages"])

    def heard(self) -> list[str]:
        """The texts the bot sent here, oldest first."""
        return [m["text"] for m in self.messages() if m["from"]["is_bot"] and "text" in m]

    def labels(self) -> list[str]:
        """The buttons still shown, oldest first."""
        return [label for message in self.messages() for _, label in buttons(message)]

    def shows(self, label: str) -> bool:
        """Whether a button with this label is still shown."""
        return label in self.labels()

    def hears(self, part: str, seconds: float = 10.0) -> str:
        """Wait until the bot's last text holds ``part``; returns that text."""
        return wait_for(
            lambda: next((text for text in self.heard()[-1:] if part in text), ""), seconds
        )


def buttons(message: Json) -> list[tuple[str, str]]:
    """Code and label of each button under a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [(str(b["callback_data"]), str(b["text"])) for row in rows for b in row]


@dataclass(frozen=True)
class TelegramServer:
    """The running server."""

    url: str
    http: httpx.Client
    token: str = TOKEN

    def user(self, number: int, name: str = "张援") -> User:
        """A new person, who has not written yet."""
        self.post("/chats", {"id": number, "name": name})
        return User(self, number)

    def group(self, number: int, name: str = "工作群") -> None:
        """A new group."""
        self.post("/chats", {"id": number, "name": name, "kind": "group"})

    def reads_groups(self, reads: bool = True) -> None:
        """Turn the privacy mode off, so that the bot gets all messages of groups."""
        self.post("/privacy", {"reads_groups": reads})

    def says_in(self, group: int, user: int, text: str, **more: Any) -> int:
        """A person types in a group; ``reply_to`` may name a message there."""
        body = {"chat": group, "user": user, "content": {"text": text, **more}}
        return int(self.post("/message", body))

    def heard_in(self, group: int) -> list[str]:
        """What the bot said in a group."""
        return [m["text"] for m in self.get(f"/chats/{group}")["messages"] if m["from"]["is_bot"]]

    def fault(self, method: str, kind: str, **more: Any) -> None:
        """Order a fault; see ``tests.telegram_server.faults.Fault``."""
        self.post("/faults", {"method": method.lower(), "kind": kind, **more})

    def limits(self, **limits: float) -> None:
        """Set the limits; see ``tests.telegram_server.faults.Limits``."""
        self.post("/limits", limits)

    def repeat(self) -> None:
        """Deliver the latest update once more, under the same id."""
        self.post("/repeat", {})

    def reset(self) -> None:
        """As freshly started."""
        self.post("/reset", {})

    def state(self) -> Json:
        """Waiting updates, calls counted, webhook."""
        return dict(self.get("/state"))

    def post(self, path: str, body: Json) -> Any:
        """POST to the control API."""
        reply = self.http.post(f"/control{path}", json=body)
        reply.raise_for_status()
        return reply.json()

    def get(self, path: str) -> Any:
        """GET from the control API."""
        reply = self.http.get(f"/control{path}")
        reply.raise_for_status()
        return reply.json()


@contextmanager
def running_server() -> Iterator[TelegramServer]:
    """A server in a process of its own, killed at the end."""
    command = [sys.executable, "-m", "tests.telegram_server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            word, port = process.stdout.readline().split()
            assert word == "READY"
            url = f"http://127.0.0.1:{port}"
            with client_of(url, timeout=20) as http:
                yield TelegramServer(url, http)
        finally:
            process.kill()
