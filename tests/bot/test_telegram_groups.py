"""Groups on Telegram: who turned to the bot, and how often each is answered."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import types

from bot import texts
from bot.telegram.updates import Remark, read
from tests.telegram_server.groups import entities_of

NOW = datetime(2026, 8, 29, tzinfo=UTC)
NAME = "ShanhaiBot"
BOT = {"id": 42, "is_bot": True, "first_name": "山海桥", "username": NAME}
PERSON = {"id": 7, "is_bot": False, "first_name": "张"}
GROUP = {"id": -100, "type": "supergroup", "title": "工作群"}


def said(
    text: str = "", *, name: str = NAME, sender: dict[str, Any] | None = None, **more: Any
) -> Remark | None:
    message = {"message_id": 3, "date": 1_788_000_000, "chat": GROUP, "from": sender or PERSON}
    if text:
        message |= {"text": text, "entities": entities_of(text)}
    update = types.Update.model_validate({"update_id": 5, "message": message | more})
    found = read(update, NOW, 1_000, name)
    assert found is None or isinstance(found, Remark)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "/start",
        "/report@ShanhaiBot",
        "/report@shanhaibot 200套冬衣",
        "@ShanhaiBot 在吗",
        "请问 @shanhaibot 怎么报",
        "😀😀 @ShanhaiBot",
    ],
)
def test_who_turns_to_the_bot_is_shown_into_a_private_chat(text: str) -> None:
    remark = said(text)
    assert remark is not None
    assert remark.chat == "-100"
    assert remark.text == texts.TELEGRAM_GROUP.format(link="https://t.me/ShanhaiBot?start=group")


@pytest.mark.parametrize(
    "text",
    [
        "木戛乡中心小学需要200套冬衣",
        "山海桥在吗",
        "/start@OtherBot",
        "@OtherBot 在吗",
        "邮箱 a@ShanhaiBot",
        "路径 x/start",
    ],
)
def test_the_rest_of_the_talk_is_none_of_our_business(text: str) -> None:
    assert said(text) is None


def test_a_reply_to_the_bot_is_meant_for_it_and_one_to_another_bot_is_not() -> None:
    before = {"message_id": 2, "date": 1, "chat": GROUP, "text": "…"}
    assert said("好的", reply_to_message=before | {"from": BOT}) is not None
    other = BOT | {"username": "OtherBot"}
    assert said("好的", reply_to_message=before | {"from": other}) is None
    assert said("好的", reply_to_message=before | {"from": PERSON}) is None


def test_a_caption_with_a_mention_counts_and_its_picture_is_not_fetched() -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    caption = "@ShanhaiBot 看看"
    remark = said(photo=photo, caption=caption, caption_entities=entities_of(caption))
    assert remark is not None


def test_other_bots_and_service_messages_are_not_answered() -> None:
    assert said("/start", sender=BOT | {"id": 43, "username": "OtherBot"}) is None
    assert said(new_chat_members=[PERSON]) is None


def test_an_administrator_without_a_name_is_answered_too() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    remark = said("/start", sender_chat=GROUP, sender=anonymous)
    assert remark is not None
    assert ":-100:-100:" in remark.key


def test_each_person_is_answered_once_a_day_in_each_group() -> None:
    first, again = said("/start"), said("/help")
    later = said("/start", date=1_788_000_000 + 24 * 3600)
    other = said("/start", sender=PERSON | {"id": 8})
    assert first is not None
    assert again is not None
    assert later is not None
    assert other is not None
    assert first.key == again.key
    assert len({first.key, later.key, other.key}) == 3


def test_before_the_name_is_known_the_way_is_told_in_words() -> None:
    remark = said("/start", name="")
    assert remark is not None
    assert remark.text == texts.TELEGRAM_PRIVATE_ONLY
    assert said("@ShanhaiBot 在吗", name="") is None
