"""The provisions that quoted sentences name, quoted beside them: one step, never further."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.cross_references import Mention, mentions
from knowledge.documents import Document, Tier
from knowledge.lookup import Titles
from knowledge.numerals import article_number, int_to_chinese
from retrieval.answer import Citation, Role
from retrieval.corpus import Corpus
from retrieval.extractive import citation_at
from retrieval.leading import Span

MOST_REFERRED = 2
_LONGEST = 300  # characters of a provision quoted because another names it
_ITEM = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[)）]")
_SENTENCE_END = re.compile(r"[。；;！？\n]")


class References:
    """Resolves what quotations name against the documents at hand."""

    def __init__(self, corpus: Corpus, titles: Titles) -> None:
        """Look up articles in ``corpus`` and documents by ``titles``."""
        self._corpus = corpus
        self._titles = titles

    def of(self, citations: Sequence[Citation], as_of: date) -> tuple[Citation, ...]:
        """The provisions that ``citations`` name and do not already hold, in force on ``as_of``,
        those named in the sentences that answer first."""
        found: dict[tuple[str, int], Citation] = {}
        for citation in citations:
            for document, span, article in self._targets(citation, as_of):
                if len(found) == MOST_REFERRED:
                    return tuple(found.values())
                if not _is_quoted(document, span, citations):
                    found.setdefault(
                        (document.key, span[0]),
                        citation_at(document, span, article=article, role=Role.REFERRED),
                    )
        return tuple(found.values())

    def _targets(self, citation: Citation, as_of: date) -> Iterator[tuple[Document, Span, str]]:
        for mention in sorted(mentions(citation.quote), key=lambda one: _order(one, citation)):
            document = self._document(mention, citation, as_of)
            label = _label(mention, citation)
            whole = self._article(document, label) if document and label else None
            if document and label and whole:
                at = citation.start + mention.start
                span = _part(document.text, whole, mention, at)
                if span:
                    yield document, span, label

    def _document(self, mention: Mention, citation: Citation, as_of: date) -> Document | None:
        documents = self._corpus.documents
        if mention.title is None:
            # A digest counts the articles of the text it restates, not its own.
            own = citation.tier is Tier.OFFICIAL
            return documents.get(citation.document) if own else None
        named = (documents[key] for key in self._keys(mention.title) if key in documents)
        return next((one for one in named if one.in_force(as_of)), None)

    def _keys(self, title: str) -> tuple[str, ...]:
        """The documents of the longest title in which ``title`` ends."""
        plain = title.replace("中华人民共和国", "")
        ends = (plain[at:] for at in range(len(plain) - 1))
        return next((self._titles.names[one] for one in ends if one in self._titles.names), ())

    def _article(self, document: Document, label: str) -> Span | None:
        keys = self._corpus.articles.get((document.key, label), ())
        passages = [self._corpus.passages[key] for key in keys]
        if not passages:
            return None
        return min(one.start for one in passages), max(one.end for one in passages)


def _order(mention: Mention, citation: Citation) -> tuple[bool, int]:
    start, end = citation.focus or (citation.start, citation.end)
    inside = start <= citation.start + mention.start < end
    return not inside, mention.start


def _label(mention: Mention, citation: Citation) -> str | None:
    if mention.article:
        return mention.article.label
    here = article_number(citation.article or "")
    if here is None or here.main <= mention.articles_back:
        return None
    if not mention.articles_back:
        return citation.article
    return f"第{int_to_chinese(here.main - mention.articles_back)}条"


def _part(text: str, article: Span, mention: Mention, at: int) -> Span | None:
    """The 款 of ``article`` that is named from ``at``, or the beginning of the article."""
    paragraphs = _paragraphs(text, article)
    if mention.paragraphs_back:
        here = next((n for n, (start, end) in enumerate(paragraphs) if start <= at < end), 0)
        named = paragraphs[max(0, here - mention.paragraphs_back) : here]
    elif mention.paragraph:
        named = paragraphs[mention.paragraph - 1 : mention.paragraph]
    else:
        named = paragraphs
    return _shortened(text, (named[0][0], named[-1][1])) if named else None


def _paragraphs(text: str, article: Span) -> list[Span]:
    """The 款: lines, each with the items (一), (二) … that follow it."""
    spans: list[Span] = []
    start, stop = article
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        line = text[start:end]
        if line.strip() and spans and _ITEM.match(line):
            spans[-1] = (spans[-1][0], end)
        elif line.strip():
            spans.append((start + len(line) - len(line.lstrip()), end))
        start = end + 1
    return spans


def _shortened(text: str, span: Span) -> Span:
    """Whole sentences of the span, as many as fit."""
    start, end = span
    if end - start <= _LONGEST:
        return span
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start, start + _LONGEST)]
    return start, ends[-1] if ends else start + _LONGEST


def _is_quoted(document: Document, span: Span, citations: Sequence[Citation]) -> bool:
    return any(
        (one.document == document.key and one.start <= span[0] and span[1] <= one.end)
        or (one.document == document.key and span[0] <= one.start < span[1])
        for one in citations
    )
