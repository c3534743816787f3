"""Documents the bot hands out: by key, and only to the person of the chat."""

import pytest

from api.domain.errors import NotFound
from bot.dialogue.turn import Message, OutgoingDocument, Turn
from bot.dialogue.turn_json import turn_from_json, turn_json
from bot.handouts import HandedOut, Handouts
from bot.transcript import bot_line
from bot.web import turn_json as web_turn_json

TEMPLATE = OutgoingDocument("模板.csv", "text/csv", "template")


def made(person: str, one: str) -> HandedOut:
    return HandedOut("模板.csv", "text/csv", f"{person} {one}".encode())


def handouts() -> Handouts:
    known = {("web", "c1"): "li"}
    return Handouts({"template": made}, lambda channel, chat: known.get((channel, chat)))


def test_a_document_is_made_for_the_person_of_the_chat() -> None:
    assert handouts().fetch("web", "c1", "template").content == b"li "
    assert handouts().fetch("web", "c1", "template-0a1b").content == b"li 0a1b"


@pytest.mark.parametrize(
    ("channel", "chat", "key"),
    [
        ("web", "c2", "template"),
        ("telegram", "c1", "template"),
        ("web", "c1", "other"),
        ("web", "c1", "../template"),
        ("web", "c1", "template-"),
    ],
)
def test_strangers_and_unknown_keys_get_a_sentence(channel: str, chat: str, key: str) -> None:
    with pytest.raises(NotFound, match="再要一次"):
        handouts().fetch(channel, chat, key)


def test_a_document_survives_being_stored_and_the_web_says_where_it_is() -> None:
    turn = Turn((Message("模板在这里。", document=TEMPLATE), Message("好的。")))
    assert turn_from_json(turn_json(turn)) == turn
    first, second = web_turn_json(turn)["messages"]
    assert first["document"]["path"] == "/api/v1/chat/files/template"
    assert "document" not in second


def test_staff_read_in_the_transcript_which_file_was_handed_out() -> None:
    assert bot_line(Message("模板在这里。", document=TEMPLATE)) == (
        "模板在这里。\n［发出文件］模板.csv"
    )
