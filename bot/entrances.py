"""Where people come in: the links that open the bot with an invitation or a need in hand."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Door(StrEnum):
    """A channel that a link can open."""

    WEB = "web"
    TELEGRAM = "telegram"


@dataclass(slots=True)
class BotName:
    """The bot's name on Telegram; the channel says it once Telegram was reached."""

    name: str = ""

    def __call__(self) -> str:
        """The name, empty until it is known."""
        return self.name


@dataclass(frozen=True, slots=True)
class Entrances:
    """``web`` is the address of the service, ``telegram`` gives the bot's name there; empty when
    unknown (there is no bot, or Telegram has not been reached yet). ``pages`` is where pages are
    read, also when that is only this machine."""

    web: str = ""
    telegram: Callable[[], str] = str
    pages: str = ""

    def page(self, path: str) -> str:
        """The address of a page of the service; its path alone where no address is known."""
        return f"{self.pages or self.web}{path}"

    def links(self, code: str) -> dict[Door, str]:
        """The links that open a chat with the invitation ``code``."""
        found: dict[Door, str] = {}
        if self.web:
            found[Door.WEB] = f"{self.web}/?invite={code}"
        if name := self.telegram():
            found[Door.TELEGRAM] = f"https://t.me/{name}?start={code}"
        return found

    def to_need(self, number: int) -> dict[Door, str]:
        """The links that open a chat with a published need in hand, ready to be claimed."""
        found: dict[Door, str] = {}
        if self.web:
            found[Door.WEB] = f"{self.web}/?need={number}"
        if name := self.telegram():
            found[Door.TELEGRAM] = f"https://t.me/{name}?start=need-{number}"
        return found
