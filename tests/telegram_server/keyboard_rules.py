"""An inline keyboard as Telegram takes it."""

from typing import Any

from tests.telegram_server.errors import bad_request

_ACTIONS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "pay")
_MAX_BUTTONS = 100
_MAX_PER_ROW = 8


def inline_keyboard(markup: Any) -> list[list[dict[str, Any]]] | None:
    """The rows of ``reply_markup``; ``None`` when there is none."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None  # a reply keyboard; not attached to the message
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    buttons = [button for row in rows for button in row]
    if len(buttons) > _MAX_BUTTONS or any(len(row) > _MAX_PER_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check(button)
    return rows if buttons else None


def _check(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("text buttons must have non-empty text")
    if sum(name in button for name in _ACTIONS) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
