"""What a test does as a user, what it sees, and the faults it orders."""

import time
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel

from tests.telegram_server.delivery import Delivery
from tests.telegram_server.faults import Fault, Faults, Limits
from tests.telegram_server.groups import entities_of, turns_to
from tests.telegram_server.methods import document, photo_size
from tests.telegram_server.world import Chat, Json, World


class NewChat(BaseModel):
    """A person (private chat with the same id) or a group."""

    id: int
    name: str
    kind: str = "private"


class NewMessage(BaseModel):
    """A user writes: ``content`` is merged into the Message object as it is."""

    chat: int
    user: int
    content: Json


class Privacy(BaseModel):
    """Whether the bot gets every message of a group, or only those that turn to bots."""

    reads_groups: bool


class SentFile(BaseModel):
    """A user sends a ``photo`` or ``document``; the request body is its content.

    ``claimed_size`` makes it seem larger than it is, ``group`` makes it part of an album.
    """

    user: int
    kind: str
    name: str
    caption: str = ""
    group: str = ""
    claimed_size: int | None = None


class Edit(BaseModel):
    """A user edits a message of theirs."""

    chat: int
    message_id: int
    text: str


class Press(BaseModel):
    """A button is pressed; ``forged`` skips the check that this button exists."""

    chat: int
    user: int
    message_id: int
    data: str
    forged: bool = False


class Block(BaseModel):
    """A user blocks the bot, or takes it back."""

    chat: int
    blocked: bool


class NewFault(BaseModel):
    """See ``tests.telegram_server.faults.Fault``."""

    method: str
    kind: str
    times: int = 1
    seconds: float = 1.0
    chat: int | None = None


class NewLimits(BaseModel):
    """See ``tests.telegram_server.faults.Limits``."""

    per_second: float = 1.0
    burst: int = 5
    file_bytes: int = 20 * 1024 * 1024


def control_router(world: World, faults: Faults, delivery: Delivery) -> APIRouter:
    """Routes under ``/control``."""
    router = APIRouter(prefix="/control")
    _people(router, world)
    _writing(router, world)
    _changing(router, world)
    _looking(router, world, faults, delivery)
    _ordering(router, world, faults)

    @router.post("/reset")
    async def reset() -> None:
        """As freshly started, for the next test."""
        await delivery.delete_webhook({})
        world.forget()
        faults.forget()
        delivery.deliveries = 0

    return router


def _chat(world: World, chat_id: int) -> Chat:
    chat = world.chats.get(chat_id)
    if chat is None:
        raise HTTPException(404, f"no chat {chat_id}")
    return chat


def _people(router: APIRouter, world: World) -> None:
    @router.post("/chats")
    async def new_chat(body: NewChat) -> None:
        world.chats[body.id] = Chat(body.id, body.kind, body.name, started=body.kind != "private")
        if body.kind == "private":
            world.users[body.id] = {"id": body.id, "is_bot": False, "first_name": body.name}

    @router.post("/privacy")
    async def privacy(body: Privacy) -> None:
        world.reads_groups = body.reads_groups

    @router.post("/block")
    async def block(body: Block) -> None:
        _chat(world, body.chat).blocked = body.blocked


def _writing(router: APIRouter, world: World) -> None:
    async def written(chat: Chat, user: int, content: Json) -> int:
        chat.started, chat.blocked = True, False
        message = world.write(chat, world.users[user], content)
        if world.reads_groups or chat.kind == "private" or turns_to(world, message):
            await world.happen("message", message)
        return int(message["message_id"])

    @router.post("/message")
    async def message(body: NewMessage) -> int:
        content = dict(body.content)
        entities = entities_of(content.get("text", ""))
        if entities:
            content["entities"] = entities
        chat = _chat(world, body.chat)
        if replied := content.pop("reply_to", None):
            content["reply_to_message"] = chat.messages[replied]
        return await written(chat, body.user, content)

    @router.post("/file")
    async def file(request: Request, sent: Annotated[SentFile, Query()]) -> int:
        stored = world.keep(sent.kind, sent.name, await request.body(), sent.claimed_size)
        content: Json = (
            {"photo": _sizes(world, stored.file_id)}
            if sent.kind == "photo"
            else {"document": document(stored, sent.name)}
        )
        extras = {"caption": sent.caption, "media_group_id": sent.group}
        content |= {name: value for name, value in extras.items() if value}
        return await written(_chat(world, sent.user), sent.user, content)


def _changing(router: APIRouter, world: World) -> None:
    @router.post("/edit")
    async def edit(body: Edit) -> None:
        chat = _chat(world, body.chat)
        message = chat.messages[body.message_id]
        message |= {"text": body.text, "edit_date": int(time.time())}
        await world.happen("edited_message", message)

    @router.post("/press")
    async def press(body: Press) -> str:
        chat = _chat(world, body.chat)
        message = chat.messages.get(body.message_id)
        if message is None or (not body.forged and body.data not in _codes(message)):
            raise HTTPException(409, "there is no such button")
        callback_id = f"callback-{world.serial()}"
        world.callbacks[callback_id] = {"answered": False, "text": ""}
        await world.happen(
            "callback_query",
            {
                "id": callback_id,
                "from": world.users[body.user],
                "message": message,
                "chat_instance": str(body.chat),
                "data": body.data,
            },
        )
        return callback_id

    @router.post("/update")
    async def update(body: Json) -> None:
        """Any update, as it stands: one of a kind nobody has seen before, or a broken one."""
        await world.requeue(body)

    @router.post("/repeat")
    async def repeat() -> None:
        """The latest update once more, under the same id."""
        await world.requeue(world.latest)


def _sizes(world: World, file_id: str) -> list[Json]:
    """The original and a thumbnail, as Telegram lists them: smallest first."""
    stored = world.files[file_id]
    small = world.keep("photo", "thumb.jpg", stored.content[:64])
    return [photo_size(small, 90, 67), photo_size(stored)]


def _codes(message: Json) -> set[str]:
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {str(button.get("callback_data")) for row in rows for button in row}


def _looking(router: APIRouter, world: World, faults: Faults, delivery: Delivery) -> None:
    @router.get("/chats/{chat_id}")
    async def chat(chat_id: int) -> Json:
        found = _chat(world, chat_id)
        return {"messages": list(found.messages.values()), "actions": found.actions}

    @router.get("/callbacks/{callback_id}")
    async def callback(callback_id: str) -> Json:
        return world.callbacks[callback_id]

    @router.get("/state")
    async def state() -> dict[str, Any]:
        return {
            "waiting": [update["update_id"] for update in world.updates],
            "calls": dict(faults.calls),
            "webhook": delivery.url,
            "deliveries": delivery.deliveries,
            "commands": world.commands,
        }


def _ordering(router: APIRouter, world: World, faults: Faults) -> None:
    @router.post("/faults")
    async def fault(body: NewFault) -> None:
        faults.planned.append(Fault(**body.model_dump()))

    @router.post("/limits")
    async def limits(body: NewLimits) -> None:
        faults.limits = Limits(**body.model_dump())
