"""The platform's API: a token kept and renewed, calls that fail with their code, media."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any, TypeVar

import httpx

Json = dict[str, Any]
T = TypeVar("T")

STALE_TOKEN = frozenset({40001, 40014, 42001})
_EARLY_SECONDS = 300.0  # a token is renewed so long before it ends
_REQUEST_SECONDS = 20.0
_MEDIA_SECONDS = 60.0


class WecomError(Exception):
    """The platform refused a call; ``code`` is its errcode."""

    def __init__(self, code: int, message: str) -> None:
        """Keep the code beside the platform's own words."""
        super().__init__(f"{code} {message}")
        self.code = code


class UnreachableError(Exception):
    """No answer, or none that can be read; its message names no address, which holds secrets."""


class TooLargeError(Exception):
    """A file is larger than what was asked for at most."""


@dataclass(frozen=True, slots=True)
class Account:
    """The application as the platform knows it. ``api_url`` is the API without a path."""

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    api_url: str = "https://qyapi.weixin.qq.com"


class WecomApi:
    """Calls in the name of one application; used from one event loop."""

    def __init__(self, account: Account, now: Callable[[], float] = monotonic) -> None:
        """Connects to nothing yet. ``now`` gives seconds that never run backwards."""
        self._account = account
        self._now = now
        self._client = httpx.AsyncClient(base_url=account.api_url, timeout=_REQUEST_SECONDS)
        self._token = ""
        self._renew_at = 0.0
        self._renewing = asyncio.Lock()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def token(self) -> str:
        """The token calls are made with, fetched when there is none that holds.

        Raises:
            WecomError: CorpID or secret are not known, or this address may not call.
            UnreachableError: try again.
        """
        async with self._renewing:
            if not self._token or self._now() >= self._renew_at:
                given = {"corpid": self._account.corp_id, "corpsecret": self._account.secret}
                body = _body(await self._request("GET", "gettoken", params=given))
                self._token = str(body["access_token"])
                lasts = float(body.get("expires_in", 7200))
                self._renew_at = self._now() + max(lasts - _EARLY_SECONDS, lasts / 2)
            return self._token

    async def send_text(self, user: str, text: str) -> None:
        """One text message to one person.

        Raises:
            WecomError: refused.
            UnreachableError: try again.
        """
        await self._send(user, {"msgtype": "text", "text": {"content": text}})

    async def send_card(self, user: str, card: Json) -> None:
        """One card of choices, see ``cards``. Raises as ``send_text``."""
        await self._send(user, {"msgtype": "template_card", "template_card": card})

    async def send_file(self, user: str, name: str, content: bytes) -> None:
        """One file, uploaded first. Raises as ``send_text``."""
        uploaded = await self.call(
            "POST",
            "media/upload",
            params={"type": "file"},
            files={"media": (name, content, "application/octet-stream")},
            timeout=_MEDIA_SECONDS,
        )
        media = {"media_id": uploaded["media_id"]}
        await self._send(user, {"msgtype": "file", "file": media})

    async def settle_card(self, user: str, response: str, label: str) -> None:
        """Put ``label`` in place of the buttons of a card. Raises as ``send_text``."""
        body = {
            "userids": [user],
            "agentid": self._account.agent_id,
            "response_code": response,
            "button": {"replace_name": label},
        }
        await self.call("POST", "message/update_template_card", json=body)

    async def set_menu(self, buttons: list[Json]) -> None:
        """The menu under the chat. Raises as ``send_text``."""
        agent = {"agentid": str(self._account.agent_id)}
        await self.call("POST", "menu/create", params=agent, json={"button": buttons})

    async def fetch(self, media: str, limit: int) -> bytes:
        """A file somebody sent, at most ``limit`` bytes.

        Raises:
            TooLargeError: it is larger.
            WecomError: it is gone, or never was.
            UnreachableError: try again.
        """
        return await self._with_token(partial(self._fetched, media, limit))

    async def call(self, method: str, path: str, **request: Any) -> Json:
        """The answer to a call, whose token is renewed once if it does not hold any more.

        Raises:
            WecomError: refused.
            UnreachableError: try again.
        """
        params = request.pop("params", {})

        async def attempt(token: str) -> Json:
            given = {"access_token": token, **params}
            return _body(await self._request(method, path, params=given, **request))

        return await self._with_token(attempt)

    async def _with_token(self, work: Callable[[str], Awaitable[T]]) -> T:
        """``work`` with a token, and once more with a new one if it does not hold any more."""
        token = await self.token()
        try:
            return await work(token)
        except WecomError as error:
            if error.code not in STALE_TOKEN:
                raise
        if self._token == token:  # else another call has renewed it meanwhile
            self._token = ""
        return await work(await self.token())

    async def _send(self, user: str, message: Json) -> None:
        body = await self.call(
            "POST",
            "message/send",
            json={"touser": user, "agentid": self._account.agent_id, **message},
        )
        if body.get("invaliduser"):
            raise WecomError(81013, "the person is not allowed to see the application")

    async def _request(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            return await self._client.request(method, f"/cgi-bin/{path}", **request)
        except httpx.HTTPError as error:
            raise UnreachableError(type(error).__name__) from None

    async def _fetched(self, media: str, limit: int, token: str) -> bytes:
        given = {"access_token": token, "media_id": media}
        content = bytearray()
        try:
            async with (
                asyncio.timeout(_MEDIA_SECONDS),
                self._client.stream("GET", "/cgi-bin/media/get", params=given) as answer,
            ):
                if "content-disposition" not in answer.headers:
                    await answer.aread()
                    raise _refusal(answer)
                async for chunk in answer.aiter_bytes():
                    content += chunk
                    if len(content) > limit:
                        raise TooLargeError
        except (httpx.HTTPError, TimeoutError) as error:
            raise UnreachableError(type(error).__name__) from None
        return bytes(content)


def _body(answer: httpx.Response) -> Json:
    """The answer's JSON, once it says that all is well."""
    refusal = _refusal(answer)
    if isinstance(refusal, UnreachableError) or refusal.code:
        raise refusal
    body: Json = answer.json()
    return body


def _refusal(answer: httpx.Response) -> WecomError | UnreachableError:
    """What an answer's errcode says, 0 if all is well; answers of proxies have none."""
    if answer.status_code >= 500:
        return UnreachableError(f"status {answer.status_code}")
    try:
        body = answer.json()
        return WecomError(int(body.get("errcode", 0)), str(body.get("errmsg", "")))
    except (ValueError, AttributeError, TypeError):
        return UnreachableError(f"status {answer.status_code} without a readable answer")
