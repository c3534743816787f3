"""Puts a reply together line by line, and lets only verified lines through."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.documents import Document, Tier
from knowledge.standing import standing
from retrieval import texts
from retrieval.answer import Answer, AnswerStatus, Citation, Mode, Role
from retrieval.claim_lines import ClaimLines
from retrieval.compose import Composed
from retrieval.leading import joined, trimmed
from retrieval.reasons import Reason
from retrieval.verify import Line, verified

Documents = Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a question ends. ``answer`` is set when somebody else has composed it already."""

    status: AnswerStatus
    text: str = ""
    citations: tuple[Citation, ...] = ()
    answer: Answer | None = None
    mode: Mode = Mode.EXTRACTIVE


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside an answer: provisions that its quotations name, a text that speaks
    more to the question and is not in force, and one that was on the past day asked for."""

    referred: tuple[Citation, ...] = ()
    lapsed: Citation | None = None
    then: Document | None = None


def declined(reason: Reason) -> Outcome:
    """The fixed text of ``reason``, with the offer to pass the question on."""
    return Outcome(reason.status, f"{texts.DECLINED[reason]}\n{texts.PASSING_ON}")


def answered(composed: Composed, beside: Beside, as_of: date, documents: Documents) -> Outcome:
    """Quotations in force, led by what answers first, then what is told beside them."""
    lines = list(_quotations(composed.citations, documents))
    if _says_whole(composed, documents):
        del lines[0]
    said = [texts.then(as_of, beside.then)] if beside.then else []
    lines = [*_leading(composed, documents), *map(Line, said), *lines]
    if beside.referred:
        lines += _referred(beside.referred, documents)
    lapsed = beside.lapsed
    if lapsed:
        lines += [Line(texts.LAPSED_TOO), *_not_in_force(lapsed, as_of, documents)]
    status = AnswerStatus.PARTIAL if lapsed else AnswerStatus.ANSWERED
    closed = [*lines, Line(texts.CLOSING[composed.mode])]
    return checked(closed, status, documents, composed.mode, said)


def _referred(citations: Sequence[Citation], documents: Documents) -> Iterator[Line]:
    yield Line(texts.referred(citations), citations[0])
    yield from _quotations(citations, documents)


def _says_whole(composed: Composed, documents: Documents) -> bool:
    """Whether the first words repeat the first quotation to its end; it need not follow then."""
    first = composed.citations[0]
    whole = trimmed(documents[first.document], first.start, first.end)
    return not composed.claims and composed.said == (whole,)


def _leading(composed: Composed, documents: Documents) -> Iterator[Line]:
    """What is said before the quotations: each side where sources differ, the model's claims, or
    the words that answer."""
    sides = [one for one in composed.citations if one.role is Role.CONFLICT]
    if sides:
        yield from _sides(sides, documents)
        return
    if not composed.claims:
        first = composed.citations[0]
        words = joined(documents[first.document].text, composed.said)
        yield Line(texts.lead(first, words), first, composed.said)
        return
    said: list[str] = []
    lines = ClaimLines(said.append)
    for claim in composed.claims:
        lines(claim)
        yield Line(said[-1], claim.citations[0])


def _sides(sides: Sequence[Citation], documents: Documents) -> Iterator[Line]:
    """What each side says, with its dates, and which kinds of text they are; no choice."""
    second_hand = any(one.tier is not Tier.OFFICIAL for one in sides)
    yield Line(texts.differ(second_hand=second_hand))
    for number, side in enumerate(sides, start=1):
        span = side.focus or (side.start, side.end)
        words = documents[side.document].text[slice(*span)]
        yield Line(texts.side(number, side, words), side, (span,))
    cited = {side.document: documents[side.document] for side in sides}.values()
    kinds = [(one, kind) for one in cited if (kind := standing(one))]
    if len({kind for _, kind in kinds}) > 1:
        yield Line(texts.standings(kinds))


def expired(lapsed: Citation, as_of: date, documents: Documents) -> Outcome:
    """Only a text that is not in force speaks to the question: say so, with its dates."""
    lines = [
        Line(texts.DECLINED[Reason.LAPSED]),
        *_not_in_force(lapsed, as_of, documents),
        Line(texts.PASSING_ON),
    ]
    return checked(lines, AnswerStatus.EXPIRED, documents)


def _not_in_force(citation: Citation, as_of: date, documents: Documents) -> Iterator[Line]:
    document = documents[citation.document]
    successor = documents.get(document.replaced_by or "")
    yield Line(texts.lapsed(document, as_of, successor), citation)
    yield from _quotations([citation], documents)


def _quotations(citations: Sequence[Citation], documents: Documents) -> Iterator[Line]:
    noted: set[str] = set()
    for citation in citations:
        yield Line(f"“{citation.quote}”", citation)
        yield Line(texts.attribution(citation), citation)
        note = documents[citation.document].status_note
        if note and note not in noted:
            noted.add(note)
            yield Line(texts.note(note), citation)


def checked(
    lines: Sequence[Line],
    status: AnswerStatus,
    documents: Documents,
    mode: Mode = Mode.EXTRACTIVE,
    known: Sequence[str] = (),
) -> Outcome:
    """What survives the last check; nothing composed is shown without it."""
    cited = {line.citation.document for line in lines if line.citation}
    near = cited | {documents[key].replaced_by or "" for key in cited & documents.keys()}
    facts = [texts.stored_facts(documents[key]) for key in sorted(near & documents.keys())]
    kept = verified(lines, documents, [*facts, *known])
    citations = tuple(dict.fromkeys(line.citation for line in kept if line.citation))
    if not citations:
        return declined(Reason.NO_SOURCE)
    return Outcome(status, "\n".join(line.text for line in kept), citations, mode=mode)
