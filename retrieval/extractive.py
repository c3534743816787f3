"""Composes a reply out of verbatim quotations: the sentences that speak most to the question."""

from collections.abc import Sequence

from knowledge.documents import Document
from retrieval.answer import Citation, Role
from retrieval.asked import Asked
from retrieval.evidence import Evidence, Sentence
from retrieval.leading import Span, best, trimmed
from retrieval.question import Question
from retrieval.search import Hit

MOST_QUOTED = 3
_WHOLE = 220  # characters up to which an article is quoted whole
_NEAR = 0.55  # share of the best score a further passage must reach to be quoted too


def chosen(hits: Sequence[Hit]) -> list[Hit]:
    """The hits to quote: the best, and up to two more that come near it.

    Rules of one Programme are not put beside those of another.
    """
    if not hits:
        return []
    best = hits[0]
    programme = next((hit.document.programme for hit in hits if hit.document.programme), None)
    near = [
        hit
        for hit in hits
        if hit.score >= _NEAR * best.score and hit.document.programme in {None, programme}
    ]
    return near[:MOST_QUOTED]


def quotation(
    question: Question,
    hit: Hit,
    evidence: Evidence,
    asked: Asked,
    *,
    role: Role = Role.ANSWER,
    about: Sentence | None = None,
) -> Citation:
    """The part of ``hit`` to quote, as a citation; a short passage is quoted whole. What speaks
    most to the question is in it, or ``about`` where that is given: a sentence or part of one."""
    sentences = evidence.sentences(question, [hit])
    focus = about or best(question, sentences, asked)
    return citation_at(
        hit.document,
        _span(hit, sentences, focus),
        article=hit.passage.article,
        score=round(hit.score, 4),
        focus=trimmed(hit.document, focus.start, focus.end) if focus else None,
        role=role,
    )


def citation_at(
    document: Document,
    span: Span,
    *,
    article: str | None,
    role: Role,
    score: float = 0.0,
    focus: Span | None = None,
) -> Citation:
    """What stands at ``span`` of ``document``, as a citation."""
    start, end = span
    return Citation(
        document=document.key,
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        article=article,
        quote=document.text[start:end],
        start=start,
        end=end,
        tier=document.tier,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        score=score,
        focus=focus,
        role=role,
    )


def _span(hit: Hit, sentences: Sequence[Sentence], focus: Sentence | None) -> Span:
    passage = hit.passage
    if len(passage.text) <= _WHOLE or focus is None:
        return passage.start, passage.end
    in_order = sorted(sentences, key=lambda one: one.start)
    centre = next(n for n, one in enumerate(in_order) if focus.end <= one.end)
    return _grown(in_order, centre)


def _grown(sentences: Sequence[Sentence], centre: int) -> Span:
    """The best sentence with as many whole neighbours as fit, first what follows it.

    What follows completes a rule (前款规定的 …); what comes before only introduces it.
    """
    first = last = centre
    grows = True
    while grows:
        grows = False
        for new_first, new_last in ((first, last + 1), (first - 1, last)):
            inside = new_first >= 0 and new_last < len(sentences)
            if inside and sentences[new_last].end - sentences[new_first].start <= _WHOLE:
                first, last, grows = new_first, new_last, True
                break
    return sentences[first].start, sentences[last].end
