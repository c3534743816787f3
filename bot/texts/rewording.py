"""Sentences as whoever runs the service reworded them; what cannot be said falls back."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.texts.catalogue import catalogue
from bot.texts.checking import fault_of
from bot.texts.language import Language
from bot.texts.listing import Sentence, sentences
from bot.texts.traditional import traditional

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Override:
    """One sentence in other words; ``english`` is empty where it is said in Chinese only."""

    simplified: str
    english: str


class Rewording:
    """All sentences with ``overrides`` in them, by key. Traditional ones follow the Simplified."""

    def __init__(self, overrides: Mapping[str, Override]) -> None:
        """Leave out, and log, what would break a turn: the code may be newer than the override."""
        known = sentences()
        good = {key: one for key, one in overrides.items() if _fits(known.get(key), key, one)}
        ours = {key: framed(one.simplified, known[key].simplified) for key, one in good.items()}
        said = {
            Language.SIMPLIFIED: ours,
            Language.TRADITIONAL: {key: traditional(text) for key, text in ours.items()},
            Language.ENGLISH: {
                key: framed(one.english, known[key].english)
                for key, one in good.items()
                if known[key].english
            },
        }
        self._of = {language: _applied(catalogue(language), said[language]) for language in said}

    def of(self, language: Language) -> Mapping[str, Any]:
        """See ``bot.texts.in_force.Sentences``."""
        return self._of[language]


def framed(text: str, original: str) -> str:
    """``text`` between the blanks and line breaks that ``original`` stands between: they join it
    to other sentences."""
    bare = original.strip()
    before, _, after = original.partition(bare)
    return f"{before}{text.strip()}{after}"


def as_written(sentence: Sentence) -> Override:
    """The words of a sentence of the code, without the blanks around them."""
    return Override(sentence.simplified.strip(), sentence.english.strip())


def faults_of(sentence: Sentence, override: Override) -> tuple[str | None, str | None]:
    """What is wrong with each language of an override, as sentences."""
    ours = fault_of(override.simplified, sentence.simplified)
    if not sentence.english:
        return ours, None
    return ours, fault_of(override.english, sentence.english, also=sentence.simplified)


def _fits(sentence: Sentence | None, key: str, override: Override) -> bool:
    faults = faults_of(sentence, override) if sentence else ("there is no such sentence",)
    for fault in filter(None, faults):
        log.error("the sentence %s is said as written: %s", key, fault)
    return not any(faults)


def _applied(base: Mapping[str, Any], said: Mapping[str, str]) -> Mapping[str, Any]:
    whole: Mapping[Any, Any] = base
    for key, text in said.items():
        whole = _put(whole, key.split("."), text)
    return whole


def _put(node: Mapping[Any, Any], path: list[str], text: str) -> Mapping[Any, Any]:
    first, *rest = path
    name = next((known for known in node if str(known) == first), first)
    return {**node, name: _put(node.get(name, {}), rest, text) if rest else text}
