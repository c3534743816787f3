"""Pieces of text become lines: what stands at one height, from left to right."""

from collections.abc import Iterator, Sequence
from statistics import median

from knowledge.reading.page import Line, Run, joined

_SPACE = 0.45  # of the size: a gap that is a space
_SEGMENT = 1.8  # of the size: a gap that parts columns
_MANY = 8  # lines on either side before a page counts as set in two columns
_MIDDLE = (0.35, 0.65)
_SHARE = 0.3


def lines_of(runs: Sequence[Run], width: float) -> list[Line]:
    """The lines of a page, down the page; of two columns, the left one first."""
    gutter = _gutter(runs, width)
    if gutter is None:
        return _lines(runs)
    left = [run for run in runs if run.centre < gutter]
    right = [run for run in runs if run.centre >= gutter]
    return [*_lines(left), *_lines(right)]


def _lines(runs: Sequence[Run]) -> list[Line]:
    return [line for group in _groups(runs) for line in _line(group)]


def _groups(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs whose middles lie at one height, from the top down."""
    group: list[Run] = []
    height = 0.0
    for run in sorted(runs, key=lambda run: -run.middle):
        size = max((one.size for one in group), default=0.0)
        if group and height - run.middle > 0.5 * min(size, max(run.size, 0.6 * size)):
            yield group
            group = []
        if not group:
            height = run.middle
        group.append(run)
    if group:
        yield group


def _line(group: list[Run]) -> Iterator[Line]:
    ordered = sorted(group, key=lambda run: run.left)
    size = median(run.size for run in ordered if run.text.strip()) if _any(ordered) else 0.0
    segments: list[Run] = []
    is_spaced = False
    for run in ordered:
        if not run.text.strip():
            is_spaced = True
            continue
        last = segments[-1] if segments else None
        was_spaced, is_spaced = is_spaced, False
        if last is None or run.left - last.right > _SEGMENT * size:
            segments.append(run)
            continue
        gap = " " if was_spaced or run.left - last.right > _SPACE * size else ""
        segments[-1] = Run(
            f"{last.text}{gap}{run.text}",
            last.left,
            min(last.bottom, run.bottom),
            max(last.right, run.right),
            max(last.top, run.top),
        )
    if segments:
        yield Line(
            text=" ".join(segment.text for segment in segments),
            left=segments[0].left,
            bottom=min(segment.bottom for segment in segments),
            right=segments[-1].right,
            top=max(segment.top for segment in segments),
            size=size,
            segments=tuple(segments),
        )


def _any(runs: Sequence[Run]) -> bool:
    return any(run.text.strip() for run in runs)


def _gutter(runs: Sequence[Run], width: float) -> float | None:
    """The middle of an empty strip that parts the page into two columns of running text."""
    inked = [run for run in runs if run.text.strip()]
    if not inked:
        return None
    size = median(run.size for run in inked)
    edges = sorted((run.left, run.right) for run in inked)
    reach = edges[0][1]
    for left, right in edges:
        if left - reach > 1.2 * size and _MIDDLE[0] * width < (left + reach) / 2:
            middle = (left + reach) / 2
            return middle if middle < _MIDDLE[1] * width and _is_set(inked, middle, size) else None
        reach = max(reach, right)
    return None


def _is_set(runs: Sequence[Run], gutter: float, size: float) -> bool:
    """Whether both sides hold running text, the left one reaching the gutter."""
    left = _lines([run for run in runs if run.centre < gutter])
    right = _lines([run for run in runs if run.centre >= gutter])
    share = sum(len(line.text) for line in right) / sum(len(run.text) for run in runs)
    if min(len(left), len(right)) < _MANY or not _SHARE < share < 1 - _SHARE:
        return False
    edge = max(line.right for line in left)
    return median(edge - line.right for line in left) < size


def text_of(runs: Sequence[Run]) -> str:
    """Everything in ``runs`` as one paragraph; for the cell of a table."""
    text = ""
    for line in _lines(runs):
        text = joined(text, line.text)
    return text
