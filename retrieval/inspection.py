"""Looks at the indexes from outside, without opening them: a damaged one may end the process."""

import sqlite3
from contextlib import closing
from pathlib import Path

from retrieval import healing, owner
from retrieval.dense_place import chroma_folders
from retrieval.lexical import BUILDING, built_indexes

_NEVER = "not made yet"


class Unsound(Exception):
    """An index is not as it was left; the message says which, and in what way."""


def inspect(folder: Path, vectors: Path) -> str:
    """How the indexes in ``folder`` and the file of ``vectors`` are, in a few words.

    Raises:
        Unsound: one of them is damaged.
    """
    return f"words {_words(folder)}; meaning {_meaning(folder)}; vectors {_kept(vectors)}"


def discard(folder: Path, vectors: Path) -> bool:
    """Throw away what can be made again. While a running service owns the dense index, that one
    and the vectors stay, and this is False."""
    owned = owner.claim(folder / "dense")
    held = owner.wait_for(folder / "lexical")
    for index in built_indexes(folder / "lexical"):
        healing.remove(index)
    held.release()
    if owned is None:
        return False
    for place in chroma_folders(folder / "dense"):
        healing.remove(place)
    for part in (vectors, *vectors.parent.glob(f"{vectors.name}-*")):
        healing.remove(part)
    owned.release()
    return True


def _words(folder: Path) -> str:
    place = folder / "lexical"
    found = built_indexes(place) if place.is_dir() else [place] if place.exists() else []
    found = [index for index in found if not index.name.startswith(BUILDING)]
    if not all(map(healing.is_whole, found)):
        raise Unsound(f"the index of words in {place} is damaged")
    return "ready" if found else _NEVER


def _meaning(folder: Path) -> str:
    place = folder / "dense"
    if place.exists() and not place.is_dir():
        raise Unsound(f"{place} is not a folder")
    if place.exists() and owner.is_owned(place):
        return "in use"
    found = chroma_folders(place)
    if found and not any(map(healing.is_whole, found)):
        raise Unsound(f"the index of meaning in {place} is damaged, or was not closed")
    return "ready" if found else _NEVER


def _kept(vectors: Path) -> str:
    if not vectors.exists():
        return _NEVER
    try:
        with closing(sqlite3.connect(vectors, timeout=30)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Unsound(f"the file of vectors {vectors} is damaged ({found})")
    return "kept"
