"""Text as Telegram takes it: entities out of HTML, length counted after that."""

from html.parser import HTMLParser
from typing import Any

from tests.telegram_server.errors import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}


def units(text: str) -> int:
    """Length in UTF-16 code units, in which offsets and limits are given."""
    return len(text.encode("utf-16-le")) // 2


class _Entities(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self._open: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}"')
        given = dict(attrs)
        kind = "expandable_blockquote" if "expandable" in given else _TAGS[tag]
        entity: dict[str, Any] = {"type": kind, "offset": units(self.text)}
        if kind == "text_link":
            entity["url"] = given.get("href")
        self._open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad_request(f'can\'t parse entities: Unmatched end tag "{tag}"')
        entity = self._open.pop()[1]
        entity["length"] = units(self.text) - entity["offset"]
        if entity["length"]:
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        self.text += data

    def finish(self) -> None:
        self.close()
        if self._open:
            raise bad_request(f"can't parse entities: Can't find end tag for {self._open[-1][0]}")


def parse(text: str, parse_mode: str | None) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and its entities, sorted by offset."""
    if not parse_mode:
        return text.strip(), []
    if parse_mode.upper() != "HTML":
        raise bad_request("unsupported parse_mode")
    parser = _Entities()
    parser.feed(text)
    parser.finish()
    entities = sorted(parser.entities, key=lambda entity: int(entity["offset"]))
    return parser.text.strip(), entities


def message_text(text: str, parse_mode: str | None) -> tuple[str, list[dict[str, Any]]]:
    """The text of a message, refused when empty or too long."""
    plain, entities = parse(text, parse_mode)
    if not plain:
        raise bad_request("message text is empty")
    if units(plain) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return plain, entities


def caption_text(text: str, parse_mode: str | None) -> tuple[str, list[dict[str, Any]]]:
    """The caption of a photo or document, refused when too long."""
    plain, entities = parse(text, parse_mode)
    if units(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return plain, entities
