"""Files into the library: each is read, compared with what is there, and stored or refused by
itself, so that one bad file neither stops the others nor hides behind them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from knowledge.drafts import Draft
from knowledge.importers import SUFFIXES, read_upload
from knowledge.ingest import Ingested, builtin_documents, ingest
from knowledge.library import Library
from knowledge.reading.refusals import ImportRefused, Reason
from knowledge.shelf import Comparison, Shelf, Standing

Progress = Callable[[int, int], None]

_WITHDRAWN = "withdrawn on the desk, and stays so; restore it there to use it"


class Fate(StrEnum):
    """What became of a document, or of a file that holds none."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NOT_STORED = "not_stored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document of the file ``file``; of a refused file, only that.

    ``message`` says in English, for the command line, what there is to know or to do; ``warnings``
    are the reader's, in Chinese. ``passages`` counts what was written.
    """

    file: str
    fate: Fate
    message: str = ""
    title: str = ""
    key: str = ""
    passages: int = 0
    warnings: tuple[str, ...] = ()


def import_files(
    library: Library, files: Sequence[Path], progress: Progress | None = None
) -> list[Outcome]:
    """Read ``files`` and store what they hold; nothing a file holds raises an error.

    What can be read is stored whatever becomes of the others. ``progress`` gets (files read,
    files). A document of the same text or of a version built in is told, not stored again.
    """
    shelf = Shelf(library.documents(), lambda: {each.key for each in builtin_documents()})
    refused: list[Outcome] = []
    compared: list[tuple[str, Draft, Comparison]] = []
    for at, file in enumerate(files):
        try:
            compared += _compared(shelf, file)
        except ImportRefused as refusal:
            refused.append(_refused(file, refusal))
        if progress is not None:
            progress(at + 1, len(files))
    stored = ingest(
        library, [draft.document for _, draft, found in compared if found.is_to_be_stored]
    )
    return [*(_outcome(library, *each, stored) for each in compared), *refused]


def files_of(path: Path) -> tuple[list[Path], list[str]]:
    """The files that ``path`` stands for, and the names in a folder that promise no policy text."""
    if not path.is_dir():
        return [path], []
    below = sorted(file for file in path.rglob("*") if file.is_file())
    promising = [file for file in below if file.suffix.lower() in SUFFIXES]
    return promising, [file.name for file in below if file.suffix.lower() not in SUFFIXES]


def count(outcomes: Iterable[Outcome], fate: Fate) -> int:
    """How many of ``outcomes`` are of that kind."""
    return sum(outcome.fate is fate for outcome in outcomes)


def _compared(shelf: Shelf, file: Path) -> Iterator[tuple[str, Draft, Comparison]]:
    for draft in _read(file):
        found = shelf.compare(draft.document, is_stated=draft.is_stated)
        if found.is_to_be_stored:
            shelf.add(draft.document)
        yield file.name, draft, found


def _read(file: Path) -> list[Draft]:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise ImportRefused(Reason.NO_FILE, file.name) from None
    except OSError as error:
        raise ImportRefused(Reason.CLOSED, file.name, detail=error.strerror) from None
    return read_upload(file.name, content)


def _refused(file: Path, refusal: ImportRefused) -> Outcome:
    return Outcome(file.name, Fate.REFUSED, str(refusal).removeprefix(f"{file.name}: "))


def _outcome(
    library: Library, file: str, draft: Draft, found: Comparison, stored: Ingested
) -> Outcome:
    key = draft.document.key
    fate, message = _fate(found, key, stored), found.english
    if found.is_to_be_stored and library.document(key) is None:
        message = _WITHDRAWN
    is_written = fate in {Fate.ADDED, Fate.CHANGED}
    return Outcome(
        file=file,
        fate=fate,
        message=message,
        title=draft.document.title,
        key=key,
        passages=stored.cut[key] if is_written else 0,
        warnings=draft.warnings if is_written else (),
    )


def _fate(found: Comparison, key: str, stored: Ingested) -> Fate:
    if found.standing is Standing.SAME or key in stored.unchanged:
        return Fate.UNCHANGED
    if not found.is_to_be_stored:
        return Fate.NOT_STORED
    return Fate.ADDED if key in stored.added else Fate.CHANGED
