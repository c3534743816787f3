"""The sentence of a quotation that answers first, with the words that introduce it."""

import math
import re
from collections.abc import Sequence

from knowledge.documents import Document
from retrieval.asked import Asked
from retrieval.evidence import Evidence, Sentence
from retrieval.question import Question
from retrieval.search import Hit
from retrieval.texts import OMITTED

Span = tuple[int, int]

_LABEL = re.compile(r"第[^\s　条]{1,9}条(?:之[一二三四五六七八九十])?[\s　]+|#+\s*")
_ITEM = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[)）]|\s*[0-9]{1,2}[.．、]")
_STEM = re.compile(r"[^：:]*[：:](?=\s*$|\s*[（(]一[)）])")
_JOINS = re.compile(r"[\s；;]+$")
_BLANKS = re.compile(r"\s+$")
_ENDS = "。；;：:？?！!”"
# Words by which a digest says that its sources do not agree.
_DIFFER = re.compile(r"(?:说法|口径)(?:并存|相反|不一致?|不同)")
_SHORTEST = 6  # characters; below, it is a heading or what is left of a line
_LIST = 160  # characters up to which the items of a list are given with what introduces them
_FACT = 1.3  # a sentence with a fact of the kind asked before one that only shares the words
_USUAL = 60  # characters of a sentence; a longer one has more of the question by its length alone


def best(question: Question, sentences: Sequence[Sentence], asked: Asked) -> Sentence | None:
    """The sentence that speaks most to ``question``; None where there is none to speak of."""
    kinds = asked.kinds(question)

    def worth(one: Sentence) -> float:
        fact = any(kind.search(one.text) for kind in kinds)
        length = math.pow(max(1.0, len(one.text) / _USUAL), 0.25)
        return one.gain * (_FACT if fact else 1.0) / length

    long = [one for one in sentences if len(one.text.strip()) >= _SHORTEST]
    ended = [one for one in long if one.text.rstrip()[-1] in _ENDS]  # the others are headings
    return max(ended or long, key=worth, default=None)


def leading(question: Question, hit: Hit, evidence: Evidence, asked: Asked) -> tuple[Span, ...]:
    """The spans of ``hit.document.text`` that answer first: one sentence, an item of a list behind
    the words that introduce the list, or a short list whole."""
    sentences = evidence.sentences(question, [hit])
    chosen = best(question, sentences, asked)
    if chosen is None:
        return ((hit.passage.start, hit.passage.end),)
    in_order = sorted(sentences, key=lambda one: one.start)
    at = in_order.index(chosen)
    spans = [(chosen.start, chosen.end)]
    if _ITEM.match(chosen.text):
        stem = _stem(in_order, at)
        spans = [stem, *spans] if stem else spans
    elif _STEM.match(chosen.text):
        spans += _items(in_order, at)
    spans += _differing(in_order, at)
    *others, last = spans
    inner = (trimmed(hit.document, *span, last=False) for span in others)
    return (*inner, trimmed(hit.document, *last))


def joined(text: str, spans: Sequence[Span]) -> str:
    """What stands at ``spans`` of ``text``, with a sign where something is left out between."""
    said = ""
    for at, (start, end) in enumerate(spans):
        between = text[spans[at - 1][1] : start] if at else ""
        said += (OMITTED if between.strip() else "") + text[start:end]
    return said


def _items(in_order: Sequence[Sentence], at: int) -> list[Span]:
    """The items that follow a stem, as many as fit."""
    found: list[Span] = []
    for one in in_order[at + 1 :]:
        if not _ITEM.match(one.text) or one.end - in_order[at].start > _LIST:
            break
        found.append((one.start, one.end))
    return found


def _differing(in_order: Sequence[Sentence], at: int) -> list[Span]:
    """The sentence after the chosen one by which the text says that others say otherwise."""
    following = in_order[at + 1 : at + 3]
    return [(one.start, one.end) for one in following if _DIFFER.search(one.text)][:1]


def _stem(in_order: Sequence[Sentence], at: int) -> Span | None:
    """What introduces the list that the item at ``at`` belongs to."""
    for one in reversed(in_order[:at]):
        found = _STEM.match(one.text)
        if found and not _ITEM.match(one.text):
            return one.start, one.start + found.end()
        if not _ITEM.match(one.text):
            return None
    return None


def trimmed(document: Document, start: int, end: int, *, last: bool = True) -> Span:
    """Without the label of the article and the blanks around it; the ``last`` of a reply's first
    words without what only joins it to the next item."""
    text = document.text[start:end]
    label = _LABEL.match(text.lstrip())
    start += len(text) - len(text.lstrip()) + (label.end() if label else 0)
    tail = (_JOINS if last else _BLANKS).search(document.text[start:end])
    return start, end - (len(tail[0]) if tail else 0)
