"""What a test does as a member, what it sees, and the faults it orders."""

import dataclasses
import time
from typing import Any
from uuid import uuid4

import httpx
from fastapi import APIRouter, Request
from pydantic import BaseModel

from tests.wecom_server.envelope import sealed, signature, xml
from tests.wecom_server.world import (
    AES_KEY,
    AGENT_ID,
    CORP_ID,
    TOKEN,
    Fault,
    Json,
    Media,
    World,
)

TRIES = 3  # a callback that is not answered with 200 within five seconds comes again
TRY_SECONDS = 5.0


class Callback(BaseModel):
    """A member does something: ``content`` is merged into the callback as it is."""

    user: str
    content: Json
    shown: Json | None = None


class Press(BaseModel):
    """A choice of a card is made."""

    user: str
    task: str
    key: str


class Control:
    """Everything under ``/control``."""

    def __init__(self, world: World) -> None:
        self._world = world

    def reset(self, settings: Json) -> None:
        fresh = World(**settings)
        for one in dataclasses.fields(World):
            if one.name != "numbers":  # they go on rising
                setattr(self._world, one.name, getattr(fresh, one.name))

    def setup(self, settings: Json) -> None:
        """Change settings of the world and leave the rest of it."""
        for name, value in settings.items():
            setattr(self._world, name, value)

    def member(self, body: Json) -> None:
        self._world.messages.setdefault(body["user"], [])

    def leave(self, body: Json) -> None:
        self._world.messages.pop(body["user"], None)

    def fault(self, body: Json) -> None:
        self._world.faults.append(Fault(**body))

    def expire(self, body: Json) -> None:
        """All tokens given so far are over; with ``forget`` they are not even known."""
        over = dict.fromkeys(self._world.tokens, 0.0)
        self._world.tokens = {} if body.get("forget") else over

    async def media(self, request: Request, name: str) -> str:
        key = uuid4().hex
        self._world.media[key] = Media(name, await request.body())
        return key

    def stored(self, key: str) -> Json:
        media = self._world.media[key]
        return {"name": media.name, "size": len(media.content)}

    def chat(self, user: str) -> list[Json]:
        return self._world.messages.get(user, [])

    def state(self) -> Json:
        world = self._world
        return {"calls": world.calls, "menu": world.menu, "tokens": len(world.tokens)}

    async def callback(self, body: Callback) -> list[int]:
        if body.shown is not None:
            self._world.write(body.user, body.shown, own=False)
        return await _post(self._world, body.user, body.content)

    async def press(self, body: Press) -> list[int]:
        cards = [m for m in self._world.member(body.user) if m.get("task_id") == body.task]
        return await _post(self._world, body.user, _pressed(self._world, cards[-1], body))

    async def repeat(self, _: Json) -> list[int]:
        """Deliver the latest callback once more."""
        return await _deliver(self._world, self._world.latest)


def control_router(world: World) -> APIRouter:
    """The routes of ``Control``."""
    control = Control(world)
    router = APIRouter(prefix="/control")
    for name in (
        "reset",
        "setup",
        "member",
        "leave",
        "fault",
        "expire",
        "media",
        "callback",
        "press",
    ):
        router.add_api_route(f"/{name}", getattr(control, name), methods=["POST"])
    router.add_api_route("/repeat", control.repeat, methods=["POST"])
    router.add_api_route("/media/{key}", control.stored, methods=["GET"])
    router.add_api_route("/chat/{user}", control.chat, methods=["GET"])
    router.add_api_route("/state", control.state, methods=["GET"])
    return router


def _pressed(world: World, card: Json, press: Press) -> Json:
    response = uuid4().hex
    world.responses[response] = card
    event: Json = {
        "MsgType": "event",
        "Event": "template_card_event",
        "EventKey": press.key,
        "TaskId": press.task,
        "CardType": card["card_type"],
        "ResponseCode": response,
    }
    if card["card_type"] == "vote_interaction":
        event["EventKey"] = card["submit_button"]["key"]
        item = {"QuestionKey": card["checkbox"]["question_key"], "OptionIds": {}}
        item["OptionIds"] = {"OptionId": press.key}
        event["SelectedItems"] = {"SelectedItem": item}
    return event


async def _post(world: World, user: str, content: Json) -> list[int]:
    callback: Json = {
        "ToUserName": CORP_ID,
        "FromUserName": user,
        "CreateTime": int(time.time()),
        **content,
        "AgentID": AGENT_ID,
    }
    if content.get("MsgType") != "event":
        callback.setdefault("MsgId", next(world.numbers))
    world.latest = callback
    return await _deliver(world, callback)


async def _deliver(world: World, callback: Json) -> list[int]:
    """The statuses of the answers; 0 for none in time."""
    statuses: list[int] = []
    async with httpx.AsyncClient(trust_env=False, timeout=TRY_SECONDS) as client:
        for _ in range(TRIES):
            statuses.append(await _try(client, world.callback, callback))
            if statuses[-1] == 200:
                break
    return statuses


async def _try(client: httpx.AsyncClient, url: str, callback: Json) -> int:
    timestamp, nonce = str(int(time.time())), uuid4().hex[:10]
    encrypted = sealed(xml(callback), AES_KEY, CORP_ID)
    params: dict[str, Any] = {
        "msg_signature": signature(TOKEN, timestamp, nonce, encrypted),
        "timestamp": timestamp,
        "nonce": nonce,
    }
    outer = xml({"ToUserName": CORP_ID, "Encrypt": encrypted, "AgentID": str(AGENT_ID)})
    try:
        answer = await client.post(url, params=params, content=outer)
    except httpx.HTTPError:
        return 0
    # Anything in the answer would be taken for a sealed message.
    return answer.status_code if not answer.content else -1
