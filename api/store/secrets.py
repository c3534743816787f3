"""Secrets the service makes for itself, kept in DATA and readable by its owner only."""

import os
from pathlib import Path
from secrets import token_urlsafe


def kept_secret(folder: Path, name: str) -> str:
    """The secret ``name`` (of 256 bits) in ``folder``/secrets, made when it is not there yet.

    Two processes that start at once get the same one.
    """
    path = folder / "secrets" / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        # Written aside and linked into place: nobody ever reads half a secret.
        part = path.with_name(f"{name}.{os.getpid()}.{token_urlsafe(6)}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(token_urlsafe(32))
        try:
            os.link(part, path)
        except FileExistsError:  # the other process was faster
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="ascii")
