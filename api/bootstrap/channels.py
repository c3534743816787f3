"""The messengers that are set up: what of each runs beside the web server, and its routes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from fastapi import APIRouter

from api.clock import SystemClock
from api.running import Channel
from api.settings import Settings
from api.store.ledger import SqlLedger
from bot.conversation import Conversation
from bot.entrances import BotName
from bot.handouts import Documents
from bot.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Parts:
    """What every channel is made of."""

    conversation: Conversation
    ledger: SqlLedger
    outgoing: Outgoing
    clock: SystemClock
    documents: Documents
    bot_name: BotName


@dataclass(slots=True)
class Channels:
    """``running`` by the names people know."""

    running: dict[str, Channel] = field(default_factory=dict)
    routers: list[APIRouter] = field(default_factory=list)


def open_channels(settings: Settings, parts: Parts) -> Channels:
    """Every channel that has settings; they connect when they run."""
    channels = Channels()
    for is_set, add in _KNOWN:
        if is_set(settings):
            add(channels, settings, parts)
    return channels


def _add_telegram(channels: Channels, settings: Settings, parts: Parts) -> None:
    # aiogram takes seconds to import: only those who use Telegram wait for it.
    from bot.telegram.channel import TelegramChannel, TelegramOptions  # noqa: PLC0415 - as said

    channel = TelegramChannel(
        TelegramOptions(
            token=settings.telegram_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            public_url=settings.public_url,
            links_to=settings.known_url,
            webhook_secret=settings.telegram_webhook_secret.get_secret_value(),
            max_file_bytes=settings.max_file_bytes,
            name=parts.bot_name,
        ),
        parts.conversation,
        parts.outgoing,
        parts.clock,
        parts.documents,
    )
    if settings.telegram_mode == "webhook":
        channels.running["Telegram"] = channel.run_webhook
        channels.routers.append(channel.router())
    else:
        channels.running["Telegram"] = channel.run_polling


def _add_wecom(channels: Channels, settings: Settings, parts: Parts) -> None:
    from api.routes.wecom import wecom_router  # noqa: PLC0415 - only for those who use it
    from bot.wecom.api import Account  # noqa: PLC0415 - as above
    from bot.wecom.channel import WecomChannel, WecomOptions  # noqa: PLC0415 - as above
    from bot.wecom.crypto import Seal, aes_key  # noqa: PLC0415 - as above

    channel = WecomChannel(
        WecomOptions(
            account=Account(
                settings.wecom_corp_id,
                int(settings.wecom_agent_id),
                settings.wecom_secret.get_secret_value(),
                settings.wecom_api_url,
            ),
            seal=Seal(
                settings.wecom_token.get_secret_value(),
                aes_key(settings.wecom_aes_key.get_secret_value()),
                settings.wecom_corp_id,
            ),
            links_to=settings.known_url,
            max_file_bytes=settings.max_file_bytes,
        ),
        handler=parts.conversation,
        keep=partial(parts.ledger.receive, durable=True),
        outgoing=parts.outgoing,
        clock=parts.clock,
        documents=parts.documents,
    )
    channels.running["企业微信"] = channel.run
    channels.routers.append(wecom_router(channel))


_KNOWN: tuple[
    tuple[Callable[[Settings], bool], Callable[[Channels, Settings, Parts], None]], ...
] = (
    (lambda settings: bool(settings.telegram_token), _add_telegram),
    (lambda settings: bool(settings.wecom_corp_id), _add_wecom),
)
