"""What a question names and asks for, read once and used by search and by the gate."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from knowledge.document_numbers import DocumentNumber
from knowledge.lookup import Reference, Titles, find_references
from knowledge.normalise import normalise
from knowledge.unheld import unheld_numbers, unheld_titles
from retrieval import tokens
from retrieval.corpus import Corpus
from retrieval.sounds import Heard, Sounds

LONGEST = 400  # characters; beyond, a message is a report or worse, and embedding takes seconds
TRANSLATED = 2.0
"""How many times the terms of a word said, the terms of its translation count together: a long
translation must not bury what was said. Chosen on the development questions and on the lay
questions of the statute benchmark: without a bound the latter lose, at 1 the former do."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A word of lay people in a question, and the words of law that are searched beside it."""

    said: str
    meant: tuple[str, ...]

    @property
    def terms(self) -> Mapping[str, float]:
        """The search terms of the words of law, and how much each counts beside a term said."""
        counted = tokens.counted("\n".join(self.meant))
        bound = TRANSLATED * len(tokens.terms(self.said)) / counted.total()
        return {term: min(1.0, bound) * count for term, count in counted.items()}


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` without greetings; ``added`` are the words of law for those of lay people.

    ``references`` are the texts and articles it names; ``named_documents`` and ``programmes`` are
    keys; ``places`` the provinces of all places named, ``regions`` those that documents are for.
    ``defines`` is the word whose meaning is asked. ``heard`` are words that were typed wrongly by
    sound, or in pinyin; ``text`` has them as they were meant. ``unheld_titles`` and
    ``unheld_numbers`` are of texts that it names and the library does not hold.
    """

    text: str
    added: tuple[Translation, ...] = ()
    references: tuple[Reference, ...] = ()
    named_documents: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    defines: str | None = None
    asks_penalty: bool = False
    heard: tuple[Heard, ...] = ()
    unheld_titles: tuple[str, ...] = ()
    unheld_numbers: tuple[DocumentNumber, ...] = ()

    @property
    def terms(self) -> Mapping[str, float]:
        """The search terms, and how much each counts: what was said more than what was added."""
        weights: dict[str, float] = dict(tokens.counted(self.text))
        for translation in self.added:
            for term, weight in translation.terms.items():
                weights[term] = weights.get(term, 0.0) + weight
        return weights


def vocabulary() -> Mapping[str, Any]:
    """The table of greetings, synonyms and question words (``vocabulary.yaml``)."""
    body: Mapping[str, Any] = yaml.safe_load(
        (files("retrieval") / "vocabulary.yaml").read_text(encoding="utf-8")
    )
    return body


def _everywhere(_pair: str) -> int:
    return 1


class Reader:
    """Reads questions against one corpus."""

    def __init__(
        self,
        corpus: Corpus,
        programmes: Mapping[str, Iterable[str]],
        words: Mapping[str, Any],
        places: Mapping[str, str] | None = None,
        known: Iterable[str] = (),
        *,
        frequency: Callable[[str], int] = _everywhere,
    ) -> None:
        """``programmes`` maps each programme's key to the names people use for it, ``places``
        the name of a place to its province; ``known`` are titles of texts not in the corpus.
        ``frequency`` tells in how many passages a pair stands: what stands in none may have been
        typed wrongly by sound."""
        self.places = places or {}
        self.contrasts: list[list[str]] = words.get("contrasts", [])
        self._greetings = re.compile(words["greetings"])
        self._penalty = re.compile("|".join(words["penalty"]))
        self._synonyms: list[tuple[list[str], list[str]]] = words["synonyms"]
        self._programmes = {key: tuple(names) for key, names in programmes.items()}
        self.titles = Titles.of(corpus.documents.values(), known)
        self._regions = {one.region for one in corpus.documents.values() if one.region}
        self._sounds = Sounds(self._terms(corpus, words), words["question_words"], frequency)

    def read(self, text: str) -> Question:
        """The question in ``text``, of which the first LONGEST characters count."""
        plain = normalise(text[:LONGEST]).text
        said = self._greetings.sub("", plain).strip() or plain
        bare, heard = self._sounds.corrected(said)
        places = frozenset(province for name, province in self.places.items() if name in bare)
        references = find_references(bare, self.titles)
        return Question(
            text=bare,
            added=self._added(bare),
            references=references,
            named_documents=frozenset(key for one in references for key in one.documents),
            programmes=frozenset(
                key
                for key, names in self._programmes.items()
                if any(name in bare for name in names)
            ),
            regions=frozenset(one for one in self._regions if one in places or one in bare),
            places=places,
            defines=_defined(bare),
            asks_penalty=bool(self._penalty.search(bare)),
            heard=heard,
            unheld_titles=tuple(dict.fromkeys(unheld_titles(bare, self.titles))),
            unheld_numbers=tuple(unheld_numbers(bare, self.titles)),
        )

    def _terms(self, corpus: Corpus, words: Mapping[str, Any]) -> Iterator[str]:
        yield from words.get("terms", ())
        yield from corpus.names.values()
        yield from (word for group in self._synonyms for side in group for word in side)
        yield from (name for names in self._programmes.values() for name in names)

    def _added(self, text: str) -> tuple[Translation, ...]:
        said = _outermost({word for group, _ in self._synonyms for word in group if word in text})
        return tuple(
            Translation(max(said.intersection(group), key=len), new)
            for group, meant in self._synonyms
            if said.intersection(group) and (new := tuple(w for w in meant if w not in text))
        )


_DEFINITION = re.compile(
    r"^(?:什么是|什么叫做?|何谓|何为|怎样算|什么样的\w{1,6}称为)([^，,。？?、（(]{2,16})"
    r"|^([^，,。？?、（(]{2,16}?)(?:是什么意思|指的?是?什么|是指什么|的定义|如何界定)"
)


def _defined(text: str) -> str | None:
    found = _DEFINITION.search(text)
    return (found[1] or found[2]) if found else None


def _outermost(words: set[str]) -> set[str]:
    """Words that are not part of another of them: 非公募基金会 hides 公募基金会."""
    return {word for word in words if not any(word != other and word in other for other in words)}
