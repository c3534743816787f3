"""A value read out of a text, and where it stood."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """``value`` was read from ``text[start:end]`` of the text it was looked for in."""

    value: T
    start: int
    end: int
