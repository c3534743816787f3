"""Fetches what a person sent from Telegram's file server, within the limit."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import aclosing

import aiohttp
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest

from bot import texts
from bot.dialogue.turn import IncomingFile
from bot.telegram.updates import Remote

log = logging.getLogger(__name__)

# getFile serves files up to 20 MB: https://core.telegram.org/bots/api#getfile
SERVER_LIMIT = 20 * 1024 * 1024
_DOWNLOAD_SECONDS = 60
_PAUSES = (1.0, 3.0)  # seconds before the second and third attempt


class _TooLargeError(Exception):
    """More bytes came than were announced."""


async def fetch(
    bot: Bot, remote: Remote, limit: int, pauses: Sequence[float] = _PAUSES
) -> IncomingFile:
    """The file itself, or the sentence why it could not be taken; never raises for the network.

    ``limit`` in bytes; what Telegram does not serve is refused whatever the limit.
    """
    limit = min(limit, SERVER_LIMIT)
    too_large = texts.TELEGRAM_TOO_LARGE.format(limit=limit // (1024 * 1024))
    if remote.size > limit:
        return IncomingFile(remote.name, b"", refused=too_large)
    for pause in (*pauses, None):
        try:
            return IncomingFile(remote.name, await _download(bot, remote, limit))
        except _TooLargeError:
            return IncomingFile(remote.name, b"", refused=too_large)
        except TelegramBadRequest as error:
            refused = too_large if "too big" in error.message else texts.TELEGRAM_FETCH_FAILED
            return IncomingFile(remote.name, b"", refused=refused)
        except (AiogramError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("file %s not fetched: %s", remote.name, error)
        if pause is not None:
            await asyncio.sleep(pause)
    return IncomingFile(remote.name, b"", refused=texts.TELEGRAM_FETCH_FAILED)


async def _download(bot: Bot, remote: Remote, limit: int) -> bytes:
    file = await bot.get_file(remote.file_id)
    if file.file_path is None:
        raise _TooLargeError
    url = bot.session.api.file_url(bot.token, file.file_path)
    content = bytearray()
    async with asyncio.timeout(_DOWNLOAD_SECONDS):
        async with aclosing(bot.session.stream_content(url, timeout=_DOWNLOAD_SECONDS)) as chunks:
            async for chunk in chunks:
                content += chunk
                if len(content) > limit:
                    raise _TooLargeError
    return bytes(content)
