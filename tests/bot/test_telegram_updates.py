"""What updates mean, for the kinds the e2e tests do not send."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import types

from bot import texts
from bot.telegram.updates import Foreign, Received, Remark, chat_of, read

NOW = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)
LIMIT = 20 * 1024 * 1024
PERSON = {"id": 7, "is_bot": False, "first_name": "张援"}
PRIVATE = {"id": 7, "type": "private", "first_name": "张援"}
FILE = {"file_id": "f", "file_unique_id": "u"}


def update(kind: str, **content: Any) -> types.Update:
    return types.Update.model_validate({"update_id": 5, kind: content})


def message(**content: Any) -> types.Update:
    given = {"message_id": 3, "date": 1_788_000_000, "chat": PRIVATE, "from": PERSON, **content}
    return update("message", **given)


def press(**content: Any) -> types.Update:
    given = {"id": "c1", "from": PERSON, "chat_instance": "x", **content}
    return update("callback_query", **given)


def received(update: types.Update, limit: int = LIMIT) -> Received:
    event = read(update, NOW, limit)
    assert isinstance(event, Received)
    return event


def photo(width: int, size: int | None) -> dict[str, Any]:
    return {**FILE, "file_id": str(width), "width": width, "height": width, "file_size": size}


def test_a_message_keeps_its_own_time_and_a_key_of_its_own() -> None:
    (inbound,) = received(message(text="你好")).inputs
    assert inbound.received_at == datetime(2026, 8, 29, 10, 40, tzinfo=UTC)
    assert (inbound.channel, inbound.chat, inbound.update) == ("telegram", "7", "5:3")


def test_the_largest_picture_within_the_limit_is_taken() -> None:
    sizes = [photo(90, 1_000), photo(320, 20_000), photo(1280, 300_000)]
    (remote,) = received(message(photo=sizes)).files.values()
    assert remote.file_id == "1280"
    (remote,) = received(message(photo=sizes), limit=50_000).files.values()
    assert remote.file_id == "320"
    (remote,) = received(message(photo=sizes), limit=10).files.values()
    assert remote.file_id == "90"


def test_a_document_without_a_name_gets_one() -> None:
    event = received(message(document=FILE))
    assert event.inputs[0].file is not None
    assert event.inputs[0].file.name == "文件"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"voice": {**FILE, "duration": 1}}, texts.TELEGRAM_VOICE),
        (
            {"video": {**FILE, "duration": 1, "width": 1, "height": 1}},
            texts.TELEGRAM_VIDEO,
        ),
        (
            {
                "animation": {**FILE, "duration": 1, "width": 1, "height": 1},
                "document": FILE,
            },
            texts.TELEGRAM_VIDEO,
        ),
        ({"dice": {"emoji": "🎲", "value": 1}}, texts.TELEGRAM_OTHER_KIND),
    ],
)
def test_kinds_we_cannot_take_are_refused_kindly(content: dict[str, Any], sentence: str) -> None:
    (inbound,) = received(message(**content)).inputs
    assert inbound.file is not None
    assert inbound.file.refused == sentence


def test_a_place_counts_as_its_location() -> None:
    location = {"latitude": 22.5, "longitude": 99.9}
    venue = {"location": location, "title": "学校", "address": "某路"}
    (inbound,) = received(message(venue=venue, location=location)).inputs
    assert inbound.location == (22.5, 99.9)


def test_service_messages_and_unknown_kinds_mean_nothing() -> None:
    assert read(message(pinned_message=None, delete_chat_photo=True), NOW, LIMIT) is None
    assert read(types.Update(update_id=1), NOW, LIMIT) is None
    assert chat_of(types.Update(update_id=1)) == ""


def test_a_moving_live_location_needs_no_remark() -> None:
    moved = {
        "message_id": 3,
        "date": 1,
        "chat": PRIVATE,
        "from": PERSON,
        "location": {"latitude": 1, "longitude": 1},
    }
    assert read(update("edited_message", **moved), NOW, LIMIT) is None


def test_an_edit_in_a_group_is_ignored_and_one_in_private_is_remarked_on_once() -> None:
    edit = {"message_id": 3, "date": 1, "from": PERSON, "text": "改"}
    group = {"id": -1, "type": "group", "title": "群"}
    assert read(update("edited_message", chat=group, **edit), NOW, LIMIT) is None
    first = read(update("edited_message", chat=PRIVATE, **edit), NOW, LIMIT)
    assert isinstance(first, Remark)
    assert first.key == "telegram:edited:7:3"
    assert chat_of(update("edited_message", chat=PRIVATE, **edit)) == "7"


def test_a_button_works_only_for_whom_it_was_made() -> None:
    old = {"message_id": 9, "date": 0, "chat": PRIVATE}  # too old: Telegram shows only its id
    event = received(press(message=old, data="n1:yes"))
    assert (event.callback, event.message) == ("c1", 9)
    assert event.inputs[0].choice == "n1:yes"
    assert event.inputs[0].received_at == NOW
    assert chat_of(press(message=old, data="x")) == "7"
    others = {**old, "chat": {"id": 8, "type": "private"}}
    group = {**old, "chat": {"id": 7, "type": "group", "title": "群"}}
    assert read(press(message=others, data="n1:yes"), NOW, LIMIT) == Foreign("c1")
    assert read(press(message=group, data="n1:yes"), NOW, LIMIT) == Foreign("c1")
    assert read(press(inline_message_id="i", data="n1:yes"), NOW, LIMIT) == Foreign("c1")
    assert read(press(message=old, game_short_name="g"), NOW, LIMIT) == Foreign("c1")


def test_a_caption_of_blanks_is_none() -> None:
    event = received(message(photo=[photo(90, None)], caption="  "))
    assert [one.update for one in event.inputs] == ["5:3:file"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/start K7QM2XP3", "邀请码 K7QM2XP3"),
        ("/start link-123456", "绑定 123456"),
        ("/start group", "/start"),
        ("/start k7qm", "/start"),
    ],
)
def test_a_deep_link_says_what_it_was_made_for(typed: str, said: str) -> None:
    (inbound,) = received(message(text=typed)).inputs
    assert inbound.text == said


def test_the_files_of_an_album_share_its_key_and_its_caption_is_read_once() -> None:
    first = received(message(photo=[photo(90, 100)], media_group_id="77", caption="教室漏雨"))
    second = received(message(photo=[photo(90, 100)], media_group_id="77"))
    words, picture = first.inputs
    assert (words.text, words.album) == ("教室漏雨", "")
    assert picture.album == second.inputs[0].album == "77"
    assert len(second.inputs) == 1
    video = {**FILE, "width": 1, "height": 1, "duration": 1}
    assert received(message(video=video, media_group_id="77")).inputs[0].album == "77"
    assert received(message(photo=[photo(90, 100)])).inputs[0].album == ""
