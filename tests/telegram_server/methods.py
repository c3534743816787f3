"""The Bot API methods, each as documented, over the World."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.telegram_server.errors import ApiError, bad_request
from tests.telegram_server.faults import Faults
from tests.telegram_server.keyboard_rules import inline_keyboard
from tests.telegram_server.text_rules import caption_text, message_text
from tests.telegram_server.world import Chat, Json, StoredFile, World

Params = dict[str, Any]
Upload = tuple[str, bytes]

UPLOAD_LIMIT = 50 * 1024 * 1024


class Methods:
    """Dispatch by lower-cased method name, as the real server ignores case."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.table: dict[str, Callable[[Params], Awaitable[Any]]] = {
            "getme": self.get_me,
            "sendmessage": self.send_message,
            "sendphoto": self.send_photo,
            "senddocument": self.send_document,
            "sendchataction": self.send_chat_action,
            "editmessagetext": self.edit_message_text,
            "editmessagereplymarkup": self.edit_message_reply_markup,
            "deletemessage": self.delete_message,
            "answercallbackquery": self.answer_callback_query,
            "getfile": self.get_file,
            "setmycommands": self.set_my_commands,
            "getmycommands": self.get_my_commands,
        }

    async def get_me(self, params: Params) -> Json:
        return {
            **self.world.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": self.world.reads_groups,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    async def send_message(self, params: Params) -> Json:
        chat = self.world.chat(params.get("chat_id"))
        text, entities = message_text(str(params.get("text", "")), params.get("parse_mode"))
        keyboard = inline_keyboard(params.get("reply_markup"))
        self.faults.spend(chat.id)
        content: Json = {"text": text}
        if entities:
            content["entities"] = entities
        return self._write(chat, content, keyboard)

    async def send_photo(self, params: Params) -> Json:
        def content(stored: StoredFile) -> Json:
            return {"photo": [photo_size(stored)]}

        return self._send_file(params, "photo", content)

    async def send_document(self, params: Params) -> Json:
        given = params.get("document")

        def content(stored: StoredFile) -> Json:
            name = given[0] if isinstance(given, tuple) else stored.path.rpartition("/")[2]
            return {"document": document(stored, name)}

        return self._send_file(params, "document", content)

    def _send_file(
        self, params: Params, kind: str, content_of: Callable[[StoredFile], Json]
    ) -> Json:
        chat = self.world.chat(params.get("chat_id"))
        given = params.get(kind)
        if isinstance(given, tuple):
            _check_upload(given)
            stored = self.world.keep(kind, given[0], given[1])
        elif str(given) in self.world.files:
            stored = self.world.files[str(given)]
        else:
            raise bad_request("wrong file identifier/HTTP URL specified")
        caption, entities = caption_text(str(params.get("caption", "")), params.get("parse_mode"))
        keyboard = inline_keyboard(params.get("reply_markup"))
        self.faults.spend(chat.id)
        content = content_of(stored)
        if caption:
            content |= {"caption": caption}
        if entities:
            content |= {"caption_entities": entities}
        return self._write(chat, content, keyboard)

    def _write(self, chat: Chat, content: Json, keyboard: list[list[Json]] | None) -> Json:
        if keyboard is not None:
            content["reply_markup"] = {"inline_keyboard": keyboard}
        return self.world.write(chat, self.world.bot, content)

    async def send_chat_action(self, params: Params) -> bool:
        chat = self.world.chat(params.get("chat_id"))
        if not params.get("action"):
            raise bad_request("wrong parameter action in request")
        chat.actions.append(str(params["action"]))
        return True

    async def edit_message_text(self, params: Params) -> Json:
        chat = self.world.chat(params.get("chat_id"))
        message = self.world.own_message(chat, params.get("message_id"))
        text, entities = message_text(str(params.get("text", "")), params.get("parse_mode"))
        return _edited(message, {"text": text, "entities": entities or None}, params)

    async def edit_message_reply_markup(self, params: Params) -> Json:
        chat = self.world.chat(params.get("chat_id"))
        message = self.world.own_message(chat, params.get("message_id"))
        return _edited(message, {}, params)

    async def delete_message(self, params: Params) -> bool:
        chat = self.world.chat(params.get("chat_id"))
        if chat.messages.pop(int(params.get("message_id", 0)), None) is None:
            raise bad_request("message to delete not found")
        return True

    async def answer_callback_query(self, params: Params) -> bool:
        callback = self.world.callbacks.get(str(params.get("callback_query_id")))
        if callback is None or callback["answered"]:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        text = str(params.get("text", ""))
        if len(text) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        callback |= {"answered": True, "text": text}
        return True

    async def get_file(self, params: Params) -> Json:
        stored = self.world.files.get(str(params.get("file_id")))
        if stored is None:
            raise bad_request("invalid file_id")
        if stored.size > self.faults.limits.file_bytes:
            raise bad_request("file is too big")
        return {
            "file_id": stored.file_id,
            "file_unique_id": f"U-{stored.file_id}",
            "file_size": stored.size,
            "file_path": stored.path,
        }

    async def set_my_commands(self, params: Params) -> bool:
        commands = params.get("commands")
        if not isinstance(commands, list) or len(commands) > 100:
            raise bad_request("expected an Array of at most 100 BotCommand")
        for command in commands:
            if not 1 <= len(command["command"]) <= 32 or not command["command"].islower():
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self.world.commands = commands
        return True

    async def get_my_commands(self, params: Params) -> list[Json]:
        return self.world.commands


def _check_upload(given: Upload) -> None:
    """https://core.telegram.org/bots/api#sending-files: up to 50 MB, and not empty."""
    if not given[1]:
        raise bad_request("file must be non-empty")
    if len(given[1]) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")


def _edited(message: Json, changes: Json, params: Params) -> Json:
    keyboard = inline_keyboard(params.get("reply_markup"))
    markup = {"inline_keyboard": keyboard} if keyboard is not None else None
    wanted = {**changes, "reply_markup": markup}
    if all(message.get(name) == value for name, value in wanted.items()):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    for name, value in wanted.items():
        if value is None:
            message.pop(name, None)
        else:
            message[name] = value
    message["edit_date"] = message["date"]
    return message


def photo_size(stored: StoredFile, width: int = 1280, height: int = 960) -> Json:
    """A PhotoSize object."""
    return {
        "file_id": stored.file_id,
        "file_unique_id": f"U-{stored.file_id}",
        "width": width,
        "height": height,
        "file_size": stored.size,
    }


def document(stored: StoredFile, name: str) -> Json:
    """A Document object."""
    return {
        "file_id": stored.file_id,
        "file_unique_id": f"U-{stored.file_id}",
        "file_name": name,
        "file_size": stored.size,
    }
