"""What stands on a page, wherever it came from: pieces of text with their boxes, and rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d]")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, one character or a recognised line. Units are points, y grows upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2

    @property
    def centre(self) -> float:
        """Half way across."""
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        """About the size of the font."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule: at ``at`` across, from ``start`` to ``stop``. A horizontal one lies at a height."""

    at: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read."""

    width: float
    height: float
    runs: tuple[Run, ...]
    across: tuple[Stroke, ...] = ()
    down: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: ready to be shown, with its height on the page."""

    text: str
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text; ``segments`` are its parts between wide gaps."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    segments: tuple[Run, ...] = field(default=())

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2


def as_row(cells: Iterable[str]) -> str:
    """Cells as one line: ``| a | b |``."""
    return "| " + " | ".join(cell.replace("|", "｜") for cell in cells) + " |"


def joined(left: str, right: str) -> str:
    """Two lines of one paragraph: Chinese needs no space between them, other words do."""
    left, right = left.rstrip(), right.lstrip()
    if not left or not right or _WIDE.match(left[-1]) or _WIDE.match(right[0]):
        return left + right
    if left[-1] == "-" and right[0].islower():
        return left[:-1] + right
    return f"{left} {right}"
