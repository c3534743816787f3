"""Ways in which a file is damaged. Each makes a file of its own: one that is still mapped must not
change under its reader."""

import random
from pathlib import Path


def spoil(file: Path) -> None:
    """Other bytes, and fewer."""
    _replace(file, b"\x00 not what it was" * 300)


def cut(file: Path) -> None:
    """The first half of it."""
    content = file.read_bytes()
    _replace(file, content[: len(content) // 2])


def flip(file: Path) -> None:
    """A hundred bytes turned over, as a dying disk would."""
    content = bytearray(file.read_bytes())
    chance = random.Random(7)
    for _ in range(100):
        content[chance.randrange(len(content))] ^= 0xFF
    _replace(file, bytes(content))


def delete(file: Path) -> None:
    """Gone."""
    file.unlink()


def _replace(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)
