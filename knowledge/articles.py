"""Documents cut into passages along their own structure: 编, 章, 节, 条, 款; else by section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.documents import Document, Passage
from knowledge.outline import Kind, Line, is_table_row, outline
from knowledge.pieces import Span, pieces

SPLITTER_VERSION = "1"
"""Part of every index fingerprint: raise it when the same text would be cut differently."""

_WORD = re.compile(r"\w")


@dataclass(slots=True)
class _Section:
    """What is being gathered: one article, or one run of paragraphs under a heading."""

    heading: tuple[str, ...]
    article: str | None = None
    article_no: int | None = None
    lines: list[Span] = field(default_factory=list)


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of ``document`` in order; ``document.text[p.start:p.end] == p.text``.

    An article is one passage. Articles over about 600 characters are cut by 款 and keep heading
    and article label. Texts without articles are cut by heading, numbered section and paragraph.
    """
    text = document.text
    spans = (
        (section, span)
        for section in _sections(document)
        for span in pieces(text, section.lines)
        if _WORD.search(text, *span)
    )
    return tuple(
        Passage(
            document=document.key,
            ordinal=ordinal,
            start=start,
            end=end,
            text=text[start:end],
            heading=section.heading,
            article=section.article,
            article_no=section.article_no,
        )
        for ordinal, (section, (start, end)) in enumerate(spans)
    )


def _sections(document: Document) -> Iterator[_Section]:
    path: list[tuple[tuple[int, int], str]] = []
    section = _Section(())
    lines = list(outline(document.text, document.title))
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if not _begins(document.text, line, section, following):
            section.lines.append((line.start, line.end))
            continue
        yield section
        path = _below(path, line)
        section = _opened(line, tuple(title for _, title in path))
    yield section


def _begins(text: str, line: Line, section: _Section, following: Line | None) -> bool:
    """Whether ``line`` ends the section before it."""
    if line.kind is Kind.ANNEX:
        is_table = following is not None and is_table_row(text[following.start : following.end])
        return line.title.startswith("附") or is_table
    if line.kind is Kind.NUMBERED:
        return section.article is None and line.level == (2, 1)
    return line.kind is not Kind.BODY


def _below(
    path: list[tuple[tuple[int, int], str]], line: Line
) -> list[tuple[tuple[int, int], str]]:
    """The heading path after ``line``; only headings and annexes change it."""
    if line.kind is Kind.ARTICLE:
        return [step for step in path if step[0][0] == 1 or step[0] < min(line.level, (1, 0))]
    level = (1, 9) if line.kind is Kind.ANNEX else line.level
    kept = [step for step in path if step[0] < level]
    return [*kept, (level, line.title)] if line.title else kept


def _opened(line: Line, heading: tuple[str, ...]) -> _Section:
    """The section that ``line`` begins; a heading is named in the path and not repeated."""
    if line.kind is Kind.ARTICLE and line.number:
        return _Section(heading, line.title, line.number.main, [(line.start, line.end)])
    is_body = line.kind is Kind.ANNEX or (line.kind is Kind.NUMBERED and not line.title)
    return _Section(heading, lines=[(line.start, line.end)] if is_body else [])
