"""Holds a phrased claim to the sentences it cites; what a careful reader would doubt, falls.

This is no proof of entailment. It is what simple means can do: every clause is what is left of a
sentence when words are taken out of it, in their order; no figure, name or word is added; nothing
forbidden becomes allowed; no condition, exception or word that turns the sense is among what was
taken out. The quotations stand below the claim for what is left.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.llm.figures import stated_elsewhere
from retrieval.llm.omissions import turned
from retrieval.llm.parts import parts
from retrieval.llm.prompt import LONGEST_CLAIM
from retrieval.llm.reading import Draft
from retrieval.llm.repetition import agreeing, leads_rightly, places
from retrieval.llm.rules import Rules
from retrieval.llm.sentences import Numbered, Offer

_PLAIN = re.compile(r"[㐀-鿿0-9A-Za-z，。；：、（）《》〈〉“”%‰.·〔〕\-—/ ]+")
_LINK = re.compile(r"[A-Za-z0-9-]\.[A-Za-z]|//|www", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]+")
_TITLE = re.compile(r"《([^》]+)》")
_QUOTED = re.compile(r"“([^”]+)”")
# 依据《…》第二十二条的规定： right as a name and as a figure, it says nothing more.
_REFERENCE = re.compile(
    r"(?:依据|根据|按照|依照)?(?:《[^》]+》(?:第[^，。：]{1,10}?条)?|第[^，。：]{1,10}?条"
    r"|[一-鿿]{0,4}〔[0-9]{4}〕[0-9]+号)的?(?:规定)?[，：]?"
)


class Doubt(StrEnum):
    """Why a claim falls."""

    NUMBER = "number"  # cites a sentence that was not offered, or none
    WORDING = "wording"  # too long, or not plain Chinese: links, signs, markup
    NAMED = "named"  # quotes or names a text that is not there
    FIGURES = "figures"
    COVERAGE = "coverage"
    POLARITY = "polarity"
    OMISSION = "omission"  # left out what it depends on


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim cites: the sentences, and the titles and headings over them."""

    sentences: Sequence[Numbered]

    @property
    def text(self) -> str:
        """The sentences as they stand."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def around(self) -> str:
        """Titles, articles, 文号 and headings: what the sentences are about."""
        parts: dict[str, None] = {}
        for hit in {id(sentence.hit): sentence.hit for sentence in self.sentences}.values():
            document = hit.document
            named = (document.title, document.number, hit.passage.article, *hit.passage.heading)
            parts |= dict.fromkeys(part for part in named if part)
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class Held:
    """A claim that stood up to the check, and the sentences it rests on."""

    text: str
    sentences: tuple[Numbered, ...]


def checked(draft: Draft, offer: Offer, rules: Rules) -> Held | Doubt:
    """The claim with its sentences, or the first doubt about it."""
    sentences = offer.cited(draft.sentences)
    if sentences is None:
        return Doubt.NUMBER
    text = draft.text.strip().rstrip("。")
    return doubted(text, Source(sentences), rules) or Held(text, sentences)


def doubted(text: str, source: Source, rules: Rules) -> Doubt | None:
    """The first doubt whether ``source`` says ``text``."""
    whole = f"{source.text}\n{source.around}"
    if not _is_plain(text, whole):
        return Doubt.WORDING
    if not _names_only(text, whole):
        return Doubt.NAMED
    if not stated_elsewhere(_TITLE.sub("", text), whole, rules):
        return Doubt.FIGURES
    said = _REFERENCE.sub("", text)
    found = places(said, parts(source.sentences, rules), source.around, rules)
    if not found or not all(found) or rules.overreaching(said, whole):
        return Doubt.COVERAGE
    repeats = agreeing(found, rules)
    if repeats is None or not leads_rightly(said, rules):
        return Doubt.POLARITY
    return Doubt.OMISSION if turned(text, repeats, rules) else None


def _is_plain(text: str, source: str) -> bool:
    return (
        4 <= len(text) <= LONGEST_CLAIM
        and _PLAIN.fullmatch(text) is not None
        and not _LINK.search(text)
        and set(_LATIN.findall(text)) <= set(_LATIN.findall(source))
    )


def _names_only(text: str, source: str) -> bool:
    """Whatever is put in quotation or title marks stands in the source word for word."""
    named = (*_TITLE.findall(text), *_QUOTED.findall(text))
    return all(one.replace("〈", "《").replace("〉", "》") in source for one in named)
