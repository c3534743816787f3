"""What a callback means: an input, perhaps with a file still to fetch, or nothing to us."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from bot import texts
from bot.dialogue.turn import Inbound, IncomingFile

CHANNEL = "wecom"


class UnreadableError(Exception):
    """No callback of the platform: not XML, or XML that declares types or entities."""


@dataclass(frozen=True, slots=True)
class Received:
    """One callback as an input. ``media`` is the id of the file the input still lacks;
    ``response`` the code with which the card whose button was pressed is changed, once."""

    inbound: Inbound
    media: str | None = None
    response: str | None = None


def fields(xml: bytes) -> dict[str, str]:
    """The texts of the elements under the root, and of the first chosen option as ``OptionId``.

    Raises:
        UnreadableError: see the class.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(str(error)) from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableError("a document type is declared")
    found = {str(child.tag): child.text or "" for child in root}
    option = root.findtext("SelectedItems/SelectedItem/OptionIds/OptionId")
    return found | ({"OptionId": option} if option else {})


def read(callback: Mapping[str, str], now: datetime) -> Received | None:
    """What the fields of a callback mean; ``None`` when they mean nothing to us.

    ``now`` is the time of receipt in UTC, for callbacks that carry none.
    """
    chat = callback.get("FromUserName", "")
    if not chat:
        return None
    blank = Inbound(CHANNEL, chat, _update(callback), _at(callback, now))
    kind = callback.get("MsgType", "")
    if kind == "event":
        return _event(blank, callback)
    if kind == "text":
        return Received(replace(blank, text=callback.get("Content", "")))
    if kind == "location":
        return _location(blank, callback)
    return _file(blank, kind, callback)


def _update(callback: Mapping[str, str]) -> str:
    """The id by which a repeated callback is recognised. Events have no ``MsgId``."""
    if callback.get("MsgId"):
        return f"message:{callback['MsgId'][:64]}"
    names = ("FromUserName", "CreateTime", "Event", "EventKey", "OptionId", "TaskId")
    told = "\n".join(callback.get(name, "") for name in names)
    return f"event:{hashlib.sha256(told.encode()).hexdigest()}"


def _at(callback: Mapping[str, str], now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(int(callback.get("CreateTime", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return now


def _event(blank: Inbound, callback: Mapping[str, str]) -> Received | None:
    """A button of a card, or an entry of the menu, which says what could be typed."""
    key = callback.get("EventKey", "")
    match callback.get("Event"):
        case "template_card_event":
            chosen = callback.get("OptionId") or key
            return Received(replace(blank, choice=chosen), response=callback.get("ResponseCode"))
        case "click" if key:
            return Received(replace(blank, text=key))
    return None  # entered, followed, position reported in the background …


def _location(blank: Inbound, callback: Mapping[str, str]) -> Received:
    try:
        point = (float(callback["Location_X"]), float(callback["Location_Y"]))
    except (KeyError, ValueError):
        return _refused(blank, texts.WECOM_OTHER_KIND)
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        return _refused(blank, texts.WECOM_OTHER_KIND)
    return Received(replace(blank, location=point))


def _file(blank: Inbound, kind: str, callback: Mapping[str, str]) -> Received:
    media = callback.get("MediaId", "")
    if kind == "image" and media:
        return Received(replace(blank, file=IncomingFile(texts.WECOM_PHOTO, b"")), media)
    if kind == "file" and media:
        name = callback.get("FileName") or callback.get("Title") or texts.WECOM_FILE
        return Received(replace(blank, file=IncomingFile(name, b"")), media)
    if kind == "voice":
        return _refused(blank, texts.WECOM_VOICE)
    if kind == "video":
        return _refused(blank, texts.WECOM_VIDEO)
    return _refused(blank, texts.WECOM_OTHER_KIND)


def _refused(blank: Inbound, sentence: str) -> Received:
    return Received(replace(blank, file=IncomingFile("", b"", refused=sentence)))
