"""What the ranker learns from: questions over a collection of articles, and what answers them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.ingest import builtin_documents, ingest
from knowledge.lay_questions import lay_questions
from knowledge.library import MemoryLibrary
from retrieval import corpus, lexical
from retrieval.adapter import Adapter
from retrieval.embeddings import AsQuestions, PassageEmbedder, Vectors, VectorStore, dense_text
from retrieval.evaluate_retrieval import corpus_of
from retrieval.held_vectors import HeldVectors
from retrieval.lexical import LexicalIndex
from retrieval.question import Question, Reader, vocabulary
from retrieval.search import Searcher


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


@dataclass(frozen=True)
class Example:
    """One question. ``right`` are the rows of the articles that answer it in the vectors of its
    ``Asked``, ``answers`` their names in any collection."""

    question: Question
    vector: Vectors
    right: tuple[int, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """Questions and the articles they are asked over: ``vectors[n]`` is of the passage
    ``keys[n]``."""

    examples: Sequence[Example]
    keys: Sequence[str]
    vectors: Vectors


@dataclass(frozen=True)
class Benchmark(Asked):
    """Questions that can be searched for, in all the articles."""

    corpus: corpus.Corpus
    index: LexicalIndex
    model: KeptVectors

    def searcher(self, adapter: Adapter) -> Searcher:
        """What finds candidates by words and by ``adapter``."""
        held = HeldVectors(self.model, self.keys, self.vectors, adapter)
        return Searcher(self.corpus, self.index, held)


def benchmark(
    rows: Sequence[Mapping[str, Any]], cases: Iterable[Mapping[str, Any]], model: KeptVectors
) -> Benchmark:
    """The questions ``{q, rel}`` over the articles ``{id, law, no, chap, text}``."""
    held, ids = corpus_of(rows)
    key_of = {name: key for key, name in ids.items()}
    reader = Reader(held, {}, vocabulary())
    keys = tuple(held.passages)
    row_of = {key: row for row, key in enumerate(keys)}
    asked = [(reader.read(case["q"]), [key_of[name] for name in case["rel"]]) for case in cases]
    return Benchmark(
        examples=[_example(held, row_of, question, right, model) for question, right in asked],
        keys=keys,
        vectors=_vectors(held, keys, model),
        corpus=held,
        index=lexical.build_in_memory(held.documents, held.passages.values()),
        model=model,
    )


def lay(model: KeptVectors) -> Asked:
    """The lay questions over the articles of the built-in documents that they lead to."""
    library = MemoryLibrary()
    ingest(library, builtin_documents())
    held = corpus.load(library)
    asked = [
        (text, keys)
        for document, places in lay_questions().items()
        for place, questions in places.items()
        if (keys := held.articles.get((document, place), ()))
        for text in questions
    ]
    keys = tuple(dict.fromkeys(key for _, found in asked for key in found))
    row_of = {key: row for row, key in enumerate(keys)}
    return Asked(
        [_example(held, row_of, Question(text), right, model) for text, right in asked],
        keys,
        _vectors(held, keys, model),
    )


def _vectors(held: corpus.Corpus, keys: Sequence[str], model: KeptVectors) -> Vectors:
    texts = [dense_text(held.passages[key]) for key in keys]
    return np.asarray(model.embed_documents(texts), dtype=np.float32)


def _example(
    held: corpus.Corpus,
    row_of: Mapping[str, int],
    question: Question,
    right: Sequence[str],
    model: KeptVectors,
) -> Example:
    return Example(
        question=question,
        vector=np.asarray(model.embed_query(question.text), dtype=np.float32),
        right=tuple(row_of[key] for key in right),
        answers=tuple(_name(held, key) for key in right),
    )


def _name(held: corpus.Corpus, key: str) -> str:
    passage = held.passages[key]
    return f"{held.names[passage.document]}{passage.article}"
