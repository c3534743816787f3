"""What a provision says of other provisions: 本法第二十二条, 《慈善法》第九条, 前款, 前两条."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.numerals import NUMERAL, ArticleNumber, article_number, chinese_to_int

_ARTICLE = rf"第{NUMERAL}{{1,9}}条(?:之{NUMERAL}{{1,3}})?"
_PARAGRAPH = rf"(?:第(?P<paragraph>{NUMERAL}{{1,3}})款)?"
_TEXT = r"《(?P<title>[^《》]{2,60})》|(?P<bare>[\u4e00-\u9fff]{1,20}(?:法典?|条例|办法|细则|规定))"
_MENTION = re.compile(
    rf"(?:{_TEXT})?(?P<article>{_ARTICLE}){_PARAGRAPH}"
    rf"|本条第(?P<own>{NUMERAL}{{1,3}})款"
    r"|前(?P<back>[两二三四]?)(?P<unit>[条款])(?!件)"
)
_LABEL = re.compile(rf"\s*{_ARTICLE}[\s　]")
_JOINS = re.compile(
    rf"(?:第{NUMERAL}{{1,3}}款|第?[（(]?{NUMERAL}{{1,3}}[)）]?项)?[、，和或及与至以]{{1,2}}$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names a provision.

    ``title`` is None for a provision of the text itself, else words that end in a title.
    ``article`` is None for a provision told from where the words stand: ``articles_back`` (前条
    is 1) or ``paragraphs_back`` (前款 is 1), or ``paragraph`` of the same article.
    """

    start: int
    end: int
    title: str | None = None
    article: ArticleNumber | None = None
    paragraph: int | None = None
    articles_back: int = 0
    paragraphs_back: int = 0


def mentions(text: str) -> Iterator[Mention]:
    """The provisions that ``text``, an article or part of one, names; its own label is none."""
    label = _LABEL.match(text)
    title: str | None = None
    last = 0
    for found in _MENTION.finditer(text, label.end() if label else 0):
        if found["article"]:
            if not _goes_on(text[last : found.start()], found):
                title = _title(found)
            yield Mention(
                found.start(),
                found.end(),
                title,
                article_number(found["article"]),
                _paragraph(found),
            )
            last = found.end()
        else:
            yield _relative(found)


def _goes_on(between: str, found: re.Match[str]) -> bool:
    """Whether an article is one more of the text named before: 《甲法》第三条、第五条."""
    return not (found["title"] or found["bare"]) and bool(_JOINS.fullmatch(between))


def _title(found: re.Match[str]) -> str | None:
    written: str | None = found["title"] or found["bare"]
    own = written is not None and re.search(r"本(?:法|条例|办法|细则|规定)$", written)
    return None if own else written


def _paragraph(found: re.Match[str]) -> int | None:
    written = found["paragraph"] or found["own"]
    return chinese_to_int(written) if written else None


def _relative(found: re.Match[str]) -> Mention:
    start, end = found.span()
    if found["own"]:
        return Mention(start, end, paragraph=_paragraph(found))
    back = chinese_to_int(found["back"]) or 1 if found["back"] else 1
    if found["unit"] == "条":
        return Mention(start, end, articles_back=back)
    return Mention(start, end, paragraphs_back=back)
