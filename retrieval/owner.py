"""One process at a time owns an index: Chroma's files do not survive two writers, and a lexical
index need not be built twice."""

import fcntl
import os
from pathlib import Path

from retrieval.healing import folder_at

LOCK = "owner.lock"
"""Name of the file that is locked."""


class Ownership:
    """A lock on a folder, held until ``release`` or the end of the process, however it ends."""

    def __init__(self, descriptor: int) -> None:
        """Keep the open, locked file."""
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let another process have the folder."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def claim(folder: Path) -> Ownership | None:
    """The ownership of ``folder``, or ``None`` while another process (or another index of this
    one) has it. The kernel drops the lock with the process, so none is ever left behind."""
    descriptor = _opened(folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return Ownership(descriptor)


def wait_for(folder: Path) -> Ownership:
    """The ownership of ``folder``, as soon as nobody else has it."""
    descriptor = _opened(folder)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return Ownership(descriptor)


def is_owned(folder: Path) -> bool:
    """Whether another process (or another index of this one) has ``folder`` now."""
    ownership = claim(folder)
    if ownership is None:
        return True
    ownership.release()
    return False


def _opened(folder: Path) -> int:
    return os.open(folder_at(folder) / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
