"""What each line of a policy text is: a heading, the start of an article, front matter or body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from knowledge.numerals import NUMERAL, ArticleNumber, article_number

_UNITS = ("编", "分编", "章", "节")
_STRUCTURAL = re.compile(
    rf"(?P<label>第\s*{NUMERAL}{{1,6}}\s*(?P<unit>分编|[编章节]))"
    r"(?P<title>[\s　:：]*[^。；]{0,40})$"
)
_BARE_HEADINGS = frozenset(("总则", "附则", "序言"))
_MARKDOWN = re.compile(r"(?P<marks>#{1,6})\s+(?P<title>.+)$")
_NUMBERED = re.compile(
    r"(?:[（(]\s*(?P<inner>[一二三四五六七八九十]{1,3})\s*[)）]|[一二三四五六七八九十]{1,3}[、.．])\s*\S"
)
_ARTICLE = re.compile(
    rf"(?P<label>第\s*{NUMERAL}{{1,9}}\s*条(?:\s*之\s*{NUMERAL}{{1,3}})?)"
    r"(?P<gap>[\s　:：*]*)(?P<rest>.?)"
)
# What follows 第五条 when the line only mentions the article: 第五条规定的, 第五条、第六条 …
_MENTION = frozenset("第、和至及或与规所的款项中以修增删，,。；）)")
_FRONT = re.compile(r"(?:[-*]\s*)?(?:来源|level|发文机关|文号|发布日期|施行日期)\s*[:：=]|<!--")
_DATED = re.compile(
    r"[（(]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.*(?:通过|公布|发布|修正|修订|施行|批准|印发)[^。]*$"
)
_ANNEX = re.compile(
    r"附\s*[件表录]?\s*[一二三四五六七八九十\d]{0,3}\s*(?:[:：].{0,40}|\s.{1,40})?$"
)
_TABLE_TITLE = re.compile(
    r"[^。；|]{2,30}表[一二三四五六七八九十\d]{0,2}(?:[（(][^）)]{1,20}[）)])?$"
)
_TABLE_ROW = re.compile(r"[-+=|\s]{4,}$|[^|]*\|")
_ITEM = re.compile(rf"[（(]\s*{NUMERAL}{{1,3}}\s*[)）]|\d{{1,2}}[.．、]|[①-⑳]")
# Where a line that lost its breaks goes on with the next numbered provision.
_LOST_BREAK = re.compile(
    rf"(?<=[。；;：:])\s*(?=第{NUMERAL}{{1,9}}条[\s　]|[一二三四五六七八九十]{{1,3}}、)"
)
_LONGEST_NUMBERED_HEADING = 30


class Kind(Enum):
    """What a line is."""

    HEADING = "heading"
    ARTICLE = "article"
    ANNEX = "annex"
    NUMBERED = "numbered"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: ``text[start:end]`` without the white space around it.

    ``level`` orders headings, outermost smallest: Markdown before 编/章/节 before 一、（一）. An
    article has one where it is written as a Markdown heading.
    """

    kind: Kind
    start: int
    end: int
    title: str = ""
    level: tuple[int, int] = (9, 9)
    number: ArticleNumber | None = None

    def __len__(self) -> int:
        """Characters in the line."""
        return self.end - self.start


def outline(text: str, title: str) -> Iterator[Line]:
    """The lines of ``text`` that carry content; blank lines, front matter and the title are out."""
    previous: ArticleNumber | None = None
    for start, end in _spans(text, _after_front_matter(text)):
        line = _classify(text[start:end], start, previous)
        if line.kind is Kind.BODY and _is_front(text[start:end], title):
            continue
        if line.kind is Kind.HEADING and line.level[0] == 0:
            previous = None
            if line.title == title:
                continue
        if line.number:
            previous = line.number
        yield line


def is_table_row(text: str) -> bool:
    """Whether a line is a row or a rule of a table."""
    return bool(_TABLE_ROW.match(text))


def is_item(text: str) -> bool:
    """Whether a line is an item (项) that belongs to the paragraph before it."""
    return bool(_ITEM.match(text))


def _after_front_matter(text: str) -> int:
    mark = re.search(r"<!--\s*INFO END\s*-->", text)
    return mark.end() if mark else 0


def _spans(text: str, position: int) -> Iterator[tuple[int, int]]:
    while position < len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        yield from _unbroken(text, position, stop)
        position = stop + 1


def _unbroken(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The parts of one physical line, each without white space around it."""
    breaks = [found.end() for found in _LOST_BREAK.finditer(text, start, stop)]
    for left, right in zip([start, *breaks], [*breaks, stop], strict=True):
        part = text[left:right]
        first = left + len(part) - len(part.lstrip())
        last = left + len(part.rstrip())
        if first < last:
            yield first, last


def _classify(line: str, start: int, previous: ArticleNumber | None) -> Line:
    bare = line.lstrip("#*> ")
    first = start + len(line) - len(bare)
    end = start + len(line)
    if bare.startswith("第"):
        marks = _MARKDOWN.match(line)
        number = _article(bare, None if marks else previous)  # a heading may stand in any order
        if number:
            label = article_label(bare)
            level = (0, len(marks["marks"])) if marks else (9, 9)
            return Line(Kind.ARTICLE, first, end, title=label, level=level, number=number)
        structural = _STRUCTURAL.match(bare)
        if structural:
            level = (1, _UNITS.index(structural["unit"]))
            return Line(Kind.HEADING, first, end, title=_tidy(structural), level=level)
    return _classify_plain(line, bare, Line(Kind.BODY, start, end))


def _classify_plain(line: str, bare: str, body: Line) -> Line:
    """What a line is that starts no article, chapter or section."""
    title = re.sub(r"\s", "", bare)
    if title in _BARE_HEADINGS:
        level = (1, 0) if title == "附则" else (1, 2)  # 附则 without a number ends every 编
        return Line(Kind.HEADING, body.start, body.end, title, level)
    markdown = _MARKDOWN.match(line)
    if markdown:
        level = (0, len(markdown["marks"]))
        return Line(Kind.HEADING, body.start, body.end, markdown["title"].strip(" #*"), level)
    if (bare.startswith("附") and _ANNEX.match(bare)) or _TABLE_TITLE.match(bare):
        return Line(Kind.ANNEX, body.start, body.end, title=bare)
    numbered = _NUMBERED.match(bare)
    if numbered:
        level = (2, 2 if numbered["inner"] else 1)
        return Line(Kind.NUMBERED, body.start, body.end, _numbered_title(bare), level)
    return body


def _numbered_title(line: str) -> str:
    """The heading in 一、…; empty when the line is a whole sentence rather than a heading."""
    is_heading = len(line) <= _LONGEST_NUMBERED_HEADING and not re.search(r"[。；;，,：:]", line)
    return line if is_heading else ""


def article_label(line: str) -> str:
    """The label at the start of a line that begins an article, without white space."""
    found = _ARTICLE.match(line)
    return re.sub(r"\s", "", found["label"]) if found else ""


def _article(line: str, previous: ArticleNumber | None) -> ArticleNumber | None:
    """The number of the article that ``line`` begins; None when it only mentions one."""
    found = _ARTICLE.match(line)
    number = article_number(found["label"]) if found else None
    if not found or not number:
        return None
    separated = bool(found["gap"]) or not found["rest"]
    if not separated and found["rest"] in _MENTION:
        return None
    return number if _follows(number, previous, separated) else None


def _follows(number: ArticleNumber, previous: ArticleNumber | None, separated: bool) -> bool:
    """Articles count upwards; a gap is believed only where the label stands apart."""
    if number.main == 1:
        return True
    if previous is None:
        return separated
    if number.main == previous.main:
        return number.sub == previous.sub + 1
    return number.main == previous.main + 1 or (separated and number > previous)


def _tidy(structural: re.Match[str]) -> str:
    """第一章 总　则 → 第一章 总则."""
    label = re.sub(r"\s", "", structural["label"])
    title = re.sub(r"(?<![A-Za-z])[\s　]+|[:：*]", "", structural["title"])
    return f"{label} {title}".strip()


def _is_front(line: str, title: str) -> bool:
    """Lines about the document rather than of it."""
    if line == title or re.sub(r"\s", "", line) == "目录":
        return True
    return bool(_FRONT.match(line) or _DATED.match(line))
