"""Where the dense index lies in its folder; Chroma itself need not be loaded to tell."""

from pathlib import Path
from uuid import uuid4

CHROMA = "chroma"
"""What each folder of Chroma's files is called, or begins with."""


def chroma_folders(folder: Path) -> list[Path]:
    """Whatever lies where the index of ``folder`` should."""
    return sorted(folder.glob(f"{CHROMA}*"))


def fresh_place(folder: Path) -> Path:
    """A name not used before: Chroma goes on using what it knows of a path it has opened once."""
    return folder / f"{CHROMA}-{uuid4().hex}"
