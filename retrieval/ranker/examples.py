"""What the ranker learns from: questions with their candidates, and which of those are right."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ingest import builtin_documents, ingest
from knowledge.lay_questions import lay_questions
from knowledge.library import MemoryLibrary
from retrieval import corpus, lexical
from retrieval.embeddings import AsQuestions, PassageEmbedder, VectorStore, dense_text
from retrieval.evaluate_retrieval import corpus_of
from retrieval.held_vectors import HeldVectors
from retrieval.lexical import LexicalIndex
from retrieval.library_reader import library_reader
from retrieval.question import Question, Reader, vocabulary
from retrieval.ranker.pool import Pool
from retrieval.search import Searcher

_DAY = date(2026, 11, 28)
_SEED = 7


@dataclass(frozen=True)
class Example:
    """One question. ``right[n]`` says that the n-th candidate answers; ``answers`` are the names
    of all articles that do, found or not, and ``texts`` what they say."""

    question: Question
    pool: Pool
    index: LexicalIndex
    right: NDArray[np.bool_]
    answers: tuple[str, ...]
    texts: tuple[str, ...]
    is_benchmark: bool


class KeptVectors:
    """A model whose vectors of questions are kept in the file of vectors too, so that learning
    again does not embed again."""

    def __init__(self, model: PassageEmbedder, kept: Path) -> None:
        """Keep in ``kept`` what ``model`` computes."""
        self.name, self.dimension = model.name, model.dimension
        self._questions = VectorStore(kept, AsQuestions(model))
        self._passages = VectorStore(kept, model)

    def embed_query(self, text: str) -> list[float]:
        """One vector for a question."""
        vector: list[float] = self._questions.embed([text])[0].tolist()
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each passage."""
        return [vector.tolist() for vector in self._passages.embed(texts)]


def benchmark_examples(
    rows: Sequence[Mapping[str, Any]], cases: Iterable[Mapping[str, Any]], model: KeptVectors
) -> Iterator[Example]:
    """The questions ``{q, rel}`` over the articles ``{id, law, no, chap, text}``."""
    held, ids = corpus_of(rows)
    keys = {name: key for key, name in ids.items()}
    index = lexical.build_in_memory(held.documents, held.passages.values())
    searcher = Searcher(held, index, _dense(held, model))
    reader = Reader(held, {}, vocabulary())
    for case in cases:
        right = [keys[name] for name in case["rel"]]
        yield _example(searcher, reader.read(case["q"]), right, is_benchmark=True)


def lay_examples(model: KeptVectors, most: int) -> Iterator[Example]:
    """At most ``most`` lay questions over the built-in documents, drawn at random but always the
    same. The lay questions themselves are no part of what is searched here."""
    library = MemoryLibrary()
    ingest(library, builtin_documents())
    held = corpus.load(library)
    index = lexical.build_in_memory(held.documents, held.passages.values())
    searcher = Searcher(held, index, _dense(held, model))
    reader = library_reader(held, vocabulary(), index.frequency)
    asked = [
        (text, keys)
        for document, places in lay_questions().items()
        for place, questions in places.items()
        if (keys := held.articles.get((document, place), ()))
        for text in questions
    ]
    for text, keys in random.Random(_SEED).sample(asked, min(most, len(asked))):  # noqa: S311
        yield _example(searcher, reader.read(text), keys, is_benchmark=False)


def _dense(held: corpus.Corpus, model: KeptVectors) -> HeldVectors:
    vectors = model.embed_documents([dense_text(one) for one in held.passages.values()])
    return HeldVectors(model, tuple(held.passages), np.asarray(vectors, dtype=np.float32))


def _example(
    searcher: Searcher, question: Question, right: Sequence[str], *, is_benchmark: bool
) -> Example:
    pool = searcher.pool(question, _DAY)
    held = searcher.corpus
    return Example(
        question=question,
        pool=pool,
        index=searcher.lexical,
        right=np.asarray([one.key in right for one in pool.passages]),
        answers=tuple(_name(held, key) for key in right),
        texts=tuple(held.passages[key].text for key in right),
        is_benchmark=is_benchmark,
    )


def _name(held: corpus.Corpus, key: str) -> str:
    passage = held.passages[key]
    return f"{held.names[passage.document]}{passage.article}"
