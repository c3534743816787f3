"""What the platform knows: members, messages, files, tokens, and the faults ordered."""

import asyncio
import itertools
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.wecom_server.errors import ApiError

Json = dict[str, Any]

CORP_ID = "ww1f2e3d4c5b6a7988"
AGENT_ID = 1000002
SECRET = "loopback-secret-for-tests-only"
TOKEN = "LoopbackToken"
AES_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"


@dataclass
class Fault:
    """What happens to the next ``times`` calls of ``path`` (any: ``*``).

    ``kind`` is an errcode, ``html`` (a proxy's page with status 502), ``hang`` (nothing happens
    for ``seconds``), or ``lost`` (it is done, but the reply is cut off).
    """

    path: str
    kind: str
    times: int = 1
    seconds: float = 1.0


@dataclass
class Media:
    """A file on the platform."""

    name: str
    content: bytes


@dataclass
class World:
    """All state of one application; used from one event loop only."""

    callback: str = ""
    per_minute: int = 30
    lifetime: int = 7200
    messages: dict[str, list[Json]] = field(default_factory=dict)
    media: dict[str, Media] = field(default_factory=dict)
    tokens: dict[str, float] = field(default_factory=dict)
    menu: list[Json] = field(default_factory=list)
    tasks: set[str] = field(default_factory=set)
    responses: dict[str, Json] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    latest: Json = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(4_561_255_354))

    def new_token(self) -> str:
        """A token that holds for the lifetime."""
        token = uuid4().hex
        self.tokens[token] = time.monotonic() + self.lifetime
        return token

    def check_token(self, token: str) -> None:
        """Refuse a call in nobody's name."""
        if not token:
            raise ApiError(41001, "access_token missing")
        if token not in self.tokens:
            raise ApiError(40014, "invalid access_token")
        if self.tokens[token] < time.monotonic():
            raise ApiError(42001, "access_token expired")

    async def before(self, path: str) -> Fault | None:
        """Raise the planned fault for this call; returns one that acts after the call."""
        self.calls[path] += 1
        for fault in self.faults:
            if fault.path in (path, "*") and fault.times > 0:
                fault.times -= 1
                return await self._act(fault)
        return None

    async def _act(self, fault: Fault) -> Fault | None:
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind in ("html", "lost"):
            return fault
        raise ApiError(int(fault.kind), "ordered by the test")

    def member(self, user: str) -> list[Json]:
        """The chat of a member who may see the application."""
        if user not in self.messages:
            raise ApiError(81013, "user & party & tag all invalid")
        return self.messages[user]

    def write(self, user: str, content: Json, *, own: bool) -> Json:
        """Add a message to a chat; ``own`` when the application sent it."""
        message = {"id": next(self.numbers), "own": own, "at": time.time(), **content}
        self.member(user).append(message)
        return message

    def check_pace(self, user: str) -> None:
        """30 messages a minute to one member."""
        recent = [m for m in self.member(user) if m["own"] and m["at"] > time.time() - 60]
        if self.per_minute and len(recent) >= self.per_minute:
            raise ApiError(45009, "api freq out of limit")
