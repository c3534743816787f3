"""How updates reach the bot: getUpdates with long polling, or a webhook tried until it says 200."""

import asyncio
import logging
import re
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.telegram_server.errors import ApiError, bad_request
from tests.telegram_server.world import Json, World

log = logging.getLogger(__name__)

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LONGEST_POLL = 50
_RETRY_SECONDS = (0.1, 0.2, 0.5, 1.0)


class Delivery:
    """Either polling or a webhook, never both."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.secret = ""
        self.last_error = ""
        self.deliveries = 0
        self._poll = 0
        self._task: asyncio.Task[None] | None = None

    async def get_updates(self, params: dict[str, Any]) -> list[Json]:
        if self.url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._remember_kinds(params)
        limit = min(max(int(params.get("limit") or 100), 1), 100)
        offset = int(params.get("offset") or 0)
        if offset < 0:
            offset = self._from_the_end(offset)
        if offset:
            await self.world.confirm(offset)
        return await self._wait(limit, min(int(params.get("timeout") or 0), _LONGEST_POLL))

    def _from_the_end(self, offset: int) -> int:
        kept = self.world.updates[offset:]
        return int(kept[0]["update_id"]) if kept else 0

    async def _wait(self, limit: int, seconds: int) -> list[Json]:
        self._poll += 1
        mine = self._poll

        def ready() -> bool:
            return bool(self.world.updates) or self._poll != mine or bool(self.url)

        async with self.world.changed:
            self.world.changed.notify_all()  # an older poll must go
            try:
                async with asyncio.timeout(seconds):
                    await self.world.changed.wait_for(ready)
            except TimeoutError:
                return []
            if self._poll != mine:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            return self.world.updates[:limit]

    async def set_webhook(self, params: dict[str, Any]) -> bool:
        url = str(params.get("url") or "")
        if not url:
            return await self.delete_webhook(params)
        parts = urlsplit(url)
        # The real server insists on https; loopback is let off, or tests would need certificates.
        if parts.scheme != "https" and parts.hostname != "127.0.0.1":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = str(params.get("secret_token") or "")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self._remember_kinds(params)
        await self.stop()
        await self._drop(params)
        self.url, self.secret, self.last_error = url, secret, ""
        self._task = asyncio.create_task(self._push())
        async with self.world.changed:
            self.world.changed.notify_all()
        return True

    async def delete_webhook(self, params: dict[str, Any]) -> bool:
        await self.stop()
        await self._drop(params)
        self.url = self.secret = ""
        return True

    async def get_webhook_info(self, params: dict[str, Any]) -> Json:
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.updates),
        }
        if self.last_error:
            info |= {"last_error_date": 1, "last_error_message": self.last_error}
        return info

    async def stop(self) -> None:
        """End the pushing, if any."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def _remember_kinds(self, params: dict[str, Any]) -> None:
        if params.get("allowed_updates") is not None:
            self.world.allowed = list(params["allowed_updates"]) or None

    async def _drop(self, params: dict[str, Any]) -> None:
        if params.get("drop_pending_updates"):
            async with self.world.changed:
                self.world.updates = []

    async def _push(self) -> None:
        """One worker per person, so that each one's updates arrive in order."""
        workers: dict[int, asyncio.Task[None]] = {}

        def waiting() -> set[int]:
            people = {_person(update) for update in self.world.updates}
            return {one for one in people if one not in workers or workers[one].done()}

        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            try:
                while True:
                    async with self.world.changed:
                        await self.world.changed.wait_for(waiting)
                    for person in waiting():
                        workers[person] = asyncio.create_task(self._push_all(client, person))
            finally:
                for worker in workers.values():
                    worker.cancel()
                await asyncio.gather(*workers.values(), return_exceptions=True)

    async def _push_all(self, client: httpx.AsyncClient, person: int) -> None:
        attempt = 0
        while mine := [u for u in self.world.updates if _person(u) == person]:
            if await self._accepted(client, mine[0]):
                attempt = 0
                async with self.world.changed:
                    self.world.updates.remove(mine[0])
            else:
                await asyncio.sleep(_RETRY_SECONDS[min(attempt, len(_RETRY_SECONDS) - 1)])
                attempt += 1

    async def _accepted(self, client: httpx.AsyncClient, update: Json) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        self.deliveries += 1
        try:
            reply = await client.post(self.url, json=update, headers=headers)
        except httpx.HTTPError as error:
            self.last_error = f"Connection failed: {error}"
            return False
        if not reply.is_success:
            self.last_error = f"Wrong response from the webhook: {reply.status_code}"
        return reply.is_success


def _person(update: Json) -> int:
    """The person an update comes from."""
    for kind in ("message", "edited_message", "callback_query"):
        if kind in update:
            return int(update[kind]["from"]["id"])
    return 0
