"""A Turn as the WeCom messages it becomes: plain texts within the limit, and a card of choices.

Limits: https://developer.work.weixin.qq.com/document/path/90236 (2048 bytes of text, the rest is
cut off; 6 buttons on a card of buttons, 20 options on a card of options; the lengths of titles and
labels beyond which a phone shows an ellipsis).
"""

import re
from dataclasses import dataclass

from bot import texts
from bot.dialogue.turn import Card, Choice, Message, OutgoingDocument, Turn
from bot.quoting import citation_path
from bot.splitting import split

TEXT_LIMIT = 2048  # bytes of UTF-8
BUTTONS = 6
OPTIONS = 20
TITLE_LENGTH = 36
SUBTITLE_LENGTH = 160
OPTIONS_SUBTITLE_LENGTH = 44
BUTTON_COLUMNS = 20  # 10 Chinese characters, which are two columns wide
OPTION_COLUMNS = 22
_REMARK = 60  # characters up to which a message is a remark on what follows
_LINK = re.compile(r"<(?=/?a\b)", re.IGNORECASE)  # the one element a text may hold


@dataclass(frozen=True, slots=True)
class TextPart:
    """One text message."""

    text: str


@dataclass(frozen=True, slots=True)
class CardPart:
    """One card: ``title``, the lines under it, and choices, of which one is made: a button for
    each, or, when they are more than ``BUTTONS``, options to tick one of."""

    title: str
    subtitle: str
    choices: tuple[Choice, ...]

    @property
    def plain(self) -> str:
        """The same as a text, for when the card is refused."""
        labels = texts.WECOM_TYPE_INSTEAD.format(labels="、".join(c.label for c in self.choices))
        return "\n".join(line for line in (self.title, self.subtitle, labels) if line)


@dataclass(frozen=True, slots=True)
class FilePart:
    """One file message; the content is fetched when it is sent."""

    document: OutgoingDocument


Part = TextPart | CardPart | FilePart
Bubble = str | FilePart


def size(text: str) -> int:
    """The length of ``text`` in bytes, as WeCom counts."""
    return len(text.encode("utf-8"))


def columns(text: str) -> int:
    """How wide ``text`` is set: a Chinese character takes two columns."""
    return sum(1 if character.isascii() else 2 for character in text)


def render(turn: Turn, public_url: str = "") -> tuple[Part, ...]:
    """The messages of ``turn`` in order. Quotations link to their documents at ``public_url``,
    where people reach the service, if known."""
    bubbles = _bubbles(turn, public_url)
    if not turn.choices:
        return tuple(_parts(bubbles))
    last = _popped(bubbles)
    asked = f"{last}\n{_spelt_out(turn.choices)}".strip()
    few = len(turn.choices) <= BUTTONS
    room = SUBTITLE_LENGTH if few else OPTIONS_SUBTITLE_LENGTH
    if len(asked) > room or "<a " in asked:
        bubbles, asked = [*bubbles, asked], ""
    return (*_parts(bubbles), *_cards(asked, turn.choices))


def _bubbles(turn: Turn, public_url: str) -> list[Bubble]:
    """The text of each message, which a short remark shares with what follows it, and files."""
    bubbles: list[Bubble] = []
    remark = ""
    for message in turn.messages:
        text = "\n\n".join(part for part in (remark, _whole(message, public_url)) if part)
        remark = text if _is_remark(message) else ""
        bubbles += [] if remark else [text]
        bubbles += [FilePart(message.document)] if message.document else []
    last = "\n".join(part for part in (remark, texts.WECOM_ATTACH * turn.wants_file) if part)
    if last and not remark:
        last = f"{_popped(bubbles)}\n{last}".strip()
    return [bubble for bubble in (*bubbles, last) if bubble]


def _popped(bubbles: list[Bubble]) -> str:
    """The last bubble, taken off, if it is a text."""
    last = bubbles[-1] if bubbles else None
    if not isinstance(last, str):
        return ""
    bubbles.pop()
    return last


def _is_remark(message: Message) -> bool:
    plain = message.card is None and message.document is None and not message.citations
    return plain and len(message.text) <= _REMARK


def _whole(message: Message, public_url: str) -> str:
    """The text is complete by itself: an answer quotes and names its sources in it."""
    parts = [_plain(message.text)]
    if message.card is not None:
        parts.append(_card(message.card))
    if public_url and message.citations:
        parts.append("\n".join(_links(message, public_url)))
    return "\n\n".join(part for part in parts if part)


def _plain(text: str) -> str:
    """Without half characters, and without what would become a link by itself."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _LINK.sub("＜", whole).strip()


def _card(card: Card) -> str:
    rows = [f"{row.label}：{row.value}{f'（{row.mark}）' if row.mark else ''}" for row in card.rows]
    return _plain("\n".join(line for line in (f"【{card.title}】", *rows, card.note) if line))


def _links(message: Message, public_url: str) -> list[str]:
    links = []
    for citation in message.citations:
        title = f"《{str(citation['title']).strip('《》')}》{citation.get('article') or ''}"
        shown = _plain(texts.WECOM_ORIGINAL.format(title=title))
        links.append(f'<a href="{public_url}{citation_path(citation)}">{shown}</a>')
    return links


def _parts(bubbles: list[Bubble]) -> list[Part]:
    parts: list[Part] = []
    for bubble in bubbles:
        if isinstance(bubble, FilePart):
            parts.append(bubble)
        else:
            parts += [TextPart(piece) for piece in split(bubble, TEXT_LIMIT, size)]
    return parts


def _spelt_out(choices: tuple[Choice, ...]) -> str:
    """The labels a card would show in part only, in full."""
    widest = BUTTON_COLUMNS if len(choices) <= BUTTONS else OPTION_COLUMNS
    return "\n".join(f"· {c.label}" for c in choices if columns(c.label) > widest)


def _cards(text: str, choices: tuple[Choice, ...]) -> list[CardPart]:
    first, _, rest = text.partition("\n")
    if not first or len(first) > TITLE_LENGTH:
        first, rest = texts.WECOM_CHOOSE, text
    return [
        CardPart(first, rest.strip() if start == 0 else "", choices[start : start + OPTIONS])
        for start in range(0, len(choices), OPTIONS)
    ]
