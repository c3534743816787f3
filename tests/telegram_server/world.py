"""What the server knows: users, chats, messages, files, and the updates not yet confirmed."""

import asyncio
import itertools
import time
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.errors import ApiError, bad_request

Json = dict[str, Any]


@dataclass
class Chat:
    """A chat as the server keeps it. ``started`` once the person has written to the bot."""

    id: int
    kind: str
    title: str
    started: bool = False
    blocked: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)

    def json(self) -> Json:
        """The Chat object."""
        if self.kind == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": self.kind, "title": self.title}


@dataclass
class StoredFile:
    """A file on the server. ``size`` may claim more than there is, to test limits cheaply."""

    file_id: str
    path: str
    content: bytes
    size: int


class World:
    """All state of one bot; used from one event loop only."""

    def __init__(self, token: str, username: str) -> None:
        self.token = token
        self.bot: Json = {
            "id": int(token.split(":", 1)[0]),
            "is_bot": True,
            "first_name": "山海桥",
            "username": username,
        }
        self.forget()
        self.changed = asyncio.Condition()
        self._update_ids = itertools.count(700_001)
        self._message_ids = itertools.count(1)
        self._serials = itertools.count(1)

    def forget(self) -> None:
        """Back to an empty world; numbers go on rising."""
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Json] = {}
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, Json] = {}
        self.commands: list[Json] = []
        self.updates: list[Json] = []
        self.latest: Json = {}
        self.allowed: list[str] | None = None
        self.reads_groups = False  # privacy mode on, as BotFather sets it

    def serial(self) -> int:
        """A number never given before."""
        return next(self._serials)

    def chat(self, chat_id: Any) -> Chat:
        """The chat a bot method names."""
        try:
            chat = self.chats[int(chat_id)]
        except (KeyError, TypeError, ValueError):
            raise bad_request("chat not found") from None
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def own_message(self, chat: Chat, message_id: Any) -> Json:
        """A message the bot may edit."""
        message = chat.messages.get(int(message_id or 0))
        if message is None:
            raise bad_request("message to edit not found")
        if message["from"]["id"] != self.bot["id"]:
            raise bad_request("message can't be edited")
        return message

    def write(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Add a message to a chat."""
        message: Json = {
            "message_id": next(self._message_ids),
            "from": sender,
            "chat": chat.json(),
            "date": int(time.time()),
            **content,
        }
        chat.messages[message["message_id"]] = message
        return message

    def keep(self, kind: str, name: str, content: bytes, size: int | None = None) -> StoredFile:
        """Store a file under a path like Telegram's."""
        number = self.serial()
        extension = name.rpartition(".")[2] if "." in name else "bin"
        stored = StoredFile(
            file_id=f"FILE-{number}",
            path=f"{kind}s/file_{number}.{extension}",
            content=content,
            size=len(content) if size is None else size,
        )
        self.files[stored.file_id] = stored
        return stored

    async def happen(self, kind: str, content: Json) -> int:
        """Queue an update for the bot, unless it asked not to be told of this kind."""
        update_id = next(self._update_ids)
        if self.allowed is None or kind in self.allowed:
            await self.requeue({"update_id": update_id, kind: deepcopy(content)})
        return update_id

    async def requeue(self, update: Json) -> None:
        """Queue an update as it is."""
        async with self.changed:
            self.updates.append(update)
            self.latest = update
            self.changed.notify_all()

    async def confirm(self, below: int) -> None:
        """Forget the updates with a smaller id."""
        async with self.changed:
            self.updates = [u for u in self.updates if u["update_id"] >= below]
            self.changed.notify_all()
