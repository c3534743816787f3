"""How much room there is where the data lie."""

import shutil
from pathlib import Path

FREE_BYTES = 2_000_000_000  # indexes, vectors and a year of evidence of a county


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written in ``folder``.

    Raises:
        OSError: there is no such folder.
    """
    return shutil.disk_usage(folder).free
