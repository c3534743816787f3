"""A bar chart as SVG, drawn here and coloured by ``overview.css``: light and dark from the tokens.

pygal puts a style sheet, scripts and tooltips into what it draws; our content-security policy
forbids the first two, and the values stand at the bars. They are taken out.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import pygal
from lxml import etree
from markupsafe import Markup

# pygal adds a finder for its map plug-ins, of a kind Python dropped, to everybody's imports: each
# module that is not there would then warn. We have no such plug-ins.
sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)]

WIDTH = 360  # pixels, as wide as a phone shows it without making letters tiny
ROW = 30  # pixels of a horizontal bar with the space around it
COLUMN_HEIGHT = 200
LETTER = 15  # pixels of a Chinese letter in a label
DIGIT = 10  # pixels of a digit in a value
LONGEST_LABEL = 9  # letters
DROPPED = {"defs", "title", "desc"}
_SVG = "{http://www.w3.org/2000/svg}"


def bar_chart(
    title: str,
    bars: Sequence[tuple[str, int | None]],
    *,
    upright: bool = False,
    say: Callable[[int], str] = str,
) -> Markup:
    """The labelled counts from top to bottom, or ``upright`` from left to right. ``say`` words the
    count at a bar, where there is ``None`` stands none; a long label is cut, the table beside the
    chart has it whole."""
    labelled = [(_cut(label), count) for label, count in bars]
    counts = [count for _, count in bars if count is not None]
    shown = labelled if upright else labelled[::-1]  # pygal begins at the bottom
    kind = pygal.Bar if upright else pygal.HorizontalBar
    longest = max((len(label) for label, _ in shown), default=0)
    widest = max((len(say(count)) for count in counts), default=0)
    chart = kind(
        title=None,
        width=WIDTH,
        height=COLUMN_HEIGHT if upright else ROW * len(bars) + ROW,
        js=[],
        no_prefix=True,
        show_legend=False,
        show_x_guides=False,
        show_y_guides=False,
        show_x_labels=upright,
        show_y_labels=not upright,
        print_values=True,
        print_values_position="top",
        formatter=say,
        margin=8,
        margin_left=8 if upright else LETTER * longest,
        margin_right=max(40, DIGIT * widest),
        margin_top=24 if upright else 0,
        zero=0,
        range=(0, max(counts, default=0) or 1),
    )
    chart.x_labels = [label for label, _ in shown]
    chart.add("", [count for _, count in shown])
    return Markup(_bare(chart.render_tree(), title))  # noqa: S704 - built as a tree, escaped by lxml


def grouped_chart(
    title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], *, most: int
) -> Markup:
    """Of each label one bar per named series, side by side, from 0 to ``most``."""
    chart = pygal.Bar(
        title=None,
        width=WIDTH,
        height=COLUMN_HEIGHT,
        js=[],
        no_prefix=True,
        show_legend=True,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(series),
        legend_box_size=12,
        show_y_guides=False,
        show_y_labels=False,
        print_values=True,
        print_values_position="top",
        margin=8,
        margin_top=24,
        zero=0,
        range=(0, most),
    )
    chart.x_labels = list(labels)
    for name, points in series:
        chart.add(name, list(points))
    return Markup(_bare(chart.render_tree(), title))  # noqa: S704 - built as a tree, escaped by lxml


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _bare(tree: Any, title: str) -> str:
    for node in list(tree.iter()):
        if _is_dropped(node):
            _drop(node)
    tree.attrib.pop("id", None)
    tree.set("role", "img")
    tree.set("aria-label", title)
    return str(etree.tostring(tree, encoding="unicode", with_tail=False))


def _is_dropped(node: Any) -> bool:
    is_comment = not isinstance(node.tag, str)
    return (
        is_comment
        or node.tag.removeprefix(_SVG) in DROPPED
        or "tooltip-overlay" in node.get("class", "")
    )


def _drop(node: Any) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
