"""Web pages: the part that holds the text, without navigation, scripts and what is hidden."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import (
    Comment,
    Declaration,
    Doctype,
    NavigableString,
    ProcessingInstruction,
    Tag,
)

from knowledge.reading.page import as_row
from knowledge.reading.plain import decoded
from knowledge.reading.result import Read
from knowledge.stated_dates import date_in

_OUT = (
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form",
    "iframe", "svg", "button", "select", "input", "textarea", "object", "head",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = re.compile(
    r"address|article|blockquote|body|br|center|d[ivdlt]{1,2}|fig(?:caption|ure)|fieldset|h[1-6r]|"
    r"html|li|main|[ou]l|p|pre|section|table|t(?:body|d|h|head|r)"
)
_NOTES = (Comment, Declaration, Doctype, ProcessingInstruction)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_SHARE = 0.8
"""Of the text outside links: the innermost element that holds so much of it is the content."""
# Names that Chinese government sites give the facts of a page (政府网站发展指引).
_TITLE, _SOURCE, _DATE = "articletitle", "contentsource", "pubdate"


def read_html(content: bytes) -> Read:
    """The text of a web page; headings are marked, rows of tables are ``| a | b |``.

    Raises:
        ImportRefused: no text in a known encoding.
    """
    soup = BeautifulSoup(decoded(content), "lxml")
    facts = {
        str(tag.get("name", "")).lower(): str(tag.get("content", "")).strip()
        for tag in soup.find_all("meta")
    }
    _strip(soup)
    published = date_in(facts.get(_DATE, ""))
    text = "\n".join(_lines(_main(soup)))
    return Read(
        text,
        title=None if text.startswith("# ") else facts.get(_TITLE) or None,
        issuer=facts.get(_SOURCE) or None,
        published=published.isoformat() if published else None,
    )


def _strip(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(_OUT):
        tag.decompose()
    hidden = [
        tag
        for tag in soup.find_all(True)
        if tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style", "")))
    ]
    for tag in hidden:
        tag.extract()


def _main(soup: BeautifulSoup) -> Tag:
    """The innermost element that holds nearly all text that is no link."""
    element: Tag = soup.body or soup
    whole = _weight(element)
    while True:
        inner = [child for child in element.children if isinstance(child, Tag)]
        heavy = next((child for child in inner if _weight(child) >= _SHARE * whole), None)
        if heavy is None or heavy.name in {"table", "p", "tbody", "ul", "ol", "pre"}:
            return element
        element = heavy


def _weight(element: Tag) -> int:
    linked = sum(len(link.get_text(strip=True)) for link in element.find_all("a"))
    return len(element.get_text(strip=True)) - linked


def _lines(element: Tag) -> Iterator[str]:
    for line in _text(element).split("\n"):
        plain = _SPACE.sub(" ", line).strip(" ")
        if plain.strip("#\u3000 "):
            yield plain


def _text(element: Tag) -> str:
    """The text of ``element``, a line break around each block in it."""
    parts: list[str] = []
    stack: list[Tag | NavigableString | str] = [element]
    while stack:  # a hostile page nests deeper than Python recurses
        node = stack.pop()
        if isinstance(node, Tag):
            is_block = bool(_BLOCKS.fullmatch(node.name))
            parts += ["\n"] if is_block else []
            if node.name == "table" and (rows := _rows(node)):
                parts += [f"{row}\n" for row in rows]
                continue
            if re.fullmatch(r"h[1-6]", node.name or ""):
                parts.append(f"{'#' * int(node.name[1])} {_inline(node)}\n")
                continue
            if is_block:
                stack.append("\n")
            stack.extend(reversed(list(node.children)))  # type: ignore[arg-type]  # no other kinds
        elif not isinstance(node, _NOTES):
            parts.append(node if node == "\n" else _SPACE.sub(" ", node))
    return "".join(parts)


def _rows(table: Tag) -> list[str]:
    """The rows of a table of facts; none for one that only lays out the page."""
    grid = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    if table.find("table") or max((len(row) for row in grid), default=0) < 2:
        return []
    texts = [[_inline(cell) for cell in row] for row in grid]
    return [as_row(row) for row in texts if any(row)]


def _inline(element: Tag) -> str:
    return _SPACE.sub(" ", element.get_text()).strip()
