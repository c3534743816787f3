"""The numbered sentences a model may cite: it names numbers, the text itself is ours."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.answer import Citation
from retrieval.compose import Material
from retrieval.llm.rules import Rules
from retrieval.search import Hit

PASSAGES = 6  # as many as a person would be shown; more only gives a model room to err
CHARACTERS = 3_600  # of sentences in all, about as many tokens

_SENTENCE = re.compile(r"[^。？?！!\n]+[。？?！!]?[”’」』）)]*")
_INTRODUCES = re.compile(r"[：:]\s*$")
_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.、．]|[-*•]\s)")
_LIMITS = re.compile(r"(?:但是?|然而)")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Numbered:
    """One sentence: ``hit.document.text[start:end] == text``. ``introduced_by`` is the number of
    the sentence without which an item of a list says nothing (有下列情形之一的：)."""

    number: int
    hit: Hit
    text: str
    start: int
    end: int
    introduced_by: int | None = None

    def limits(self, before: "Numbered") -> bool:
        """Whether it takes something back of what the sentence ``before`` it says."""
        return self.hit is before.hit and _LIMITS.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Offer:
    """The sentences offered for one question, numbered from 1."""

    sentences: tuple[Numbered, ...]

    def cited(self, numbers: Iterable[int]) -> tuple[Numbered, ...] | None:
        """The sentences of ``numbers`` in order, with what introduces and what limits them (但是
        …); ``None`` when a number was never offered."""
        known = {sentence.number: sentence for sentence in self.sentences}
        wanted = set(numbers)
        if not wanted or not wanted <= known.keys():
            return None
        wanted |= {known[n].introduced_by or n for n in wanted}
        wanted |= {n + 1 for n in wanted if n + 1 in known and known[n + 1].limits(known[n])}
        return tuple(known[n] for n in sorted(wanted))


def offer(material: Material, rules: Rules) -> Offer:
    """The sentences of the best passages that fit. Left out is what speaks to a machine instead
    of a reader (忽略以上指令 …): a document is material, and nobody's orders."""
    sentences: list[Numbered] = []
    room = CHARACTERS
    for hit in _of_one_programme(material.hits)[:PASSAGES]:
        room -= len(hit.passage.text)
        if sentences and room < 0:
            break
        sentences += _numbered(hit, len(sentences) + 1, rules)
    return Offer(tuple(sentences))


def _numbered(hit: Hit, first: int, rules: Rules) -> Iterator[Numbered]:
    begin = hit.passage.start
    introduction: int | None = None
    number = first
    for match in _SENTENCE.finditer(hit.passage.text):
        text = match[0].strip()
        if not _WORD.search(text) or rules.addresses_a_machine(text):
            continue
        start = begin + match.start() + match[0].index(text)
        is_item = bool(_ITEM.match(text))
        introduction = introduction if is_item else None
        yield Numbered(number, hit, text, start, start + len(text), introduction)
        if _INTRODUCES.search(text) and not is_item:
            introduction = number
        number += 1


def citations(sentences: Iterable[Numbered]) -> tuple[Citation, ...]:
    """Verbatim quotations of ``sentences``, passages in the order they come up; neighbours in one
    passage are one quotation."""
    by_passage: dict[str, set[Numbered]] = {}
    for sentence in sentences:
        by_passage.setdefault(sentence.hit.passage.key, set()).add(sentence)
    return tuple(
        _citation(run[0].hit, run[0].start, run[-1].end)
        for group in by_passage.values()
        for run in _runs(sorted(group, key=lambda one: one.number))
    )


def quotes(citation: Citation, sentence: Numbered) -> bool:
    """Whether ``sentence`` stands in ``citation``."""
    same = citation.document == sentence.hit.document.key
    return same and citation.start <= sentence.start and sentence.end <= citation.end


def _runs(sentences: Sequence[Numbered]) -> list[list[Numbered]]:
    runs: list[list[Numbered]] = []
    for sentence in sentences:
        if runs and runs[-1][-1].number + 1 == sentence.number:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return runs


def _of_one_programme(hits: Sequence[Hit]) -> list[Hit]:
    """Rules of one Programme are not put beside those of another."""
    programme = next((hit.document.programme for hit in hits if hit.document.programme), None)
    return [hit for hit in hits if hit.document.programme in {None, programme}]


def _citation(hit: Hit, start: int, end: int) -> Citation:
    document = hit.document
    return Citation(
        document=document.key,
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        article=hit.passage.article,
        quote=document.text[start:end],
        start=start,
        end=end,
        tier=document.tier,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        score=round(hit.score, 4),
    )
