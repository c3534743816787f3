"""Fit what makes two reports one need, and show what it is worth on the other half.

``python -m tests.bench.duplicates`` prints the figures, with ``--cases FILE`` also on real reports
(one JSON object a line with ``raw_text``), all of which are different needs; with ``--write`` the
weights and the threshold go to ``api/domain/likeness.yaml``. Weights and threshold are chosen on
every other scenario, figures are of the rest.
"""

import argparse
import itertools
import json
import math
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from api.domain import likeness
from api.domain.likeness import Report, facts
from bot.understanding.report import understand
from tests.bench.near_duplicates import NOW, Pair, again, gazetteer, pairs

DATA = Path(likeness.__file__).with_suffix(".yaml")
SEED = 20_261_128
PRECISION = 0.98  # of what is shown on the half it is chosen on: a false alarm costs a tap
RIDGE = 2.0
Array = NDArray[np.float64]


def fit(rows: Array, same: Array) -> tuple[Array, float]:
    """Logistic regression with a ridge, by Newton's method, in the units of ``rows``."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    plain = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    weights = np.zeros(plain.shape[1])
    ridge = np.diag([*([RIDGE] * rows.shape[1]), 0.0])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-plain @ weights))
        slope = plain.T @ (sure - same) + ridge @ weights
        curve = (plain * (sure * (1 - sure))[:, None]).T @ plain + ridge
        weights -= np.linalg.solve(curve, slope)
    scaled = weights[:-1] / spread
    return scaled, float(weights[-1] - scaled @ mean)


def threshold(sure: Array, same: Array) -> float:
    """The lowest score from which the precision asked for is kept, to two digits."""
    for least in np.arange(0.3, 0.99, 0.01):
        taken = sure >= least
        if taken.any() and same[taken].mean() >= PRECISION:
            return round(float(least), 2)
    return 0.99


def table(made: Sequence[Pair], taken: NDArray[np.bool_]) -> Iterator[str]:
    """Of each kind the share taken for the same; precision and recall over all."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for pair, is_taken in zip(made, taken, strict=True):
        kinds[pair.kind].append(bool(is_taken))
    for kind, found in kinds.items():
        yield f"  {kind:24} {np.mean(found):5.3f} of {len(found)}"
    same = np.array([pair.is_same for pair in made])
    yield f"  precision {same[taken].mean():5.3f}  recall {taken[same].mean():5.3f}"


def real(cases: Path) -> tuple[list[Report], list[Report]]:
    """Real reports as they are understood, each another need; and each told once more, its clauses
    in another order, with one left out and a typo or two."""
    dice = random.Random(SEED)
    lines = cases.read_text(encoding="utf-8").splitlines()
    told = [json.loads(line)["raw_text"] for line in lines]
    return [_read(text) for text in told], [_read(again(dice, text)) for text in told]


def _read(text: str) -> Report:
    return Report(understand(text, gazetteer(), NOW.date()).need, NOW)


def write(weights: Array, bias: float, least: float, names: Sequence[str]) -> None:
    """Put the figures at the end of the data file, in the place of those before."""
    text = re.sub(r"\nthreshold:.*", "", DATA.read_text(encoding="utf-8").rstrip(), flags=re.DOTALL)
    lines = [f"threshold: {least}", f"bias: {bias:.4f}", "weights:"]
    lines += [f"  {name}: {weight:.4f}" for name, weight in zip(names, weights, strict=True)]
    DATA.write_text(text + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the table; write the data file when told to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    made = list(pairs(SEED))
    names = list(facts(made[0].one, made[0].other))
    rows = np.array([list(facts(pair.one, pair.other).values()) for pair in made])
    same = np.array([float(pair.is_same) for pair in made])
    first = np.array([pair.half == 0 for pair in made])
    weights, bias = fit(rows[first], same[first])
    sure = 1 / (1 + np.exp(-(rows @ weights + bias)))
    least = threshold(sure[first], same[first])
    for half, title in ((first, "chosen on"), (~first, "reported on")):
        sys.stdout.write(f"{title} {half.sum()} pairs, threshold {least}\n")
        chosen = [pair for pair, is_in in zip(made, half, strict=True) if is_in]
        for line in table(chosen, sure[half] >= least):
            sys.stdout.write(f"{line}\n")
    if asked.cases:
        told, once_more = real(asked.cases)
        for title, both in (
            ("different", list(itertools.combinations(told, 2))),
            ("same", list(zip(told, once_more, strict=True))),
        ):
            found = np.array([list(facts(*pair).values()) for pair in both])
            taken = int((found @ weights + bias >= math.log(least / (1 - least))).sum())
            sys.stdout.write(
                f"of {len(both)} {title} real reports {taken} are taken for the same\n"
            )
    if asked.write:
        write(weights, bias, least, names)


if __name__ == "__main__":
    main()
