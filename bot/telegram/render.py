"""A Turn as the Telegram messages it becomes: HTML within the limits, and a keyboard.

Limits: https://core.telegram.org/bots/api#sendmessage (1–4096 characters after entities are
parsed, counted here in UTF-16 units, the stricter reading) and #inlinekeyboardbutton
(1–64 bytes of callback data).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape
from typing import Any

from bot import texts
from bot.dialogue.divisions import TOP
from bot.dialogue.turn import Card, Choice, Message, OutgoingDocument, Turn
from bot.quoting import around, citation_path
from bot.splitting import split
from knowledge.documents import Tier
from retrieval.answer import Role

TEXT_LIMIT = 4096
CALLBACK_LIMIT = 64
_PAIR_WIDTH = 16  # columns of a label beside which a second button still fits on a phone
_LONG_QUOTE = 300  # units above which a quotation is folded until tapped
_REMARK = 60  # units up to which a message is a remark on what follows


class Style(StrEnum):
    """How a block is set."""

    PLAIN = "plain"
    BOLD = "bold"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in one style; ``text`` is plain, not yet escaped."""

    text: str
    style: Style = Style.PLAIN
    link: str = ""  # where a tap on it leads
    folded: bool = False  # shown in part until tapped, however short it is


@dataclass(frozen=True, slots=True)
class Outbound:
    """One sendMessage: HTML text, and rows of choices under it; or one sendDocument."""

    html: str
    keyboard: tuple[tuple[Choice, ...], ...] = ()
    document: OutgoingDocument | None = None


Page = list[Block] | OutgoingDocument


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def render(turn: Turn, public_url: str = "") -> tuple[Outbound, ...]:
    """The messages of ``turn`` in order; the keyboard hangs under the last one. The line under a
    quotation opens the document at ``public_url``, where people reach the service, if known."""
    pages = [page for bubble in _bubbles(turn.messages, public_url) for page in _paged(bubble)]
    for hint in _hints(turn):
        pages = _append(pages, Block(hint))
    buttons = tuple(c for c in turn.choices if len(c.code.encode()) <= CALLBACK_LIMIT)
    if buttons and not pages:
        pages = [[Block(texts.TELEGRAM_CHOOSE)]]
    rows = _rows(buttons)
    last = len(pages) - 1
    return tuple(_outbound(page, rows if index == last else ()) for index, page in enumerate(pages))


def _hints(turn: Turn) -> tuple[str, ...]:
    """What else can be sent now, where Telegram hides how."""
    places = turn.asks == "place" and any(c.code.endswith(f":walk:{TOP}") for c in turn.choices)
    hints = {texts.TELEGRAM_ATTACH: turn.wants_file, texts.TELEGRAM_LOCATE: places}
    return tuple(hint for hint, fits in hints.items() if fits)


def _outbound(page: Page, keyboard: tuple[tuple[Choice, ...], ...]) -> Outbound:
    if isinstance(page, OutgoingDocument):
        return Outbound("", keyboard, page)
    return Outbound(_html(page), keyboard)


@dataclass(slots=True)
class _Bubble:
    """The blocks of one Telegram message, and the document that follows it."""

    blocks: list[Block]
    document: OutgoingDocument | None


def _bubbles(messages: tuple[Message, ...], public_url: str) -> list[_Bubble]:
    """What each Telegram message shows; a short remark shares that of what follows it.

    Each message rings a telephone and counts against the limit of one a second.
    """
    bubbles: list[_Bubble] = []
    joins = False
    for message in messages:
        blocks = _blocks(message, public_url)
        if joins:
            blocks = [*bubbles.pop().blocks, *blocks]
        bubbles.append(_Bubble(blocks, message.document))
        plain = message.card is None and not message.citations and message.document is None
        joins = plain and units(_sendable(message.text)) <= _REMARK
    return bubbles


def _paged(bubble: _Bubble) -> list[Page]:
    return [*_pages(bubble.blocks), *([bubble.document] if bubble.document else [])]


def _append(pages: list[Page], block: Block) -> list[Page]:
    """``block`` below the last text; a document that follows that text stays with it."""
    after = [page for page in pages[-1:] if isinstance(page, OutgoingDocument)]
    before = pages[: len(pages) - len(after)]
    last = before.pop() if before else []
    blocks = last if isinstance(last, list) else []
    return [*before, *_pages([*blocks, block]), *after]


def _blocks(message: Message, public_url: str) -> list[Block]:
    before, after = around(message.text, message.citations)
    blocks = [Block(before)]
    if message.card is not None:
        blocks += _card(message.card)
    for citation in message.citations:
        referred = citation.get("role") == Role.REFERRED
        blocks.append(Block(str(citation["quote"]), Style.QUOTE, folded=referred))
        link = public_url + citation_path(citation) if public_url else ""
        blocks.append(Block(_source(citation), link=link))
    blocks.append(Block(after))
    cleaned = [replace(block, text=_sendable(block.text)) for block in blocks]
    return [block for block in cleaned if block.text]


def _sendable(text: str) -> str:
    """Without half surrogate pairs, which no encoder takes, and without edges of blanks."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()


def _card(card: Card) -> list[Block]:
    width = max((len(row.label) for row in card.rows), default=0)
    lines = [
        f"{row.label.ljust(width, '　')}　{row.value}{f'（{row.mark}）' if row.mark else ''}"
        for row in card.rows
    ]
    return [Block(card.title, Style.BOLD), Block("\n".join(lines)), Block(card.note)]


def _source(citation: dict[str, Any]) -> str:
    title = f"《{str(citation['title']).strip('《》')}》{citation.get('article') or ''}"
    parts = [title, citation.get("issuer") or "", citation.get("number") or ""]
    parts.append(Tier(citation["tier"]).label)
    parts.append(_in_force(citation.get("effective_from"), citation.get("effective_to")))
    return "——" + " · ".join(part for part in parts if part)


def _in_force(begins: str | None, ends: str | None) -> str:
    """Between which dates, ISO, a quoted text applies; empty where nobody knows."""
    if not (begins or ends):
        return ""
    known = "between" if begins and ends else "begins" if begins else "ends"
    return texts.TELEGRAM_IN_FORCE[known].format(begins=begins, ends=ends)


def _pages(blocks: list[Block]) -> list[list[Block]]:
    """Blocks packed into as few messages as the limit allows, in order."""
    pages: list[list[Block]] = []
    room = 0
    for block in blocks:
        for piece in split(block.text, TEXT_LIMIT, units):
            need = units(piece) + 2  # the blank line between blocks
            if need > room:
                pages.append([])
                room = TEXT_LIMIT + 2
            pages[-1].append(replace(block, text=piece))
            room -= need
    return pages


def _html(page: list[Block]) -> str:
    return "\n\n".join(_marked(block) for block in page)


def _marked(block: Block) -> str:
    text = escape(block.text, quote=False)
    if block.style is Style.BOLD:
        return f"<b>{text}</b>"
    if block.style is Style.QUOTE:
        fold = " expandable" if block.folded or units(block.text) > _LONG_QUOTE else ""
        return f"<blockquote{fold}>{text}</blockquote>"
    if block.link:
        return f'<a href="{escape(block.link)}">{text}</a>'
    return text


def _columns(label: str) -> int:
    return sum(1 if character.isascii() else 2 for character in label)


def _rows(choices: tuple[Choice, ...]) -> tuple[tuple[Choice, ...], ...]:
    """Two short labels share a row; a long one has its own."""
    rows: list[tuple[Choice, ...]] = []
    for choice in choices:
        short = _columns(choice.label) <= _PAIR_WIDTH
        if short and rows and len(rows[-1]) == 1 and _columns(rows[-1][0].label) <= _PAIR_WIDTH:
            rows[-1] = (rows[-1][0], choice)
        else:
            rows.append((choice,))
    return tuple(rows)
