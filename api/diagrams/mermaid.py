"""A chart as mermaid text, which GitHub and many editors draw by themselves."""

from api.diagrams.chart import Chart, Kind, Node

_SHAPES = {
    Kind.EDGE: ("([", "])"),
    Kind.STEP: ("[", "]"),
    Kind.CARD: ("{{", "}}"),
    Kind.OVER: ("([", "])"),
    Kind.HERE: ("[[", "]]"),
}


def mermaid(chart: Chart) -> str:
    """The text of a ``flowchart``, from top to bottom."""
    lines = ["---", f"title: {chart.title}", "---", "flowchart TD"]
    lines += [f"    {_key(node.key)}{_shape(node)}" for node in chart.nodes]
    for move in chart.moves:
        arrow = f"-->|{_quoted(move.label)}|" if move.label else "-->"
        lines.append(f"    {_key(move.source)} {arrow} {_key(move.target)}")
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return f"n_{key}"  # `end` alone is a word of mermaid's own


def _shape(node: Node) -> str:
    before, after = _SHAPES[node.kind]
    marks = f"（{'、'.join(node.marks)}）" if node.marks else ""
    body = "<br/>".join(part for part in (node.title + marks, node.text) if part)
    return f"{before}{_quoted(body)}{after}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "#quot;") + '"'
