"""What the platform takes of a message, a card, a menu and a file."""

import re
from typing import Any

from tests.wecom_server.errors import ApiError

Json = dict[str, Any]

TEXT_BYTES = 2048
LARGEST_FILE = 20 * 1024 * 1024
SMALLEST_FILE = 5  # bytes; a file must have more
_TASK = re.compile(r"[0-9A-Za-z_@-]{1,128}")


def check_text(text: Json) -> None:
    """The platform cuts off what is too long; here that is a refusal, so that tests see it."""
    content = text.get("content", "")
    if not content.strip():
        raise ApiError(44004, "content is empty")
    if len(content.encode()) > TEXT_BYTES:
        raise ApiError(45002, "content too long")


def check_card(card: Json, tasks: set[str]) -> None:
    """``tasks`` are the ids of the cards sent before."""
    task = card.get("task_id", "")
    if not _TASK.fullmatch(task) or task in tasks:
        raise ApiError(42014, "taskid has existed or empty or exceed max len")
    if not card.get("main_title", {}).get("title"):
        raise ApiError(40058, "main_title.title missing")
    if card.get("card_type") == "button_interaction":
        buttons = card.get("button_list", [])
        _check_choices(buttons, 6, "key", 1024)
        if len(card.get("sub_title_text", "")) > 160 or any(
            _columns(b["text"]) > 20 for b in buttons
        ):
            raise ApiError(40058, "a phone would not show all of it")
    elif card.get("card_type") == "vote_interaction":
        _check_choices(card.get("checkbox", {}).get("option_list", []), 20, "id", 128)
        if not card["checkbox"].get("question_key") or not card["submit_button"].get("key"):
            raise ApiError(40058, "question_key or submit_button missing")
    else:
        raise ApiError(40058, "card_type")


def _columns(text: str) -> int:
    return sum(2 - one.isascii() for one in text)


def _check_choices(choices: list[Json], most: int, key: str, length: int) -> None:
    keys = [str(choice.get(key, "")) for choice in choices]
    if not 1 <= len(choices) <= most or len(set(keys)) != len(keys):
        raise ApiError(40058, f"{len(choices)} choices, or a key twice")
    if any(not choice.get("text") for choice in choices):
        raise ApiError(40058, "a choice without text")
    if any(not 1 <= len(one.encode()) <= length for one in keys):
        raise ApiError(40058, "a key is empty or too long")


def check_menu(buttons: list[Json]) -> None:
    """Three entries with five below each, names within their bytes."""
    if not 1 <= len(buttons) <= 3:
        raise ApiError(40017, "invalid button number")
    for button in buttons:
        _check_entry(button, 16)
        below = button.get("sub_button", [])
        if len(below) > 5:
            raise ApiError(40023, "invalid sub button number")
        for entry in below:
            _check_entry(entry, 40)


def _check_entry(entry: Json, most: int) -> None:
    if not 1 <= len(entry["name"].encode()) <= most:
        raise ApiError(40018, "invalid button name size")
    if "sub_button" not in entry and not 1 <= len(entry.get("key", "").encode()) <= 128:
        raise ApiError(40019, "invalid button key size")


def check_file(content: bytes) -> None:
    """Neither next to nothing nor too much."""
    if not SMALLEST_FILE < len(content) <= LARGEST_FILE:
        raise ApiError(40006, "invalid file size")
