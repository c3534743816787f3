"""The nearest passages, as many as it takes for enough of them to compete."""

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.sides import Nearness

RNG = np.random.default_rng(5)
COSINES = np.round(RNG.random(300), 2).astype(np.float32)  # a hundred values: many are equal
KEYS = tuple(str(n) for n in range(300))


def near(keys: tuple[str, ...], adapted: NDArray[np.float32]) -> Nearness:
    rows = {key: row for row, key in enumerate(keys)}
    vectors = np.zeros((len(keys), 2), dtype=np.float32)
    return Nearness(keys, rows, 1 - adapted, adapted, vectors, np.zeros(2, dtype=np.float32))


@pytest.mark.parametrize("every", [1, 3, 40])
@pytest.mark.parametrize("limit", [1, 5, 80, 400])
def test_the_nearest_come_first_until_enough_compete(every: int, limit: int) -> None:
    found = near(KEYS, COSINES).best(limit, lambda key: int(key) % every == 0)

    in_order = sorted(range(300), key=lambda row: (-COSINES[row], row))
    competing = [place for place, row in enumerate(in_order, start=1) if row % every == 0]
    enough = competing[limit - 1] if limit <= len(competing) else 300
    assert [int(key) for key in found] == in_order[:enough]


def test_among_no_passages_none_is_near() -> None:
    assert near((), np.zeros(0, dtype=np.float32)).best(5, lambda _: True) == {}
