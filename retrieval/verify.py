"""The last check before a reply: quotations stand in their documents, figures in quotations."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.documents import Document
from retrieval.answer import Citation

_NUMERAL = "一二三四五六七八九十百千万亿两零〇"
# What a reader would rely on: 第二十二条, 民发〔2022〕11号, 30%, 2025年, 二十日, 百分之七十.
_CLAIM = re.compile(
    rf"第[{_NUMERAL}0-9]+[条款项]"
    r"|[\u4e00-\u9fff]{0,2}[〔\[(][0-9]{4}[〕\])][0-9]+号"
    r"|[0-9]+(?:[.,][0-9]+)*%?"
    rf"|百分之[{_NUMERAL}]+"
    rf"|[{_NUMERAL}]+(?=[元年日天周倍户人名家所个份次])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply; ``citation`` is set on a quotation and on what is said about it.

    ``said`` are the offsets into the cited document of what the line itself repeats of it.
    """

    text: str
    citation: Citation | None = None
    said: tuple[tuple[int, int], ...] = ()


def claims(text: str) -> set[str]:
    """The figures, dates, numbers of documents and articles that ``text`` states."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    return {found[0] for found in _CLAIM.finditer(plain)}


def is_verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quotation stands in the stored document at its offsets."""
    document = documents.get(citation.document)
    return (
        document is not None
        and bool(citation.quote)
        and document.text[citation.start : citation.end] == citation.quote
    )


def verified(
    lines: Iterable[Line], documents: Mapping[str, Document], facts: Sequence[str]
) -> list[Line]:
    """The lines that may be shown.

    A line falls when its quotation is not verbatim, or when it states a figure that stands
    neither in a verified quotation nor in ``facts``, the stored metadata of what is cited.
    """
    kept = [
        line
        for line in lines
        if line.citation is None
        or (is_verbatim(line.citation, documents) and _repeats(line, line.citation, documents))
    ]
    quoted = [line.citation.quote for line in kept if line.citation is not None]
    quoted += [
        documents[line.citation.document].text[start:end]
        for line in kept
        if line.citation is not None
        for start, end in line.said
    ]
    # A quotation from the middle of an article does not hold the article's own number.
    articles = [line.citation.article or "" for line in kept if line.citation is not None]
    known = claims("\n".join((*quoted, *articles, *facts)))
    return [line for line in kept if claims(line.text) <= known]


def _repeats(line: Line, citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether what ``line`` repeats of its document stands in it as it stands there."""
    text = documents[citation.document].text
    return all(text[start:end] and text[start:end] in line.text for start, end in line.said)
