"""What is believed of a WeCom callback, and what it means."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import texts
from bot.dialogue.turn import Inbound
from bot.wecom.crypto import ForgedError, Seal, aes_key
from bot.wecom.updates import Received, UnreadableError, fields, read
from tests.fakes import NOON
from tests.wecom_server import vectors
from tests.wecom_server.envelope import encrypted, sealed, signature, xml

SEAL = Seal(vectors.TOKEN, aes_key(vectors.AES_KEY), vectors.CORP_ID)
SAID = {"FromUserName": "ZhangYuan", "CreateTime": 1_409_659_813, "MsgType": "text"}


def opened(text: bytes, *, key: str = vectors.AES_KEY, receiver: str = vectors.CORP_ID) -> bytes:
    ciphertext = sealed(text, key, receiver)
    given = signature(vectors.TOKEN, "1", "2", ciphertext)
    return SEAL.opened(given, "1", "2", ciphertext)


def test_the_platforms_own_examples_are_opened() -> None:
    assert SEAL.opened(**vectors.VERIFICATION) == vectors.VERIFIED
    told = fields(SEAL.opened(**vectors.MESSAGE))
    assert (told["FromUserName"], told["Content"]) == ("mycreate", "hello")
    received = read(told, NOON)
    assert received is not None
    assert received.inbound == Inbound(
        "wecom",
        "mycreate",
        "message:4561255354251345929",
        datetime(2014, 9, 2, 12, 10, 13, tzinfo=UTC),
        text="hello",
    )


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce", "encrypted"])
def test_nothing_may_be_changed_on_the_way(name: str) -> None:
    changed = vectors.MESSAGE | {name: vectors.MESSAGE[name][:-1] + "0"}
    with pytest.raises(ForgedError, match="signature"):
        SEAL.opened(**changed)


@given(st.binary(max_size=200))
def test_any_message_comes_out_as_it_went_in(text: bytes) -> None:
    assert opened(text) == text


def test_a_message_for_another_company_is_refused() -> None:
    with pytest.raises(ForgedError, match="CorpID"):
        opened(b"<xml/>", receiver="wx0000000000000000")
    with pytest.raises(ForgedError):
        opened(b"<xml/>", key=vectors.AES_KEY[::-1])


@pytest.mark.parametrize("ciphertext", ["", "no base64", "AAAA", "A" * 44])
def test_signed_rubbish_is_refused(ciphertext: str) -> None:
    given = signature(vectors.TOKEN, "1", "2", ciphertext)
    with pytest.raises(ForgedError):
        SEAL.opened(given, "1", "2", ciphertext)


@pytest.mark.parametrize("body", [b"", b"too short", bytes(16) + b"\xff\xff\xff\xff<xml/>"])
def test_a_sealed_envelope_that_is_none_is_refused(body: bytes) -> None:
    ciphertext = encrypted(body, vectors.AES_KEY)
    given = signature(vectors.TOKEN, "1", "2", ciphertext)
    with pytest.raises(ForgedError, match="envelope"):
        SEAL.opened(given, "1", "2", ciphertext)


@pytest.mark.parametrize("key", ["", "short", "=" * 43, "a" * 44])
def test_an_aes_key_has_43_letters_and_digits(key: str) -> None:
    with pytest.raises(ValueError, match="43"):
        aes_key(key)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no xml",
        b"<xml><a></xml>",
        b'<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><a>&a;</a></xml>',
        b"<!DOCTYPE xml><xml/>",
    ],
)
def test_xml_that_is_broken_or_declares_anything_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        fields(body)


def heard(**content: Any) -> Received:
    received = read(fields(xml(SAID | content)), NOON)
    assert received is not None
    return received


def test_words_places_and_files_are_inputs() -> None:
    assert heard(Content="你好 <b> & ]]", MsgId=1).inbound.text == "你好 <b> & ]]"
    place = heard(MsgType="location", Location_X=23.134521, Location_Y=113.358803)
    assert place.inbound.location == (23.134521, 113.358803)
    photo = heard(MsgType="image", MediaId="m1", PicUrl="http://x")
    assert (photo.media, photo.inbound.file and photo.inbound.file.name) == ("m1", "照片.jpg")
    file = heard(MsgType="file", MediaId="m2", FileName="名单.xlsx")
    assert (file.media, file.inbound.file and file.inbound.file.name) == ("m2", "名单.xlsx")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"MsgType": "voice", "MediaId": "m", "Format": "amr"}, texts.WECOM_VOICE),
        ({"MsgType": "video", "MediaId": "m"}, texts.WECOM_VIDEO),
        ({"MsgType": "link", "Title": "某页"}, texts.WECOM_OTHER_KIND),
        ({"MsgType": "image"}, texts.WECOM_OTHER_KIND),
        ({"MsgType": "location", "Location_X": "?"}, texts.WECOM_OTHER_KIND),
        ({"MsgType": "location", "Location_X": 123, "Location_Y": 4}, texts.WECOM_OTHER_KIND),
    ],
)
def test_what_cannot_be_taken_is_answered_kindly(content: dict[str, Any], sentence: str) -> None:
    file = heard(**content).inbound.file
    assert file is not None
    assert file.refused == sentence


def test_a_button_an_option_and_the_menu_say_what_was_chosen() -> None:
    event: dict[str, Any] = {"MsgType": "event", "Event": "template_card_event", "TaskId": "t1"}
    pressed = heard(**event, EventKey="f:1:place:skip", ResponseCode="r1")
    assert (pressed.inbound.choice, pressed.response) == ("f:1:place:skip", "r1")
    option = {"SelectedItem": {"QuestionKey": "choice", "OptionIds": {"OptionId": "d:help"}}}
    assert heard(**event, EventKey="submit", SelectedItems=option).inbound.choice == "d:help"
    assert heard(MsgType="event", Event="click", EventKey="/mine").inbound.text == "/mine"


def test_other_events_mean_nothing_to_us() -> None:
    for event in ("enter_agent", "subscribe", "LOCATION", "click"):
        told = fields(xml(SAID | {"MsgType": "event", "Event": event}))
        assert read(told, NOON) is None
    assert read({"MsgType": "text", "Content": "谁？"}, NOON) is None


def test_the_same_event_has_the_same_id_and_another_one_another() -> None:
    event: dict[str, Any] = {"MsgType": "event", "Event": "template_card_event", "TaskId": "t1"}
    first = heard(**event, EventKey="a").inbound.update
    assert heard(**event, EventKey="a", ResponseCode="other").inbound.update == first
    assert heard(**event, EventKey="b").inbound.update != first
    assert heard(**event | {"CreateTime": 1}, EventKey="a").inbound.update != first
    assert len(first) <= 250


def test_a_time_that_is_none_is_the_time_of_receipt() -> None:
    assert heard(CreateTime="soon", Content="x").inbound.received_at == NOON
