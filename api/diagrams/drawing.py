"""A chart as SVG: one column of boxes, arrows between neighbours, lanes for all other moves.

Moves downwards that pass boxes run in lanes on the right, moves upwards on the left. Moves to the
same box share a lane, so that a state many others lead to has one line into it.
"""

from dataclasses import dataclass
from html import escape

from api.diagrams.chart import Chart, Kind, Move, Node

WIDTH, HEIGHT, GAP = 420, 58, 26  # of a box, and between two
MARGIN, LANE, TOP = 24, 22, 64
_FILL = {
    Kind.EDGE: "#1f6f5c",
    Kind.STEP: "#ffffff",
    Kind.CARD: "#eef4fb",
    Kind.OVER: "#f2f2f0",
    Kind.HERE: "#fdf0d5",
}
_LINE = {
    Kind.EDGE: "#1f6f5c",
    Kind.STEP: "#1f6f5c",
    Kind.CARD: "#1b4f8a",
    Kind.OVER: "#8a8a86",
    Kind.HERE: "#9a5b00",
}
_FONT = "'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"


@dataclass(frozen=True, slots=True)
class _Lane:
    """The moves to one box on one side: the rows they span, and which lane from the column."""

    target: int
    sources: tuple[tuple[int, str], ...]
    number: int = 0

    @property
    def rows(self) -> tuple[int, int]:
        ends = [self.target, *(row for row, _ in self.sources)]
        return min(ends), max(ends)


def drawing(chart: Chart) -> str:
    """The SVG document; the same chart gives the same bytes."""
    row = {node.key: place for place, node in enumerate(chart.nodes)}
    down = _lanes([m for m in chart.moves if row[m.target] > row[m.source] + 1], row)
    up = _lanes([m for m in chart.moves if row[m.target] <= row[m.source]], row)
    left = MARGIN + LANE * (1 + max((lane.number for lane in up), default=-1)) + LANE
    right = MARGIN + LANE * (1 + max((lane.number for lane in down), default=-1)) + LANE
    full = left + WIDTH + right
    notes = _wrapped(chart.note, full - 2 * MARGIN, 13)
    tall = _y(len(chart.nodes)) - GAP + MARGIN + 20 * len(notes) + (8 if notes else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{full}" height="{tall}" '
        f'viewBox="0 0 {full} {tall}" role="img" font-family="{_FONT}">',
        f"<title>{escape(chart.title)}</title>",
        '<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#5b6b66"/></marker></defs>',
        f'<rect width="{full}" height="{tall}" fill="#ffffff"/>',
        _text(MARGIN, 38, chart.title, 18, "#1d2b27", bold=True),
    ]
    parts += [_arrow(left, row[m.source], m.label) for m in chart.moves if _next(m, row)]
    parts += [line for lane in down for line in _lane(lane, left + WIDTH, 1)]
    parts += [line for lane in up for line in _lane(lane, left, -1)]
    parts += [line for node in chart.nodes for line in _box(node, left, _y(row[node.key]))]
    base = _y(len(chart.nodes)) - GAP + 28
    parts += [_text(MARGIN, base + 20 * n, note, 13, "#4a5a55") for n, note in enumerate(notes)]
    return "\n".join([*filter(None, parts), "</svg>"]) + "\n"


def _y(place: int) -> int:
    return TOP + place * (HEIGHT + GAP)


def _next(move: Move, row: dict[str, int]) -> bool:
    return row[move.target] == row[move.source] + 1


def _lanes(moves: list[Move], row: dict[str, int]) -> list[_Lane]:
    """One lane for each target, the short ones next to the column, no two on one line."""
    by_target: dict[int, list[tuple[int, str]]] = {}
    for move in moves:
        by_target.setdefault(row[move.target], []).append((row[move.source], move.label))
    lanes = [_Lane(target, tuple(sources)) for target, sources in by_target.items()]
    placed: list[_Lane] = []
    for lane in sorted(lanes, key=lambda one: (one.rows[1] - one.rows[0], one.target)):
        taken = {other.number for other in placed if _overlap(lane.rows, other.rows)}
        number = next(n for n in range(len(lanes)) if n not in taken)
        placed.append(_Lane(lane.target, lane.sources, number))
    return placed


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _lane(lane: _Lane, edge: int, side: int) -> list[str]:
    """From the side of each source out to the lane, along it, and into the side of the target.

    What leaves a box does so below its middle and what comes in above it.
    """
    out = edge + side * (LANE + lane.number * LANE)
    into = _y(lane.target) + HEIGHT // 2 - 10 - 4 * lane.number % 12
    lines = []
    for source, label in lane.sources:
        leave = _y(source) + HEIGHT // 2 + 8 + 4 * lane.number % 16
        path = f"M{edge} {leave}H{out}V{into}H{edge + side}"
        lines.append(f'<path d="{path}" fill="none" stroke="#5b6b66" marker-end="url(#to)"/>')
        if label:
            at = out + side * 4
            anchor = "start" if side > 0 else "end"
            lines.append(_text(at, leave + 16, label, 12, "#4a5a55", anchor=anchor))
    return lines


def _arrow(left: int, place: int, label: str) -> str:
    x, y = left + WIDTH // 2, _y(place) + HEIGHT
    line = f'<path d="M{x} {y}V{y + GAP - 1}" stroke="#5b6b66" marker-end="url(#to)"/>'
    return line + (_text(x + 8, y + 17, label, 12, "#4a5a55") if label else "")


def _box(node: Node, x: int, y: int) -> list[str]:
    light = node.kind is Kind.EDGE
    round_ = HEIGHT // 2 if node.kind in (Kind.EDGE, Kind.OVER) else 8
    ink = "#ffffff" if light else "#1d2b27"
    marks = "　".join(node.marks)
    room = WIDTH - 36 - _wide(marks, 12)
    title_y = y + (25 if node.text else 35)
    return [
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="{round_}" '
        f'fill="{_FILL[node.kind]}" stroke="{_LINE[node.kind]}" '
        f'stroke-width="{3 if node.kind is Kind.HERE else 1.5}"/>',
        _text(x + 18, title_y, _cut(node.title, room, 16), 16, ink, bold=True),
        _text(x + 18, y + 46, _cut(node.text, WIDTH - 36, 13), 13, "#4a5a55") if node.text else "",
        _text(x + WIDTH - 18, title_y, marks, 12, "#1b4f8a", anchor="end") if marks else "",
    ]


def _text(
    x: int, y: int, words: str, size: int, ink: str, *, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    look = f'font-size="{size}" fill="{ink}"{weight}{place}'
    return f'<text x="{x}" y="{y}" {look}>{escape(words)}</text>'


def _wide(words: str, size: int) -> int:
    """About how wide ``words`` are: a Chinese character is a square, a Latin one a little half."""
    return round(sum(size if ord(char) > 0x2E80 else 0.56 * size for char in words))


def _cut(words: str, room: int, size: int) -> str:
    if _wide(words, size) <= room:
        return words
    while words and _wide(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


def _wrapped(words: str, room: int, size: int) -> list[str]:
    lines: list[str] = []
    for char in words:
        if not lines or _wide(lines[-1] + char, size) > room:
            lines.append("")
        lines[-1] += char
    return lines
