"""A group on Telegram: nothing is read there; who turns to the bot is shown into a private chat."""

from datetime import UTC

from aiogram import types

from bot import texts

PAYLOAD = "group"  # t.me/<bot>?start=group: an opening like any other, but told apart in Telegram


def is_addressed(message: types.Message, name: str) -> bool:
    """Whether somebody turned to the bot called ``name``: a command, a mention, or a reply to it.

    In a group with privacy mode off Telegram sends everything; all the rest is not for us.
    """
    if message.from_user is None or (message.from_user.is_bot and message.sender_chat is None):
        return False  # two bots must not talk to each other
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.is_bot:
        return bool(name) and replied.from_user.username == name
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities or ()
    return any(_is_ours(entity, text, name.casefold()) for entity in entities)


def _is_ours(entity: types.MessageEntity, text: str, name: str) -> bool:
    said = entity.extract_from(text).casefold()
    if entity.type == "mention":
        return bool(name) and said == f"@{name}"
    if entity.type != "bot_command":
        return False
    addressee = said.partition("@")[2]
    return addressee in ("", name)


def invitation(name: str) -> str:
    """What is said in a group, with the link where the bot's name is known."""
    if not name:
        return texts.TELEGRAM_PRIVATE_ONLY
    return texts.TELEGRAM_GROUP.format(link=f"https://t.me/{name}?start={PAYLOAD}")


def once(message: types.Message) -> str:
    """The key under which one person is answered in one group once a day."""
    sender = message.sender_chat or message.from_user
    who = sender.id if sender else 0
    return f"telegram:group:{message.chat.id}:{who}:{message.date.astimezone(UTC):%Y%m%d}"
