"""Indexes can be made again from the library: whatever stands where one should be gives way.

A folder is whole when it holds exactly the bytes it was finished with. Neither tantivy nor Chroma
notices each damage by itself: some kill the process, some find wrong passages.
"""

import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

SEAL = "whole.json"

Report = Callable[[str], None]
"""Told, in a Chinese sentence, what was damaged and is made again."""


def folder_at(path: Path) -> Path:
    """``path`` as a folder, made where there is none; a file that stands in the way goes."""
    for step in (path.parent, path):
        if step.exists() and not step.is_dir():
            step.unlink()
    path.mkdir(parents=True, exist_ok=True)
    return path


def remove(path: Path) -> None:
    """Remove a file or a folder, or nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def seal(folder: Path) -> None:
    """Write down what ``folder`` holds, now that it is finished."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if _counts(path)]
    sums = {name: _sum(folder / name) for name in names}
    (folder / SEAL).write_text(json.dumps(sums), encoding="ascii")


def unseal(folder: Path) -> None:
    """From here on ``folder`` is not whole, until it is sealed again."""
    (folder / SEAL).unlink(missing_ok=True)


def is_whole(folder: Path) -> bool:
    """Whether ``folder`` holds what it was sealed with; 100 MB take a tenth of a second."""
    try:
        sums = json.loads((folder / SEAL).read_bytes())
        return bool(sums) and all(sums[name] == _sum(folder / name) for name in sums)
    except (OSError, ValueError, TypeError):
        return False


def _counts(path: Path) -> bool:
    return path.is_file() and path.name != SEAL and not path.name.endswith((".lock", "-shm"))


def _sum(file: Path) -> list[int]:
    content = file.read_bytes()
    return [len(content), zlib.crc32(content)]
