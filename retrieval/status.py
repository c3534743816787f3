"""How far the indexes are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """How far the indexes are. ``read_only``: another process owns the dense index, this one
    ranks by words alone. ``healed``: Chinese sentences, what was damaged and is made again."""

    lexical_passages: int
    dense_filled: int
    dense_total: int
    dense_usable: bool
    read_only: bool
    healed: tuple[str, ...] = ()
