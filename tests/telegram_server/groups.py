"""What a bot gets to see of a group: https://core.telegram.org/bots/features#privacy-mode."""

import re

from tests.telegram_server.world import Json, World

_ENTITY = re.compile(r"(?P<bot_command>(?<!\S)/\w+(?:@\w+)?)|(?P<mention>(?<!\S)@\w+)")


def units(text: str) -> int:
    """The length of ``text`` as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def entities_of(text: str) -> list[Json]:
    """The commands and mentions in a message."""
    return [
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match[0])}
        for match in _ENTITY.finditer(text)
    ]


def turns_to(world: World, message: Json) -> bool:
    """Whether a message of a group reaches the bot in privacy mode: a command not meant for
    another bot, a mention of it, a reply to it, or a service message."""
    text = message.get("text", "")
    name = world.bot["username"].casefold()
    for match in _ENTITY.finditer(text):
        said = match[0].casefold()
        if said == f"@{name}" or (said[0] == "/" and said.partition("@")[2] in ("", name)):
            return True
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    return bool(replied == world.bot["id"] or "text" not in message)
