"""Texts a question names that are not at hand: an unknown 文号, 《title》 or law."""

import re
from collections.abc import Iterator

from knowledge.document_numbers import DocumentNumber, document_numbers
from knowledge.lookup import Titles, find_references, plain_name

# What a policy text is called; 《捐赠协议》 and 《年度报告》 are forms, no texts to quote.
_TEXT = r"(?:法|条例|办法|规定|细则|意见|通知|方案|公告|规则|决定|纲要|规划|准则|批复)"
_MARKED = re.compile(rf"《([^《》]{{2,60}}?{_TEXT}(?:[（(][^《》]{{1,12}}[)）])?)》")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}(?:省|市|自治区|自治州|州|县|区)$")
_COVERED = 0.6  # of a title, that the name of a text at hand must make up


def unheld_numbers(question: str, titles: Titles) -> Iterator[DocumentNumber]:
    """The 文号 in ``question`` that no text at hand has."""
    for written in document_numbers(plain_name(question)):
        known = any(number.same_as(written) for number, _ in titles.numbers)
        if not known and (written.office or written.kind != "文"):
            yield written


def unheld_titles(question: str, titles: Titles) -> Iterator[str]:
    """The titles in ``question`` that no text at hand has: those in 《》, those of laws known not
    to be at hand where an article of them is asked, and those of another place."""
    for marked in _MARKED.findall(question):
        if not _is_held(marked, titles):
            yield marked
    plain = plain_name(question)
    for reference in find_references(question, titles):
        if reference.article is None:
            continue
        place = _PLACE.search(plain[: plain.find(reference.title)])
        if not reference.documents:
            yield reference.title
        elif place and not _PLACE.match(reference.title):
            yield f"{place[0]}{reference.title}"


def numbers_in(text: str) -> tuple[DocumentNumber, ...]:
    """The 文号 that stand in ``text``."""
    return tuple(document_numbers(plain_name(text)))


def _is_held(title: str, titles: Titles) -> bool:
    written = plain_name(title)
    if any(written in name and keys for name, keys in titles.names.items()):
        return True
    found = (one for one in find_references(title, titles) if one.documents)
    return any(len(one.title) >= _COVERED * len(written) for one in found)
