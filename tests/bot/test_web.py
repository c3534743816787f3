"""What the web channel accepts, and the JSON it gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.errors import Invalid
from bot.dialogue.turn import Turn
from bot.web import (
    MAX_TEXT,
    client_key,
    inbound_from_choice,
    inbound_from_file,
    inbound_from_location,
    inbound_from_text,
    turn_json,
    update_id,
)
from tests.web_fakes import ANSWER, NOW


def test_text_is_kept_as_typed_but_for_blanks_around_it() -> None:
    inbound = inbound_from_text("c", "k", NOW, "  冬衣\n200套\x00 ")

    assert inbound.text == "冬衣\n200套"
    assert (inbound.channel, inbound.chat, inbound.received_at) == ("web", "c", NOW)


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="空的"):
        inbound_from_text("c", "k", NOW, text)


def test_a_text_of_five_thousand_characters_is_refused_with_both_numbers() -> None:
    with pytest.raises(Invalid, match="5,000 字，一次最多 4,000 字"):
        inbound_from_text("c", "k", NOW, "长" * 5_000)
    assert inbound_from_text("c", "k", NOW, "长" * MAX_TEXT).text == "长" * MAX_TEXT


@pytest.mark.parametrize("choice", ["", "x" * 65, "选" * 22])
def test_a_choice_no_button_can_carry_is_refused(choice: str) -> None:
    with pytest.raises(Invalid, match="选项"):
        inbound_from_choice("c", "k", NOW, choice)


@pytest.mark.parametrize("point", [(91.0, 0.0), (0.0, -181.0), (float("nan"), 0.0)])
def test_a_location_off_the_earth_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(Invalid, match="位置"):
        inbound_from_location("c", "k", NOW, point)


def test_a_file_keeps_the_last_part_of_its_name_only() -> None:
    name = "..\\..\\etc/照片.jpg"
    file = inbound_from_file("c", "k", NOW, name, b"x").file

    assert file is not None
    assert file.name == "照片.jpg"
    nameless = inbound_from_file("c", "k", NOW, "", b"x").file
    assert nameless is not None
    assert nameless.name == "文件"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid, match="空的"):
        inbound_from_file("c", "k", NOW, "a.jpg", b"")


@given(st.from_regex(r"[A-Za-z0-9._-]{1,64}", fullmatch=True))
def test_the_key_of_a_message_comes_back_in_its_own_chat_only(key: str) -> None:
    update = update_id("chat", key)

    assert client_key("chat", update) == key
    assert client_key("other", update) is None


@pytest.mark.parametrize("key", ["", "a" * 65, "a b", "键", "a\n"])
def test_a_strange_idempotency_key_is_refused(key: str) -> None:
    with pytest.raises(Invalid):
        update_id("chat", key)


def test_a_citation_says_its_tier_in_chinese() -> None:
    citations = turn_json(ANSWER)["messages"][0]["citations"]

    assert [c["tier_label"] for c in citations] == ["官方原文", "本项目转述"]
    assert "tier_label" not in ANSWER.messages[0].citations[0]


def test_an_empty_turn_is_whole_json() -> None:
    assert turn_json(Turn()) == {
        "messages": [],
        "choices": [],
        "asks": None,
        "flow": None,
        "draft": None,
        "ticket": None,
        "wants_file": False,
        "language": "zh-Hans",
    }
