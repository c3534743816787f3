"""A test's handle on the server: start it as a process, act as a member, see what they see."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.connections import client_of
from tests.telegram_server.remote import wait_for
from tests.wecom_server.envelope import sealed, signature
from tests.wecom_server.world import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN

Json = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """One person at their phone."""

    server: "WecomServer"
    id: str

    def send(self, text: str, **more: str | int) -> list[int]:
        """Type a message; returns the statuses the callback was answered with."""
        content = {"MsgType": "text", "Content": text, **more}
        return self.callback(content, {"kind": "said", "text": text})

    def send_file(self, kind: str, name: str, content: bytes) -> list[int]:
        """Send an ``image`` or ``file``."""
        media = self.server.keep(name, content)
        named = {"FileName": name} if kind == "file" else {"PicUrl": "http://127.0.0.1/none"}
        body = {"MsgType": kind, "MediaId": media, **named}
        return self.callback(body, {"kind": "said", "text": name})

    def send_location(self, latitude: float, longitude: float) -> list[int]:
        """Share a place on the map."""
        place = {"Location_X": latitude, "Location_Y": longitude, "Scale": 20, "Label": "某地"}
        return self.callback({"MsgType": "location", **place})

    def callback(self, content: Json, shown: Json | None = None) -> list[int]:
        """Cause a callback with any content."""
        body = {"user": self.id, "content": content, "shown": shown}
        return list(self.server.post("/callback", body))

    def press(self, label: str) -> list[int]:
        """Make the newest choice with this label."""
        for card in reversed(self.cards()):
            for key, shown in choices(card):
                if stands_for(shown, label):
                    return self.press_key(card["task_id"], key)
        raise AssertionError(f"no choice {label!r}; shown: {self.labels()}")

    def press_key(self, task: str, key: str) -> list[int]:
        """Make a choice by its key, or forge one."""
        return list(self.server.post("/press", {"user": self.id, "task": task, "key": key}))

    def messages(self) -> list[Json]:
        """All messages of the chat, oldest first."""
        return list(self.server.get(f"/chat/{self.id}"))

    def cards(self) -> list[Json]:
        """The cards whose choices can still be made, oldest first."""
        cards = [m for m in self.messages() if m["kind"] == "template_card"]
        return [card for card in cards if "replaced" not in card]

    def heard(self) -> list[str]:
        """What the application sent here, oldest first; a card as its lines."""
        return [words(message) for message in self.messages() if message["own"]]

    def labels(self) -> list[str]:
        """The choices still shown, oldest first."""
        return [label for card in self.cards() for _, label in choices(card)]

    def shows(self, label: str) -> bool:
        """Whether a choice with this label is still shown."""
        return any(stands_for(shown, label) for shown in self.labels())

    def hears(self, part: str, seconds: float = 10.0) -> str:
        """Wait until the last message holds ``part``; returns it."""
        return wait_for(lambda: next((t for t in self.heard()[-1:] if part in t), ""), seconds)


def stands_for(shown: str, label: str) -> bool:
    """Whether a button that shows this is the one with that label, perhaps shortened."""
    return shown == label or (shown.endswith("…") and label.startswith(shown[:-1]))


def choices(card: Json) -> list[tuple[str, str]]:
    """Key and label of each choice of a card."""
    options = card.get("checkbox", {}).get("option_list", [])
    buttons = [(str(b["key"]), str(b["text"])) for b in card.get("button_list", [])]
    return buttons + [(str(o["id"]), str(o["text"])) for o in options]


def words(message: Json) -> str:
    """What a person reads of a message."""
    if message["kind"] == "template_card":
        title = message["main_title"]
        lines = (title["title"], title.get("desc", ""), message.get("sub_title_text", ""))
        return "\n".join(line for line in lines if line)
    return str(message.get("content") or message.get("media_id"))


@dataclass(frozen=True)
class WecomServer:
    """The running server."""

    url: str
    http: httpx.Client

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a service that uses it, by their names without the prefix."""
        return {
            "wecom_corp_id": CORP_ID,
            "wecom_agent_id": str(AGENT_ID),
            "wecom_secret": SECRET,
            "wecom_token": TOKEN,
            "wecom_aes_key": AES_KEY,
            "wecom_api_url": self.url,
        }

    def reset(self, callback: str = "", per_minute: int = 0, **settings: int) -> None:
        """As freshly started, with callbacks going to ``callback``; 0: no limit of pace."""
        self.post("/reset", {"callback": callback, "per_minute": per_minute, **settings})

    def setup(self, **settings: str | int) -> None:
        """Change ``callback``, ``per_minute`` or ``lifetime`` and keep all else."""
        self.post("/setup", settings)

    def member(self, user: str) -> Member:
        """A person who may see the application, and has not written yet."""
        self.post("/member", {"user": user})
        return Member(self, user)

    def leave(self, user: str) -> None:
        """The person may not see the application any more."""
        self.post("/leave", {"user": user})

    def fault(self, path: str, kind: str | int, **more: float) -> None:
        """Order a fault; see ``tests.wecom_server.world.Fault``."""
        self.post("/fault", {"path": path, "kind": str(kind), **more})

    def expire(self, *, forget: bool = False) -> None:
        """End all tokens; forgotten ones were never known."""
        self.post("/expire", {"forget": forget})

    def keep(self, name: str, content: bytes) -> str:
        """A file that somebody sent."""
        reply = self.http.post("/control/media", params={"name": name}, content=content)
        reply.raise_for_status()
        return str(reply.json())

    def repeat(self) -> list[int]:
        """Deliver the latest callback once more."""
        return list(self.post("/repeat", {}))

    def state(self) -> Json:
        """Calls counted, the menu, the number of tokens."""
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


def verification(text: str) -> dict[str, str]:
    """The query by which the platform asks whether an address is ours, which ``text`` proves."""
    encrypted = sealed(text.encode(), AES_KEY, CORP_ID)
    given = signature(TOKEN, "1409659589", "263014780", encrypted)
    return {
        "msg_signature": given,
        "timestamp": "1409659589",
        "nonce": "263014780",
        "echostr": encrypted,
    }


@contextmanager
def running_wecom() -> Iterator[WecomServer]:
    """A server in a process of its own, killed at the end."""
    command = [sys.executable, "-m", "tests.wecom_server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            word, port = process.stdout.readline().split()
            assert word == "READY"
            url = f"http://127.0.0.1:{port}"
            with client_of(url, timeout=30) as http:
                yield WecomServer(url, http)
        finally:
            process.kill()
